import { createPublicKey, type JsonWebKey as NodeJwk } from 'node:crypto'
import type { JsonWebKey, KeyVaultKey } from '@azure/keyvault-keys'

/** A JSON Web Key of Node's as the client takes it: bytes in place of texts. */
export function toClient({ kty = '', crv, ...members }: NodeJwk, keyOps?: string[]): JsonWebKey {
  const bytes = Object.entries(members).map(([name, value]) => [name, Buffer.from(String(value), 'base64url')])
  return {
    kty,
    ...(crv && { crv: crv === 'secp256k1' ? 'P-256K' : crv }),
    ...Object.fromEntries(bytes),
    ...(keyOps && { keyOps }),
  }
}

/** The public half of an answer, as Node reads it. */
export function publicKeyOf({ key }: KeyVaultKey) {
  const text = (bytes?: Uint8Array) => bytes && Buffer.from(bytes).toString('base64url')
  const members = { n: text(key?.n), e: text(key?.e), x: text(key?.x), y: text(key?.y) }
  const present = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  const crv = key?.crv === 'P-256K' ? 'secp256k1' : key?.crv
  return createPublicKey({
    key: { kty: String(key?.kty).replace('-HSM', ''), ...present, ...(crv && { crv }) },
    format: 'jwk',
  })
}
