import type { PrivateJwk } from '../../key-state.ts'
import { cbcDecrypt, cbcEncrypt, gcmDecrypt, gcmEncrypt } from './aes.ts'
import { unwrapWithAes, wrapWithAes } from './aes-key-wrap.ts'
import { ofType, secretOf } from './private-jwk.ts'
import { rsaDecrypt, rsaEncrypt, rsaPaddings } from './rsa-encryption.ts'

export interface Cleartext {
  value: Buffer
  iv?: Buffer
  aad?: Buffer
}

export interface Ciphertext extends Cleartext {
  tag?: Buffer
}

/** How one algorithm encrypts; only called with a key of its type and size. */
export interface EncryptionAlgorithm {
  kty: 'RSA' | 'oct'
  /** Bits of the symmetric key; any size where absent. */
  keySize?: number
  /** Whether it serves `encrypt` and `decrypt`, `wrapKey` and `unwrapKey`, or all four. */
  uses: readonly ('encrypt' | 'wrap')[]
  encrypt(jwk: PrivateJwk, cleartext: Cleartext): Ciphertext
  decrypt(jwk: PrivateJwk, ciphertext: Ciphertext): Buffer
}

function rsa(name: keyof typeof rsaPaddings): [string, EncryptionAlgorithm] {
  const padding = rsaPaddings[name]
  return [
    name,
    {
      kty: 'RSA',
      uses: ['encrypt', 'wrap'],
      encrypt: (jwk, cleartext) => rsaEncrypt(ofType(jwk, 'RSA'), padding, cleartext),
      decrypt: (jwk, ciphertext) => rsaDecrypt(ofType(jwk, 'RSA'), padding, ciphertext),
    },
  ]
}

function aes(keySize: 128 | 192 | 256): [string, EncryptionAlgorithm][] {
  const common = { kty: 'oct', keySize } as const
  const secret = (jwk: PrivateJwk) => secretOf(ofType(jwk, 'oct'))
  const cbc = (isPadded: boolean): EncryptionAlgorithm => ({
    ...common,
    uses: ['encrypt'],
    encrypt: (jwk, cleartext) => cbcEncrypt(secret(jwk), isPadded, cleartext),
    decrypt: (jwk, ciphertext) => cbcDecrypt(secret(jwk), isPadded, ciphertext),
  })
  return [
    [
      `A${keySize}GCM`,
      {
        ...common,
        uses: ['encrypt'],
        encrypt: (jwk, cleartext) => gcmEncrypt(secret(jwk), cleartext),
        decrypt: (jwk, ciphertext) => gcmDecrypt(secret(jwk), ciphertext),
      },
    ],
    [`A${keySize}CBC`, cbc(false)],
    [`A${keySize}CBCPAD`, cbc(true)],
    [`A${keySize}KW`, keyWrap(false, keySize)],
  ]
}

function keyWrap(isPadded: boolean, keySize?: number): EncryptionAlgorithm {
  return {
    kty: 'oct',
    ...(keySize !== undefined && { keySize }),
    uses: ['wrap'],
    encrypt: (jwk, { value }) => ({ value: wrapWithAes(secretOf(ofType(jwk, 'oct')), isPadded, value) }),
    decrypt: (jwk, { value }) => unwrapWithAes(secretOf(ofType(jwk, 'oct')), isPadded, value),
  }
}

/**
 * Every algorithm that Key Vault and Managed HSM encrypt and wrap with.
 * @see https://learn.microsoft.com/azure/key-vault/keys/about-keys-details
 */
export const encryptionAlgorithms: ReadonlyMap<string, EncryptionAlgorithm> = new Map([
  rsa('RSA-OAEP'),
  rsa('RSA-OAEP-256'),
  rsa('RSA1_5'),
  ...aes(128),
  ...aes(192),
  ...aes(256),
  ['CKM_AES_KEY_WRAP', keyWrap(false)],
  ['CKM_AES_KEY_WRAP_PAD', keyWrap(true)],
])
