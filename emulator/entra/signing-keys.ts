import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'

/** The key pair that signs every token of the emulated Entra. It lives as long as the process and survives a reset. */
export interface SigningKeys {
  readonly keyId: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  /** As the JWKS endpoint publishes it. */
  readonly publicJwk: JWK
}

export async function createSigningKeys(): Promise<SigningKeys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
  const jwk = await exportJWK(publicKey)
  const keyId = await calculateJwkThumbprint(jwk)
  return { keyId, privateKey, publicKey, publicJwk: { ...jwk, kid: keyId, use: 'sig', alg: 'RS256' } }
}
