import type { PrivateJwk } from '../../key-state.ts'
import type { Curve } from './curves.ts'

type EcJwk = Extract<PrivateJwk, { kty: 'EC' }>

/** The digest is signed as it is; either half of s is valid, as in Key Vault. */
const options = { prehash: false, lowS: false } as const

/**
 * ECDSA over a digest. Node hashes whatever it is given (nodejs/node#60263), so the curve is noble's.
 * @returns r and s, each as long as the curve: IEEE P1363, as JSON Web Signatures have it
 */
export function signEcdsa({ ecdsa }: Curve, jwk: EcJwk, digest: Buffer): Buffer {
  return Buffer.from(ecdsa.sign(digest, Buffer.from(jwk.d, 'base64url'), options))
}

export function verifyEcdsa({ ecdsa }: Curve, jwk: EcJwk, digest: Buffer, signature: Buffer): boolean {
  if (signature.length !== ecdsa.lengths.signature) return false
  // SEC 1, section 2.3.3: 04 before both coordinates is an uncompressed point.
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')])
  return ecdsa.verify(signature, digest, point, options)
}
