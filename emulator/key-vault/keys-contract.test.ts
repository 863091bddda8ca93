import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Contract, contractOf, type Exchange, recordInto, specificationRoot } from '../testing/contract.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'

/** Keys against the official OpenAPI of Key Vault, both directions. */

const description = 'specification/keyvault/data-plane/Microsoft.KeyVault/stable/2025-07-01/keys.json'
const root = specificationRoot(description)
if (!root) console.warn('Skipped: no checkout of the official OpenAPI lies beside the project (OPENAPI_SPECS_DIR).')

let cloud: SmallCloud
let check: Contract
const exchanges: Exchange[] = []

beforeAll(async () => {
  if (!root) return
  cloud = await startSmallCloud()
  check = await contractOf(root, description)
  await everyOperation()
}, 120_000)
afterAll(() => cloud?.close())

const quickly = { intervalInMs: 10 }
const digest = randomBytes(32)

/** A missing version is no segment at all, or an empty one, where the description demands one. */
function described(exchange: Exchange): Exchange {
  const url = exchange.url
    .replace(/(\/keys\/[\w-]+)\/?(?=(\/(en|de)crypt|\/(un)?wrapkey|\/sign|\/verify|\/release)\?)/, '$1/current')
    .replace(exchange.method === 'GET' || exchange.method === 'PATCH' ? /(\/keys\/[\w-]+)\/?\?/ : /$^/, '$1/current?')
    .replaceAll('%2D', '-')
  return { ...exchange, url }
}

/** The client's first call goes out without its body: all it wants is to be told where to sign in. */
function isAskingForChallenge(exchange: Exchange | undefined, violation: string): boolean {
  return exchange?.status === 401 && violation.startsWith('MISSING_REQUIRED_PARAMETER /body:')
}

async function everyOperation(): Promise<void> {
  const policy = recordInto(exchanges)
  const client = cloud.keys('kv-premium.vault', 'administrator', { policy })
  const dates = { expiresOn: new Date('2037-01-01'), notBefore: new Date('2020-01-01') }
  const rsa = await client.createRsaKey('rsa', { ...dates, hsm: true, tags: { a: 'b' }, keySize: 2048 })
  const ec = await client.createEcKey('ec', { curve: 'P-256K', enabled: true })
  const version = rsa.properties.version ?? ''
  await client.importKey('imported', { kty: 'EC', crv: 'P-256', ...(await exported()) }, { tags: { a: 'b' } })
  for (let index = 0; index < 26; index += 1) await client.createEcKey(`more-${index}`)
  await client.updateKeyProperties('rsa', version, {
    tags: { c: 'd' },
    keyOps: ['sign', 'verify', 'encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  })
  await client.updateKeyProperties('rsa', { enabled: true })
  await client.getKey('rsa')
  await client.getKey('rsa', { version })
  for await (const _ of client.listPropertiesOfKeys().byPage());
  for await (const _ of client.listPropertiesOfKeyVersions('rsa').byPage());
  const rotation = { expiresIn: 'P90D', lifetimeActions: [{ action: 'Rotate', timeBeforeExpiry: 'P30D' } as const] }
  await client.getKeyRotationPolicy('rsa')
  await client.updateKeyRotationPolicy('rsa', rotation)
  await client.getKeyRotationPolicy('rsa')
  await client.rotateKey('rsa')
  await use(rsa.id ?? '', ec.id ?? '')
  await releaseOne()
  const blob = await client.backupKey('ec')
  await (await client.beginDeleteKey('ec', quickly)).pollUntilDone()
  await client.getDeletedKey('ec')
  for await (const _ of client.listDeletedKeys().byPage());
  await (await client.beginRecoverDeletedKey('ec', quickly)).pollUntilDone()
  await (await client.beginDeleteKey('ec', quickly)).pollUntilDone()
  await client.purgeDeletedKey('ec')
  await client.restoreKeyBackup(blob ?? new Uint8Array())
  await client.getKey('never').catch(() => undefined)
  await client.createEcKey('standard', { hsm: true, exportable: true }).catch(() => undefined)
  await cloud.keys('hsm-small.managedhsm', 'administrator', { policy }).getRandomBytes(16)
  await cloud.keys('hsm-small.managedhsm', 'administrator', { policy }).createOctKey('oct', { hsm: true, keySize: 256 })
  const oct = cloud.cryptography('https://hsm-small.managedhsm.emulator.test/keys/oct', 'administrator', { policy })
  const sealed = await oct.encrypt({ algorithm: 'A256GCM', plaintext: digest, additionalAuthenticatedData: digest })
  const { iv = digest, authenticationTag = digest } = sealed
  await oct.decrypt({
    algorithm: 'A256GCM',
    ciphertext: sealed.result,
    iv,
    authenticationTag,
    additionalAuthenticatedData: digest,
  })
}

/** All calls go over the wire: a client that knows the key would encrypt and verify by itself. */
async function use(rsaId: string, ecId: string): Promise<void> {
  const value = digest.toString('base64url')
  const post = async (id: string, operation: string, body: object) => {
    const url = `${id}/${operation}?api-version=2025-07-01`
    const { status, json } = await cloud.send('POST', url, { body })
    exchanges.push({ method: 'POST', url, requestBody: body, status, responseBody: json })
    return (json as { value: string }).value
  }
  for (const alg of ['RSA-OAEP', 'RSA-OAEP-256', 'RSA1_5']) {
    await post(rsaId, 'decrypt', { alg, value: await post(rsaId, 'encrypt', { alg, value }) })
    await post(rsaId, 'unwrapkey', { alg, value: await post(rsaId, 'wrapkey', { alg, value }) })
  }
  for (const alg of ['RS256', 'PS256']) {
    await post(rsaId, 'verify', { alg, digest: value, value: await post(rsaId, 'sign', { alg, value }) })
  }
  await post(ecId, 'verify', {
    alg: 'ES256K',
    digest: value,
    value: await post(ecId, 'sign', { alg: 'ES256K', value }),
  })
  await post(ecId, 'sign', { alg: 'ES256', value })
}

async function releaseOne(): Promise<void> {
  const authority = 'https://attestation.emulator.test'
  const client = cloud.keys('kv-premium.vault', 'administrator', { policy: recordInto(exchanges) })
  const text = JSON.stringify({
    version: '1.0.0',
    anyOf: [{ authority, allOf: [{ claim: 'sdk-test', equals: true }] }],
  })
  await client.createEcKey('released', {
    hsm: true,
    exportable: true,
    releasePolicy: { encodedPolicy: Buffer.from(text) },
  })
  const { json } = await cloud.send('GET', `${authority}/generate-test-token`, { person: null })
  const { token } = json as { token: string }
  await client.releaseKey('released', token, { algorithm: 'RSA_AES_KEY_WRAP_256', nonce: 'fresh' })
}

async function exported() {
  const { generateKeyPairSync } = await import('node:crypto')
  const {
    d = '',
    x = '',
    y = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  return { d: bytes(d), x: bytes(x), y: bytes(y) }
}

describe.skipIf(!root)('against the description', () => {
  test('every call of every operation keeps to it', async () => {
    const results = await Promise.all(exchanges.map((one) => check(described(one))))
    const broken = results.flatMap(({ operationId, violations }, index) =>
      violations
        .filter((one) => !isAskingForChallenge(exchanges[index], one))
        .map(
          (one) =>
            `${operationId} ${exchanges[index]?.method} ${exchanges[index]?.url} ${exchanges[index]?.status}: ${one}`,
        ),
    )
    expect(broken).toEqual([])
    expect([...new Set(results.map(({ operationId }) => operationId))].sort()).toEqual(
      [
        ...['BackupKey', 'CreateKey', 'DeleteKey', 'GetDeletedKey', 'GetDeletedKeys', 'GetKey', 'GetKeyRotationPolicy'],
        ...['GetKeyVersions', 'GetKeys', 'GetRandomBytes', 'ImportKey', 'PurgeDeletedKey', 'RecoverDeletedKey'],
        ...['RestoreKey', 'RotateKey', 'UpdateKey', 'UpdateKeyRotationPolicy', 'decrypt', 'encrypt', 'release'],
        ...['sign', 'unwrapKey', 'verify', 'wrapKey'],
      ].sort(),
    )
    expect(new Set(exchanges.map(({ status }) => status))).toEqual(new Set([200, 204, 400, 401, 404]))
  })

  const found = (method: string, path: RegExp, status = 200): Exchange => {
    const exchange = exchanges.find((one) => one.method === method && path.test(one.url) && one.status === status)
    if (!exchange) throw new Error(`no ${method} ${path} was answered ${status}`)
    return exchange
  }
  const bundle = () => found('GET', /\/keys\/rsa\/[0-9a-f]{32}\?/)
  const answered = (changes: object) => {
    const known = bundle().responseBody as { key: object; attributes: object }
    return { ...bundle(), responseBody: { ...known, ...changes } }
  }

  test.each<[string, () => Exchange]>([
    ['an answer whose flag is a text', () => answered({ attributes: { enabled: 'yes' } })],
    ['an answer whose date is no number', () => answered({ attributes: { created: '2026-01-01' } })],
    ['an answer with an unknown property', () => answered({ surprise: 1 })],
    ['a key whose operations are no list', () => answered({ key: { key_ops: 'sign' } })],
    ['a key whose modulus is no text', () => answered({ key: { n: 7 } })],
    ['a signature that is no text', () => ({ ...found('POST', /\/sign\?/), responseBody: { value: 7 } })],
    ['a verdict that is no flag', () => ({ ...found('POST', /\/verify\?/), responseBody: { value: 'true' } })],
    [
      'a policy whose actions are no list',
      () => ({ ...found('GET', /rotationpolicy/), responseBody: { lifetimeActions: {} } }),
    ],
    ['a page that is no list', () => ({ ...found('GET', /\/keys\?/), responseBody: { value: 'none' } })],
    ['an error without its shape', () => ({ ...found('GET', /never/, 404), responseBody: { error: { code: 404 } } })],
    ['a status that there is not', () => ({ ...found('DELETE', /deletedkeys/, 204), status: 202 })],
    ['a new key without a type', () => ({ ...found('POST', /\/create\?/), requestBody: {} })],
    [
      'a size that is no number',
      () => ({ ...found('POST', /\/create\?/), requestBody: { kty: 'RSA', key_size: 'big' } }),
    ],
    ['an import without its key', () => ({ ...found('PUT', /\/keys\/imported\?/), requestBody: {} })],
    [
      'a signature without its digest',
      () => ({ ...found('POST', /\/verify\?/), requestBody: { alg: 'RS256', value: 'AA' } }),
    ],
    ['an encryption without its algorithm', () => ({ ...found('POST', /\/encrypt\?/), requestBody: { value: 'AA' } })],
    ['a release without its target', () => ({ ...found('POST', /\/release\?/), requestBody: { nonce: 'fresh' } })],
    ['random bytes without their number', () => ({ ...found('POST', /\/rng\?/), requestBody: {} })],
  ])('the check notices %s', async (_, broken) => {
    expect((await check(described(broken()))).violations).not.toEqual([])
  })
})
