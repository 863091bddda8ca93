import { constants, createHash, createHmac, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PrivateJwk } from '../../key-state.ts'
import { privateJwkOf, privateKeyOf, publicKeyOf } from './private-jwk.ts'
import { signatureAlgorithms } from './signature.ts'

const message = Buffer.from('the message that both sides know')

function algorithm(name: string) {
  const found = signatureAlgorithms.get(name)
  if (!found) throw new Error(`${name} is not in the table`)
  return found
}

function digestOf(hash: string, text = message): Buffer {
  return createHash(hash).update(text).digest()
}

/** Node's own options for the same signature over the message. */
const rsaAlgorithms = [
  ['RS256', 'sha256', {}],
  ['RS384', 'sha384', {}],
  ['RS512', 'sha512', {}],
  ['PS256', 'sha256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }],
  ['PS384', 'sha384', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }],
  ['PS512', 'sha512', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }],
] as const

describe.each([2048, 3072, 4096])('with an RSA key of %i bits', (modulusLength) => {
  let jwk: PrivateJwk & { kty: 'RSA' }
  beforeAll(() => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength })
    jwk = privateJwkOf(privateKey.export({ format: 'jwk' })) as typeof jwk // an RSA key was asked for
  })

  test.each(rsaAlgorithms)('%s of a digest is what Node accepts for the message', (name, hash, options) => {
    const signature = algorithm(name).sign(jwk, digestOf(hash))
    expect(verify(hash, message, { key: publicKeyOf(jwk), ...options }, signature)).toBe(true)
  })

  test.each(rsaAlgorithms)("%s accepts Node's signature of the message", (name, hash, options) => {
    const signature = sign(hash, message, { key: privateKeyOf(jwk), ...options })
    expect(algorithm(name).verify(jwk, digestOf(hash), signature)).toBe(true)
  })

  test.each(rsaAlgorithms)('%s refuses another digest and a damaged signature', (name, hash) => {
    const signature = algorithm(name).sign(jwk, digestOf(hash))
    expect(algorithm(name).verify(jwk, digestOf(hash, Buffer.from('another')), signature)).toBe(false)
    for (const index of [0, 100, signature.length - 1]) {
      const damaged = Buffer.from(signature)
      damaged[index] = (damaged[index] ?? 0) ^ 1
      expect(algorithm(name).verify(jwk, digestOf(hash), damaged)).toBe(false)
    }
    expect(algorithm(name).verify(jwk, digestOf(hash), signature.subarray(1))).toBe(false)
    expect(algorithm(name).verify(jwk, digestOf(hash), Buffer.alloc(0))).toBe(false)
  })
})

test('a signature that begins with a zero is whole only with it', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = privateJwkOf(privateKey.export({ format: 'jwk' }))
  const rs256 = algorithm('RS256')
  const signed = Array.from({ length: 20_000 }, (_, index) => digestOf('sha256', Buffer.from(String(index))))
  const digest = signed.find((one) => rs256.sign(jwk, one)[0] === 0)
  if (!digest) throw new Error('no signature of 20,000 begins with a zero')
  const signature = rs256.sign(jwk, digest)
  expect(rs256.verify(jwk, digest, signature)).toBe(true)
  expect(rs256.verify(jwk, digest, signature.subarray(1))).toBe(false)
})

describe.each([
  ['ES256', 'P-256', 'sha256', 64],
  ['ES256K', 'secp256k1', 'sha256', 64],
  ['ES384', 'P-384', 'sha384', 96],
  ['ES512', 'P-521', 'sha512', 132],
])('%s', (name, namedCurve, hash, signatureBytes) => {
  let jwk: PrivateJwk & { kty: 'EC' }
  let privateKey: KeyObject
  beforeAll(() => {
    privateKey = generateKeyPairSync('ec', { namedCurve }).privateKey
    jwk = privateJwkOf(privateKey.export({ format: 'jwk' })) as typeof jwk // an EC key was asked for
  })

  test('of a digest is what Node accepts for the message', () => {
    const signature = algorithm(name).sign(jwk, digestOf(hash))
    expect(signature).toHaveLength(signatureBytes)
    expect(verify(hash, message, { key: publicKeyOf(jwk), dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  })

  test("accepts Node's signatures of the message, whichever half s lies in", () => {
    for (let round = 0; round < 16; round++) {
      const signature = sign(hash, message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      expect(algorithm(name).verify(jwk, digestOf(hash), signature)).toBe(true)
    }
  })

  test('refuses another digest, a damaged signature and one of another length', () => {
    const signature = algorithm(name).sign(jwk, digestOf(hash))
    expect(algorithm(name).verify(jwk, digestOf(hash, Buffer.from('another')), signature)).toBe(false)
    const damaged = Buffer.from(signature)
    damaged[5] = (damaged[5] ?? 0) ^ 1
    expect(algorithm(name).verify(jwk, digestOf(hash), damaged)).toBe(false)
    expect(algorithm(name).verify(jwk, digestOf(hash), signature.subarray(1))).toBe(false)
    expect(algorithm(name).verify(jwk, digestOf(hash), Buffer.alloc(signatureBytes))).toBe(false)
  })
})

test.each([
  ['HS256', 'sha256'],
  ['HS384', 'sha384'],
  ['HS512', 'sha512'],
])("%s is Node's HMAC", (name, hash) => {
  const secret = Buffer.alloc(32, 7)
  const jwk: PrivateJwk = { kty: 'oct', k: secret.toString('base64url') }
  const signature = algorithm(name).sign(jwk, message)
  expect(signature).toEqual(createHmac(hash, secret).update(message).digest())
  expect(algorithm(name).verify(jwk, message, signature)).toBe(true)
  expect(algorithm(name).verify(jwk, message, signature.subarray(1))).toBe(false)
  expect(algorithm(name).verify(jwk, Buffer.from('another'), signature)).toBe(false)
})

test('RSNULL pads and signs what it is given, without an encoding of a digest', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = privateJwkOf(privateKey.export({ format: 'jwk' }))
  const signature = algorithm('RSNULL').sign(jwk, message)
  expect(algorithm('RSNULL').verify(jwk, message, signature)).toBe(true)
  expect(algorithm('RSNULL').verify(jwk, Buffer.from('another'), signature)).toBe(false)
})
