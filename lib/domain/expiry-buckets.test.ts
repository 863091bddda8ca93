import { expect, test } from 'vitest'
import { expiryBuckets, expiryWeeks, isInBucket, isOldWithoutExpiry, thresholdsOf } from './expiry-buckets.ts'
import { toEntry } from './object-entry.ts'
import { objectRow } from './object-row.test-support.ts'

const nowMs = Date.parse('2026-06-03T12:00:00Z') // a Wednesday
const entry = (expiresOn: string | null) => toEntry(objectRow({ expiresOn }))

test.each([
  ['2026-06-03T12:00:00Z', 'overdue'],
  ['2026-06-03T12:00:01Z', 'within-7'],
  ['2026-06-10T12:00:00Z', 'within-7'],
  ['2026-06-10T12:00:01Z', 'within-14'],
  ['2026-09-01T12:00:00Z', 'within-90'],
  ['2026-09-01T12:00:01Z', 'later'],
  [null, 'never'],
])('%s stands in one bucket, %s', (expiresOn, id) => {
  const buckets = expiryBuckets([7, 14, 30, 90], nowMs)
  expect(buckets.filter((bucket) => isInBucket(entry(expiresOn), bucket)).map((bucket) => bucket.id)).toEqual([id])
})

test('own thresholds are ascending whole days, or nothing', () => {
  expect(thresholdsOf('30, 7 7;60')).toEqual([7, 30, 60])
  for (const wrong of ['', '0', '1.5', '-3', 'soon', '4000', '1 2 3 4 5 6 7 8 9'])
    expect(thresholdsOf(wrong)).toBeNull()
})

test('weeks begin on Monday in UTC, and what is overdue is in none', () => {
  const weeks = expiryWeeks(
    ['2026-06-01T00:00:00Z', '2026-06-07T23:59:59Z', '2026-06-08T00:00:00Z', null].map(entry),
    nowMs,
    3,
  )
  expect(weeks.map(({ startMs, count }) => [new Date(startMs).toISOString().slice(0, 10), count])).toEqual([
    ['2026-06-01', 1],
    ['2026-06-08', 1],
    ['2026-06-15', 0],
  ])
})

test('a secret without expiry is old a year after its last change; keys and managed secrets are not meant', () => {
  const isOld = (change: Parameters<typeof objectRow>[0]) => isOldWithoutExpiry(toEntry(objectRow(change)), nowMs)
  expect(isOld({ updatedOn: '2025-06-01T00:00:00Z' })).toBe(true)
  expect(isOld({ updatedOn: '2025-07-01T00:00:00Z' })).toBe(false)
  expect(isOld({ updatedOn: '2025-06-01T00:00:00Z', expiresOn: '2030-01-01T00:00:00Z' })).toBe(false)
  expect(isOld({ updatedOn: '2025-06-01T00:00:00Z', kind: 'key' })).toBe(false)
  expect(isOld({ updatedOn: '2025-06-01T00:00:00Z', managed: true })).toBe(false)
})
