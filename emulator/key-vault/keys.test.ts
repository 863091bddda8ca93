import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { publicKeyOf, toClient } from '../testing/json-web-keys.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** Keys, as the vendor's client sees them. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
  cloud.emulator.clock.offsetSeconds = 0
})
afterAll(() => cloud.close())

const url = (path: string, version = '7.6', vault = 'kv-roles') =>
  `https://${vault}.vault.emulator.test${path}?api-version=${version}`

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

test('a key without wishes is RSA of 2,048 bits for everything that RSA can', async () => {
  const key = await cloud.keys('kv-roles.vault').createRsaKey('a')
  expect(key).toMatchObject({
    name: 'a',
    keyType: 'RSA',
    keyOperations: ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'],
    properties: {
      enabled: true,
      recoveryLevel: 'CustomizedRecoverable+Purgeable',
      recoverableDays: 7,
      exportable: false,
    },
  })
  expect(key.id).toBe(`https://kv-roles.vault.emulator.test/keys/a/${key.properties.version}`)
  expect(publicKeyOf(key).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n })
  const { json } = await cloud.send('GET', url('/keys/a'))
  expect(Object.keys((json as { key: object }).key)).toEqual(['kid', 'kty', 'key_ops', 'n', 'e'])
})

test.each([2048, 3072, 4096])(
  'an RSA key has the %i bits that were asked for',
  async (keySize) => {
    const key = await cloud.keys('kv-roles.vault').createRsaKey('a', { keySize })
    expect(publicKeyOf(key).asymmetricKeyDetails?.modulusLength).toBe(keySize)
  },
  60_000,
)

test.each([
  ['P-256', 'prime256v1'],
  ['P-256K', 'secp256k1'],
  ['P-384', 'secp384r1'],
  ['P-521', 'secp521r1'],
] as const)('an EC key on %s signs and verifies, and does nothing else', async (curve, namedCurve) => {
  const key = await cloud.keys('kv-roles.vault').createEcKey('a', { curve })
  expect(key).toMatchObject({ keyType: 'EC', keyOperations: ['sign', 'verify'], key: { crv: curve } })
  expect(publicKeyOf(key).asymmetricKeyDetails).toEqual({ namedCurve })
})

test('everything that a caller may set comes back, and dates may lie in the past', async () => {
  const client = cloud.keys('kv-roles.vault')
  const wish = {
    enabled: false,
    notBefore: new Date('2019-01-01T00:00:05Z'),
    expiresOn: new Date('2020-01-01T00:00:05Z'),
    tags: { purpose: 'test' },
  }
  await client.createEcKey('a', { ...wish, keyOps: ['verify'] })
  const key = await client.getKey('a')
  expect(key.properties).toMatchObject(wish)
  expect(key.keyOperations).toEqual(['verify'])
  expect(key.properties.createdOn).toEqual(key.properties.updatedOn)
})

test('a further version is current, and the one before it stays', async () => {
  const client = cloud.keys('kv-roles.vault')
  const first = await client.createEcKey('a', { tags: { first: 'yes' } })
  const second = await client.createEcKey('A')
  expect(second.properties.version).not.toBe(first.properties.version)
  expect((await client.getKey('a')).id).toBe(second.id)
  expect((await client.getKey('a')).properties.tags).toBeUndefined()
  const old = await client.getKey('a', { version: first.properties.version ?? '' })
  expect(old.key?.x).toEqual(first.key?.x)
  expect(await collect(client.listPropertiesOfKeyVersions('a'))).toHaveLength(2)
})

test('a list comes in pages of 25 and shows current versions without their material', async () => {
  const client = cloud.keys('kv-roles.vault')
  for (let index = 0; index < 27; index += 1) await client.createEcKey(`key-${index}`)
  const pages = await collect(client.listPropertiesOfKeys().byPage())
  expect(pages.map((page) => page.length)).toEqual([25, 2])
  const [first] = pages.flat()
  expect(first).toMatchObject({ vaultUrl: 'https://kv-roles.vault.emulator.test', enabled: true })
  expect(first?.version).toBeUndefined()
  expect(await collect(client.listPropertiesOfKeyVersions('never'))).toEqual([])
}, 60_000)

test('an update changes what is given and leaves the rest, on the current version or another', async () => {
  const client = cloud.keys('kv-roles.vault')
  const first = await client.createEcKey('a', { tags: { a: 'b' } })
  const second = await client.createEcKey('a', { tags: { c: 'd' } })
  cloud.emulator.clock.offsetSeconds = 60
  const updated = await client.updateKeyProperties('a', { enabled: false })
  expect(updated).toMatchObject({ id: second.id, properties: { enabled: false, tags: { c: 'd' } } })
  expect(updated.properties.updatedOn).not.toEqual(updated.properties.createdOn)
  const other = await client.updateKeyProperties('a', first.properties.version ?? '', { keyOps: ['verify'], tags: {} })
  expect(other).toMatchObject({ id: first.id, keyOperations: ['verify'], properties: { enabled: true } })
  expect(other.properties.tags).toBeUndefined()
})

test('a disabled key shows its public half', async () => {
  const client = cloud.keys('kv-roles.vault')
  await client.createEcKey('a', { enabled: false })
  expect((await client.getKey('a')).key?.x).toHaveLength(32)
})

test('a premium vault keeps keys in hardware, made there or imported, and a standard one refuses', async () => {
  const client = cloud.keys('kv-premium.vault')
  expect(await client.createRsaKey('a', { hsm: true })).toMatchObject({ keyType: 'RSA-HSM' })
  expect(await client.createEcKey('b', { hsm: true })).toMatchObject({ keyType: 'EC-HSM' })
  const jwk = toClient(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }))
  expect(await client.importKey('c', jwk, { hardwareProtected: true })).toMatchObject({ keyType: 'EC-HSM' })

  const standard = cloud.keys('kv-roles.vault')
  const refusal = {
    statusCode: 400,
    code: 'BadParameter',
    message: 'Hardware key operation not allowed on standard vault',
  }
  await expect(standard.createRsaKey('a', { hsm: true })).rejects.toMatchObject(refusal)
  await expect(standard.createEcKey('a', { hsm: true })).rejects.toMatchObject(refusal)
  await expect(standard.importKey('a', jwk, { hardwareProtected: true })).rejects.toMatchObject(refusal)
  expect(await collect(standard.listPropertiesOfKeys())).toEqual([])
})

test('the answer tells of hardware and releases from the version on that knows them', async () => {
  await cloud.keys('kv-roles.vault').createEcKey('a')
  const attributes = async (version: string) => {
    const { json } = await cloud.send('GET', url('/keys/a', version))
    return Object.keys((json as { attributes: object }).attributes)
  }
  expect(await attributes('7.0')).toEqual(['enabled', 'created', 'updated', 'recoveryLevel'])
  expect(await attributes('7.3')).toEqual(['enabled', 'created', 'updated', 'recoveryLevel', 'recoverableDays'])
  expect(await attributes('7.4')).toContain('exportable')
  expect(await attributes('7.4')).not.toContain('hsmPlatform')
  expect(await attributes('2025-07-01')).toContain('hsmPlatform')
})

const badParameter = (message: string, innerCode?: string) => ({
  status: 400,
  json: { error: { code: 'BadParameter', message, ...(innerCode && { innererror: { code: innerCode } }) } },
})

test.each([
  ['no type', {}, badParameter("Property 'kty' is required.\r\n")],
  ['a type of an HSM pool', { kty: 'oct' }, badParameter('Invalid kty value: oct', 'KeyTypeNotSupported')],
  ['an unknown type', { kty: 'DSA' }, badParameter('Invalid kty value: DSA', 'KeyTypeNotSupported')],
  ['a type that is no text', { kty: 7 }, badParameter('Property has invalid value\r\n')],
  [
    'a size that RSA does not have here',
    { kty: 'RSA', key_size: 1024 },
    badParameter('Unsupported key size (1024). Supported sizes are [2048, 3072, 4096]', 'KeySizeNotSupported'),
  ],
  ['an unknown curve', { kty: 'EC', crv: 'P-224' }, badParameter('Invalid crv value: P-224', 'CurveNotSupported')],
  [
    "Node's name of a curve",
    { kty: 'EC', crv: 'secp256k1' },
    badParameter('Invalid crv value: secp256k1', 'CurveNotSupported'),
  ],
  ['an even exponent', { kty: 'RSA', public_exponent: 4 }, badParameter('Property has invalid value\r\n')],
  [
    'an operation that the type cannot do',
    { kty: 'EC', key_ops: ['encrypt'] },
    badParameter("Key operation 'encrypt' is not supported for key type 'EC'."),
  ],
  [
    'an unknown operation',
    { kty: 'RSA', key_ops: ['fly'] },
    badParameter("Key operation 'fly' is not supported for key type 'RSA'."),
  ],
  ['operations that are no list', { kty: 'RSA', key_ops: 'sign' }, badParameter('Property has invalid value\r\n')],
  ['attributes that are no object', { kty: 'EC', attributes: [] }, badParameter('Property has invalid value\r\n')],
  [
    'a date that is no number',
    { kty: 'EC', attributes: { exp: 'tomorrow' } },
    badParameter('Property has invalid value\r\n'),
  ],
  [
    'sixteen tags',
    { kty: 'EC', tags: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`t${index}`, 'v'])) },
    badParameter('Property has invalid value\r\n'),
  ],
])('creating a key with %s is refused, and leaves none', async (_, body, refusal) => {
  expect(await cloud.send('POST', url('/keys/a/create'), { body })).toMatchObject(refusal)
  expect(cloud.emulator.state.vaults.get('kv-roles')?.objects.keys.size).toBe(0)
})

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })

test('a name or a version that is not there is not found, in the words of Key Vault', async () => {
  const client = cloud.keys('kv-roles.vault')
  const message = (id: string) =>
    `A key with (name/id) ${id} was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`
  await expect(client.getKey('never')).rejects.toMatchObject({
    statusCode: 404,
    code: 'KeyNotFound',
    message: message('never'),
  })
  await client.createEcKey('a')
  const version = '0'.repeat(32)
  await expect(client.getKey('a', { version })).rejects.toMatchObject({
    statusCode: 404,
    message: message(`a/${version}`),
  })
  await expect(client.updateKeyProperties('never', { enabled: true })).rejects.toMatchObject({ code: 'KeyNotFound' })
})

test('a key that backs a certificate changes with the certificate alone, and works', async () => {
  const client = cloud.keys('kv-roles.vault')
  const made = await client.createEcKey('tls')
  const key = cloud.emulator.state.vaults.get('kv-roles')?.objects.keys.get('tls')
  for (const version of key?.versions ?? []) version.isManaged = true
  const refusal = (operation: string) => ({
    statusCode: 403,
    code: 'Forbidden',
    message: expect.stringContaining(
      `Operation "${operation}" is not allowed on this key, since it is associated with a certificate.`,
    ),
  })
  await expect(client.createEcKey('tls')).rejects.toMatchObject(refusal('create'))
  await expect(client.importKey('tls', toClient(ec))).rejects.toMatchObject(refusal('import'))
  await expect(client.updateKeyProperties('tls', { enabled: false })).rejects.toMatchObject(refusal('update'))
  await expect(client.rotateKey('tls')).rejects.toMatchObject(refusal('rotate'))
  await expect(client.beginDeleteKey('tls')).rejects.toMatchObject(refusal('delete'))
  await expect(client.updateKeyRotationPolicy('tls', { expiresIn: 'P90D' })).rejects.toMatchObject(
    refusal('setrotationpolicy'),
  )
  expect(await client.getKey('tls')).toMatchObject({ id: made.id, properties: { managed: true } })
  const { result } = await cloud.cryptography(made.id ?? '').sign('ES256', Buffer.alloc(32))
  expect(result).toHaveLength(64)
})

test('a reader sees keys and uses none; a crypto user uses them and makes none', async () => {
  const { id = '' } = await cloud.keys('kv-roles.vault').createEcKey('a')
  const reader = cloud.keys('kv-roles.vault', 'reader')
  expect(await reader.getKey('a')).toMatchObject({ id })
  await expect(cloud.cryptography(id, 'reader').sign('ES256', Buffer.alloc(32))).rejects.toMatchObject({
    statusCode: 403,
  })
  const user = cloud.keys('kv-roles.vault', 'keyUser')
  expect((await cloud.cryptography(id, 'keyUser').sign('ES256', Buffer.alloc(32))).result).toHaveLength(64)
  await expect(user.createEcKey('b')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' })
  await expect(user.beginDeleteKey('a')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' })
})

test('a version that a seed left without material gets one, once, whoever comes first', async () => {
  const now = cloud.emulator.clock.nowSeconds()
  const version = {
    version: 'a'.repeat(32),
    shape: { kty: 'RSA', keySize: 2048 } as const,
    keyOps: ['sign', 'verify'],
    tags: {},
    enabled: true,
    created: now,
    updated: now,
  }
  cloud.emulator.state.vaults.get('kv-roles')?.objects.keys.set('seeded', { name: 'seeded', versions: [version] })
  const client = cloud.keys('kv-roles.vault')
  expect(await collect(client.listPropertiesOfKeys())).toHaveLength(1)
  expect(version).not.toHaveProperty('material')
  const keys = await Promise.all(Array.from({ length: 5 }, () => client.getKey('seeded')))
  expect(new Set(keys.map(({ key }) => Buffer.from(key?.n ?? []).toString('hex'))).size).toBe(1)
})

test('an older api-version does not know what came after it', async () => {
  await cloud.keys('kv-roles.vault').createEcKey('a')
  const calls = [
    ['GET', '/keys/a/rotationpolicy'],
    ['PUT', '/keys/a/rotationpolicy'],
    ['POST', '/keys/a/rotate'],
    ['POST', '/keys/a/release'],
  ] as const
  for (const [method, path] of calls) {
    const body = method === 'GET' ? undefined : {}
    const operation = path.split('/').at(-1)
    expect(await cloud.send(method, url(path, '7.2'), { body })).toMatchObject(
      badParameter(`Method ${method} does not allow operation '${operation}'`),
    )
    const { json } = await cloud.send(method, url(path, '7.3'), { body })
    expect(JSON.stringify(json)).not.toContain('does not allow operation')
  }
})
