import { constants, privateDecrypt, publicEncrypt } from 'node:crypto'
import type { PrivateJwk } from '../../key-state.ts'
import type { Ciphertext, Cleartext } from './encryption.ts'
import { privateKeyOf, publicKeyOf } from './private-jwk.ts'

/** The hash serves the mask generation too: SHA-1 for `RSA-OAEP`, by RFC 8017's defaults. */
type RsaPadding = { padding: number; oaepHash?: string }

export const rsaPaddings = {
  'RSA-OAEP': { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
  'RSA-OAEP-256': { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
  RSA1_5: { padding: constants.RSA_PKCS1_PADDING },
} satisfies Record<string, RsaPadding>

type RsaJwk = Extract<PrivateJwk, { kty: 'RSA' }>

export function rsaEncrypt(jwk: RsaJwk, padding: RsaPadding, { value }: Cleartext): Ciphertext {
  return { value: publicEncrypt({ key: publicKeyOf(jwk), ...padding }, value) }
}

/**
 * With `RSA1_5` a wrong ciphertext decrypts to random bytes and not to an error: OpenSSL hides which it was.
 * @see https://docs.openssl.org/3.5/man3/RSA_public_encrypt/#warnings
 */
export function rsaDecrypt(jwk: RsaJwk, padding: RsaPadding, { value }: Ciphertext): Buffer {
  return privateDecrypt({ key: privateKeyOf(jwk), ...padding }, value)
}
