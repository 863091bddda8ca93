import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { composeHistory } from '../../emulator/seed/history/compose.ts'
import { seedState } from '../../emulator/seed/index.ts'
import { type ObjectUsage, usersOf } from '../domain/object-usage.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'object-usage-'))
let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom({ logRows: 1, dataDir })
}, 60_000)
afterAll(async () => {
  await strongroom.close()
  rmSync(dataDir, { recursive: true })
})
beforeEach(() => strongroom.forget())

const dayMs = 86_400_000

async function usage(as: string, vault: string, object: string, days = 90, token?: string): Promise<ObjectUsage> {
  const now = Date.now()
  const search = new URLSearchParams({
    ...{ vault, object },
    from: new Date(now - days * dayMs).toISOString(),
    to: new Date(now + 60_000).toISOString(),
  })
  const response = await strongroom.api('GET', `/api/audit/usage?${search}`, token ? { token } : { as })
  expect(response.status).toBe(200)
  return (await response.json()) as ObjectUsage // our own format
}

const now = Date.now()
const todayMs = now - (now % dayMs)
/** What really happened, by the seed and not by a query. */
const { answers } = composeHistory(seedState('demo', todayMs / 1000), todayMs, 1)

test('a service that was deployed with an old version is told as staying on it, with as many reads as there were', async () => {
  const { vault, secret, objectId, version, currentVersion, reads, fromMs } = answers.pinnedVersion
  const { rows, coverage, queries } = await usage(people.tomas, vault, `secrets/${secret}`)
  expect(coverage).toMatchObject([{ vaultName: vault, state: 'logged' }])
  expect(queries).toHaveLength(1)
  const pinned = usersOf(rows, { version: currentVersion, sinceMs: fromMs }).find(
    ({ callerId }) => callerId === objectId,
  )
  expect(pinned).toMatchObject({ standing: 'fixed', version, followsCurrent: false })
  const ofVersion = rows.filter((row) => row.callerId === objectId && row.version === version)
  expect(ofVersion.reduce((sum, row) => sum + row.calls, 0)).toBeGreaterThanOrEqual(reads)
  expect(usersOf(rows, { version, sinceMs: 0 }).find(({ callerId }) => callerId === objectId)?.standing).toBe('newest')
})

test('a service that asks without a version is told with the one it got, and as taking what is current', async () => {
  const { vault, secret, objectId, versions, setMs } = answers.monthlyRotation
  const { rows } = await usage(people.tomas, vault, `secrets/${secret}`)
  const reads = rows.filter((row) => row.callerId === objectId && row.operation === 'SecretGet')
  expect(reads.length).toBeGreaterThan(0)
  expect(reads.every(({ isPinned, version }) => !isPinned && version !== '')).toBe(true)
  // It looks at the old one before each rotation and never again, so it stands before the current one.
  const current = { version: versions.at(-1) ?? '', sinceMs: setMs.at(-1) ?? 0 }
  expect(usersOf(rows, current).find(({ callerId }) => callerId === objectId)).toMatchObject({
    standing: 'before',
    followsCurrent: true,
  })
})

test('a value revealed through Strongroom counts as a use, and what its pages read does not', async () => {
  const [vault, secret] = ['kv-orders-prod-weu', await someSecret('kv-orders-prod-weu')]
  const before = await usage(people.tomas, vault, `secrets/${secret}`, 1)
  await strongroom.api('GET', `/api/vaults/${vault}/secrets/${secret}/versions`, { as: people.ines })
  expect((await usage(people.tomas, vault, `secrets/${secret}`, 1)).rows).toEqual(before.rows)
  const versions = await strongroom.api('GET', `/api/vaults/${vault}/secrets/${secret}/versions`, { as: people.ines })
  const { items } = (await versions.json()) as { items: { version: string; enabled: boolean }[] } // our own format
  const version = items.find(({ enabled }) => enabled)?.version ?? ''
  const address = `/api/vaults/${vault}/secrets/${secret}/versions/${version}/reveal`
  expect((await strongroom.api('POST', address, { as: people.ines, body: {} })).status).toBe(200)
  const { rows, principals } = await usage(people.tomas, vault, `secrets/${secret}`, 1)
  const read = rows.find((row) => row.callerName === people.ines && row.operation === 'SecretGet')
  expect(read).toMatchObject({ version, refused: 0, lastDoneMs: expect.any(Number) })
  expect(principals.find(({ id }) => id === read?.callerId)?.name).toBe('Ines Moreau')
})

async function someSecret(vaultName: string): Promise<string> {
  const listed = await strongroom.api('GET', `/api/vaults/${vaultName}/secrets`, { as: people.ines })
  const { items } = (await listed.json()) as { items: { name: string; enabled: boolean; managed: boolean }[] } // our own format
  return items.find(({ enabled, managed }) => enabled && !managed)?.name ?? ''
}

test('one object costs one query of the log once the settings are known', async () => {
  const { vault, secret } = answers.pinnedVersion
  const token = await strongroom.token(people.tomas)
  await usage(people.tomas, vault, `secrets/${secret}`, 30, token)
  strongroom.forget()
  await usage(people.tomas, vault, `secrets/${secret}`, 30, token)
  expect(strongroom.calls().LogsQuery).toBe(1)
})

test('who may not query the workspace, and a vault that logs nothing, get no empty list for a zero', async () => {
  expect(await usage(people.daniel, 'kv-orders-dev-weu', 'secrets/any')).toMatchObject({
    rows: [],
    coverage: [{ state: 'noWorkspaceRight', provenFromMs: null }],
  })
  expect((await usage(people.tomas, 'kv-warehouse-prod-sdc', 'secrets/any')).coverage).toMatchObject([
    { state: 'notLogged', provenFromMs: null },
  ])
})

test('an object is named as collection and name, and nothing else gets into the query', async () => {
  const search = new URLSearchParams({
    ...{ vault: 'kv-orders-prod-weu', object: 'secrets/a"]) | take 1 //' },
    ...{ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' },
  })
  const response = await strongroom.api('GET', `/api/audit/usage?${search}`, { as: people.tomas })
  expect(response.status).toBe(400)
})
