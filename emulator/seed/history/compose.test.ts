import { expect, test } from 'vitest'
import { destinationsOf } from '../../log-analytics/destinations.ts'
import { vaultId } from '../../state.ts'
import { seedState } from '../index.ts'
import { dayMs, historyDays, hourMs, incidentDay, isWorkingDay } from './calendar.ts'
import { composeHistory } from './compose.ts'

const todayMs = Date.UTC(2026, 10, 25)
const state = seedState('demo', todayMs / 1000)
const { recorder, answers } = composeHistory(state, todayMs, 60_000)
const { facts, shapes, startMs, endMs } = recorder
const columns = facts.columns(0, facts.length)

/** Each fact with its whole row. */
function* calls() {
  for (let index = 0; index < facts.length; index++) {
    const shape = shapes.list[columns.shapes[index] ?? -1]
    if (shape) yield { ...shape, timeMs: columns.times[index] ?? 0, durationMs: columns.durations[index] ?? 0 }
  }
}
const records = [...calls()]

test('the same day has the same history, and more rows bring no other incidents', () => {
  const again = composeHistory(seedState('demo', todayMs / 1000 + 3600), todayMs, 60_000)
  expect(again.recorder.facts.columns(0, facts.length)).toEqual(columns)
  expect(again.recorder.shapes.list).toEqual(shapes.list)
  const more = composeHistory(state, todayMs, 90_000)
  expect(more.answers).toEqual(answers)
  expect(more.recorder.facts.length).toBeGreaterThan(facts.length * 1.2)
})

test('the history moves with the day', () => {
  const tomorrow = todayMs + dayMs
  const later = composeHistory(seedState('demo', tomorrow / 1000), tomorrow, 60_000)
  expect(later.answers.monthlyRotation.setMs[0]).toBe((answers.monthlyRotation.setMs[0] ?? 0) + dayMs)
})

test.each(Array.from({ length: 7 }, (_, days) => days))(
  'incidents fall on working days after one, %i days on',
  (days) => {
    const today = todayMs + days * dayMs
    const found = Array.from({ length: 10 }, (_, slot) => incidentDay(today, slot))
    for (const day of found) {
      expect(isWorkingDay(day) && isWorkingDay(day - dayMs)).toBe(true)
      expect(today - day).toBeGreaterThanOrEqual(2 * dayMs)
    }
    expect(new Set(found).size).toBe(10)
    // What was refused "last week" must lie in it.
    expect(today - (found[1] ?? 0)).toBeLessThanOrEqual(7 * dayMs)
  },
)

test('lasts 90 days and today, none of it before its vault, its grant or its log', () => {
  expect(endMs - startMs).toBe((historyDays + 1) * dayMs)
  for (const { timeMs, sinceMs } of records) {
    expect(timeMs).toBeGreaterThanOrEqual(Math.max(startMs, sinceMs))
    expect(timeMs).toBeLessThan(endMs)
  }
})

test('knows principals of the directory and vaults that log, and nobody else', () => {
  const known = new Set([...state.accounts, ...state.servicePrincipals].map(({ objectId }) => objectId))
  const objectIdClaim = 'http://schemas.microsoft.com/identity/claims/objectidentifier'
  const silent = [...state.vaults.values()].filter((vault) => destinationsOf(state, vaultId(vault)).length === 0)
  const written = shapes.list.filter(({ record }) => destinationsOf(state, record.resourceId).length > 0)
  expect(silent.length).toBeGreaterThan(2)
  for (const { record } of records) {
    const objectId = record.claims.oid ?? record.claims[objectIdClaim]
    if (record.operationName === 'Authentication') expect(record.claims).toEqual({})
    else expect(known).toContain(objectId)
  }
  for (const vault of silent) expect(written.some(({ record }) => record.resourceId === vaultId(vault))).toBe(false)
})

test('names objects of the seed in versions that were there at the time, but for the one that was purged', () => {
  for (const { record, timeMs } of records) {
    const [, , host = '', kind, name, version] = record.id.split('/')
    if (kind !== 'secrets' || !name || record.httpStatusCode >= 300) continue
    if (name === answers.purgeOutsideHours.secret) continue
    const vault = state.vaults.get(host.split('.')[0] ?? '')
    const secret =
      vault?.objects.secrets.get(name.toLowerCase()) ?? vault?.objects.deletedSecrets.get(name.toLowerCase())
    expect(secret, record.id).toBeDefined()
    const found = secret?.versions.find((one) => one.version === version)
    if (version) expect((found?.created ?? Number.POSITIVE_INFINITY) * 1000, record.id).toBeLessThanOrEqual(timeMs)
  }
})

test('people work by day and on weekdays; services never stop', () => {
  const reads = records.filter(({ record }) => record.operationName === 'SecretGet' && record.httpStatusCode === 200)
  const atNight = ({ timeMs }: { timeMs: number }) => timeMs % dayMs < 6 * hourMs || timeMs % dayMs >= 18 * hourMs
  const byPeople = reads.filter(({ record }) => record.claims.upn)
  const byServices = reads.filter(({ record }) => !record.claims.upn)
  expect(byPeople.length).toBeGreaterThan(500)
  expect(byPeople.filter((read) => atNight(read) || !isWorkingDay(read.timeMs))).toEqual([])
  expect(byServices.filter(atNight).length / byServices.length).toBeGreaterThan(0.35)
})

test('what is usual fails less than once in a hundred', () => {
  const usual = records.filter(({ record }) => record.operationName !== 'Authentication')
  const told =
    answers.throttling.throttled +
    answers.unavailable.failed +
    answers.outageAfterChange.refused +
    answers.foreignRefusals.refused.reduce((sum, { calls: count }) => sum + count, 0)
  expect(usual.filter(({ record }) => record.httpStatusCode >= 300).length).toBe(told)
})
