import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CallRecord } from '../../emulator/audit.ts'
import { composeHistory } from '../../emulator/seed/history/compose.ts'
import { seedState } from '../../emulator/seed/index.ts'
import { vaultId } from '../../emulator/state.ts'
import { type SignalId, type SignalLine, signalIds, signals, thresholds } from '../domain/signal.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'
import { readSavedQuery, type SavedQueryName } from './saved-query.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'signals-'))
const dayMs = 86_400_000
const todayMs = Math.floor(Date.now() / dayMs) * dayMs
const { answers } = composeHistory(seedState('demo', todayMs / 1000), todayMs, 1)
let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom({ logRows: 1, dataDir })
  // The first query waits for the history to be made.
  await strongroom.emulator.logs.query('print 1', { nowMs: 0 })
}, 120_000)
afterAll(async () => {
  await strongroom.close()
  rmSync(dataDir, { recursive: true })
})
beforeEach(() => strongroom.forget())

async function read(fromMs: number, toMs: number, { vaults = '', as = people.tomas as string, token = '' } = {}) {
  const search = new URLSearchParams({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    ...(vaults && { vaults }),
  })
  const response = await strongroom.api('GET', `/api/audit/signals?${search}`, token ? { token } : { as })
  expect(response.status).toBe(200)
  const lines = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SignalLine & { done?: true }) // our own format
  expect(lines.at(-1)).toEqual({ done: true })
  return {
    coverage: lines.flatMap(({ coverage }) => coverage ?? []),
    fired: lines.flatMap(({ fired }) => fired ?? []),
    queries: lines.flatMap(({ queries }) => queries ?? []),
    principals: lines.flatMap(({ principals }) => principals ?? []),
    problems: lines.flatMap(({ problems }) => problems ?? []),
  }
}

const emptyCall: CallRecord = {
  ...{ timeMs: 0, category: 'AuditEvent', plane: 'data', resourceId: '', location: 'westeurope', operationName: '' },
  ...{ operationVersion: '7.6', httpStatusCode: 200, resultSignature: '', resultDescription: '', durationMs: 1 },
  ...{ callerIpAddress: '203.0.113.10', correlationId: '', claims: {}, requestUri: '', id: '', clientInfo: '' },
  ...{ tlsVersion: '', addressAuthorizationType: '', appliedAssignmentId: '', trustedService: '', subnetId: '' },
  properties: {},
}

const { foreignRefusals, unavailable, slowHour, throttling, readBurst, purgeOutsideHours } = answers
const { firstTimeCaller, networkOpened, loggingSwitchedOff } = answers
const incidents: Record<SignalId, { atMs: number; evidence: object }> = {
  readSpike: {
    atMs: readBurst.fromMs,
    evidence: { vaultName: readBurst.vault, callerId: readBurst.objectId, value: readBurst.secrets },
  },
  deletionOutsideWindow: {
    atMs: purgeOutsideHours.deletedMs,
    evidence: {
      vaultName: purgeOutsideHours.vault,
      callerId: purgeOutsideHours.objectId,
      object: `secrets/${purgeOutsideHours.secret}`,
      level: 'danger',
      count: 2,
      firstMs: purgeOutsideHours.deletedMs,
      lastMs: purgeOutsideHours.purgedMs,
    },
  },
  firstTimeCaller: {
    atMs: firstTimeCaller.readMs,
    evidence: {
      vaultName: firstTimeCaller.vault,
      callerId: firstTimeCaller.objectId,
      object: `secrets/${firstTimeCaller.secret}`,
      count: 1,
      firstMs: firstTimeCaller.readMs,
    },
  },
  refusedBurst: {
    atMs: foreignRefusals.fromMs,
    evidence: { vaultName: 'kv-payments-prod-neu', callerId: foreignRefusals.objectId, count: 88 },
  },
  networkOpened: {
    atMs: networkOpened.changedMs,
    evidence: {
      vaultName: networkOpened.vault,
      callerId: networkOpened.objectId,
      count: 1,
      firstMs: networkOpened.changedMs,
    },
  },
  loggingSwitchedOff: {
    atMs: loggingSwitchedOff.deletedMs,
    evidence: {
      vaultName: loggingSwitchedOff.vault,
      callerId: loggingSwitchedOff.objectId,
      firstMs: loggingSwitchedOff.deletedMs,
    },
  },
  lowAvailability: {
    atMs: unavailable.fromMs,
    evidence: { vaultName: unavailable.vault, count: unavailable.failed },
  },
  failureShare: {
    atMs: unavailable.fromMs,
    evidence: { vaultName: unavailable.vault, level: 'danger', count: unavailable.failed },
  },
  slowAnswers: { atMs: slowHour.fromMs, evidence: { vaultName: slowHour.vault, count: slowHour.calls } },
  throttling: {
    atMs: throttling.fromMs,
    evidence: { vaultName: throttling.vault, callerId: throttling.objectId, count: throttling.throttled },
  },
}

test.each(signalIds)(
  '%s fires on its own incident, and is silent on the day before',
  async (id) => {
    const { atMs, evidence } = incidents[id]
    const day = atMs - (atMs % dayMs)
    const { fired, queries, problems } = await read(day, day + dayMs)
    expect(problems).toEqual([])
    expect(fired.filter(({ signal }) => signal === id)).toContainEqual(expect.objectContaining(evidence))
    const asked = queries.filter(({ signal }) => signal === id)
    expect(asked.length).toBeGreaterThan(0)

    const before = await read(day - dayMs, day)
    expect(before.fired.filter(({ signal }) => signal === id)).toEqual([])
  },
  60_000,
)

test('the query that a signal leads to gives the very rows that all signals together gave', async () => {
  const { fired, queries } = await read(todayMs - 20 * dayMs, todayMs)
  expect(new Set(fired.map(({ signal }) => signal))).toEqual(new Set(signalIds))
  for (const id of signalIds) {
    const rows: unknown[][] = []
    for (const { text, workspaceName } of queries.filter(({ signal }) => signal === id)) {
      const { customerId = '' } = strongroom.emulator.state.workspaces.find(({ name }) => name === workspaceName) ?? {}
      const only = { column: 'TenantId', values: [customerId] }
      rows.push(...(await strongroom.emulator.logs.query(text, { nowMs: Date.now(), only })).rows)
    }
    const told = fired.filter(({ signal }) => signal === id)
    expect(rows.map((row) => [row[2], row[3], row[7], row[8]]).sort()).toEqual(
      told.map(({ vaultName, callerId, object, count }) => [vaultName, callerId, object, count]).sort(),
    )
  }
}, 60_000)

test('signals.kql holds each signal word for word, with the same thresholds as the product tells', () => {
  const all = readSavedQuery('signals')
  const samples = Object.fromEntries(all.parameters)
  for (const [name, value] of Object.entries(thresholds)) expect(samples[name]).toBe(String(value))
  for (const id of signalIds) {
    const { body, parameters } = readSavedQuery(signals[id].query as SavedQueryName) // each has its file
    const [, own = ''] = body.split('// The signal.\n')
    expect(all.body).toContain(own.slice(0, own.lastIndexOf(`${id}\n`)))
    for (const name of signals[id].thresholds) expect(parameters.get(name)).toBe(String(thresholds[name]))
  }
  expect(readFileSync(path.join(import.meta.dirname, 'kql/signals.kql'), 'utf8')).toMatch(/^\/\/ Signals/)
})

test('the whole estate costs one query for each workspace beside what tells where vaults log', async () => {
  const token = await strongroom.token(people.tomas)
  await read(todayMs - dayMs, todayMs, { token })
  strongroom.forget()
  await read(todayMs - 2 * dayMs, todayMs, { token })
  expect(strongroom.calls()).toMatchInlineSnapshot(`
    {
      "DiagnosticSettingList": 3,
      "DirectoryObjectGetByIds": 1,
      "LogsQuery": 4,
      "MetricList": 5,
      "TokenOnBehalfOf": 1,
    }
  `)
})

test('of a vault that does not log Azure’s metrics tell what failed and was throttled, and whose it was nobody knows', async () => {
  const name = 'kv-shared-dev-weu'
  const vault = strongroom.emulator.state.vaults.get(name)
  if (!vault) throw new Error(`The seed has no ${name}`)
  const hourMs = 3_600_000
  const atMs = Math.floor(Date.now() / hourMs) * hourMs - hourMs
  const call = { ...emptyCall, resourceId: vaultId(vault), operationName: 'SecretGet' }
  const statuses = [...Array(80).fill(200), ...Array(12).fill(503), ...Array(15).fill(429), ...Array(100).fill(401)]
  statuses.forEach((httpStatusCode, index) => {
    strongroom.emulator.calls.record({ ...call, httpStatusCode, timeMs: atMs + index * 1_000, durationMs: 600 })
  })
  const { fired, coverage, problems } = await read(atMs, atMs + hourMs, { vaults: name })
  expect(problems).toEqual([])
  expect(coverage).toMatchObject([{ state: 'notLogged' }])
  const shared = { source: 'metrics', vaultName: name, callerId: '' }
  expect(fired).toMatchObject([
    { ...shared, signal: 'failureShare', level: 'danger', count: 27, value: expect.closeTo((100 * 27) / 107) },
    { ...shared, signal: 'lowAvailability', count: 12, value: expect.closeTo((100 * 95) / 107) },
    { ...shared, signal: 'slowAnswers', count: 107, value: 600 },
    { ...shared, signal: 'throttling', count: 15 },
  ])
  expect((await read(atMs - hourMs, atMs, { vaults: name })).fired).toEqual([])
})

test('who may not query a workspace is told which vaults that concerns', async () => {
  const { fired, coverage } = await read(todayMs - 30 * dayMs, todayMs, {
    vaults: 'kv-orders-dev-weu',
    as: people.daniel,
  })
  expect(fired).toEqual([])
  expect(coverage).toMatchObject([{ vaultName: 'kv-orders-dev-weu', state: 'noWorkspaceRight' }])
})
