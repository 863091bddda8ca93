import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { PrivateJwk } from '../../key-state.ts'

/**
 * A JSON Web Key with all private members, each in its shortest (RSA) or full (EC) length.
 * @throws where a member is missing or the members do not belong together
 */
export function privateJwkOf(jwk: JsonWebKey): PrivateJwk {
  if (jwk.kty === 'oct') return { kty: 'oct', k: Buffer.from(jwk.k ?? '', 'base64url').toString('base64url') }
  const { n, e, d, p, q, dp, dq, qi, crv, x, y } = createPrivateKey({ key: jwk, format: 'jwk' }).export({
    format: 'jwk',
  })
  if (n && e && d && p && q && dp && dq && qi) return { kty: 'RSA', n, e, d, p, q, dp, dq, qi }
  if (crv && x && y && d) return { kty: 'EC', crv, x, y, d }
  throw new TypeError(`A key of type ${jwk.kty} is no private key.`)
}

export type AsymmetricJwk = Exclude<PrivateJwk, { kty: 'oct' }>
type RsaJwk = Extract<PrivateJwk, { kty: 'RSA' }>

const privateKeys = new WeakMap<AsymmetricJwk, KeyObject>()

/** Node's form of a key; kept, since reading one costs more than using it. */
export function privateKeyOf(jwk: AsymmetricJwk): KeyObject {
  const known = privateKeys.get(jwk)
  if (known) return known
  const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' })
  privateKeys.set(jwk, key)
  return key
}

export function publicKeyOf(jwk: AsymmetricJwk): KeyObject {
  return createPublicKey(privateKeyOf(jwk))
}

export function modulusBits(jwk: RsaJwk): number {
  return publicKeyOf(jwk).asymmetricKeyDetails?.modulusLength ?? 0
}

/** A symmetric key's bytes. */
export function secretOf({ k }: Extract<PrivateJwk, { kty: 'oct' }>): Buffer {
  return Buffer.from(k, 'base64url')
}

/** The key as one of its type: algorithms check the type before they work. */
export function ofType<Kty extends PrivateJwk['kty']>(jwk: PrivateJwk, kty: Kty): Extract<PrivateJwk, { kty: Kty }> {
  if (jwk.kty !== kty) throw new TypeError(`The algorithm needs a key of type ${kty}, not ${jwk.kty}.`)
  return jwk as Extract<PrivateJwk, { kty: Kty }> // the check above; a type parameter does not narrow a union
}
