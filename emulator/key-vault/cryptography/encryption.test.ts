import {
  constants,
  createCipheriv,
  createDecipheriv,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PrivateJwk } from '../../key-state.ts'
import { encryptionAlgorithms } from './encryption.ts'
import { privateJwkOf, privateKeyOf, publicKeyOf } from './private-jwk.ts'

const cleartext = Buffer.from('a data key of 32 bytes, let us say, or of some other length')

function algorithm(name: string) {
  const found = encryptionAlgorithms.get(name)
  if (!found) throw new Error(`${name} is not in the table`)
  return found
}

describe.each([
  ['RSA-OAEP', { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }],
  ['RSA-OAEP-256', { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }],
  ['RSA1_5', { padding: constants.RSA_PKCS1_PADDING }],
])('%s', (name, options) => {
  let jwk: PrivateJwk & { kty: 'RSA' }
  beforeAll(() => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    jwk = privateJwkOf(privateKey.export({ format: 'jwk' })) as typeof jwk // an RSA key was asked for
  })

  test('encrypts what Node decrypts, and decrypts what Node encrypts', () => {
    const { value } = algorithm(name).encrypt(jwk, { value: cleartext })
    expect(privateDecrypt({ key: privateKeyOf(jwk), ...options }, value)).toEqual(cleartext)
    const encrypted = publicEncrypt({ key: publicKeyOf(jwk), ...options }, cleartext)
    expect(algorithm(name).decrypt(jwk, { value: encrypted })).toEqual(cleartext)
  })

  test('throws for more than the modulus takes', () => {
    expect(() => algorithm(name).encrypt(jwk, { value: Buffer.alloc(256, 1) })).toThrow()
  })
})

describe.each([128, 192, 256] as const)('with a symmetric key of %i bits', (bits) => {
  const secret = randomBytes(bits / 8)
  const jwk: PrivateJwk = { kty: 'oct', k: secret.toString('base64url') }
  const iv = randomBytes(16)

  test('AES-GCM is what Node deciphers, additional data included, with a fresh nonce each time', () => {
    const gcm = algorithm(`A${bits}GCM`)
    const aad = Buffer.from('context')
    const encrypted = gcm.encrypt(jwk, { value: cleartext, aad })
    expect(encrypted.iv).not.toEqual(gcm.encrypt(jwk, { value: cleartext, aad }).iv)
    const decipher = createDecipheriv(`aes-${bits}-gcm`, secret, encrypted.iv ?? '')
    decipher.setAAD(aad)
    decipher.setAuthTag(encrypted.tag ?? Buffer.alloc(0))
    expect(Buffer.concat([decipher.update(encrypted.value), decipher.final()])).toEqual(cleartext)
    expect(gcm.decrypt(jwk, encrypted)).toEqual(cleartext)
    expect(() => gcm.decrypt(jwk, { ...encrypted, aad: Buffer.from('another') })).toThrow()
    expect(() => gcm.decrypt(jwk, { ...encrypted, tag: Buffer.alloc(16) })).toThrow()
    expect(() => gcm.decrypt(jwk, { value: encrypted.value, iv: Buffer.alloc(12) })).toThrow('tag')
  })

  test('AES-CBC is what Node deciphers, padded and not', () => {
    const padded = algorithm(`A${bits}CBCPAD`).encrypt(jwk, { value: cleartext, iv })
    const decipher = createDecipheriv(`aes-${bits}-cbc`, secret, iv)
    expect(Buffer.concat([decipher.update(padded.value), decipher.final()])).toEqual(cleartext)
    expect(algorithm(`A${bits}CBCPAD`).decrypt(jwk, padded)).toEqual(cleartext)

    const blocks = Buffer.alloc(48, 3)
    const plain = algorithm(`A${bits}CBC`).encrypt(jwk, { value: blocks, iv })
    const cipher = createCipheriv(`aes-${bits}-cbc`, secret, iv).setAutoPadding(false)
    expect(plain.value).toEqual(Buffer.concat([cipher.update(blocks), cipher.final()]))
    expect(algorithm(`A${bits}CBC`).decrypt(jwk, plain)).toEqual(blocks)
    const filled = algorithm(`A${bits}CBC`).decrypt(
      jwk,
      algorithm(`A${bits}CBC`).encrypt(jwk, { value: cleartext, iv }),
    )
    expect(filled.subarray(0, cleartext.length)).toEqual(cleartext)
    expect(filled.subarray(cleartext.length)).toEqual(Buffer.alloc(16 - (cleartext.length % 16)))
    expect(() => algorithm(`A${bits}CBC`).encrypt(jwk, { value: blocks })).toThrow('iv')
  })

  test.each([`A${bits}KW`, 'CKM_AES_KEY_WRAP'])('%s is RFC 3394 as Node does it', (name) => {
    const dataKey = randomBytes(32)
    const { value } = algorithm(name).encrypt(jwk, { value: dataKey })
    expect(value).toHaveLength(40)
    const decipher = createDecipheriv(`id-aes${bits}-wrap`, secret, Buffer.alloc(8, 0xa6))
    expect(Buffer.concat([decipher.update(value), decipher.final()])).toEqual(dataKey)
    expect(algorithm(name).decrypt(jwk, { value })).toEqual(dataKey)
    expect(() => algorithm(name).encrypt(jwk, { value: randomBytes(20) })).toThrow()
    expect(() => algorithm(name).decrypt(jwk, { value: randomBytes(40) })).toThrow()
  })

  test('CKM_AES_KEY_WRAP_PAD takes any length', () => {
    for (const length of [1, 7, 20, 33]) {
      const dataKey = randomBytes(length)
      const { value } = algorithm('CKM_AES_KEY_WRAP_PAD').encrypt(jwk, { value: dataKey })
      expect(algorithm('CKM_AES_KEY_WRAP_PAD').decrypt(jwk, { value })).toEqual(dataKey)
    }
  })
})

// https://www.rfc-editor.org/rfc/rfc3394#section-4.6 and https://www.rfc-editor.org/rfc/rfc5649#section-6
test.each([
  [
    'A256KW',
    '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    '00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f',
    '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21',
  ],
  [
    'CKM_AES_KEY_WRAP_PAD',
    '5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8',
    'c37b7e6492584340bed12207808941155068f738',
    '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a',
  ],
])("%s wraps the RFC's example as the RFC does", (name, secret, dataKey, expected) => {
  const jwk: PrivateJwk = { kty: 'oct', k: Buffer.from(secret, 'hex').toString('base64url') }
  const { value } = algorithm(name).encrypt(jwk, { value: Buffer.from(dataKey, 'hex') })
  expect(value.toString('hex')).toBe(expected)
})
