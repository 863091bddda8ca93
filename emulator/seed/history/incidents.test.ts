import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, openEngine } from '../../kql/engine.ts'
import { tables } from '../../log-analytics/tables.ts'
import { seedState } from '../index.ts'
import { dayMs, hourMs } from './calendar.ts'
import { composeHistory, type History } from './compose.ts'
import { writeHistory } from './write-file.ts'

/** Each incident of the history, found by the query that somebody would ask, and compared with what really happened. */
const todayMs = Date.UTC(2026, 10, 25)
const directory = mkdtempSync(path.join(tmpdir(), 'history-incidents-'))
let engine: Engine
let history: History

beforeAll(async () => {
  const file = path.join(directory, 'history.duckdb')
  history = composeHistory(seedState('demo', todayMs / 1000), todayMs, 100_000)
  await writeHistory(file, history)
  engine = await openEngine(tables, { file, untilMs: todayMs + 12 * hourMs })
}, 60_000)
afterAll(() => {
  engine.close()
  rmSync(directory, { recursive: true })
})

/** Both kinds of table as one, as the product asks. */
const events = `let events = union
  (AzureDiagnostics | project TimeGenerated, vault = tolower(Resource), op = OperationName, status = toint(httpStatusCode_d), oid = strcat(identity_claim_oid_g, identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g), ip = CallerIPAddress, id = id_s, why = ResultDescription, ms = DurationMs),
  (AZKVAuditLogs | project TimeGenerated, vault = tostring(split(_ResourceId, '/')[-1]), op = OperationName, status = HttpStatusCode, oid = strcat(tostring(Identity.claim.oid), tostring(Identity.claim['http://schemas.microsoft.com/identity/claims/objectidentifier'])), ip = CallerIpAddress, id = Id, why = ResultDescription, ms = tolong(DurationMs))
  | where not(op == 'Authentication' and status == 401);
`
const rows = async (text: string) => (await engine.query(events + text, { nowMs: todayMs + 12 * hourMs })).rows
const instant = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')
const at = (ms: number) => `datetime(${new Date(ms).toISOString()})`
const id = (vault: string, path: string) => `https://${vault}.vault.emulator.test${path}`
const diagnosed = (text: string) => rows(`AzureDiagnostics | ${text}`)

test('the secret that is replaced every month was written by the function, as the versions that it has', async () => {
  const { vault, secret, objectId, setMs, versions } = history.answers.monthlyRotation
  expect(setMs.length).toBe(3)
  expect(
    await rows(
      `events | where op == 'SecretSet' and id startswith '${id(vault, `/secrets/${secret}/`)}' | sort by TimeGenerated asc | project TimeGenerated, oid, id`,
    ),
  ).toEqual(setMs.map((ms, index) => [instant(ms), objectId, id(vault, `/secrets/${secret}/${versions[index]}`)]))
})

test('a service still reads the version that its deployment pinned', async () => {
  const { vault, secret, version, currentVersion, objectId, fromMs, toMs, reads } = history.answers.pinnedVersion
  const since = `AZKVAuditLogs | where TimeGenerated between (${at(fromMs)} .. ${at(toMs - 1)}) and OperationName == 'SecretGet' and Id contains '/secrets/${secret}/' and _ResourceId endswith '/${vault}'`
  expect(
    await rows(
      `${since} and Id !endswith '${currentVersion}' and CallerIpAddress != '203.0.113.251' | summarize count() by tostring(Identity.claim.oid), Id`,
    ),
  ).toEqual([[objectId, id(vault, `/secrets/${secret}/${version}`), reads]])
  expect(
    (await rows(`${since} and Id endswith '${currentVersion}' | distinct tostring(Identity.claim.oid)`)).length,
  ).toBeGreaterThan(0)
})

test('the burst stands out among the hours of all identities', async () => {
  const { vault, objectId, address, fromMs, toMs, reads, secrets } = history.answers.readBurst
  const spikes = `events | where op == 'SecretGet' and status == 200 and vault == '${vault}' | summarize names = dcount(extract('/secrets/([^/]+)', 1, id)) by bin(TimeGenerated, 1h), oid, ip | where names > 50 | project oid, ip`
  expect(await rows(spikes)).toEqual([[objectId, address]])
  expect(
    await rows(
      `AZKVAuditLogs | where TimeGenerated >= ${at(fromMs)} and TimeGenerated < ${at(toMs)} and OperationName == 'SecretGet' and CallerIpAddress == '${address}' | summarize count(), dcount(extract('/secrets/([^/]+)', 1, Id))`,
    ),
  ).toEqual([[reads, secrets]])
})

test('the foreign address was refused everywhere, each time with the reason', async () => {
  const { objectId, address, refused } = history.answers.foreignRefusals
  const found = await rows(
    `AZKVAuditLogs | where CallerIpAddress == '${address}' and OperationName != 'Authentication' | summarize count(), allowed = countif(HttpStatusCode < 400), why = take_any(ResultDescription) by vault = tostring(split(_ResourceId, '/')[-1]), oid = tostring(Identity.claim.oid), HttpStatusCode | sort by vault asc | project vault, oid, HttpStatusCode, count_, allowed, why`,
  )
  expect(found).toEqual(
    refused.map(({ vault, calls, reason }) => [vault, objectId, 403, calls, 0, expect.stringContaining(reason)]),
  )
})

test('one secret was purged, at night, after it was deleted', async () => {
  const { vault, secret, objectId, deletedMs, purgedMs } = history.answers.purgeOutsideHours
  expect(
    await rows(
      `events | where (op endswith 'Purge' or op endswith 'Delete') and (hourofday(TimeGenerated) < 6 or hourofday(TimeGenerated) >= 20) | sort by TimeGenerated asc | project TimeGenerated, vault, op, oid, id`,
    ),
  ).toEqual([
    [instant(deletedMs), vault, 'SecretDelete', objectId, id(vault, `/secrets/${secret}`)],
    [instant(purgedMs), vault, 'SecretPurge', objectId, id(vault, `/secrets/${secret}`)],
  ])
})

test('throttled calls are of one vault, one identity and ten minutes', async () => {
  const { vault, objectId, fromMs, toMs, calls, throttled } = history.answers.throttling
  expect(await rows(`events | where status == 429 | summarize count() by vault, oid`)).toEqual([
    [vault, objectId, throttled],
  ])
  expect(
    await rows(
      `AZKVAuditLogs | where _ResourceId endswith '/${vault}' and TimeGenerated >= ${at(fromMs)} and TimeGenerated < ${at(toMs)} and OperationName == 'SecretGet' | summarize count() >= ${calls}`,
    ),
  ).toEqual([[true]])
})

test('a vault was opened to every network, in its own log and in the Activity log', async () => {
  const { vault, objectId, changedMs, address } = history.answers.networkOpened
  expect(
    await diagnosed(
      `where OperationName == 'VaultPatch' and properties_networkAcls_defaultAction_s == 'Allow' and Resource =~ '${vault}' | project TimeGenerated, CallerIPAddress, identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g`,
    ),
  ).toEqual([[instant(changedMs), address, objectId]])
  expect(
    await rows(
      `AzureActivity | where OperationNameValue == 'MICROSOFT.KEYVAULT/VAULTS/WRITE' and _ResourceId endswith '/${vault}' and ActivityStatusValue == 'Success' | project TimeGenerated, Caller, CallerIpAddress`,
    ),
  ).toEqual([[instant(changedMs), objectId, address]])
})

test('what was refused after 10:40 follows a change of 10:31, and ends with its undoing', async () => {
  const { vault, objectId, changedMs, revertedMs, fromMs, refused, refusedIds } = history.answers.outageAfterChange
  const [found] = await diagnosed(
    `where Resource =~ '${vault}' and httpStatusCode_d == 403 | summarize count(), make_set(identity_claim_oid_g), min(TimeGenerated), max(TimeGenerated) < ${at(revertedMs)}`,
  )
  const [count, ids, first, isOver] = found ?? []
  expect([count, first, isOver]).toEqual([refused, instant(fromMs), true])
  expect(JSON.parse(String(ids)).sort()).toEqual([...refusedIds].sort())
  expect(
    await rows(
      `AzureActivity | where _ResourceId endswith '/${vault}' and ActivityStatusValue == 'Success' | sort by TimeGenerated asc | project TimeGenerated, Caller`,
    ),
  ).toEqual([
    [instant(changedMs), objectId],
    [instant(revertedMs), objectId],
  ])
})

test('a diagnostic setting was deleted; the vault has rows since the present one exists, and none before', async () => {
  const { vault, objectId, deletedMs, restoredMs } = history.answers.loggingSwitchedOff
  expect(
    await rows(
      `AzureActivity | where OperationNameValue == 'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE' and ActivityStatusValue == 'Success' | project TimeGenerated, Caller, _ResourceId has '${vault}'`,
    ),
  ).toEqual([[instant(deletedMs), objectId, true]])
  const [found] = await rows(`events | where vault == '${vault}' | summarize count(), min(TimeGenerated)`)
  expect(Number(found?.[0])).toBeGreaterThan(50)
  expect(Date.parse(String(found?.[1]))).toBeGreaterThanOrEqual(restoredMs)
})

test('one caller read a secret of production for the first time that week', async () => {
  const { vault, secret, objectId, readMs } = history.answers.firstTimeCaller
  const day = readMs - (readMs % dayMs)
  const firstReads = (from: number) =>
    rows(
      `events | where op == 'SecretGet' and status == 200 and vault has 'prod' and ip != '203.0.113.251' | summarize readOn = min(TimeGenerated) by oid, vault, name = extract('/secrets/([^/]+)', 1, id) | where readOn >= ${at(from)} and readOn < ${at(from + dayMs)} | project readOn, vault, name, oid`,
    )
  expect(await firstReads(day)).toEqual([[instant(readMs), vault, secret, objectId]])
  expect(await firstReads(day - dayMs)).toEqual([])
})

test('a slow hour and a failing one show in the rows and in the metrics, and not on the day before', async () => {
  const { slowHour, unavailable } = history.answers
  const slow = (fromMs: number, toMs: number) =>
    rows(
      `events | where vault == '${slowHour.vault}' and TimeGenerated >= ${at(fromMs)} and TimeGenerated < ${at(toMs)} | summarize countif(ms > 300), count(), avg(ms) > 500`,
    )
  expect(await slow(slowHour.fromMs, slowHour.toMs)).toEqual([[slowHour.calls, slowHour.calls, true]])
  const dayStart = slowHour.fromMs - (slowHour.fromMs % dayMs)
  expect((await slow(dayStart - dayMs, dayStart))[0]?.[2]).toBe(false)

  const failing = (fromMs: number, toMs: number) =>
    rows(
      `AzureMetrics | where MetricName == 'Availability' and Resource =~ '${unavailable.vault}' and TimeGenerated >= ${at(fromMs)} and TimeGenerated < ${at(toMs)} | summarize round(sum(Total) / sum(Count)), sum(Count)`,
    )
  const { fromMs, toMs, calls, failed } = unavailable
  expect(await failing(fromMs, toMs)).toEqual([[Math.round(100 * (1 - failed / calls)), calls]])
  expect((await failing(fromMs - dayMs, toMs - 2 * hourMs))[0]?.[0]).toBe(100)
  expect(await rows(`events | where status == 503 | summarize count() by vault`)).toEqual([[unavailable.vault, failed]])
})
