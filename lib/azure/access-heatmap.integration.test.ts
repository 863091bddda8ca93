import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CallRecord } from '../../emulator/audit.ts'
import { destinationsOf } from '../../emulator/log-analytics/destinations.ts'
import { composeHistory } from '../../emulator/seed/history/compose.ts'
import { seedState } from '../../emulator/seed/index.ts'
import { type AccessHeatmap, refusalsOf } from '../domain/access-heatmap.ts'
import type { AccessHours } from '../domain/access-hours.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'access-heatmap-'))
const dayMs = 86_400_000
let strongroom: Strongroom
/** The calls from before the emulator began, as its seed tells them and not as a query does. */
let past: CallRecord[]

beforeAll(async () => {
  strongroom = await startStrongroom({ logRows: 1, dataDir })
  const todayMs = Math.floor(Date.now() / dayMs) * dayMs
  const { recorder } = composeHistory(seedState('demo', todayMs / 1000), todayMs, 1)
  const { shapes, times } = recorder.facts.columns(0, recorder.facts.length)
  past = [...shapes].flatMap((shape, index) => {
    const record = recorder.shapes.list[shape]?.record
    return record ? [{ ...record, timeMs: times[index] ?? 0 }] : []
  })
  past.push(...recorder.changes)
}, 60_000)
afterAll(async () => {
  await strongroom.close()
  rmSync(dataDir, { recursive: true })
})
beforeEach(() => strongroom.emulator.faults.replace([]))

// Whole days, so that it does not matter to the minute when the history gives way to what is called now.
const to = new Date(Math.floor(Date.now() / dayMs) * dayMs)
const from = new Date(to.getTime() - 60 * dayMs)

async function read(account: string, filters: Record<string, string> = {}): Promise<AccessHeatmap> {
  const search = new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), ...filters })
  const response = await strongroom.api('GET', `/api/audit/heatmap?${search}`, { as: account })
  const body = await response.text()
  expect(response.status, body).toBe(200)
  return JSON.parse(body) as AccessHeatmap // our own format
}

/** Each cell with a call, as `caller column calls refused`. */
function cellsOf({ principals, columns, calls, refused }: AccessHeatmap): string[] {
  const refusals = new Map(refusalsOf(refused))
  return calls
    .flatMap((count, place) => {
      if (count === 0) return []
      const caller = principals[Math.floor(place / columns.length)]?.id
      return [`${caller} ${columns[place % columns.length]} ${count} ${refusals.get(place) ?? 0}`]
    })
    .sort()
}

/** The same from the emulator's own ledger. */
function countedBy(
  records: readonly CallRecord[],
  columnOf: (vault: string, object: string) => string,
  period = { fromMs: from.getTime(), toMs: to.getTime() },
): string[] {
  const cells = new Map<string, [calls: number, refused: number]>()
  for (const record of records) {
    const { httpStatusCode: status, operationName, claims } = record
    if (record.timeMs < period.fromMs || record.timeMs >= period.toMs || !record.resourceId || !record.category)
      continue
    if (operationName === 'Authentication' && status === 401) continue
    if (
      /^Strongroom\//.test(record.clientInfo) &&
      /(List|ListVersions|ListDeleted|GetDeleted|PolicyGet|VaultGet|PendingGet|ContactsGet|IssuerGet)$/.test(
        operationName,
      )
    )
      continue
    if (destinationsOf(strongroom.emulator.state, record.resourceId).length === 0) continue
    const vault = record.resourceId.split('/')[8] ?? ''
    const [, collection = '', name = ''] = URL.canParse(record.id) ? new URL(record.id).pathname.split('/') : []
    const kind = collection.toLowerCase().replace('deleted', '')
    const object = /^(secrets|keys|certificates)$/.test(kind) && name ? `${kind}/${name.toLowerCase()}` : ''
    const column = columnOf(vault.toLowerCase(), object)
    const caller = claims.oid ?? claims['http://schemas.microsoft.com/identity/claims/objectidentifier'] ?? ''
    if (!column) continue
    const key = `${caller} ${column}`
    const [calls, refused] = cells.get(key) ?? [0, 0]
    cells.set(key, [calls + 1, refused + (status === 401 || status === 403 ? 1 : 0)])
  }
  return [...cells].map(([key, counts]) => `${key} ${counts.join(' ')}`).sort()
}

test('every cell of 60 days over all vaults is what the ledger counts', async () => {
  const heatmap = await read(people.tomas)
  expect(heatmap.problems).toEqual([])
  const expected = countedBy(past, (vault) => vault)
  expect(expected.length).toBeGreaterThan(40)
  expect(cellsOf(heatmap)).toEqual(expected)
})

test('every cell of the objects of a few vaults is what the ledger counts', async () => {
  const vaults = ['kv-payments-prod-weu', 'kv-orders-prod-weu', 'kv-treasury-prod-weu']
  const heatmap = await read(people.tomas, { by: 'object', vaults: vaults.join(',') })
  const expected = countedBy(past, (vault, object) => (vaults.includes(vault) && object ? `${vault}/${object}` : ''))
  expect(expected.length).toBeGreaterThan(40)
  // The seed has fewer callers and objects than the limits.
  expect(cellsOf(heatmap)).toEqual(expected)
  expect(heatmap.total).toEqual({ principals: heatmap.principals.length, columns: heatmap.columns.length })
})

test('a read of this moment is in its cell', async () => {
  const now = { from: new Date(Date.now() - 1_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() }
  const vault = 'kv-orders-prod-weu'
  const listed = await strongroom.api('GET', `/api/vaults/${vault}/secrets`, { as: people.ines })
  const { items } = (await listed.json()) as { items: { name: string; enabled: boolean; managed: boolean }[] } // our own format
  const name = items.find(({ enabled, managed }) => enabled && !managed)?.name ?? ''
  const detail = await strongroom.api('GET', `/api/vaults/${vault}/secrets/${name}/versions`, { as: people.ines })
  const { items: versions } = (await detail.json()) as { items: { version: string; enabled: boolean }[] } // our own format
  const version = versions.find(({ enabled }) => enabled)?.version
  const revealed = await strongroom.api('POST', `/api/vaults/${vault}/secrets/${name}/versions/${version}/reveal`, {
    as: people.ines,
    body: {},
  })
  expect(revealed.status).toBe(200)
  const heatmap = await read(people.tomas, { ...now, vaults: vault, by: 'object' })
  expect(heatmap.principals).toMatchObject([{ name: 'Ines Moreau', type: 'User' }])
  expect(heatmap).toMatchObject({ columns: [`${vault}/secrets/${name}`], calls: [1], refused: [] })
})

test('a vault without a log has a column and no number that could be taken for none', async () => {
  const heatmap = await read(people.tomas, { vaults: 'kv-orders-prod-weu,kv-warehouse-prod-sdc' })
  expect(heatmap.columns).toEqual(['kv-orders-prod-weu', 'kv-warehouse-prod-sdc'])
  expect(heatmap.coverage.map(({ state }) => state)).toEqual(['logged', 'notLogged'])
})

test('callers are named by the directory, identities of a resource by it, and a directory that refuses costs names alone', async () => {
  const { principals } = await read(people.tomas)
  expect(principals.filter(({ id, name }) => name === id)).toEqual([])
  strongroom.emulator.faults.replace([
    { host: 'graph.emulator.test', status: 403, code: 'Authorization_RequestDenied' },
  ])
  const unnamed = await read(people.tomas)
  expect(unnamed.principals.map(({ id }) => id)).toEqual(principals.map(({ id }) => id))
  expect(unnamed.principals.some(({ name }) => name === people.ines)).toBe(true)
  expect(unnamed.problems).toMatchObject([{ subject: 'names of callers' }])
})

test('the calls of a heatmap are one query for each workspace, once it is known where vaults log', async () => {
  const token = await strongroom.token(people.tomas)
  const vaults = 'kv-orders-prod-weu,kv-shipping-prod-weu'
  const ask = () => {
    const search = new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), vaults })
    return strongroom.api('GET', `/api/audit/heatmap?${search}`, { token })
  }
  await ask()
  strongroom.forget()
  await ask()
  expect(strongroom.calls()).toEqual({ DirectoryObjectGetByIds: 1, LogsQuery: 1 })
})

test('a workspace that fails costs its own columns, and is named', async () => {
  const workspace = strongroom.emulator.state.workspaces.find(({ name }) => name === 'log-meridian-security')
  strongroom.emulator.faults.replace([
    {
      host: 'api.loganalytics.emulator.test',
      path: `/v1/workspaces/${workspace?.customerId}/query`,
      status: 504,
      code: 'GatewayTimeout',
    },
  ])
  const heatmap = await read(people.tomas, { vaults: 'kv-treasury-prod-weu,kv-orders-prod-weu' })
  expect(heatmap.columns).toEqual(['kv-orders-prod-weu', 'kv-treasury-prod-weu'])
  expect(heatmap.coverage).toMatchObject([
    { vaultName: 'kv-treasury-prod-weu', state: 'failed', problem: { code: 'timed_out' } },
    { vaultName: 'kv-orders-prod-weu', state: 'logged' },
  ])
})

test('every hour of a caller at a vault is what the ledger counts', async () => {
  const vault = 'kv-orders-prod-weu'
  const [id = ''] =
    countedBy(past, (name) => (name === vault ? name : ''))
      .map((line) => line.split(' '))
      .sort((left, right) => Number(right[2]) - Number(left[2]))[0] ?? []
  const search = new URLSearchParams({
    from: from.toISOString(),
    to: to.toISOString(),
    vaults: vault,
    callers: id.toUpperCase(),
  })
  const response = await strongroom.api('GET', `/api/audit/hours?${search}`, { as: people.tomas })
  const { hours, principals, problems } = (await response.json()) as AccessHours // our own format
  expect([problems, principals.map((one) => one.id)]).toEqual([[], [id]])
  const hourMs = 3_600_000
  const expected = Array.from({ length: (to.getTime() - from.getTime()) / hourMs }, (_, hour) => {
    const fromMs = from.getTime() + hour * hourMs
    const cells = countedBy(past, (name) => (name === vault ? name : ''), { fromMs, toMs: fromMs + hourMs })
    const [, , calls = '0', refused = '0'] = cells.find((line) => line.startsWith(id))?.split(' ') ?? []
    return { startMs: fromMs, calls: Number(calls), refused: Number(refused) }
  }).filter(({ calls }) => calls > 0)
  expect(expected.length).toBeGreaterThan(10)
  expect(hours).toEqual(expected)
})
