import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** The vendor's client against the emulator: every operation on a living secret. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
  cloud.emulator.calls.reset()
  cloud.emulator.clock.offsetSeconds = 0
})
afterAll(() => cloud.close())

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

test('a secret that is set is read back whole, under an id of the vault that the client addressed', async () => {
  const client = cloud.secrets('kv-roles')
  const expiresOn = new Date('2030-01-02T03:04:05Z')
  const notBefore = new Date('2020-01-02T03:04:05Z')
  const set = await client.setSecret('Db-Password', 'päss\nwörd', {
    contentType: 'text/plain',
    tags: { owner: 'me' },
    expiresOn,
    notBefore,
  })
  const got = await client.getSecret('db-password')
  expect(got.value).toBe('päss\nwörd')
  expect(got.properties).toMatchObject({
    name: 'Db-Password',
    vaultUrl: 'https://kv-roles.vault.emulator.test',
    contentType: 'text/plain',
    tags: { owner: 'me' },
    expiresOn,
    notBefore,
    enabled: true,
    recoveryLevel: 'CustomizedRecoverable+Purgeable',
    recoverableDays: 7,
  })
  expect(set.properties.version).toMatch(/^[0-9a-f]{32}$/)
  expect(got.properties.version).toBe(set.properties.version)
})

test('an id carries the port that a client used', async () => {
  const url = `https://kv-roles.vault.emulator.test:${cloud.httpsPort}/secrets/a?api-version=7.6`
  const { json } = await cloud.send('PUT', url, { body: { value: 'v' } })
  expect(json).toMatchObject({
    id: expect.stringContaining(`https://kv-roles.vault.emulator.test:${cloud.httpsPort}/secrets/a/`),
  })
})

test('setting a secret again makes a new current version that inherits nothing', async () => {
  const client = cloud.secrets('kv-roles')
  const first = await client.setSecret('a', 'one', { tags: { kept: 'no' }, contentType: 'x' })
  const second = await client.setSecret('a', 'two')
  expect((await client.getSecret('a')).value).toBe('two')
  expect(second.properties.contentType).toBeUndefined()
  expect(second.properties.tags ?? {}).toEqual({})
  const version = first.properties.version ?? ''
  expect((await client.getSecret('a', { version })).value).toBe('one')
})

test('an update changes what it gives, replaces tags whole and leaves the value and the rest', async () => {
  const client = cloud.secrets('kv-roles')
  const { properties } = await client.setSecret('a', 'one', { tags: { a: '1', b: '2' }, contentType: 'x' })
  const version = properties.version ?? ''
  const expiresOn = new Date('2031-01-01T00:00:00Z')
  const updated = await client.updateSecretProperties('a', version, { expiresOn, tags: { c: '3' } })
  expect(updated).toMatchObject({ contentType: 'x', enabled: true, expiresOn, tags: { c: '3' } })
  expect((await client.getSecret('a')).value).toBe('one')
  await client.updateSecretProperties('a', '', { contentType: 'y' })
  expect((await client.getSecret('a')).properties).toMatchObject({
    contentType: 'y',
    expiresOn,
    tags: { c: '3' },
    version,
  })
})

test('a secret outside its dates is read all the same; a disabled one is not, though its properties are', async () => {
  const client = cloud.secrets('kv-roles')
  await client.setSecret('expired', 'old', { expiresOn: new Date('2001-01-01T00:00:00Z') })
  expect((await client.getSecret('expired')).value).toBe('old')
  await client.setSecret('disabled', 'off', { enabled: false })
  await expect(client.getSecret('disabled')).rejects.toMatchObject({
    statusCode: 403,
    code: 'Forbidden',
    message: 'Operation get is not allowed on a disabled secret.',
  })
  expect(await all(client.listPropertiesOfSecretVersions('disabled'))).toHaveLength(1)
})

test('disabling the newest version does not make an older one current', async () => {
  const client = cloud.secrets('kv-roles')
  await client.setSecret('a', 'one')
  const { properties } = await client.setSecret('a', 'two')
  await client.updateSecretProperties('a', properties.version ?? '', { enabled: false })
  await expect(client.getSecret('a')).rejects.toMatchObject({ statusCode: 403 })
})

test('a list comes in pages of at most 25 that hold every secret once and no value', async () => {
  const client = cloud.secrets('kv-roles')
  const names = Array.from({ length: 60 }, (_, index) => `secret-${index}`)
  await Promise.all(names.map((name) => client.setSecret(name, `value of ${name}`)))
  cloud.emulator.calls.reset()
  const pages = await all(client.listPropertiesOfSecrets().byPage())
  expect(pages.map((page) => page.length)).toEqual([25, 25, 10])
  expect(
    pages
      .flat()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(names.sort())
  expect(JSON.stringify(pages)).not.toContain('value of')
  expect(cloud.emulator.calls.counts().byOperation).toEqual({ SecretList: 3 })
})

test('versions are listed complete, in no order of time', async () => {
  const client = cloud.secrets('kv-roles')
  const made: string[] = []
  for (let index = 0; index < 60; index += 1) {
    cloud.emulator.clock.offsetSeconds = index
    made.push((await client.setSecret('a', String(index))).properties.version ?? '')
  }
  const listed = (await all(client.listPropertiesOfSecretVersions('a'))).map(({ version = '' }) => version)
  expect([...listed].sort()).toEqual([...made].sort())
  expect(listed).not.toEqual(made)
  expect(listed).not.toEqual(made.reverse())
})

test('a secret that was never there has no versions, which is no error, while reading it is one', async () => {
  const client = cloud.secrets('kv-roles')
  expect(await all(client.listPropertiesOfSecretVersions('never'))).toEqual([])
  await expect(client.getSecret('never')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' })
})

test('dates of a version are seconds of the emulated clock', async () => {
  cloud.emulator.clock.offsetSeconds = 1000 * 86_400
  const { properties } = await cloud.secrets('kv-roles').setSecret('a', 'one')
  const createdMs = properties.createdOn?.getTime() ?? 0
  expect(createdMs % 1000).toBe(0)
  expect(Math.abs(createdMs - Date.now() - 1000 * 86_400_000)).toBeLessThan(60_000)
})

test('a secret that backs a certificate says so and refuses set, update and delete', async () => {
  const { state } = cloud.emulator
  const now = 1_790_000_000
  const version = { value: 'pfx', tags: {}, enabled: true, created: now, updated: now, managedKeyName: 'tls' }
  state.vaults.get('kv-roles')?.objects.secrets.set('tls', {
    name: 'tls',
    versions: [
      { ...version, version: '0'.repeat(32) },
      { ...version, version: '1'.repeat(32) },
    ],
  })
  const client = cloud.secrets('kv-roles')
  const [listed] = await all(client.listPropertiesOfSecrets())
  expect(listed).toMatchObject({ name: 'tls', managed: true })
  expect((await client.getSecret('tls')).properties).toMatchObject({
    managed: true,
    certificateKeyId: `https://kv-roles.vault.emulator.test/keys/tls/${'1'.repeat(32)}`,
  })
  for (const refused of [
    () => client.setSecret('tls', 'mine'),
    () => client.updateSecretProperties('tls', '1'.repeat(32), { enabled: false }),
    () => client.beginDeleteSecret('tls'),
  ]) {
    await expect(refused()).rejects.toMatchObject({
      statusCode: 403,
      code: 'Forbidden',
      message: expect.stringContaining('certificate'),
    })
  }
})
