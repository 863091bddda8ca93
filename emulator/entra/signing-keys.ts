import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'

/** The key pair that signs every token of the emulated Entra. It survives a reset. */
export interface SigningKeys {
  readonly keyId: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  /** As the JWKS endpoint publishes it. */
  readonly publicJwk: JWK
}

/** A private key in a form that can be kept. */
export async function createSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  return exportJWK(privateKey)
}

/** @param privateJwk of `createSigningKey`; a new one when absent */
export async function createSigningKeys(privateJwk?: JWK): Promise<SigningKeys> {
  const jwk = privateJwk ?? (await createSigningKey())
  const { kty = 'RSA', n = '', e = '' } = jwk
  const publicJwk = { kty, n, e }
  const keyId = await calculateJwkThumbprint(publicJwk)
  const [privateKey, publicKey] = await Promise.all([imported(jwk), imported(publicJwk)])
  return { keyId, privateKey, publicKey, publicJwk: { ...publicJwk, kid: keyId, use: 'sig', alg: 'RS256' } }
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  return (await importJWK(jwk, 'RS256')) as CryptoKey // an RSA key; only symmetric ones come as bytes
}
