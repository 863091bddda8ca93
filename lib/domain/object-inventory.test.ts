import { expect, test } from 'vitest'
import type { ObjectKind, ReadState, VaultStatus } from './object.ts'
import { toEntry } from './object-entry.ts'
import { coverageOf, failedReadings, gatherObjects, withChange } from './object-inventory.ts'
import type { ObjectPage } from './object-page.ts'
import { objectRow } from './object-row.test-support.ts'

const totals = { vaults: 3, readable: 0, partlyReadable: 0, unreadable: 0, objects: 0 }
const status = (vaultName: string, kind: ObjectKind = 'secret', state: ReadState = 'ok'): VaultStatus => ({
  vaultName,
  kind,
  state,
  count: 1,
})
const page = (items: string[], statuses: VaultStatus[] = [], vaultName = 'kv-a'): ObjectPage => ({
  items: items.map((name) => objectRow({ vaultName, name })),
  statuses,
  totals,
})
const names = (gathered: ReturnType<typeof gatherObjects>) => gathered.snapshot(false).entries.map(({ id }) => id)

function gathered() {
  const first = gatherObjects(null, { isWhole: true, nowMs: 1 })
  first.add(page(['x', 'y'], [status('kv-a')]))
  first.add(page(['z'], [status('kv-b', 'secret', 'throttled')], 'kv-b'))
  return first.snapshot(false)
}

test('a retry replaces the rows of what it reads and leaves all others', () => {
  const retry = gatherObjects(gathered(), { isWhole: false, nowMs: 2 })
  expect(names(retry)).toHaveLength(3)
  retry.add(page(['z', 'z2'], [], 'kv-b'))
  retry.add(page([], [status('kv-b')], 'kv-b'))
  expect(names(retry)).toEqual(['kv-a/secret/x', 'kv-a/secret/y', 'kv-b/secret/z', 'kv-b/secret/z2'])
  expect(retry.snapshot(false)).toMatchObject({ vaultCount: 3, asOfMs: 1 })
  expect(coverageOf(retry.snapshot(false))).toMatchObject({ readable: 2, unread: [] })
})

test('a second reading keeps the rows of the first until each is read again, then forgets what is gone', () => {
  const second = gatherObjects(gathered(), { isWhole: true, nowMs: 2 })
  second.add(page(['x'], [status('kv-a')]))
  expect(names(second)).toEqual(['kv-b/secret/z', 'kv-a/secret/x'])
  second.forgetUnmet()
  expect(names(second)).toEqual(['kv-a/secret/x'])
  expect(second.snapshot(false)).toMatchObject({ asOfMs: 2, statuses: [status('kv-a')] })
})

test('a kind that has become empty leaves no row behind', () => {
  const second = gatherObjects(gathered(), { isWhole: true, nowMs: 2 })
  second.add(page([], [status('kv-a')]))
  expect(names(second)).toEqual(['kv-b/secret/z'])
})

test('a vault counts once, by what kept it from being read', () => {
  const statuses = [
    status('kv-a'),
    status('kv-b', 'secret', 'forbidden_by_role'),
    status('kv-b', 'key', 'forbidden_by_role'),
    status('kv-b', 'certificate'),
    status('kv-c', 'secret', 'throttled'),
    status('kv-d', 'key', 'throttled'),
  ]
  const coverage = coverageOf({ statuses, vaultCount: 9 })
  expect(coverage).toMatchObject({ readable: 1, answered: 4, vaultCount: 9 })
  expect(coverage.unread.map(({ state, vaults }) => [state, vaults.map(({ vaultName }) => vaultName)])).toEqual([
    ['throttled', ['kv-c', 'kv-d']],
    ['forbidden_by_role', ['kv-b']],
  ])
  expect(failedReadings({ statuses })).toEqual([
    { vaults: ['kv-b'], kinds: ['key', 'secret'] },
    { vaults: ['kv-c'], kinds: ['secret'] },
    { vaults: ['kv-d'], kinds: ['key'] },
  ])
})

test('no address names more than 300 vaults', () => {
  const statuses = Array.from({ length: 601 }, (_, index) => status(`kv-${index}`, 'key', 'timed_out'))
  expect(failedReadings({ statuses }).map(({ vaults }) => vaults.length)).toEqual([300, 300, 1])
})

test('a change shows in its own row alone, and a deleted certificate takes its key and secret along', () => {
  const rows = [
    objectRow({ vaultName: 'kv-a', kind: 'certificate', name: 'web' }),
    objectRow({ vaultName: 'kv-a', kind: 'secret', name: 'web', managed: true }),
    objectRow({ vaultName: 'kv-b', kind: 'secret', name: 'web' }),
  ].map(toEntry)
  const place = { vaultName: 'kv-b', kind: 'secret', name: 'web' } as const
  const changed = withChange(rows, place, { enabled: false, expiresOn: '2030-01-01T00:00:00Z' })
  expect(changed.map(({ enabled }) => enabled)).toEqual([true, true, false])
  expect(changed[2]?.expiresMs).toBe(Date.parse('2030-01-01T00:00:00Z'))
  expect(changed[0]).toBe(rows[0])
  expect(withChange(rows, { ...place, vaultName: 'kv-a', kind: 'certificate' }, null)).toEqual([rows[2]])
})
