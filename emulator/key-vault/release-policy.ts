import { randomUUID } from 'node:crypto'
import { KeyVaultError } from '../errors.ts'
import type { Key, KeyReleasePolicy, KeyShape } from '../key-state.ts'
import type { Vault } from '../state.ts'
import { bytesOf } from './binary-value.ts'
import { isBoolean } from './object-attributes.ts'
import { invalidProperty, isObject, type JsonObject } from './request-body.ts'

const defaultContentType = 'application/json; charset=utf-8'

/** What a request says about releases. */
export interface ReleaseWish {
  exportable?: boolean
  policy?: KeyReleasePolicy
}

/** @throws KeyVaultError 400 */
export function readReleaseWish(body: JsonObject, attributes: JsonObject): ReleaseWish {
  const exportable = attributes.exportable ?? undefined
  if (exportable !== undefined && !isBoolean(exportable)) throw invalidProperty()
  const policy = readPolicy(body.release_policy ?? undefined)
  return { ...(exportable !== undefined && { exportable }), ...(policy && { policy }) }
}

/**
 * The policy that a new version's key then has. It belongs to the key, not to the version.
 * @param known the key that gets a further version
 * @throws KeyVaultError 400
 */
export function policyForNewVersion(
  vault: Vault,
  kty: KeyShape['kty'],
  { exportable = false, policy }: ReleaseWish,
  known: Key | undefined,
): KeyReleasePolicy | undefined {
  if (known && (exportable || known.releasePolicy))
    return policyForKnown(vault, known, { exportable, ...(policy && { policy }) })
  if (exportable && !vault.managedHsm && vault.sku !== 'premium') {
    throw refusal(
      vault,
      'AKV.SKR.1001',
      "The exportable attribute is only supported with premium vaults and API version >= '7.3-preview'.",
    )
  }
  if (exportable && !kty.endsWith('-HSM')) {
    throw refusal(vault, 'AKV.SKR.1006', 'The exportable attribute is only supported for HSM keys.')
  }
  if (exportable && !policy) throw refusal(vault, 'AKV.SKR.1004', 'Exportable keys must have release policy.')
  if (!exportable && policy) throw refusal(vault, 'AKV.SKR.1005', 'Non-exportable keys must not have release policy.')
  return policy
}

function policyForKnown(vault: Vault, known: Key, { exportable, policy }: ReleaseWish): KeyReleasePolicy | undefined {
  if (exportable && !known.releasePolicy) {
    throw refusal(vault, 'AKV.SKR.1003', 'The exportable attribute of an existing key cannot be changed.')
  }
  return policy ? changedPolicy(vault, known, policy) : known.releasePolicy
}

/** The key's policy after an update. @throws KeyVaultError 400 */
export function policyAfterUpdate(
  vault: Vault,
  key: Key,
  { exportable, policy }: ReleaseWish,
  version: string,
): KeyReleasePolicy | undefined {
  const isExportable = key.releasePolicy !== undefined
  if (exportable !== undefined && exportable !== isExportable) {
    throw refusal(vault, 'AKV.SKR.1014', 'Cannot modify the exportable state of a key.')
  }
  if (!policy) return key.releasePolicy
  if (!isExportable) throw refusal(vault, 'AKV.SKR.1005', 'Non-exportable keys must not have release policy.')
  if (version !== '') throw refusal(vault, 'AKV.SKR.1016', 'Key Release Policy can only be set on versionless key.')
  return changedPolicy(vault, key, policy)
}

function changedPolicy(vault: Vault, { releasePolicy }: Key, policy: KeyReleasePolicy): KeyReleasePolicy {
  if (releasePolicy?.isImmutable) {
    throw refusal(vault, 'AKV.SKR.1020', 'Immutable Key Release Policy cannot be modified.')
  }
  return policy
}

function readPolicy(value: unknown): KeyReleasePolicy | undefined {
  if (value === undefined) return undefined
  if (!isObject(value)) throw invalidProperty()
  const { contentType = defaultContentType, data, immutable = false } = value
  const bytes = bytesOf(data)
  if (typeof contentType !== 'string' || !isBoolean(immutable) || !bytes || !isPolicy(bytes)) throw invalidProperty()
  return { contentType, data: bytes.toString('base64url'), isImmutable: immutable }
}

/** https://learn.microsoft.com/azure/key-vault/keys/policy-grammar */
function isPolicy(bytes: Buffer): boolean {
  try {
    const policy: unknown = JSON.parse(bytes.toString())
    return isObject(policy) && typeof policy.version === 'string' && Array.isArray(policy.anyOf)
  } catch {
    return false
  }
}

/** A vault numbers its refusals, a Managed HSM adds the activity. */
function refusal({ managedHsm }: Vault, code: string, message: string): KeyVaultError {
  const text = managedHsm ? `${message.replace(/\.$/, '')} (Activity ID: ${randomUUID()})` : `${code}: ${message}`
  return new KeyVaultError(400, 'BadParameter', text)
}
