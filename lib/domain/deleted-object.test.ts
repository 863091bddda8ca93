import { describe, expect, test } from 'vitest'
import { nothingDeleted, withDeletedPage, withoutFailed, withoutRemoved } from './deleted-everywhere.ts'
import { type DeletedObject, foldDeleted, isPurgeable, purgeTime } from './deleted-object.ts'
import type { ObjectKind, ReadState } from './object.ts'

const deleted = (
  kind: ObjectKind,
  name: string,
  managed = false,
  vaultName = 'kv-one',
): DeletedObject & { vaultName: string } => ({
  vaultName,
  kind,
  name,
  managed,
  deletedOn: null,
  scheduledPurgeDate: null,
  recoveryLevel: null,
  tags: {},
})

describe('the key and the secret of a deleted certificate', () => {
  test('are folded under it, and no other object of that name', () => {
    const folded = foldDeleted([
      deleted('secret', 'site', true),
      deleted('certificate', 'Site'),
      deleted('key', 'site', true),
      deleted('key', 'other'),
      deleted('secret', 'site', true, 'kv-two'),
    ])
    expect(folded.map(({ vaultName, kind, companions }) => [vaultName, kind, companions])).toEqual([
      ['kv-one', 'certificate', ['key', 'secret']],
      ['kv-one', 'key', []],
      ['kv-two', 'secret', []],
    ])
  })

  test('stand by themselves where the certificate is not listed', () => {
    expect(foldDeleted([deleted('secret', 'site', true)])).toHaveLength(1)
  })
})

test.each([
  ['Recoverable+Purgeable', true],
  ['CustomizedRecoverable+Purgeable', true],
  ['Recoverable', false],
  ['CustomizedRecoverable+ProtectedSubscription', false],
  [null, undefined],
])('recovery level %s can be purged: %s', (level, can) => {
  expect(isPurgeable(level)).toBe(can)
})

test.each([
  ['2027-01-06T00:00:00Z', 'in 5 days', 5, false],
  ['2027-01-03T23:00:00Z', 'in 2 days', 2, true],
  ['2027-01-01T00:40:00Z', 'in 40 minutes', 0, true],
  ['2026-12-31T23:00:00Z', 'any moment', 0, true],
  [null, 'date not known', null, false],
])('what is purged at %s is gone %s', (date, words, daysLeft, isNear) => {
  expect(purgeTime(date, Date.parse('2027-01-01T00:00:00Z'))).toEqual({ words, daysLeft, isNear })
})

test('what failed is read again without its partial rows', () => {
  const status = (vaultName: string, state: ReadState) => ({ vaultName, kind: 'secret' as const, state, count: 1 })
  const totals = { vaults: 2, readable: 1, partlyReadable: 0, unreadable: 1, objects: 2 }
  const read = withDeletedPage(nothingDeleted(0), {
    items: [deleted('secret', 'a'), deleted('secret', 'b', false, 'kv-two')],
    statuses: [status('kv-one', 'ok'), status('kv-two', 'throttled')],
    totals,
  })
  const again = withDeletedPage(withoutFailed(read), {
    items: [deleted('secret', 'b', false, 'kv-two'), deleted('secret', 'c', false, 'kv-two')],
    statuses: [status('kv-two', 'ok')],
    totals: { ...totals, vaults: 1 },
  })
  expect(again.items.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(again.statuses.map(({ state }) => state)).toEqual(['ok', 'ok'])
  expect(again.vaultCount).toBe(2)
})

test('what was recovered while the list was read anew does not come back with it', () => {
  const [a, b] = [deleted('secret', 'a'), deleted('secret', 'b')]
  const anew = { ...nothingDeleted(0), items: [a, b, deleted('secret', 'c')] }
  expect(withoutRemoved(anew, { items: [a, b] }, { items: [b] }).items.map(({ name }) => name)).toEqual(['b', 'c'])
})
