import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { secretLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

/** Of the same subscription and geography, of another geography, and of another subscription. */
const { main, developer } = vaultLandmarks
const neighbour = 'kv-orders-prod-weu'
const american = 'kv-ledger-prod-eus2'

const call = async (method: string, address: string, body?: unknown) => {
  const response = await strongroom.api(method, address, { token, ...(body !== undefined && { body }) })
  return { status: response.status, json: await response.json(), headers: response.headers }
}

const made = {
  secrets: (name: string) => call('PUT', api.secret(main, name), { value: 'CANARY-value' }),
  keys: (name: string) => call('PUT', api.key(main, name), { keyType: 'EC' }),
}

test.each(['secrets', 'keys'] as const)(
  '%s come back whole in a vault of the same place, and in no other',
  async (collection) => {
    const name = `backed-up-${collection}`
    const first = (await made[collection](name)).json.version
    const second = (await made[collection](name)).json.version
    const backup = await call('POST', api.backup(main, collection, name), {})
    expect(backup.status).toBe(200)
    expect(backup.headers.get('cache-control')).toBe('no-store')
    const { blob } = backup.json
    expect(Buffer.from(blob, 'base64').toString('latin1')).not.toContain('CANARY')

    for (const elsewhere of [american, developer]) {
      const { status, json } = await call('POST', api.restore(elsewhere), { collection, blob })
      expect([status, json.error.code]).toEqual([400, 'backup_refused'])
      expect(json.error.remedy).toMatch(/subscription and the geography/)
    }
    const restored = await call('POST', api.restore(neighbour), { collection, blob })
    expect(restored).toMatchObject({ status: 201, json: { name } })
    const address = collection === 'secrets' ? api.secretVersions(neighbour, name) : api.keyVersions(neighbour, name)
    const { items } = (await call('GET', address)).json
    expect(items.map(({ version }: { version: string }) => version).sort()).toEqual([first, second].sort())

    const again = await call('POST', api.restore(neighbour), { collection, blob })
    expect([again.status, again.json.error.code]).toEqual([409, 'conflict'])
  },
)

test('a certificate comes back with its versions, its key and its secret', async () => {
  const name = 'mtls-card-network'
  const versionsOf = async (address: string) => {
    const { items } = (await call('GET', address)).json
    return items.map(({ version }: { version: string }) => version).sort()
  }
  const before = await versionsOf(api.certificatePart(main, name, 'versions'))
  expect(before.length).toBeGreaterThan(1)
  const backup = await call('POST', api.backup(main, 'certificates', name), {})
  expect(backup.status).toBe(200)
  const { blob } = backup.json
  const elsewhere = await call('POST', api.restore(american), { collection: 'certificates', blob })
  expect(elsewhere.json.error.code).toBe('backup_refused')
  const restored = await call('POST', api.restore(neighbour), { collection: 'certificates', blob })
  expect(restored).toMatchObject({ status: 201, json: { name } })
  expect(await versionsOf(api.certificatePart(neighbour, name, 'versions'))).toEqual(before)
  expect(await versionsOf(api.keyVersions(neighbour, name))).toEqual(before)
  expect(await versionsOf(api.secretVersions(neighbour, name))).toEqual(before)
})

test('a file that is no backup, or one of another kind, is told from one of another place', async () => {
  await made.keys('of-a-key')
  const { blob } = (await call('POST', api.backup(main, 'keys', 'of-a-key'), {})).json
  for (const wrong of [blob, Buffer.from('holiday photo').toString('base64')]) {
    const { status, json } = await call('POST', api.restore(main), { collection: 'secrets', blob: wrong })
    expect([status, json.error.code]).toEqual([400, 'backup_refused'])
    expect(json.error.message).toMatch(/no backup of this kind/)
  }
  for (const wrong of ['', 'not base64!', 7]) {
    expect((await call('POST', api.restore(main), { collection: 'keys', blob: wrong })).status).toBe(400)
  }
})

test('a version storm is refused with the limit', async () => {
  const { vault, secret } = secretLandmarks.manyVersions
  const { status, json } = await call('POST', api.backup(vault, 'secrets', secret), {})
  expect([status, json.error.code]).toEqual([400, 'backup_refused'])
  expect(json.error.message).toMatch(/500 versions/)
})

test('only a restore may be longer than 64 KB, and it has an end too', async () => {
  const long = Buffer.alloc(300_000, 1).toString('base64')
  const restored = await call('POST', api.restore(main), { collection: 'keys', blob: long })
  expect(restored.json.error.code).toBe('backup_refused')
  const imported = await call('POST', api.importKey(main, 'long'), { material: long })
  expect([imported.status, imported.json.error.code]).toEqual([413, 'payload_too_large'])
  strongroom.forget()
  const endless = await strongroom.api('POST', api.restore(main), {
    token,
    rawBody: `{"collection":"keys","blob":"${'A'.repeat(26 * 1024 * 1024)}"}`,
    headers: { 'content-type': 'application/json' },
  })
  expect(endless.status).toBe(413)
  expect(strongroom.calls()).toEqual({})
})

test('who may not back up is refused with the role that is missing', async () => {
  await made.keys('not-yours')
  const response = await strongroom.api('POST', api.backup(main, 'keys', 'not-yours'), { as: people.tomas })
  expect(response.status).toBe(403)
  expect((await response.json()).error.missingRight.role).toBe('Key Vault Crypto User')
})

test('a restore whose answer is lost is sent once and said to be unknown', async () => {
  await made.keys('lost-restore')
  const { blob } = (await call('POST', api.backup(main, 'keys', 'lost-restore'), {})).json
  strongroom.forget()
  strongroom.emulator.faults.replace([{ operation: 'KeyRestore', reset: 'after' }])
  const { status, json } = await call('POST', api.restore(neighbour), { collection: 'keys', blob })
  expect([status, json.error.code]).toEqual([502, 'outcome_unknown'])
  expect(strongroom.calls().KeyRestore).toBe(1)
})
