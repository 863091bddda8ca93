import type { DeletedKey, Key, KeyReleasePolicy, KeyShape, KeyVersion, PrivateJwk } from '../key-state.ts'
import { isSince } from './api-version.ts'
import { currentKeyVersion } from './key-kind.ts'
import { materialOf } from './key-material.ts'
import { answeredAttributes, answeredDates, answeredDeletion, answeredTags } from './object-attributes.ts'
import type { KeyVaultCall } from './operation.ts'

/** A version as GetKey answers it: the public half, never the private one. */
export async function keyBundle(call: KeyVaultCall, key: Key, version: KeyVersion) {
  const material = await materialOf(call.vault, key, version)
  return {
    key: {
      kid: keyId(call, key.name, version.version),
      kty: version.shape.kty,
      key_ops: version.keyOps,
      ...publicMembers(version.shape, material),
    },
    ...properties(call, key, version),
    ...(key.releasePolicy && { release_policy: answeredReleasePolicy(key.releasePolicy) }),
  }
}

/** A row of the list of versions. */
export function keyVersionItem(call: KeyVaultCall, key: Key, version: KeyVersion) {
  return { kid: keyId(call, key.name, version.version), ...properties(call, key, version) }
}

/** A row of the list of keys: the current version's properties under the versionless id. */
export function keyItem(call: KeyVaultCall, key: Key) {
  return { kid: keyId(call, key.name), ...properties(call, key, currentKeyVersion(key)) }
}

export async function deletedKeyBundle(call: KeyVaultCall, key: DeletedKey) {
  return { ...answeredDeletion(call, 'deletedkeys', key), ...(await keyBundle(call, key, currentKeyVersion(key))) }
}

export function deletedKeyItem(call: KeyVaultCall, key: DeletedKey) {
  return { ...answeredDeletion(call, 'deletedkeys', key), ...keyItem(call, key) }
}

export function keyId({ vaultUri }: KeyVaultCall, name: string, version?: string): string {
  return `${vaultUri}/keys/${name}${version ? `/${version}` : ''}`
}

/** Says in the audit row which version the call was about. */
export function noteKey(call: KeyVaultCall, key: Key, { version, shape, enabled, nbf, exp }: KeyVersion): void {
  call.audit.id = keyId(call, key.name, version)
  const size = 'keySize' in shape ? { size: shape.keySize } : { curve: shape.crv }
  call.audit.properties = {
    keyProperties: { type: shape.kty, ...size, attributes: answeredDates({ enabled, nbf, exp }) },
  }
}

function properties(call: KeyVaultCall, key: Key, version: KeyVersion) {
  return {
    attributes: {
      ...answeredAttributes(call, version),
      ...(isSince(call.apiVersion, '7.4') && { exportable: key.releasePolicy !== undefined }),
      ...(isSince(call.apiVersion, '7.6') && { hsmPlatform: version.shape.kty.endsWith('-HSM') ? '2' : '0' }),
    },
    ...answeredTags(version.tags),
    ...(version.isManaged && { managed: true }),
  }
}

function publicMembers(shape: KeyShape, material: PrivateJwk) {
  if (material.kty === 'RSA') return { n: material.n, e: material.e }
  if (material.kty === 'EC' && 'crv' in shape) return { crv: shape.crv, x: material.x, y: material.y }
  return {}
}

function answeredReleasePolicy({ contentType, data, isImmutable }: KeyReleasePolicy) {
  return { contentType, data, immutable: isImmutable }
}
