import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallRecord } from '../../emulator/audit.ts'
import { operations } from '../../emulator/key-vault/operations.ts'
import { destinationsOf } from '../../emulator/log-analytics/destinations.ts'
import { composeHistory } from '../../emulator/seed/history/compose.ts'
import { seedState } from '../../emulator/seed/index.ts'
import type { AssignmentUses } from '../domain/assignment-use.ts'
import { actionOfOperation } from '../domain/audit-operation.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'assignment-use-'))
const dayMs = 86_400_000
const to = new Date(Math.floor(Date.now() / dayMs) * dayMs)
const from = new Date(to.getTime() - 30 * dayMs)
let strongroom: Strongroom
/** As the seed tells them, and not as a query does. */
let past: CallRecord[]

beforeAll(async () => {
  strongroom = await startStrongroom({ logRows: 1, dataDir })
  const todayMs = to.getTime()
  const { recorder } = composeHistory(seedState('demo', todayMs / 1000), todayMs, 1)
  const { shapes, times } = recorder.facts.columns(0, recorder.facts.length)
  past = [...shapes].flatMap((shape, index) => {
    const record = recorder.shapes.list[shape]?.record
    return record ? [{ ...record, timeMs: times[index] ?? 0 }] : []
  })
}, 60_000)
afterAll(async () => {
  await strongroom.close()
  rmSync(dataDir, { recursive: true })
})

test('what each assignment let through in 30 days is what the ledger counts, operation by operation', async () => {
  const search = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() })
  const response = await strongroom.api('GET', `/api/audit/assignment-use?${search}`, { as: people.tomas })
  const { uses, problems } = (await response.json()) as AssignmentUses // our own format
  expect(problems).toEqual([])
  const expected = new Map<string, { calls: number; lastMs: number; objects: Set<string> }>()
  for (const record of past) {
    const { appliedAssignmentId, httpStatusCode, operationName, resourceId, timeMs, id } = record
    if (timeMs < from.getTime() || timeMs >= to.getTime() || !appliedAssignmentId) continue
    if (httpStatusCode === 401 || httpStatusCode === 403) continue
    if (destinationsOf(strongroom.emulator.state, resourceId).length === 0) continue
    const key = `${appliedAssignmentId} ${resourceId.split('/')[8]?.toLowerCase()} ${operationName}`
    const found = expected.get(key) ?? { calls: 0, lastMs: 0, objects: new Set<string>() }
    const [, collection = '', name = ''] = new URL(id).pathname.toLowerCase().split('/')
    found.objects.add(name ? `${collection.replace('deleted', '')}/${name}` : '')
    expected.set(key, { ...found, calls: found.calls + 1, lastMs: Math.max(found.lastMs, timeMs) })
  }
  expect(expected.size).toBeGreaterThan(20)
  const told = uses.map(({ assignmentName, vaultName, operation, calls, lastMs, onlyObject }) => [
    `${assignmentName} ${vaultName} ${operation}`,
    calls,
    lastMs,
    onlyObject,
  ])
  const counted = [...expected].map(([key, { calls, lastMs, objects }]) => {
    const [only] = objects
    return [key, calls, lastMs, objects.size === 1 && only ? only : null]
  })
  expect(told.sort()).toEqual(counted.sort())
})

test('each operation of the log needs the data action that Key Vault asks for, and of others nothing follows', () => {
  const told = Object.fromEntries(operations.map(({ auditName }) => [auditName, actionOfOperation(auditName)]))
  expect(told).toEqual(Object.fromEntries(operations.map(({ auditName, dataAction }) => [auditName, dataAction])))
  for (const name of ['VaultGet', 'Authentication', 'SecretNearExpiryEventGridNotification', 'secretget', '']) {
    expect(actionOfOperation(name)).toBeUndefined()
  }
})
