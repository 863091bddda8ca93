import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { publicKeyOf, toClient } from '../testing/json-web-keys.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** Keys that were made elsewhere, as the vendor's client brings them. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
})
afterAll(() => cloud.close())

const url = (path: string) => `https://kv-roles.vault.emulator.test${path}?api-version=7.6`

test.each([
  ['RSA', 'RS256', 'sha256'],
  ['P-256', 'ES256', 'sha256'],
  ['secp256k1', 'ES256K', 'sha256'],
  ['P-384', 'ES384', 'sha384'],
  ['P-521', 'ES512', 'sha512'],
])('an imported %s key is the one that was sent', async (kind, algorithm, hash) => {
  const { privateKey, publicKey } =
    kind === 'RSA'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: kind })
  const jwk = privateKey.export({ format: 'jwk' })
  const key = await cloud.keys('kv-roles.vault').importKey('a', toClient(jwk, ['sign', 'verify']), { tags: { a: 'b' } })
  expect(publicKeyOf(key).equals(publicKey)).toBe(true)
  expect(key).toMatchObject({ keyOperations: ['sign', 'verify'], properties: { tags: { a: 'b' } } })
  const message = Buffer.from('signed outside, verified inside')
  const signature = sign(hash, message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const digest = createHash(hash).update(message).digest().toString('base64url')
  const body = { alg: algorithm, digest, value: signature.toString('base64url') }
  expect(await cloud.send('POST', url('/keys/a/verify'), { body })).toMatchObject({
    status: 200,
    json: { value: true },
  })
})

test('leading zeros of an imported number are no part of it', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = toClient(privateKey.export({ format: 'jwk' }))
  const padded = { ...jwk, n: Buffer.concat([Buffer.from([0]), jwk.n ?? Buffer.alloc(0)]) }
  const key = await cloud.keys('kv-roles.vault').importKey('a', padded)
  expect(key.key?.n).toHaveLength(256)
  expect(publicKeyOf(key).equals(publicKey)).toBe(true)
})

const badParameter = (message: string, innerCode?: string) => ({
  status: 400,
  json: { error: { code: 'BadParameter', message, ...(innerCode && { innererror: { code: innerCode } }) } },
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'jwk' })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })

test.each([
  ['no key', {}, badParameter("Property 'key' is required.\r\n")],
  ['a key that is no object', { key: 'key' }, badParameter('Property has invalid value\r\n')],
  [
    'the public half alone',
    { key: { kty: 'RSA', n: rsa.n, e: rsa.e } },
    badParameter('RSA key is not valid - cannot instantiate crypto service'),
  ],
  [
    'a coordinate of another key',
    { key: { ...ec, x: ec.y } },
    badParameter('EC key is not valid - cannot instantiate crypto service'),
  ],
  [
    'a member that is not base64url',
    { key: { ...rsa, n: 'a+/b' } },
    badParameter("Content of 'n' is not base64url.\r\n"),
  ],
  [
    'another curve than it is on',
    { key: { ...ec, crv: 'P-384' } },
    badParameter('EC key is not valid - cannot instantiate crypto service'),
  ],
  [
    'a modulus of 1,024 bits',
    { key: small },
    badParameter('Unsupported key size (1024). Supported sizes are [2048, 3072, 4096]', 'KeySizeNotSupported'),
  ],
  [
    'a symmetric key',
    { key: { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA' } },
    badParameter('Invalid kty value: oct', 'KeyTypeNotSupported'),
  ],
])('importing %s is refused, and leaves no key', async (_, body, refusal) => {
  expect(await cloud.send('PUT', url('/keys/a'), { body })).toMatchObject(refusal)
  expect(cloud.emulator.state.vaults.get('kv-roles')?.objects.keys.size).toBe(0)
})
