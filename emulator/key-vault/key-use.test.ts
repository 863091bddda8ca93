import {
  constants,
  createHash,
  createPublicKey,
  type KeyObject,
  type JsonWebKey as NodeJwk,
  publicEncrypt,
  randomBytes,
  verify,
} from 'node:crypto'
import type { CryptographyClient, KeyVaultKey } from '@azure/keyvault-keys'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** What a key does for the vendor's cryptography client, checked with Node on the other side. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
afterAll(() => cloud.close())

const host = 'kv-premium.vault'
const url = (path: string) => `https://${host}.emulator.test${path}?api-version=7.6`
const message = Buffer.from('the message that both sides know')
const digestOf = (hash: string) => createHash(hash).update(message).digest()
const cleartext = Buffer.from('a data key of thirty-two bytes..')

/** Through an id alone the client asks the service for everything that it cannot do itself. */
async function publicKeyIn(name: string): Promise<KeyObject> {
  const { json } = await cloud.send('GET', url(`/keys/${name}`))
  const { kty, crv, n, e, x, y } = (json as { key: NodeJwk & { kty: string } }).key
  const named = crv === 'P-256K' ? 'secp256k1' : crv
  const members = { kty: kty.replace('-HSM', ''), n, e, x, y, ...(named && { crv: named }) }
  return createPublicKey({ key: JSON.parse(JSON.stringify(members)), format: 'jwk' })
}

const padding = constants.RSA_PKCS1_PSS_PADDING
const saltLength = constants.RSA_PSS_SALTLEN_DIGEST

describe.each(['RSA', 'RSA-HSM'])('a key of type %s', (keyType) => {
  const name = keyType.toLowerCase()
  let client: CryptographyClient
  let publicKey: KeyObject
  beforeAll(async () => {
    const key = await cloud.keys(host).createRsaKey(name, { hsm: keyType === 'RSA-HSM' })
    expect(key.keyType).toBe(keyType)
    client = cloud.cryptography(key.id ?? '')
    publicKey = await publicKeyIn(name)
  })

  test.each([
    ['RS256', 'sha256', {}],
    ['RS384', 'sha384', {}],
    ['RS512', 'sha512', {}],
    ['PS256', 'sha256', { padding, saltLength }],
    ['PS384', 'sha384', { padding, saltLength }],
    ['PS512', 'sha512', { padding, saltLength }],
  ])(
    'signs a digest with %s so that Node verifies the message, and verifies it itself',
    async (algorithm, hash, options) => {
      const { result } = await client.sign(algorithm, digestOf(hash))
      expect(verify(hash, message, { key: publicKey, ...options }, result)).toBe(true)
      const send = async (digest: Buffer) => {
        const body = {
          alg: algorithm,
          digest: digest.toString('base64url'),
          value: Buffer.from(result).toString('base64url'),
        }
        return (await cloud.send('POST', url(`/keys/${name}/verify`), { body })).json
      }
      expect(await send(digestOf(hash))).toEqual({ value: true })
      expect(await send(createHash(hash).update('another').digest())).toEqual({ value: false })
      expect(await client.verify(algorithm, digestOf(hash), result)).toMatchObject({ result: true })
      expect((await client.signData(algorithm, message)).result).toHaveLength(256)
    },
  )

  test.each([
    ['RSA-OAEP', { oaepHash: 'sha1' }],
    ['RSA-OAEP-256', { oaepHash: 'sha256' }],
    ['RSA1_5', { padding: constants.RSA_PKCS1_PADDING }],
  ] as const)(
    'decrypts and unwraps with %s what Node, the client or the service encrypted',
    async (algorithm, options) => {
      const byNode = publicEncrypt({ key: publicKey, ...options }, cleartext)
      expect((await client.decrypt({ algorithm, ciphertext: byNode })).result).toEqual(cleartext)
      expect((await client.unwrapKey(algorithm, byNode)).result).toEqual(cleartext)
      const byClient = await client.encrypt({ algorithm, plaintext: cleartext })
      expect((await client.decrypt({ algorithm, ciphertext: byClient.result })).result).toEqual(cleartext)
      const body = { alg: algorithm, value: cleartext.toString('base64url') }
      for (const [there, back] of [
        ['encrypt', 'decrypt'],
        ['wrapkey', 'unwrapkey'],
      ]) {
        const { json } = await cloud.send('POST', url(`/keys/${name}/${there}`), { body })
        const { value, kid } = json as { value: string; kid: string }
        expect(kid).toBe((await cloud.keys(host).getKey(name)).id)
        expect(
          await cloud.send('POST', url(`/keys/${name}/${back}`), { body: { alg: algorithm, value } }),
        ).toMatchObject({
          status: 200,
          json: { kid, value: cleartext.toString('base64url') },
        })
      }
    },
  )

  test('RSNULL signs what it is given as it is', async () => {
    const body = { alg: 'RSNULL', value: message.toString('base64url') }
    const { json } = await cloud.send('POST', url(`/keys/${name}/sign`), { body })
    const { value } = json as { value: string }
    const check = { alg: 'RSNULL', digest: message.toString('base64url'), value }
    expect(await cloud.send('POST', url(`/keys/${name}/verify`), { body: check })).toMatchObject({
      json: { value: true },
    })
  })
})

describe.each([
  ['P-256', 'ES256', 'sha256'],
  ['P-256K', 'ES256K', 'sha256'],
  ['P-384', 'ES384', 'sha384'],
  ['P-521', 'ES512', 'sha512'],
] as const)('a key on %s', (curve, algorithm, hash) => {
  test.each([false, true])(
    `signs a digest with ${algorithm} so that Node verifies the message (in hardware: %s)`,
    async (hsm) => {
      const key = await cloud.keys(host).createEcKey(`${curve}-${hsm}`, { curve, hsm })
      const client = cloud.cryptography(key.id ?? '')
      const { result } = await client.sign(algorithm, digestOf(hash))
      const publicKey = await publicKeyIn(`${curve}-${hsm}`)
      expect(verify(hash, message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, result)).toBe(true)
      expect(await client.verify(algorithm, digestOf(hash), result)).toMatchObject({ result: true })
      expect(await client.verify(algorithm, createHash(hash).update('another').digest(), result)).toMatchObject({
        result: false,
      })
      expect(await client.verifyData(algorithm, message, result)).toMatchObject({ result: true })
    },
  )
})

test('an id without a version means the current one, and an old version still opens what it closed', async () => {
  const keys = cloud.keys(host)
  const first = await keys.createRsaKey('rolled')
  const closed = await cloud.cryptography(first.id ?? '').wrapKey('RSA-OAEP-256', cleartext)
  const second = await keys.createRsaKey('rolled')
  const current = cloud.cryptography(`https://${host}.emulator.test/keys/rolled`)
  expect((await current.sign('RS256', digestOf('sha256'))).keyID).toBe(second.id)
  expect((await cloud.cryptography(first.id ?? '').unwrapKey('RSA-OAEP-256', closed.result)).result).toEqual(cleartext)
  await expect(cloud.cryptography(second.id ?? '').unwrapKey('RSA-OAEP-256', closed.result)).rejects.toMatchObject({
    statusCode: 400,
    code: 'BadParameter',
    message: 'Error occurred while decoding OAEP padding.',
  })
})

describe('what a key must not be used for', () => {
  beforeEach(() => {
    cloud.emulator.state = smallState()
    cloud.emulator.clock.offsetSeconds = 0
  })

  const everyUse = ['encrypt', 'decrypt', 'wrapkey', 'unwrapkey', 'sign', 'verify']
  const sha = digestOf('sha256').toString('base64url')

  async function use(key: KeyVaultKey, name: string) {
    const body = ['sign', 'verify'].includes(name)
      ? { alg: 'RS256', digest: sha, value: name === 'sign' ? sha : randomBytes(256).toString('base64url') }
      : {
          alg: 'RSA1_5',
          value: (name.startsWith('un') || name === 'decrypt' ? randomBytes(256) : cleartext).toString('base64url'),
        }
    const { status, json } = await cloud.send('POST', url(`/keys/${key.name}/${key.properties.version}/${name}`), {
      body,
    })
    return { name, status, error: (json as { error?: { message: string; innererror?: { code: string } } }).error }
  }

  async function refusals(key: KeyVaultKey) {
    const results = await Promise.all(everyUse.map((name) => use(key, name)))
    // A wrong ciphertext may be refused as such: what counts is that the key was used.
    return results.filter(({ status }) => status === 403)
  }

  test('a disabled key does nothing, and enabled again everything', async () => {
    const key = await cloud.keys(host).createRsaKey('a', { enabled: false })
    const refused = await refusals(key)
    expect(refused.map(({ name }) => name)).toEqual(everyUse)
    expect(refused[0]?.error).toMatchObject({
      message: 'Operation encrypt is not allowed on a disabled key.',
      innererror: { code: 'KeyDisabled' },
    })
    await cloud.keys(host).updateKeyProperties('a', { enabled: true })
    expect(await refusals(key)).toEqual([])
  })

  test.each([
    ['not yet valid', { notBefore: new Date(Date.now() + 60_000) }, 'a key that is not yet valid', 'KeyNotYetValid'],
    ['expired', { expiresOn: new Date(Date.now() - 60_000) }, 'an expired key', 'KeyExpired'],
  ])(
    'a key that is %s protects nothing new, and still opens and checks what is old',
    async (_, dates, words, innerCode) => {
      const key = await cloud.keys(host).createRsaKey('a', dates)
      const refused = await refusals(key)
      expect(refused.map(({ name }) => name)).toEqual(['encrypt', 'wrapkey', 'sign'])
      expect(refused[1]?.error).toMatchObject({
        message: `Operation wrapKey is not allowed on ${words}.`,
        innererror: { code: innerCode },
      })
    },
  )

  test('the dates go by the clock of the emulated cloud', async () => {
    const key = await cloud.keys(host).createRsaKey('a', { expiresOn: new Date(Date.now() + 3_600_000) })
    expect(await refusals(key)).toEqual([])
    cloud.emulator.clock.offsetSeconds = 7200
    expect(await refusals(key)).toHaveLength(3)
  })

  test('a key does what its operations say and nothing else', async () => {
    const key = await cloud.keys(host).createRsaKey('a', { keyOps: ['verify', 'unwrapKey'] })
    const refused = await refusals(key)
    expect(refused.map(({ name }) => name)).toEqual(['encrypt', 'decrypt', 'wrapkey', 'sign'])
    expect(refused[1]?.error).toEqual({
      code: 'Forbidden',
      message: 'Operation decrypt is not permitted on this key.',
      innererror: { code: 'KeyOperationForbidden' },
    })
  })
})

describe('what a key cannot work with', () => {
  const version = async (name: string): Promise<string> => (await cloud.keys(host).getKey(name)).id ?? ''
  beforeAll(async () => {
    cloud.emulator.state = smallState()
    await cloud.keys(host).createRsaKey('rsa')
    await cloud.keys(host).createEcKey('ec', { curve: 'P-256K' })
  })

  const value = cleartext.toString('base64url')
  test.each<[string, string, object, () => string | Promise<string>]>([
    ['no algorithm', 'rsa/sign', { value }, () => "Property 'alg' is required.\r\n"],
    ['an unknown algorithm', 'rsa/sign', { alg: 'RS257', value }, () => 'Property has invalid value\r\n'],
    [
      'an algorithm for encryption to sign',
      'rsa/sign',
      { alg: 'RSA-OAEP', value },
      () => 'Property has invalid value\r\n',
    ],
    ['no value', 'rsa/sign', { alg: 'RS256' }, () => "Property 'value' is required.\r\n"],
    [
      'base64 of the other kind',
      'rsa/sign',
      { alg: 'RS256', value: 'a+b/' },
      () => "Content of 'value' is not base64url.\r\nProperty 'value' is required.\r\n",
    ],
    [
      'a digit too many',
      'rsa/encrypt',
      { alg: 'RSA1_5', value: 'abcde' },
      () => "Content of 'value' is not base64url.\r\nProperty 'value' is required.\r\n",
    ],
    [
      'a message in place of its digest',
      'rsa/sign',
      { alg: 'RS256', value: Buffer.from('hello').toString('base64url') },
      () => "Invalid length of 'value': 5 bytes. RS256 requires 32 bytes, encoded with base64url.",
    ],
    [
      'a digest of another length to verify',
      'rsa/verify',
      { alg: 'PS384', digest: value, value },
      () => "Invalid length of 'digest': 32 bytes. PS384 requires 48 bytes, encoded with base64url.",
    ],
    [
      'another curve',
      'ec/sign',
      { alg: 'ES256', value },
      async (): Promise<string> =>
        `Key and signing algorithm are incompatible. Key ${await version('ec')} uses curve 'P-256K', and algorithm 'ES256' can only be used with curve 'P-256'.`,
    ],
    [
      'another type of key',
      'rsa/sign',
      { alg: 'ES256', value },
      async (): Promise<string> =>
        `Key and signing algorithm are incompatible. Key ${await version('rsa')} is of type 'RSA', and algorithm 'ES256' can only be used with a key of type 'EC' or 'EC-HSM'.`,
    ],
    [
      'an algorithm for symmetric keys',
      'rsa/encrypt',
      { alg: 'A256GCM', value },
      async (): Promise<string> =>
        `Key and encryption algorithm are incompatible. Key ${await version('rsa')} is of type 'RSA' and size 2048, and algorithm 'A256GCM' cannot be used with it to encrypt.`,
    ],
    [
      'more than the modulus takes',
      'rsa/encrypt',
      { alg: 'RSA-OAEP', value: randomBytes(215).toString('base64url') },
      () => 'The parameter is incorrect.\r\n',
    ],
    [
      'a ciphertext of another key',
      'rsa/decrypt',
      { alg: 'RSA-OAEP-256', value: Buffer.alloc(256, 1).toString('base64url') },
      () => 'Error occurred while decoding OAEP padding.',
    ],
    [
      'a ciphertext that is too short',
      'rsa/unwrapkey',
      { alg: 'RSA-OAEP', value: '' },
      () => 'Error occurred while decoding OAEP padding.',
    ],
  ])('%s is a bad parameter', async (_, path, body, expected) => {
    const { status, json } = await cloud.send('POST', url(`/keys/${path}`), { body })
    expect({ status, json }).toEqual({
      status: 400,
      json: { error: { code: 'BadParameter', message: await expected() } },
    })
  })

  test('a signature of any other length is simply no signature', async () => {
    for (const [name, alg] of [
      ['rsa', 'RS256'],
      ['rsa', 'PS256'],
      ['ec', 'ES256K'],
    ]) {
      for (const signature of ['', 'AA', randomBytes(400).toString('base64url')]) {
        const body = { alg, digest: value, value: signature }
        expect(await cloud.send('POST', url(`/keys/${name}/verify`), { body })).toMatchObject({
          status: 200,
          json: { value: false },
        })
      }
    }
  })

  test('a body that is not JSON, or says to be something else, is refused before the key is looked at', async () => {
    expect(await cloud.send('POST', url('/keys/rsa/sign'), { body: '{' })).toMatchObject({ status: 400 })
    expect(await cloud.send('POST', url('/keys/rsa/sign'), { body: '[]' })).toMatchObject({ status: 400 })
    const headers = { 'Content-Type': 'text/plain' }
    expect(await cloud.send('POST', url('/keys/rsa/sign'), { body: '{}', headers })).toMatchObject({ status: 415 })
  })
})
