import { randomBytes } from 'node:crypto'
import type { Key, KeyShape, KeyVersion, PrivateJwk } from '../key-state.ts'
import { readImportedKey } from './import-key.ts'
import type { CreateKeyBody, ImportKeyBody, KeyChanges } from './key-body.ts'
import { keyBundle, keyId, keyItem, keyVersionItem, noteKey } from './key-bundle.ts'
import { assertKeyNotManaged, keyKind, keyVersionOf, saveKey } from './key-kind.ts'
import { assertKeyOps, defaultKeyOps } from './key-ops.ts'
import { readKeyShape } from './key-shape.ts'
import { assertNameIsFree, isSettled, objectNamed, visibleObjectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { listAnswer, pageOf } from './pages.ts'
import { policyAfterUpdate, policyForNewVersion } from './release-policy.ts'
import { readTransferredKey } from './transferred-key.ts'

/** Makes a key, or a further version of one: nothing of the version before it is carried over. */
export function createKey(call: KeyVaultCall, { wish, ...changes }: CreateKeyBody): Promise<Answer> {
  return addVersion(call, 'create', { shape: readKeyShape(call.vault, wish) }, changes)
}

/** Takes in a key that was made elsewhere, in the clear or encrypted to a key of this vault. */
export async function importKey(call: KeyVaultCall, { jwk, isHsm, ...changes }: ImportKeyBody): Promise<Answer> {
  const isTransferred = jwk.key_hsm !== undefined && jwk.key_hsm !== null
  const imported = isTransferred ? await readTransferredKey(call, jwk) : readImportedKey(call.vault, jwk, isHsm)
  return addVersion(call, 'import', imported, changes)
}

async function addVersion(
  call: KeyVaultCall,
  operation: 'create' | 'import',
  { shape, material }: { shape: KeyShape; material?: PrivateJwk },
  { changes, keyOps = defaultKeyOps(shape.kty), release }: KeyChanges,
): Promise<Answer> {
  const { vault, name, emulator } = call
  assertKeyOps(shape.kty, keyOps)
  assertNameIsFree(keyKind, vault, name)
  const known = vault.objects.keys.get(name.toLowerCase())
  if (known) assertKeyNotManaged(known, operation)
  const releasePolicy = policyForNewVersion(vault, shape.kty, release, known)
  const now = emulator.clock.nowSeconds()
  const added: KeyVersion = {
    version: newVersionId(),
    shape,
    ...(material && { material }),
    keyOps,
    tags: {},
    enabled: true,
    created: now,
    updated: now,
    ...changes,
  }
  const key: Key = known ?? { name, versions: [] }
  key.versions.push(added)
  if (releasePolicy) key.releasePolicy = releasePolicy
  saveKey(vault, key)
  noteKey(call, key, added)
  return { status: 200, body: await keyBundle(call, key, added) }
}

/** The public half, also of a disabled key: only using one is forbidden. */
export async function getKey(call: KeyVaultCall): Promise<Answer> {
  const key = objectNamed(keyKind, call.vault, call.name)
  const version = keyVersionOf(key, call.version)
  noteKey(call, key, version)
  return { status: 200, body: await keyBundle(call, key, version) }
}

/** Changes what is given and leaves the rest; tags and operations are replaced whole, the material cannot be changed. */
export async function updateKey(call: KeyVaultCall, { changes, keyOps, release }: KeyChanges): Promise<Answer> {
  const key = objectNamed(keyKind, call.vault, call.name)
  const version = keyVersionOf(key, call.version)
  noteKey(call, key, version)
  assertKeyNotManaged(key, 'update')
  if (keyOps) assertKeyOps(version.shape.kty, keyOps)
  const releasePolicy = policyAfterUpdate(call.vault, key, release, call.version)
  Object.assign(version, changes, keyOps && { keyOps }, { updated: call.emulator.clock.nowSeconds() })
  if (releasePolicy) key.releasePolicy = releasePolicy
  saveKey(call.vault, key)
  noteKey(call, key, version)
  return { status: 200, body: await keyBundle(call, key, version) }
}

export function getKeys(call: KeyVaultCall): Answer {
  return listAnswer(call, call.vault.objects.keys, isSettled, (key) => keyItem(call, key))
}

/** In the order of their ids, which are random: Key Vault promises none. A name that is not there has no versions. */
export function getKeyVersions(call: KeyVaultCall): Answer {
  call.audit.id = keyId(call, call.name)
  const key = visibleObjectNamed(keyKind, call.vault, call.name)
  const { rows, nextLink } = pageOf(call, key?.versions ?? [], ({ version }) => version)
  return { status: 200, body: { value: key ? rows.map((one) => keyVersionItem(call, key, one)) : [], nextLink } }
}

export function newVersionId(): string {
  return randomBytes(16).toString('hex')
}
