import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** Soft delete, as the vendor's client sees it. */

const settleMs = 300
let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud({ settleMs })
})
beforeEach(() => {
  cloud.emulator.state = smallState()
  cloud.emulator.clock.offsetSeconds = 0
})
afterAll(() => cloud.close())

const quickly = { intervalInMs: 50 }
const conflict = (innerCode: string) => ({ error: { code: 'Conflict', innererror: { code: innerCode } } })
const url = (vault: string, path: string) => `https://${vault}.vault.emulator.test${path}?api-version=7.6`

async function deleted(vault: string, name: string) {
  const client = cloud.secrets(vault)
  await client.setSecret(name, 'one')
  await client.setSecret(name, 'two')
  return (await client.beginDeleteSecret(name, quickly)).pollUntilDone()
}

test('a deletion shows only after a while, and its poller waits for it', async () => {
  const client = cloud.secrets('kv-roles')
  await client.setSecret('a', 'one')
  const poller = await client.beginDeleteSecret('a', quickly)
  await expect(client.getSecret('a')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' })
  await expect(client.getDeletedSecret('a')).rejects.toMatchObject({
    statusCode: 404,
    code: 'SecretNotFound',
    message: 'Deleted Secret not found: a',
  })
  const gone = await poller.pollUntilDone()
  const deletedOn = gone.properties.deletedOn?.getTime() ?? 0
  expect(gone.properties.recoveryId).toBe('https://kv-roles.vault.emulator.test/deletedsecrets/a')
  expect((gone.properties.scheduledPurgeDate?.getTime() ?? 0) - deletedOn).toBe(7 * 86_400_000)
  expect(gone.value).toBeUndefined()
})

test('a deleted secret comes back with all its versions', async () => {
  const client = cloud.secrets('kv-roles')
  await deleted('kv-roles', 'a')
  const poller = await client.beginRecoverDeletedSecret('a', quickly)
  await expect(client.getSecret('a')).rejects.toMatchObject({ statusCode: 404 })
  await poller.pollUntilDone()
  expect((await client.getSecret('a')).value).toBe('two')
  const versions = []
  for await (const version of client.listPropertiesOfSecretVersions('a')) versions.push(version)
  expect(versions).toHaveLength(2)
})

test('a purged secret cannot be recovered, and its name is free again', async () => {
  const client = cloud.secrets('kv-roles')
  await deleted('kv-roles', 'a')
  await client.purgeDeletedSecret('a')
  await expect(client.beginRecoverDeletedSecret('a')).rejects.toMatchObject({ statusCode: 404 })
  await expect
    .poll(async () => (await cloud.send('PUT', url('kv-roles', '/secrets/a'), { body: { value: 'new' } })).status)
    .toBe(200)
})

test('a name is held while its secret is being deleted, deleted, purged or recovered', async () => {
  const set = () => cloud.send('PUT', url('kv-roles', '/secrets/a'), { body: { value: 'new' } })
  const client = cloud.secrets('kv-roles')
  await client.setSecret('a', 'one')
  const deletion = await client.beginDeleteSecret('a', quickly)
  expect(await set()).toMatchObject({ status: 409, json: conflict('ObjectIsBeingDeleted') })
  await deletion.pollUntilDone()
  expect(await set()).toMatchObject({ status: 409, json: conflict('ObjectIsDeletedButRecoverable') })
  const recovery = await client.beginRecoverDeletedSecret('a', quickly)
  expect(await set()).toMatchObject({ status: 409, json: conflict('ObjectIsBeingRecovered') })
  await recovery.pollUntilDone()
  expect(await set()).toMatchObject({ status: 200 })
  await (await client.beginDeleteSecret('a', quickly)).pollUntilDone()
  await client.purgeDeletedSecret('a')
  expect(await set()).toMatchObject({ status: 409, json: conflict('ObjectIsBeingDeleted') })
})

test('purge protection lets nobody purge before the retention period has passed', async () => {
  const client = cloud.secrets('kv-protected')
  const gone = await deleted('kv-protected', 'a')
  expect(gone.properties.recoveryLevel).toBe('Recoverable')
  await expect(client.purgeDeletedSecret('a')).rejects.toMatchObject({
    statusCode: 403,
    code: 'Forbidden',
    message: expect.stringContaining('purge protection is enabled'),
  })
  expect((await client.getDeletedSecret('a')).name).toBe('a')
})

test('a deleted secret is purged when the clock reaches its date, not a second before', async () => {
  const client = cloud.secrets('kv-protected')
  const gone = await deleted('kv-protected', 'a')
  const dueMs = gone.properties.scheduledPurgeDate?.getTime() ?? 0
  const moveTo = (timeMs: number) => {
    cloud.emulator.clock.offsetSeconds = (timeMs - Date.now()) / 1000
  }
  moveTo(dueMs - 60_000)
  expect((await client.getDeletedSecret('a')).name).toBe('a')
  moveTo(dueMs + 1_000)
  await expect(client.getDeletedSecret('a')).rejects.toMatchObject({ statusCode: 404 })
})

test('deleted secrets are listed in pages, without values', async () => {
  const client = cloud.secrets('kv-roles')
  const names = Array.from({ length: 30 }, (_, index) => `gone-${index}`)
  await Promise.all(names.map((name) => client.setSecret(name, 'a value')))
  const pollers = await Promise.all(names.map((name) => client.beginDeleteSecret(name, quickly)))
  await Promise.all(pollers.map((poller) => poller.pollUntilDone()))
  const pages = []
  for await (const page of client.listDeletedSecrets().byPage()) pages.push(page)
  expect(pages.map((page) => page.length)).toEqual([25, 5])
  expect(
    pages
      .flat()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(names.sort())
  expect(JSON.stringify(pages)).not.toContain('a value')
})
