import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
})
afterAll(() => cloud.close())

async function backup(): Promise<Uint8Array> {
  const client = cloud.secrets('kv-roles')
  await client.setSecret('a', 'one')
  await client.setSecret('a', 'two', { tags: { kept: 'yes' } })
  const blob = await client.backupSecret('a')
  if (!blob) throw new Error('A backup was expected.')
  return blob
}

test('a backup restores every version into another vault of the same subscription and geography', async () => {
  const before = await cloud.secrets('kv-roles')
  const blob = await backup()
  const current = (await before.getSecret('a')).properties
  const target = cloud.secrets('kv-neighbour')
  expect(await target.restoreSecretBackup(blob)).toMatchObject({
    name: 'a',
    version: current.version,
    tags: { kept: 'yes' },
  })
  expect((await target.getSecret('a')).value).toBe('two')
  const versions = []
  for await (const version of target.listPropertiesOfSecretVersions('a')) versions.push(version)
  expect(versions).toHaveLength(2)
})

test('a backup holds nothing that can be read', async () => {
  const text = Buffer.from(await backup()).toString('latin1')
  expect(text).not.toContain('kept')
  expect(Buffer.from(text, 'base64').toString('latin1')).not.toContain('kept')
})

test.each(['kv-overseas', 'kv-elsewhere'])(
  'a backup is refused by %s, of another geography or subscription',
  async (vault) => {
    const restored = cloud.secrets(vault).restoreSecretBackup(await backup())
    await expect(restored).rejects.toMatchObject({ statusCode: 400, message: 'Cannot decrypt backup blob.' })
  },
)

test('a backup is refused where its name is taken', async () => {
  const restored = cloud.secrets('kv-roles').restoreSecretBackup(await backup())
  await expect(restored).rejects.toMatchObject({ statusCode: 409, code: 'Conflict' })
})

test('garbage and a backup with one byte changed are refused', async () => {
  const target = cloud.secrets('kv-neighbour')
  await expect(target.restoreSecretBackup(new Uint8Array(4728))).rejects.toMatchObject({
    statusCode: 400,
    code: 'BadParameter',
    message: 'Backup blob contains invalid or corrupt version.',
  })
  const blob = await backup()
  const changed = Uint8Array.from(blob)
  const at = changed.length - 30
  changed[at] = (changed[at] ?? 0) === 65 ? 66 : 65
  await expect(target.restoreSecretBackup(changed)).rejects.toMatchObject({ statusCode: 400 })
  expect(await target.restoreSecretBackup(blob)).toMatchObject({ name: 'a' })
})

test('a secret of 500 versions can be backed up, one of 501 cannot', async () => {
  const secrets = cloud.emulator.state.vaults.get('kv-roles')?.objects.secrets
  const versions = Array.from({ length: 500 }, (_, index) => ({
    version: index.toString(16).padStart(32, '0'),
    value: 'v',
    tags: {},
    enabled: true,
    created: 1_700_000_000 + index,
    updated: 1_700_000_000 + index,
  }))
  secrets?.set('many', { name: 'many', versions })
  const client = cloud.secrets('kv-roles')
  expect((await client.backupSecret('many'))?.length).toBeGreaterThan(1000)
  await client.setSecret('many', 'one more')
  await expect(client.backupSecret('many')).rejects.toMatchObject({ statusCode: 400, code: 'BadParameter' })
})
