import { expect, test } from 'vitest'
import {
  checksAskedBy,
  isPastRotation,
  isVersionStorm,
  nothingChecked,
  withCheckLine,
  withFindings,
} from './object-check.ts'
import { toEntry } from './object-entry.ts'
import { matchesFilter, parseFilter } from './object-filter.ts'
import { objectRow } from './object-row.test-support.ts'

const nothing = nothingChecked(0)
const totals = { vaults: 2, readable: 0, partlyReadable: 0, unreadable: 0, objects: 2 }
const entries = ['plain', 'storm', 'unread'].map((name) => toEntry(objectRow({ name, vaultName: 'kv-a' })))
const key = toEntry(objectRow({ kind: 'key', name: 'late', vaultName: 'kv-a' }))
const line = (kind: 'secret' | 'key', found: Record<string, number | null>) => ({
  rows: [{ vault: 'kv-a', kind, names: Object.keys(found), values: Object.values(found) }],
  statuses: [],
  totals,
})

test('500 versions can be backed up and 501 cannot; what was not counted is neither', () => {
  const versions = withCheckLine(nothing, line('secret', { plain: 500, storm: 501 }))
  const [plain, storm, unread] = withFindings(entries, { versions })
  expect([plain, storm, unread].map((entry) => entry && isVersionStorm(entry))).toEqual([false, true, false])
  expect(unread?.versionCount).toBeNull()
  expect(unread).toBe(entries[2])
})

test('a key is past its rotation from the very second on, and never where it does not rotate or nobody asked', () => {
  const rotation = withCheckLine(nothing, line('key', { late: 1_000 }))
  const [late] = withFindings([key], { rotation })
  expect([999_999, 1_000_000].map((nowMs) => late && isPastRotation(late, nowMs))).toEqual([false, true])
  const [never] = withFindings([key], { rotation: withCheckLine(nothing, line('key', { late: null })) })
  expect(never && isPastRotation(never, Number.MAX_VALUE)).toBe(false)
  expect(isPastRotation(key, Number.MAX_VALUE)).toBe(false)
})

test('a filter for what is not known is recognised, and matches nothing until it is', () => {
  expect(checksAskedBy('kind:key versions>500')).toEqual(['versions'])
  expect(checksAskedBy('-rotation:never versions<3')).toEqual(['versions', 'rotation'])
  expect(checksAskedBy('name:versions "versions"')).toEqual([])
  for (const filter of ['versions>500', 'versions<=500', 'rotation:overdue', 'rotation:never']) {
    expect(matchesFilter(parseFilter(filter), key, 0)).toBe(false)
  }
  const counted = { ...key, versionCount: 12, rotatesMs: 1 }
  for (const filter of ['versions=12', 'versions>11', 'versions<=12', 'rotation:overdue']) {
    expect(matchesFilter(parseFilter(filter), counted, 1)).toBe(true)
  }
  expect(parseFilter('versions>900')[0]?.problem).toMatch(/up to 500/)
})

test('without findings the entries stay the very same list', () => {
  expect(withFindings(entries, {})).toBe(entries)
})
