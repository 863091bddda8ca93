import type { DeletedKey, Key, KeyVersion } from '../key-state.ts'
import type { Vault } from '../state.ts'
import { managedByCertificate, notFound, type ObjectKind } from './object-kind.ts'

export const keyKind: ObjectKind<Key, DeletedKey> = {
  noun: 'Key',
  live: ({ keys }) => keys,
  deleted: ({ deletedKeys }) => deletedKeys,
}

export function currentKeyVersion(key: Key): KeyVersion {
  const current = key.versions.at(-1)
  if (!current) throw new Error(`The key ${key.name} has no version; the state promises at least one.`)
  return current
}

/** The version that was asked for; the current one when none was. @throws KeyVaultError 404 KeyNotFound */
export function keyVersionOf(key: Key, version: string): KeyVersion {
  if (version === '') return currentKeyVersion(key)
  const found = key.versions.find((one) => one.version === version)
  if (!found) throw notFound(keyKind, `${key.name}/${version}`)
  return found
}

/** @throws KeyVaultError 403 where the key backs a certificate */
export function assertKeyNotManaged(key: Key, operation: string): void {
  if (currentKeyVersion(key).isManaged) throw managedByCertificate(keyKind, operation)
}

/** Puts a key back that was changed in place: only what is set is kept on a disk. */
export function saveKey({ objects }: Vault, key: Key): void {
  objects.keys.set(key.name.toLowerCase(), key)
}
