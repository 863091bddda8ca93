import 'server-only'
import { createPublicKey, type JsonWebKey as NodeJwk } from 'node:crypto'
import type { KeyProperties as AzureProperties, JsonWebKey, KeyRotationPolicy, KeyVaultKey } from '@azure/keyvault-keys'
import type { Key, KeyDetail, KeyVersion, PublicJwk } from '../domain/key.ts'
import type { RotationPolicy } from '../domain/rotation-policy.ts'
import { isoDate } from './secret-mapping.ts'

/** A row of the key list, from the SDK's shape. */
export function toKey(azure: AzureProperties): Key {
  return {
    name: azure.name,
    enabled: azure.enabled ?? true,
    createdOn: isoDate(azure.createdOn),
    updatedOn: isoDate(azure.updatedOn),
    expiresOn: isoDate(azure.expiresOn),
    notBefore: isoDate(azure.notBefore),
    tags: { ...azure.tags },
    managed: azure.managed ?? false,
    // Platform 0 is software; every other number is a generation of hardware modules.
    isHsm: azure.hsmPlatform === undefined ? null : azure.hsmPlatform !== '0',
    isExportable: azure.exportable ?? null,
  }
}

/** One version in a list, from the SDK's shape. */
export function toKeyVersion(azure: AzureProperties): KeyVersion {
  return { version: azure.version ?? '', ...toKey(azure) }
}

/** One version in full, from the SDK's shape. */
export function toKeyDetail({ properties, key = {}, keyType, keyOperations, id }: KeyVaultKey): KeyDetail {
  const version = toKeyVersion(properties)
  const jwk = publicJwkOf(key, id)
  return {
    ...version,
    keyType: keyType ?? 'unknown',
    keySizeBits: key.n ? bitsOf(key.n) : null,
    curve: key.crv ?? null,
    operations: keyOperations ?? [],
    jwk,
    pem: jwk && pemOf(jwk),
    isHsm: version.isHsm ?? keyType?.endsWith('-HSM') ?? null,
  }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

function publicJwkOf({ n, e, crv, x, y }: JsonWebKey, kid = ''): PublicJwk | null {
  if (n && e) return { kid, kty: 'RSA', n: text(n), e: text(e) }
  // RFC 8812 names the curve that Key Vault calls P-256K.
  if (crv && x && y) return { kid, kty: 'EC', crv: crv === 'P-256K' ? 'secp256k1' : crv, x: text(x), y: text(y) }
  return null
}

/** The bits of an unsigned number without its leading zeros. */
function bitsOf(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24
}

/** Null where this server's cryptography does not know the curve. */
function pemOf({ kid: _, ...jwk }: PublicJwk): string | null {
  try {
    return createPublicKey({ key: jwk as NodeJwk, format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString()
  } catch {
    return null
  }
}

/** A rotation policy from the SDK's shape. Key Vault spells the actions in one of two ways. */
export function toRotationPolicy({ expiresIn, lifetimeActions = [], updatedOn }: KeyRotationPolicy): RotationPolicy {
  const actionNamed = (name: string) => lifetimeActions.find(({ action }) => action?.toLowerCase() === name)
  const rotation = actionNamed('rotate')
  const { timeAfterCreate, timeBeforeExpiry } = rotation ?? {}
  return {
    expiresIn: expiresIn ?? null,
    rotate: timeAfterCreate
      ? { trigger: 'afterCreation', duration: timeAfterCreate }
      : timeBeforeExpiry
        ? { trigger: 'beforeExpiry', duration: timeBeforeExpiry }
        : null,
    notifyBeforeExpiry: actionNamed('notify')?.timeBeforeExpiry ?? null,
    updatedOn: isoDate(updatedOn),
  }
}
