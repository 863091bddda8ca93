import {
  constants,
  createCipheriv,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  verify,
} from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** Bring Your Own Key: from somebody's own hardware into the vault's, never in the clear. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
})
afterAll(() => cloud.close())

const host = 'kv-premium.vault'

/** What the owner's hardware does: the key under a fresh AES key, and that under the exchange key. */
function transferBlob(
  exchangeKey: KeyObject,
  kid: string | undefined,
  transported: Buffer,
  changes: object = {},
): Buffer {
  const secret = randomBytes(32)
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const cipher = createCipheriv('id-aes256-wrap-pad', secret, Buffer.from('a65959a6', 'hex'))
  const wrapped = Buffer.concat([cipher.update(transported), cipher.final()])
  const encrypted = publicEncrypt({ key: exchangeKey, padding, oaepHash: 'sha1' }, secret)
  const blob = {
    schema_version: '1.0.0',
    header: { kid, alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP' },
    ciphertext: Buffer.concat([encrypted, wrapped]).toString('base64url'),
    generator: 'the test',
    ...changes,
  }
  return Buffer.from(JSON.stringify(blob))
}

async function exchangeKey(keyOps = ['import'], options = {}) {
  const made = await cloud.keys(host).createRsaKey('kek', { hsm: true, keyOps, ...options })
  const text = (bytes?: Uint8Array) => Buffer.from(bytes ?? []).toString('base64url')
  const jwk = { kty: 'RSA', n: text(made.key?.n), e: text(made.key?.e) }
  return { kid: made.id, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) }
}

const pkcs8 = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' })

test.each([
  ['EC-HSM', 'ES384', 'sha384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['RSA-HSM', 'RS256', 'sha256', () => generateKeyPairSync('rsa', { modulusLength: 3072 })],
])('a transferred %s key signs as its owner would', async (kty, algorithm, hash, generate) => {
  const { kid, publicKey } = await exchangeKey()
  const own = generate()
  const t = transferBlob(publicKey, kid, pkcs8(own.privateKey))
  const key = await cloud.keys(host).importKey('mine', { kty, t }, { tags: { from: 'own hardware' } })
  expect(key).toMatchObject({ keyType: kty, properties: { tags: { from: 'own hardware' } } })
  const message = Buffer.from('signed in the vault')
  const digest = createHash(hash).update(message).digest()
  const { result } = await cloud.cryptography(key.id ?? '').sign(algorithm, digest)
  expect(verify(hash, message, { key: own.publicKey, dsaEncoding: 'ieee-p1363' }, result)).toBe(true)
})

test('a symmetric key is transferred into a Managed HSM', async () => {
  const pool = 'hsm-small.managedhsm'
  const made = await cloud.keys(pool).createRsaKey('kek', { keyOps: ['import'] })
  const text = (bytes?: Uint8Array) => Buffer.from(bytes ?? []).toString('base64url')
  const jwk = { kty: 'RSA', n: text(made.key?.n), e: text(made.key?.e) }
  const t = transferBlob(createPublicKey({ key: jwk, format: 'jwk' }), made.id, randomBytes(32))
  expect(await cloud.keys(pool).importKey('mine', { kty: 'oct-HSM', t })).toMatchObject({ keyType: 'oct-HSM' })
})

test('a blob for another key, of another form or for no exchange key is refused', async () => {
  const own = pkcs8(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
  const client = cloud.keys(host)
  const { kid, publicKey } = await exchangeKey()
  const attempt = (t: Buffer, kty = 'EC-HSM') => client.importKey('mine', { kty, t })
  const refusal = (message: string | RegExp) => ({
    statusCode: 400,
    code: 'BadParameter',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  })
  const invalid = refusal('The key transfer blob is not valid.')
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  await expect(attempt(transferBlob(other, kid, own))).rejects.toMatchObject(invalid)
  await expect(attempt(transferBlob(publicKey, kid, Buffer.from('no key')))).rejects.toMatchObject(invalid)
  await expect(
    attempt(transferBlob(publicKey, kid, own, { header: { kid, alg: 'dir', enc: 'none' } })),
  ).rejects.toMatchObject(invalid)
  await expect(attempt(Buffer.from('not JSON'))).rejects.toMatchObject(invalid)
  await expect(attempt(transferBlob(publicKey, kid, own), 'EC')).rejects.toMatchObject(
    refusal("A key of type 'EC' cannot be transferred."),
  )
  const elsewhere = kid?.replace('kv-premium', 'kv-roles')
  await expect(attempt(transferBlob(publicKey, elsewhere, own))).rejects.toMatchObject(
    refusal(/was not found in this key vault/),
  )
  const notForImport = await exchangeKey(['unwrapKey'])
  await expect(attempt(transferBlob(notForImport.publicKey, notForImport.kid, own))).rejects.toMatchObject(
    refusal(/is not for import/),
  )
  const disabled = await exchangeKey(['import'], { enabled: false })
  await expect(attempt(transferBlob(disabled.publicKey, disabled.kid, own))).rejects.toMatchObject(
    refusal(/is not for import/),
  )
  expect(await attempt(transferBlob(publicKey, kid, own))).toMatchObject({ keyType: 'EC-HSM' })
})

test('an exchange key does nothing but take in keys', async () => {
  await expect(cloud.keys(host).createRsaKey('kek', { hsm: true, keyOps: ['import', 'sign'] })).rejects.toMatchObject({
    statusCode: 400,
    message: "Key operation 'import' cannot be combined with other key operations.",
  })
  await expect(cloud.keys(host).createRsaKey('kek', { keyOps: ['import'] })).rejects.toMatchObject({ statusCode: 400 })
})
