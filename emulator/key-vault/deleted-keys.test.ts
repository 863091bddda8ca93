import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** Soft delete, backup and restore of keys, as the vendor's client sees them. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud({ settleMs: 300 })
})
beforeEach(() => {
  cloud.emulator.state = smallState()
  cloud.emulator.clock.offsetSeconds = 0
})
afterAll(() => cloud.close())

const quickly = { intervalInMs: 50 }
const host = 'kv-roles.vault'
const url = (path: string, vault = host) => `https://${vault}.emulator.test${path}?api-version=7.6`
const create = () => cloud.send('POST', url('/keys/a/create'), { body: { kty: 'EC' } })
const conflict = (innerCode: string) => ({
  status: 409,
  json: { error: { code: 'Conflict', innererror: { code: innerCode } } },
})

test('a deleted key shows after a while with its dates, and works no more', async () => {
  const client = cloud.keys(host)
  const made = await client.createEcKey('a')
  const poller = await client.beginDeleteKey('a', quickly)
  expect(poller.getResult()).toMatchObject({ name: 'a', id: made.id })
  await expect(client.getKey('a')).rejects.toMatchObject({ statusCode: 404, code: 'KeyNotFound' })
  await expect(client.getDeletedKey('a')).rejects.toMatchObject({
    statusCode: 404,
    message: 'Deleted Key not found: a',
  })
  await expect(cloud.cryptography(made.id ?? '').sign('ES256', Buffer.alloc(32))).rejects.toMatchObject({
    statusCode: 404,
  })
  const deleted = await poller.pollUntilDone()
  expect(deleted.key?.x).toEqual(made.key?.x)
  expect(deleted.properties).toMatchObject({ recoveryId: 'https://kv-roles.vault.emulator.test/deletedkeys/a' })
  const { deletedOn, scheduledPurgeDate } = deleted.properties
  expect(Number(scheduledPurgeDate) - Number(deletedOn)).toBe(7 * 86_400_000)
  const listed = []
  for await (const one of client.listDeletedKeys()) listed.push(one)
  expect(listed).toMatchObject([{ name: 'a', properties: { deletedOn } }])
})

test('a poller that was stopped goes on from what it had written down', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  const deletion = await client.beginDeleteKey('a', quickly)
  deletion.stopPolling()
  expect(deletion.isDone()).toBe(false)
  const resumed = await client.beginDeleteKey('a', { ...quickly, resumeFrom: deletion.toString() })
  expect(await resumed.pollUntilDone()).toMatchObject({ name: 'a' })

  const recovery = await client.beginRecoverDeletedKey('a', quickly)
  recovery.stopPolling()
  const second = await client.beginRecoverDeletedKey('a', { ...quickly, resumeFrom: recovery.toString() })
  expect(await second.pollUntilDone()).toMatchObject({ name: 'a' })
  expect(await client.getKey('a')).toMatchObject({ name: 'a' })
})

test('a recovered key has all its versions, its policy, and opens what it closed', async () => {
  const client = cloud.keys(host)
  const first = await client.createRsaKey('a')
  await client.createRsaKey('a')
  await client.updateKeyRotationPolicy('a', { expiresIn: 'P90D' })
  const closed = await cloud.cryptography(first.id ?? '').wrapKey('RSA-OAEP', Buffer.from('data key'))
  await (await client.beginDeleteKey('a', quickly)).pollUntilDone()
  await (await client.beginRecoverDeletedKey('a', quickly)).pollUntilDone()
  expect((await cloud.cryptography(first.id ?? '').unwrapKey('RSA-OAEP', closed.result)).result).toEqual(
    Buffer.from('data key'),
  )
  expect(await client.getKeyRotationPolicy('a')).toMatchObject({ expiresIn: 'P90D' })
  expect(await cloud.send('POST', url('/deletedkeys/a/recover'))).toMatchObject({ status: 404 })
})

test('a name is held while its key is being deleted, deleted, purged or recovered', async () => {
  const client = cloud.keys(host)
  await create()
  const deletion = await client.beginDeleteKey('a', quickly)
  expect(await create()).toMatchObject(conflict('ObjectIsBeingDeleted'))
  await deletion.pollUntilDone()
  expect(await create()).toMatchObject(conflict('ObjectIsDeletedButRecoverable'))
  const recovery = await client.beginRecoverDeletedKey('a', quickly)
  expect(await create()).toMatchObject(conflict('ObjectIsBeingRecovered'))
  await recovery.pollUntilDone()
  expect((await create()).status).toBe(200)
  await (await client.beginDeleteKey('a', quickly)).pollUntilDone()
  await client.purgeDeletedKey('a')
  expect(await create()).toMatchObject(conflict('ObjectIsBeingDeleted'))
  await expect.poll(async () => (await create()).status).toBe(200)
})

test('purge protection keeps a deleted key to the end of its retention, by the clock of the cloud', async () => {
  const client = cloud.keys('kv-protected.vault')
  await client.createEcKey('a')
  await (await client.beginDeleteKey('a', quickly)).pollUntilDone()
  await expect(client.purgeDeletedKey('a')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' })
  cloud.emulator.clock.offsetSeconds = 89 * 86_400
  expect(await client.getDeletedKey('a')).toMatchObject({ name: 'a' })
  cloud.emulator.clock.offsetSeconds = 91 * 86_400
  await expect(client.getDeletedKey('a')).rejects.toMatchObject({ statusCode: 404 })
})

test('a backup brings a purged key back whole, in a vault of the same subscription and geography', async () => {
  const client = cloud.keys(host)
  const made = await client.createRsaKey('a', { tags: { a: 'b' } })
  await client.createRsaKey('a')
  const closed = await cloud.cryptography(made.id ?? '').wrapKey('RSA-OAEP', Buffer.from('data key'))
  const blob = await client.backupKey('a')
  if (!blob) throw new Error('a backup has content')
  await expect(client.restoreKeyBackup(blob)).rejects.toMatchObject({ statusCode: 409, code: 'Conflict' })
  await (await client.beginDeleteKey('a', quickly)).pollUntilDone()
  await expect(client.restoreKeyBackup(blob)).rejects.toMatchObject({ statusCode: 409, code: 'Conflict' })
  await client.purgeDeletedKey('a')
  await expect
    .poll(() =>
      client.restoreKeyBackup(blob).then(
        ({ name }) => name,
        () => '',
      ),
    )
    .toBe('a')
  expect((await client.getKey('a', { version: made.properties.version ?? '' })).properties).toMatchObject({
    tags: { a: 'b' },
    createdOn: made.properties.createdOn,
  })
  expect((await cloud.cryptography(made.id ?? '').unwrapKey('RSA-OAEP', closed.result)).result).toEqual(
    Buffer.from('data key'),
  )

  expect(await cloud.keys('kv-neighbour.vault').restoreKeyBackup(blob)).toMatchObject({ name: 'a' })
  for (const elsewhere of ['kv-overseas.vault', 'kv-elsewhere.vault']) {
    await expect(cloud.keys(elsewhere).restoreKeyBackup(blob)).rejects.toMatchObject({
      statusCode: 400,
      message: 'Cannot decrypt backup blob.',
    })
  }
})

test('a blob that is no backup of a key is refused', async () => {
  const client = cloud.keys(host)
  const refusal = { statusCode: 400, code: 'BadParameter', message: 'Backup blob contains invalid or corrupt version.' }
  await expect(client.restoreKeyBackup(new Uint8Array(8693))).rejects.toMatchObject(refusal)
  await expect(client.restoreKeyBackup(randomBytes(500))).rejects.toMatchObject(refusal)
  await cloud.secrets('kv-roles').setSecret('a', 'one')
  const ofSecret = await cloud.secrets('kv-roles').backupSecret('a')
  await expect(client.restoreKeyBackup(ofSecret ?? new Uint8Array())).rejects.toMatchObject(refusal)
  await client.createEcKey('a')
  const damaged = Buffer.from((await client.backupKey('a')) ?? [])
  damaged[damaged.length - 20] = (damaged[damaged.length - 20] ?? 0) ^ 1
  await expect(client.restoreKeyBackup(damaged)).rejects.toMatchObject({ message: 'Cannot decrypt backup blob.' })
  await expect(client.backupKey('never')).rejects.toMatchObject({ statusCode: 404, code: 'KeyNotFound' })
})

test('nothing of a private key can be read in a backup', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  const material = cloud.emulator.state.vaults.get('kv-roles')?.objects.keys.get('a')?.versions[0]?.material
  if (material?.kty !== 'EC') throw new Error('the key has its material')
  const blob = Buffer.from((await client.backupKey('a')) ?? []).toString('latin1')
  expect(blob).not.toContain(material.d)
})
