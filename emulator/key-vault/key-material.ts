import type { Key, KeyVersion, PrivateJwk } from '../key-state.ts'
import type { Vault } from '../state.ts'
import { makeKey } from './cryptography/make-key.ts'

/** Versions whose material is being made, so that two calls do not make two keys of one version. */
const pending = new WeakMap<KeyVersion, Promise<PrivateJwk>>()

/** A version's private key, made on the first look. */
export async function materialOf(vault: Vault, key: Key, version: KeyVersion): Promise<PrivateJwk> {
  if (version.material) return version.material
  const known = pending.get(version)
  if (known) return known
  const made = makeKey(version.shape).then((material) => {
    version.material = material
    save(vault, key.name.toLowerCase(), version)
    return material
  })
  pending.set(version, made)
  return made
}

/** Puts back whichever object the version lies in by now: the key may have been deleted or recovered meanwhile. */
function save({ objects: { keys, deletedKeys } }: Vault, name: string, version: KeyVersion): void {
  const live = keys.get(name)
  if (live?.versions.includes(version)) keys.set(name, live)
  const deleted = deletedKeys.get(name)
  if (deleted?.versions.includes(version)) deletedKeys.set(name, deleted)
}
