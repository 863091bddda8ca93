import { constants, createPrivateKey, type KeyObject, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto'
import type { PrivateJwk } from '../../key-state.ts'
import { unwrapWithAes, wrapWithAes } from './aes-key-wrap.ts'
import { BadInputError } from './bad-input.ts'
import { privateJwkOf, privateKeyOf, secretOf } from './private-jwk.ts'

/** The hash that RSA-OAEP uses, by the names that a release asks for. */
export const exportWraps: ReadonlyMap<string, string> = new Map([
  ['CKM_RSA_AES_KEY_WRAP', 'sha1'],
  ['RSA_AES_KEY_WRAP_256', 'sha256'],
  ['RSA_AES_KEY_WRAP_384', 'sha384'],
])

/**
 * A private key under an RSA key: a fresh AES key by RSA-OAEP, then the PKCS#8 (or the bytes of a symmetric key) under
 * that AES key.
 * @see https://docs.oasis-open.org/pkcs11/pkcs11-curr/v3.0/pkcs11-curr-v3.0.html#_Toc30061152 (CKM_RSA_AES_KEY_WRAP)
 */
export function wrapForExport(recipient: KeyObject, oaepHash: string, jwk: PrivateJwk): Buffer {
  const secret = randomBytes(32)
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const encrypted = publicEncrypt({ key: recipient, padding, oaepHash }, secret)
  return Buffer.concat([encrypted, wrapWithAes(secret, true, transportOf(jwk))])
}

/** The reverse, for a key that somebody brings along. @throws where the blob is not for this key */
export function unwrapTransferred(exchangeKey: PrivateJwk, kty: PrivateJwk['kty'], blob: Buffer): PrivateJwk {
  if (exchangeKey.kty !== 'RSA') throw new BadInputError('A key exchange key is an RSA key.')
  const key = privateKeyOf(exchangeKey)
  const modulusBytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const secret = privateDecrypt({ key, padding, oaepHash: 'sha1' }, blob.subarray(0, modulusBytes))
  if (![16, 24, 32].includes(secret.length)) throw new BadInputError('The wrapped key is not an AES key.')
  const transported = unwrapWithAes(secret, true, blob.subarray(modulusBytes))
  if (kty === 'oct') return { kty, k: transported.toString('base64url') }
  return privateJwkOf(createPrivateKey({ key: transported, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' }))
}

function transportOf(jwk: PrivateJwk): Buffer {
  return jwk.kty === 'oct' ? secretOf(jwk) : privateKeyOf(jwk).export({ format: 'der', type: 'pkcs8' })
}
