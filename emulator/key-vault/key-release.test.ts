import { constants, createDecipheriv, createPrivateKey, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** Secure key release, from the attestation to the key in the target's hands. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
})
afterAll(() => cloud.close())

const authority = 'https://attestation.emulator.test'
const host = 'kv-premium.vault'
const target = generateKeyPairSync('rsa', { modulusLength: 2048 })
const targetJwk = { ...target.publicKey.export({ format: 'jwk' }), kid: 'target', use: 'enc' }

function policy(conditions: object[], by = authority) {
  const text = JSON.stringify({ version: '1.0.0', anyOf: [{ authority: by, allOf: conditions }] })
  return { encodedPolicy: Buffer.from(text) }
}
const sdkTest = policy([{ claim: 'sdk-test', equals: 'true' }])

async function attest(wish: object = {}): Promise<string> {
  const { json } = await cloud.send('POST', `${authority}/generate-test-token`, {
    person: null,
    body: { keys: [targetJwk], ...wish },
  })
  return (json as { token: string }).token
}

interface Released {
  request: { nonce?: string; enc: string; kid: string }
  response: { key: { key: { kid: string; key_hsm: string; kty: string }; release_policy: { immutable: boolean } } }
}

/** What the target makes of a release: the claims, checked, and the key inside. */
async function open(value: string) {
  const { json } = await cloud.send('GET', `${authority}/certs`, { person: null })
  const { payload } = await jwtVerify<Released>(value, createLocalJWKSet(json as JSONWebKeySet))
  const wrapped = JSON.parse(Buffer.from(payload.response.key.key.key_hsm, 'base64url').toString())
  const blob = Buffer.from(wrapped.ciphertext, 'base64url')
  const oaepHash = { CKM_RSA_AES_KEY_WRAP: 'sha1', RSA_AES_KEY_WRAP_256: 'sha256', RSA_AES_KEY_WRAP_384: 'sha384' }[
    payload.request.enc
  ]
  const options = { key: target.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, ...(oaepHash && { oaepHash }) }
  const secret = privateDecrypt(options, blob.subarray(0, 256))
  const decipher = createDecipheriv('id-aes256-wrap-pad', secret, Buffer.from('a65959a6', 'hex'))
  const transported = Buffer.concat([decipher.update(blob.subarray(256)), decipher.final()])
  return { payload, wrapped, transported }
}

test.each([undefined, 'CKM_RSA_AES_KEY_WRAP', 'RSA_AES_KEY_WRAP_256', 'RSA_AES_KEY_WRAP_384'] as const)(
  'an attested target gets the private key, wrapped with %s to its own key',
  async (algorithm) => {
    const client = cloud.keys(host)
    const key = await client.createRsaKey('a', {
      hsm: true,
      exportable: true,
      releasePolicy: sdkTest,
      keyOps: ['decrypt'],
    })
    expect(key.properties).toMatchObject({ exportable: true, releasePolicy: { immutable: false } })
    expect(key.properties.releasePolicy?.encodedPolicy).toEqual(sdkTest.encodedPolicy)
    const { value } = await client.releaseKey('a', await attest(), { nonce: 'fresh', ...(algorithm && { algorithm }) })
    const { payload, wrapped, transported } = await open(value)
    expect(payload.request).toMatchObject({ nonce: 'fresh', kid: key.id, enc: algorithm ?? 'CKM_RSA_AES_KEY_WRAP' })
    expect(payload.response.key.key).toMatchObject({ kid: key.id, kty: 'RSA-HSM', key_ops: ['decrypt'] })
    expect(wrapped.header).toMatchObject({ kid: 'target', alg: 'dir' })
    const released = createPrivateKey({ key: transported, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
    expect(released.n).toBe(Buffer.from(key.key?.n ?? []).toString('base64url'))
  },
)

test("Microsoft's own client suite finds its token where it looks for it", async () => {
  await cloud.keys(host).createRsaKey('a', { hsm: true, exportable: true, releasePolicy: sdkTest })
  const { json } = await cloud.send('GET', `${authority}/generate-test-token`, { person: null })
  const { value } = await cloud.keys(host).releaseKey('a', (json as { token: string }).token)
  expect(decodeJwt(value)).toHaveProperty('response.key.key.key_hsm')
})

test.each([
  ['an equal claim', [{ claim: 'tee', equals: 'sgx' }], true],
  ['another claim', [{ claim: 'tee', equals: 'sevsnp' }], false],
  ['a claim that is not there', [{ claim: 'svn', equals: '0' }], false],
  ['a claim within claims', [{ claim: 'inner.deep.flag', equals: true }], true],
  [
    'all of several',
    [
      { claim: 'tee', equals: 'sgx' },
      { claim: 'inner.level', equals: 3 },
    ],
    true,
  ],
  [
    'all of several, one of them wrong',
    [
      { claim: 'tee', equals: 'sgx' },
      { claim: 'inner.level', equals: 4 },
    ],
    false,
  ],
  [
    'any of several',
    [
      {
        anyOf: [
          { claim: 'tee', equals: 'no' },
          { claim: 'tee', equals: 'sgx' },
        ],
      },
    ],
    true,
  ],
  ['the older form', [{ claim: 'tee', condition: 'equals', value: 'sgx' }], true],
  ['a form that is none', [{ claim: 'tee' }], false],
])('a policy of %s decides', async (_, conditions, isReleased) => {
  const client = cloud.keys(host)
  await client.createEcKey('a', { hsm: true, exportable: true, releasePolicy: policy(conditions) })
  const claims = { tee: 'sgx', inner: { level: 3, deep: { flag: true } } }
  const release = client.releaseKey('a', await attest({ claims }))
  if (isReleased) expect((await release).value).toBeTruthy()
  else {
    await expect(release).rejects.toMatchObject({
      statusCode: 403,
      code: 'Forbidden',
      message: 'Target environment attestation statement cannot be verified.',
    })
  }
})

test('a statement that is forged, expired, of no service or without a key releases nothing', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a', { hsm: true, exportable: true, releasePolicy: sdkTest })
  const genuine = await attest()
  const refusal = { statusCode: 403, message: 'Target environment attestation statement cannot be verified.' }
  await expect(client.releaseKey('a', `${genuine.slice(0, -8)}AAAAAAAA`)).rejects.toMatchObject(refusal)
  await expect(client.releaseKey('a', 'no-token')).rejects.toMatchObject(refusal)
  await expect(client.releaseKey('a', await attest({ keys: [] }))).rejects.toMatchObject(refusal)
  await expect(
    client.releaseKey('a', await attest({ keys: [{ kty: 'RSA', n: 'AA', e: 'AQAB' }] })),
  ).rejects.toMatchObject(refusal)
  const { keyId, privateKey } = cloud.emulator.signingKeys
  const claims = { ...decodeJwt(genuine), exp: Math.floor(Date.now() / 1000) - 60 }
  const expired = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keyId }).sign(privateKey)
  await expect(client.releaseKey('a', expired)).rejects.toMatchObject(refusal)
  // A token of the same cloud's Entra, signed with the same key, is no attestation.
  await expect(client.releaseKey('a', await cloud.token('administrator'))).rejects.toMatchObject({ statusCode: 501 })
  expect((await client.releaseKey('a', genuine)).value).toBeTruthy()
})

test('the statement of a service that the emulator cannot ask is answered 501, with its name', async () => {
  const elsewhere = 'https://sharedweu.weu.attest.azure.net'
  await cloud.keys(host).createEcKey('a', { hsm: true, exportable: true, releasePolicy: policy([], elsewhere) })
  const { privateKey } = cloud.emulator.signingKeys
  const statement = await new SignJWT({ iss: elsewhere }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)
  await expect(cloud.keys(host).releaseKey('a', statement)).rejects.toMatchObject({
    statusCode: 501,
    message: expect.stringContaining(elsewhere),
  })
})

test('a key that was not made to leave stays', async () => {
  await cloud.keys(host).createEcKey('a', { hsm: true })
  await expect(cloud.keys(host).releaseKey('a', await attest())).rejects.toMatchObject({ statusCode: 403 })
  const disabled = { hsm: true, exportable: true, releasePolicy: sdkTest, enabled: false }
  await cloud.keys(host).createEcKey('b', disabled)
  await expect(cloud.keys(host).releaseKey('b', await attest())).rejects.toMatchObject({
    statusCode: 403,
    message: 'Operation release is not allowed on a disabled key.',
  })
})

test('an expired key is still released: its data would be lost', async () => {
  const dates = { expiresOn: new Date('2020-01-01') }
  await cloud.keys(host).createEcKey('a', { hsm: true, exportable: true, releasePolicy: sdkTest, ...dates })
  expect((await cloud.keys(host).releaseKey('a', await attest())).value).toBeTruthy()
})

const badParameter = (message: string) => ({ statusCode: 400, code: 'BadParameter', message })

test('exportable keys and release policies come together, in hardware, in a premium vault', async () => {
  const client = cloud.keys(host)
  await expect(client.createEcKey('a', { hsm: true, exportable: true })).rejects.toMatchObject(
    badParameter('AKV.SKR.1004: Exportable keys must have release policy.'),
  )
  await expect(client.createEcKey('a', { hsm: true, releasePolicy: sdkTest })).rejects.toMatchObject(
    badParameter('AKV.SKR.1005: Non-exportable keys must not have release policy.'),
  )
  await expect(client.createEcKey('a', { exportable: true, releasePolicy: sdkTest })).rejects.toMatchObject({
    message: expect.stringContaining('AKV.SKR.1006'),
  })
  const standard = cloud.keys('kv-roles.vault')
  await expect(standard.createEcKey('a', { exportable: true, releasePolicy: sdkTest })).rejects.toMatchObject(
    badParameter(
      "AKV.SKR.1001: The exportable attribute is only supported with premium vaults and API version >= '7.3-preview'.",
    ),
  )
  const notJson = { encodedPolicy: Buffer.from('not JSON') }
  await expect(client.createEcKey('a', { hsm: true, exportable: true, releasePolicy: notJson })).rejects.toMatchObject(
    badParameter('Property has invalid value\r\n'),
  )
})

test('a release policy belongs to the key, can be changed, and not once it is immutable', async () => {
  const client = cloud.keys(host)
  const { properties } = await client.createEcKey('a', { hsm: true, exportable: true, releasePolicy: sdkTest })
  const stricter = policy([{ claim: 'sdk-test', equals: 'false' }])
  const changed = await client.updateKeyProperties('a', { releasePolicy: stricter })
  expect(changed.properties.releasePolicy?.encodedPolicy).toEqual(stricter.encodedPolicy)
  await expect(
    client.updateKeyProperties('a', properties.version ?? '', { releasePolicy: sdkTest }),
  ).rejects.toMatchObject(badParameter('AKV.SKR.1016: Key Release Policy can only be set on versionless key.'))
  const further = await client.createEcKey('a', { hsm: true })
  expect(further.properties.releasePolicy?.encodedPolicy).toEqual(stricter.encodedPolicy)
  expect((await client.rotateKey('a')).properties.exportable).toBe(true)

  await client.updateKeyProperties('a', { releasePolicy: { ...stricter, immutable: true } })
  await expect(client.updateKeyProperties('a', { releasePolicy: sdkTest })).rejects.toMatchObject(
    badParameter('AKV.SKR.1020: Immutable Key Release Policy cannot be modified.'),
  )
  await client.createEcKey('plain', { hsm: true })
  const url = `https://${host}.emulator.test/keys/plain?api-version=7.6`
  expect(await cloud.send('PATCH', url, { body: { attributes: { exportable: true } } })).toMatchObject({
    status: 400,
    json: { error: { message: 'AKV.SKR.1014: Cannot modify the exportable state of a key.' } },
  })
})
