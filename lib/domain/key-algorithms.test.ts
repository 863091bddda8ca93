import { expect, test } from 'vitest'
import {
  digestOf,
  type EncryptionAlgorithm,
  encryptionAlgorithmsOf,
  longestPlaintextBytes,
  signatureAlgorithmsOf,
} from './key-algorithms.ts'

const key = (keyType: string, curve: string | null = null) => ({ keyType, curve, keySizeBits: null })

test('an EC key signs by the one algorithm of its curve and encrypts nothing', () => {
  expect(['P-256', 'P-384', 'P-521', 'P-256K'].map((curve) => signatureAlgorithmsOf(key('EC', curve)))).toEqual([
    ['ES256'],
    ['ES384'],
    ['ES512'],
    ['ES256K'],
  ])
  expect(encryptionAlgorithmsOf(key('EC-HSM', 'P-256'))).toEqual([])
  expect(signatureAlgorithmsOf(key('EC', 'P-999'))).toEqual([])
})

test('an RSA key signs by six algorithms and encrypts by three, the best first; in hardware or not', () => {
  expect(signatureAlgorithmsOf(key('RSA'))).toEqual(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])
  expect(encryptionAlgorithmsOf(key('RSA-HSM'))).toEqual(['RSA-OAEP-256', 'RSA-OAEP', 'RSA1_5'])
  expect(signatureAlgorithmsOf(key('oct-HSM'))).toEqual([])
})

test('the digest follows the algorithm', () => {
  expect(digestOf('ES256K')).toEqual({ name: 'SHA-256', bytes: 32 })
  expect(digestOf('PS384')).toEqual({ name: 'SHA-384', bytes: 48 })
  expect(digestOf('RS512')).toEqual({ name: 'SHA-512', bytes: 64 })
})

test.each<[EncryptionAlgorithm, number]>([
  ['RSA-OAEP-256', 190],
  ['RSA-OAEP', 214],
  ['RSA1_5', 245],
])('the longest text of %s with 2048 bits is %i bytes', (algorithm, bytes) => {
  expect(longestPlaintextBytes(algorithm, 2048)).toBe(bytes)
})
