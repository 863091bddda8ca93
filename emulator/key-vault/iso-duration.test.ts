import { expect, test } from 'vitest'
import { addDuration, nominalSeconds, parseDuration } from './iso-duration.ts'

const at = (text: string) => Date.parse(text) / 1000

test.each([
  ['P90D', '2026-01-31T10:00:00Z', '2026-05-01T10:00:00Z'],
  ['P1M', '2026-01-31T10:00:00Z', '2026-02-28T10:00:00Z'],
  ['P1Y', '2024-02-29T10:00:00Z', '2025-02-28T10:00:00Z'],
  ['P1Y10D', '2026-03-01T00:00:00Z', '2027-03-11T00:00:00Z'],
  ['P18M', '2026-07-15T00:00:00Z', '2028-01-15T00:00:00Z'],
  ['P2W', '2026-12-25T00:00:00Z', '2027-01-08T00:00:00Z'],
  ['PT48H', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'],
  ['P1DT1H1M1S', '2026-01-01T00:00:00Z', '2026-01-02T01:01:01Z'],
])('%s after %s is %s', (text, from, to) => {
  const duration = parseDuration(text)
  expect(duration && addDuration(at(from), duration)).toBe(at(to))
})

test.each([
  ['P30D', '2026-03-31T00:00:00Z', '2026-03-01T00:00:00Z'],
  ['P1M', '2026-03-31T00:00:00Z', '2026-02-28T00:00:00Z'],
  ['P2Y', '2026-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
])('%s before %s is %s', (text, from, to) => {
  const duration = parseDuration(text)
  expect(duration && addDuration(at(from), duration, -1)).toBe(at(to))
})

test.each([
  '',
  'P',
  'PT',
  'P1',
  '90D',
  'P-1D',
  'P1DT',
  'p1d',
  'P1H',
  ' P1D',
  'P1D ',
  'P1.5D',
  'P99999Y',
  7,
  null,
  undefined,
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})

test('limits compare months of 30 days and years of 365', () => {
  expect(nominalSeconds(parseDuration('P1Y1M1D') ?? never())).toBe((365 + 30 + 1) * 86_400)
  expect(nominalSeconds(parseDuration('PT672H') ?? never())).toBe(28 * 86_400)
})

function never(): never {
  throw new Error('the text is a duration')
}
