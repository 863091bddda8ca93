import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyTypeOf } from '@/lib/domain/key.ts'
import { checkImport, emptyKeyForm } from './key-form.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const ec = generateKeyPairSync('ec', { namedCurve: 'secp521r1' }).privateKey
const pem = (type: 'pkcs8' | 'pkcs1' | 'sec1', key = rsa) => key.export({ type, format: 'pem' }).toString()

test('the text of a private key tells its type, where no passphrase hides it', () => {
  expect([keyTypeOf(pem('pkcs8')), keyTypeOf(pem('pkcs1'))]).toEqual(['RSA', 'RSA'])
  expect([keyTypeOf(pem('pkcs8', ec)), keyTypeOf(pem('sec1', ec))]).toEqual(['EC', 'EC'])
  expect(keyTypeOf(JSON.stringify(rsa.export({ format: 'jwk' })))).toBe('RSA')
  expect(keyTypeOf(JSON.stringify(ec.export({ format: 'jwk' }), null, 2))).toBe('EC')
  const encrypted = rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }).toString()
  expect(keyTypeOf(encrypted)).toBeNull()
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  for (const text of [ed25519, '', 'not a key', '{"kty":"oct"}', '-----BEGIN PRIVATE KEY-----\n!!\n-----END']) {
    expect(keyTypeOf(text)).toBeNull()
  }
})

test('the operations that were chosen are sent where the type is known, and none where it is not', () => {
  const form = { ...emptyKeyForm, operations: ['sign' as const, 'encrypt' as const] }
  expect(checkImport({ ...form, material: pem('pkcs8') }, null).body?.operations).toEqual(['sign', 'encrypt'])
  // What an EC key cannot do was offered for the key that stood there before.
  expect(checkImport({ ...form, material: pem('sec1', ec) }, null).body?.operations).toEqual(['sign'])
  expect(checkImport({ ...form, material: 'locked' }, null).body).not.toHaveProperty('operations')
  expect(checkImport({ ...form, operations: [], material: pem('pkcs1') }, null).errors?.operations).toMatch(
    /at least one/,
  )
})
