import { expect, test } from 'vitest'
import type { KeyShape } from '../../key-state.ts'
import { makeKey } from './make-key.ts'
import { modulusBits, ofType, privateJwkOf, publicKeyOf } from './private-jwk.ts'

test.each([2048, 3072, 4096])('an RSA key has the %i bits that were asked for', async (keySize) => {
  const jwk = ofType(await makeKey({ kty: 'RSA', keySize }), 'RSA')
  expect(modulusBits(jwk)).toBe(keySize)
  expect(jwk.e).toBe('AQAB')
})

test('an RSA key has the public exponent that was asked for', async () => {
  const jwk = ofType(await makeKey({ kty: 'RSA-HSM', keySize: 2048, publicExponent: 3 }), 'RSA')
  expect(publicKeyOf(jwk).asymmetricKeyDetails?.publicExponent).toBe(3n)
})

test.each([
  ['P-256', 32],
  ['P-256K', 32],
  ['P-384', 48],
  ['P-521', 66],
] as const)('both coordinates of a key on %s are %i bytes, leading zeros included', async (crv, bytes) => {
  // In 100 keys some member begins with a zero, all but certainly.
  for (let round = 0; round < 100; round++) {
    const { x, y, d } = ofType(await makeKey({ kty: 'EC', crv }), 'EC')
    for (const member of [x, y, d]) expect(Buffer.from(member, 'base64url')).toHaveLength(bytes)
  }
})

test.each<KeyShape>([
  { kty: 'oct-HSM', keySize: 128 },
  { kty: 'oct-HSM', keySize: 192 },
  { kty: 'oct-HSM', keySize: 256 },
])('a symmetric key has the bits that were asked for: %j', async (shape) => {
  const { k } = ofType(await makeKey(shape), 'oct')
  expect(Buffer.from(k, 'base64url').length * 8).toBe('keySize' in shape && shape.keySize)
})

test('a private key is normalised: leading zeros go, a missing or foreign member is an error', async () => {
  const jwk = ofType(await makeKey({ kty: 'RSA', keySize: 2048 }), 'RSA')
  const padded = (member: string) =>
    Buffer.concat([Buffer.from([0]), Buffer.from(member, 'base64url')]).toString('base64url')
  expect(privateJwkOf({ ...jwk, n: padded(jwk.n), p: padded(jwk.p) })).toEqual(jwk)
  const { d: _, ...withoutD } = jwk
  expect(() => privateJwkOf(withoutD)).toThrow()
})
