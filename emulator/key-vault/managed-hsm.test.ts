import { createDecipheriv, createHmac, createPublicKey, randomBytes, X509Certificate } from 'node:crypto'
import { compactVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keyVaultAudience } from '../entra/resources.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** A Managed HSM: keys alone, symmetric ones too, under its own host, token and roles. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
})
afterAll(() => cloud.close())

const host = 'hsm-small.managedhsm'
const url = (path: string) => `https://${host}.emulator.test${path}?api-version=7.6`
const audience = 'https://managedhsm.emulator.test'
const send = async (method: string, path: string, body?: unknown) =>
  cloud.send(method, url(path), { token: await cloud.token('administrator', audience), body })
const plaintext = Buffer.from('a text of any length at all')

test('whatever type is asked for, the key is one of the hardware', async () => {
  const client = cloud.keys(host)
  expect(await client.createKey('a', 'RSA')).toMatchObject({ keyType: 'RSA-HSM', properties: { hsmPlatform: '2' } })
  expect(await client.createEcKey('b')).toMatchObject({ keyType: 'EC-HSM' })
  const oct = await client.createOctKey('c', { hsm: true, keySize: 128 })
  expect(oct).toMatchObject({ keyType: 'oct-HSM', keyOperations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] })
  expect(oct.id).toMatch(/^https:\/\/hsm-small\.managedhsm\.emulator\.test\/keys\/c\/[0-9a-f]{32}$/)
  const { json } = await send('GET', '/keys/c')
  expect(Object.keys((json as { key: object }).key)).toEqual(['kid', 'kty', 'key_ops'])
})

// The vendor's JavaScript client loses the exponent on the way; its others send it.
test.each([3, 17, 65537])('an RSA key has the public exponent that was asked for: %i', async (exponent) => {
  const { json } = await send('POST', '/keys/a/create', { kty: 'RSA-HSM', public_exponent: exponent })
  const { n, e } = (json as { key: { n: string; e: string } }).key
  const publicKey = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  expect(publicKey.asymmetricKeyDetails?.publicExponent).toBe(BigInt(exponent))
})

describe.each([128, 192, 256])('a symmetric key of %i bits', (bits) => {
  const secret = randomBytes(bits / 8)
  const iv = randomBytes(16)
  async function importKey(keyOps?: string[]) {
    const key = { kty: 'oct-HSM', k: secret, ...(keyOps && { keyOps }) }
    const { id = '' } = await cloud.keys(host).importKey('imported', key)
    return cloud.cryptography(id)
  }

  test('encrypts with AES-GCM what Node deciphers, and decrypts it again', async () => {
    const client = await importKey()
    const algorithm = `A${bits}GCM` as 'A256GCM'
    const additionalAuthenticatedData = Buffer.from('context')
    const sealed = await client.encrypt({ algorithm, plaintext, additionalAuthenticatedData })
    const { iv: nonce, authenticationTag, result } = sealed
    if (!nonce || !authenticationTag) throw new Error('AES-GCM answers with both')
    const decipher = createDecipheriv(`aes-${bits}-gcm` as 'aes-256-gcm', secret, nonce)
    decipher.setAuthTag(authenticationTag)
    decipher.setAAD(additionalAuthenticatedData)
    expect(Buffer.concat([decipher.update(result), decipher.final()])).toEqual(plaintext)
    const open = { algorithm, ciphertext: result, iv: nonce, authenticationTag, additionalAuthenticatedData }
    expect((await client.decrypt(open)).result).toEqual(plaintext)
    await expect(client.decrypt({ ...open, authenticationTag: Buffer.alloc(16) })).rejects.toMatchObject({
      statusCode: 400,
    })
  })

  test('encrypts with AES-CBC what Node deciphers, and decrypts it again', async () => {
    const client = await importKey()
    const algorithm = `A${bits}CBCPAD` as 'A256CBCPAD'
    const { result } = await client.encrypt({ algorithm, plaintext, iv })
    const decipher = createDecipheriv(`aes-${bits}-cbc`, secret, iv)
    expect(Buffer.concat([decipher.update(result), decipher.final()])).toEqual(plaintext)
    expect((await client.decrypt({ algorithm, ciphertext: result, iv })).result).toEqual(plaintext)
    const unpadded = `A${bits}CBC` as 'A256CBC'
    const filled = await client.encrypt({ algorithm: unpadded, plaintext, iv })
    const zeros = Buffer.alloc((16 - (plaintext.length % 16)) % 16)
    expect((await client.decrypt({ algorithm: unpadded, ciphertext: filled.result, iv })).result).toEqual(
      Buffer.concat([plaintext, zeros]),
    )
  })

  test.each([`A${bits}KW`, 'CKM_AES_KEY_WRAP'] as const)(
    'wraps a key with %s as Node unwraps it',
    async (algorithm) => {
      const client = await importKey()
      const dataKey = randomBytes(32)
      const { result } = await client.wrapKey(algorithm as 'A256KW', dataKey)
      const decipher = createDecipheriv(`id-aes${bits}-wrap`, secret, Buffer.alloc(8, 0xa6))
      expect(Buffer.concat([decipher.update(result), decipher.final()])).toEqual(dataKey)
      expect((await client.unwrapKey(algorithm as 'A256KW', result)).result).toEqual(dataKey)
    },
  )

  test('wraps a key of any length with CKM_AES_KEY_WRAP_PAD', async () => {
    const client = await importKey()
    const { result } = await client.wrapKey('CKM_AES_KEY_WRAP_PAD', plaintext)
    expect((await client.unwrapKey('CKM_AES_KEY_WRAP_PAD', result)).result).toEqual(plaintext)
  })

  test.each([
    ['HS256', 'sha256'],
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])("signs with %s what Node's HMAC is", async (algorithm, hash) => {
    const client = await importKey(['sign', 'verify'])
    const { result } = await client.sign(algorithm, plaintext)
    expect(Buffer.from(result)).toEqual(createHmac(hash, secret).update(plaintext).digest())
    expect(await client.verify(algorithm, plaintext, result)).toMatchObject({ result: true })
    expect(await client.verify(algorithm, Buffer.from('another'), result)).toMatchObject({ result: false })
  })

  test('does not serve the algorithms of another size', async () => {
    const client = await importKey()
    const algorithm = bits === 256 ? 'A128KW' : 'A256KW'
    await expect(client.wrapKey(algorithm, randomBytes(32))).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('Key and encryption algorithm are incompatible.'),
    })
  })
})

test('random bytes are as many as were asked for, from 1 to 128', async () => {
  const client = cloud.keys(host)
  const drawn = await Promise.all([1, 8, 128, 128].map((count) => client.getRandomBytes(count)))
  expect(drawn.map((bytes) => bytes.length)).toEqual([1, 8, 128, 128])
  expect(drawn[2]).not.toEqual(drawn[3])
  for (const count of [0, -1, 129]) {
    await expect(client.getRandomBytes(count)).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringMatching(
        /^GetRandomBytesRequest: count cannot be greater than 128 or less than 1 \(Activity ID: /,
      ),
    })
  }
})

test('an attestation states where a key lives, under a certificate that comes with it', async () => {
  const client = cloud.keys(host)
  const made = await client.createRsaKey('a', { keyOps: ['sign'] })
  const { properties, key } = await client.getKeyAttestation('a')
  const { certificatePemFile, privateKeyAttestation, publicKeyAttestation, version } = properties.attestation ?? {}
  expect(version).toBe('1.0')
  expect(key?.n).toEqual(made.key?.n)
  const certificate = new X509Certificate(Buffer.from(certificatePemFile ?? []))
  const verified = async (statement?: Uint8Array): Promise<unknown> => {
    const { payload } = await compactVerify(Buffer.from(statement ?? []), certificate.publicKey)
    return JSON.parse(Buffer.from(payload).toString())
  }
  expect(await verified(privateKeyAttestation)).toMatchObject({
    kid: made.id,
    part: 'private',
    isExtractable: false,
    key_ops: ['sign'],
  })
  expect(await verified(publicKeyAttestation)).toMatchObject({ kid: made.id, part: 'public', key: { kty: 'RSA-HSM' } })
  await client.createOctKey('b', { hsm: true })
  const again = (await client.getKeyAttestation('a')).properties.attestation
  expect(again).toEqual(properties.attestation)

  const oct = (await client.getKeyAttestation('b')).properties.attestation
  expect(oct?.privateKeyAttestation).toBeDefined()
  expect(oct?.publicKeyAttestation).toBeUndefined()
  await expect(cloud.keys('kv-premium.vault').getKeyAttestation('a')).rejects.toMatchObject({ statusCode: 400 })
})

test('a vault has neither random bytes nor symmetric keys', async () => {
  await expect(cloud.keys('kv-premium.vault').getRandomBytes(8)).rejects.toMatchObject({ statusCode: 404 })
  await expect(cloud.keys('kv-premium.vault').createOctKey('a', { hsm: true })).rejects.toMatchObject({
    statusCode: 400,
    code: 'BadParameter',
    message: 'Invalid kty value: oct-HSM',
  })
})

test('the hardware refuses releases in its own words', async () => {
  const exportable = cloud.keys(host).createRsaKey('a', { exportable: true })
  await expect(exportable).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringMatching(/^Exportable keys must have release policy \(Activity ID: [0-9a-f-]{36}\)$/),
  })
})

test('a Managed HSM holds no secrets and no certificates', async () => {
  expect(await send('GET', '/secrets')).toMatchObject({ status: 400, json: { error: { code: 'BadParameter' } } })
  expect(await send('GET', '/certificates')).toMatchObject({ status: 400, json: { error: { code: 'BadParameter' } } })
})

test('the challenge names the audience of the hardware, and a token for vaults is refused', async () => {
  const missing = await cloud.send('GET', url('/keys'), { person: null })
  expect(missing.status).toBe(401)
  expect(missing.headers['www-authenticate']).toContain(`resource="${audience}"`)
  const wrong = await cloud.send('GET', url('/keys'), { token: await cloud.token('administrator', keyVaultAudience) })
  expect(wrong).toMatchObject({ status: 401 })
  expect(await send('GET', '/keys')).toMatchObject({ status: 200 })
})

test("only the pool's own roles count: an administrator of all vaults without one has no right to a key", async () => {
  await cloud.keys(host).createEcKey('shown')
  await cloud.keys(host).createEcKey('other')
  const pool = cloud.emulator.state.managedHsms.get('hsm-small')
  const auditor = cloud.keys(host, 'keyUser')
  expect(await auditor.getKey('shown')).toMatchObject({ name: 'shown' })
  await expect(auditor.getKey('other')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' })
  await expect(auditor.updateKeyProperties('shown', { enabled: false })).rejects.toMatchObject({
    statusCode: 403,
    message: expect.stringContaining("'Microsoft.KeyVault/managedHsm/keys/write/action' on scope '/keys/shown'"),
  })
  pool?.managedHsm?.roleAssignments.splice(0)
  await expect(cloud.keys(host).getKey('shown')).rejects.toMatchObject({ statusCode: 403 })
})

test('deleting, recovering and restoring work as in a vault', async () => {
  const client = cloud.keys(host)
  await client.createOctKey('a', { hsm: true })
  const blob = (await client.backupKey('a')) ?? new Uint8Array()
  await (await client.beginDeleteKey('a', { intervalInMs: 10 })).pollUntilDone()
  await (await client.beginRecoverDeletedKey('a', { intervalInMs: 10 })).pollUntilDone()
  await (await client.beginDeleteKey('a', { intervalInMs: 10 })).pollUntilDone()
  await client.purgeDeletedKey('a')
  expect(await client.restoreKeyBackup(blob)).toMatchObject({ name: 'a', keyType: 'oct-HSM' })
})
