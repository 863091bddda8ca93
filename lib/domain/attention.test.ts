import { expect, test } from 'vitest'
import { attentionOf, fullestVaults, kindCounts } from './attention.ts'
import { withFindings } from './object-check.ts'
import { toEntry } from './object-entry.ts'
import { matchesFilter, parseFilter } from './object-filter.ts'
import { objectRow } from './object-row.test-support.ts'

const nowMs = Date.parse('2026-06-10T00:00:00Z')
const entries = [
  objectRow({ name: 'overdue', expiresOn: '2026-06-01T00:00:00Z' }),
  objectRow({ kind: 'certificate', name: 'web', expiresOn: '2026-06-12T00:00:00Z' }),
  objectRow({ name: 'web', managed: true, expiresOn: '2026-06-12T00:00:00Z' }),
  objectRow({ name: 'later', expiresOn: '2027-06-12T00:00:00Z' }),
  objectRow({ name: 'off', enabled: false, updatedOn: '2026-06-08T00:00:00Z', vaultName: 'kv-b' }),
  objectRow({ name: 'off-long', enabled: false }),
  objectRow({ name: 'forgotten', updatedOn: '2024-01-01T00:00:00Z' }),
].map(toEntry)
const checked = withFindings(
  [...entries, objectRow({ kind: 'key', name: 'late' })].map((row) => toEntry(row)),
  {
    versions: { values: new Map([['kv-payments-prod-weu/secret/later', 501]]) },
    rotation: { values: new Map([['kv-payments-prod-weu/key/late', nowMs / 1000 - 60]]) },
  },
)

test('what wants attention is counted once each, the most urgent first', () => {
  expect(attentionOf(entries, nowMs).map(({ id, entries: own }) => [id, own.map(({ name }) => name)])).toEqual([
    ['overdue', ['overdue']],
    ['within-7', ['web']],
    ['within-14', []],
    ['within-30', []],
    ['rotation', []],
    ['storms', []],
    ['disabled', ['off']],
    ['old', ['forgotten']],
  ])
})

test('version storms and missed rotations are lines of their own once they are known', () => {
  const lines = new Map(attentionOf(checked, nowMs).map(({ id, entries: own }) => [id, own.map(({ name }) => name)]))
  expect([lines.get('rotation'), lines.get('storms')]).toEqual([['late'], ['later']])
})

test('a line’s filter finds the very rows that the line counts', () => {
  for (const { place, entries: own } of attentionOf(checked, nowMs)) {
    if (!('filter' in place)) continue
    const parts = parseFilter(place.filter)
    expect(checked.filter((entry) => matchesFilter(parts, entry, nowMs))).toEqual(own)
  }
})

test('kinds and vaults are named by their numbers', () => {
  expect(kindCounts(entries)).toBe('6 secrets, 1 certificate')
  expect(fullestVaults(entries, 2)).toEqual([
    ['kv-payments-prod-weu', 6],
    ['kv-b', 1],
  ])
})
