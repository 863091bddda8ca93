import { expect, test } from 'vitest'
import { boundsOf, utcInstant, utcSpan } from './audit-period.ts'

const noon = Date.UTC(2026, 10, 26, 12)

test('a period that ends now does not miss what a clock ahead of ours has just stamped', () => {
  const { fromMs, toMs } = boundsOf({ last: '7d' }, noon)
  expect(utcSpan({ fromMs, toMs: noon })).toBe('2026-11-19 12:00 – 2026-11-26 12:00 UTC')
  expect(toMs).toBeGreaterThan(noon)
  expect(boundsOf({ fromMs: 1, toMs: 2 }, noon)).toEqual({ fromMs: 1, toMs: 2 })
})

test.each([
  ['2026-11-26 10:40', Date.UTC(2026, 10, 26, 10, 40)],
  ['2026-11-26T10:40:05.000Z', Date.UTC(2026, 10, 26, 10, 40, 5)],
  ['2026-11-26 10:40 UTC', Date.UTC(2026, 10, 26, 10, 40)],
  ['2026-11-26', Date.UTC(2026, 10, 26)],
  ['2026-13-45', null],
  ['yesterday', null],
  ['2026-11-26T10:40+02:00', null],
])('%s is read as UTC wherever the reader is', (text, ms) => {
  expect(utcInstant(text)).toBe(ms)
})
