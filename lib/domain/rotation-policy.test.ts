import { describe, expect, test } from 'vitest'
import { addDuration, durationText, parseDuration } from './iso-duration.ts'
import { mistakesOf, NewRotationPolicy, nextRotation, rotationWords } from './rotation-policy.ts'

const none = { expiresIn: null, rotate: null, notifyBeforeExpiry: null }
const beforeExpiry = (duration: string) => ({ rotate: { trigger: 'beforeExpiry', duration } as const })
const afterCreation = (duration: string) => ({ rotate: { trigger: 'afterCreation', duration } as const })

test.each([
  ['P90D', '90 days'],
  ['P1D', '1 day'],
  ['P1Y6M', '1 year 6 months'],
  ['P2W', '14 days'],
  ['PT48H', 'PT48H'],
  ['P0D', '0 days'],
  ['soon', 'soon'],
])('the duration %s reads %s', (text, words) => {
  expect(durationText(text)).toBe(words)
})

test.each(['', 'P', 'P-1D', 'P1.5D', '90', 'P1D2Y', 'PD'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeNull()
})

test('a month later is the last day of a shorter month, and a day earlier crosses years', () => {
  const at = (text: string, duration: string, sign?: 1 | -1) =>
    addDuration(text, parseDuration(duration) ?? { years: 0, months: 0, days: 0 }, sign)
  expect(at('2027-01-31T10:00:00Z', 'P1M')).toBe('2027-02-28T10:00:00Z')
  expect(at('2028-02-29T10:00:00Z', 'P1Y')).toBe('2029-02-28T10:00:00Z')
  expect(at('2027-01-01T00:00:05Z', 'P1D', -1)).toBe('2026-12-31T00:00:05Z')
})

describe('words and date', () => {
  const current = { createdOn: '2027-01-01T00:00:00Z', expiresOn: '2028-01-01T00:00:00Z' }
  test.each([
    [beforeExpiry('P30D'), 'Rotates 30 days before expiry', '2027-12-02T00:00:00Z'],
    [afterCreation('P90D'), 'Rotates 90 days after a version is made', '2027-04-01T00:00:00Z'],
    [{ rotate: null }, 'Does not rotate by itself', null],
  ])('%j', (policy, words, next) => {
    expect(rotationWords(policy)).toBe(words)
    expect(nextRotation(policy, current)).toBe(next)
  })

  test('before an expiry that the current version has not, nothing rotates', () => {
    expect(nextRotation(beforeExpiry('P30D'), { ...current, expiresOn: null })).toBeNull()
  })
})

test.each([
  [none],
  [{ ...none, expiresIn: 'P28D' }],
  [{ ...none, ...afterCreation('P7D') }],
  [{ ...none, expiresIn: 'P28D', ...afterCreation('P21D') }],
  [{ ...none, expiresIn: 'P28D', ...beforeExpiry('P21D') }],
  [{ expiresIn: 'P2Y', ...beforeExpiry('P1M'), notifyBeforeExpiry: 'P7D' }],
  [{ ...none, notifyBeforeExpiry: 'P30D' }],
])('at its limits %j is a policy', (policy) => {
  expect(mistakesOf(policy)).toEqual([])
  expect(NewRotationPolicy.safeParse(policy).success).toBe(true)
})

test.each([
  [{ ...none, expiresIn: 'P27D' }, 'expiresIn', /28 days/],
  [{ ...none, ...afterCreation('P6D') }, 'rotate', /7 days after a version is made/],
  [{ ...none, expiresIn: 'P90D', ...beforeExpiry('P6D') }, 'rotate', /7 days before it expires/],
  [{ ...none, ...beforeExpiry('P30D') }, 'rotate', /Without an expiry/],
  [{ ...none, expiresIn: 'P28D', ...afterCreation('P22D') }, 'rotate', /before the version expires/],
  [{ ...none, expiresIn: 'P28D', ...beforeExpiry('P22D') }, 'rotate', /after the version is made/],
  [{ ...none, expiresIn: 'P28D', notifyBeforeExpiry: 'P22D' }, 'notifyBeforeExpiry', /7 days after/],
  [{ ...none, notifyBeforeExpiry: 'P6D' }, 'notifyBeforeExpiry', /7 days before/],
])('one day beyond, %j is refused beside its field', (policy, path, message) => {
  expect(mistakesOf(policy)).toEqual([{ path, message: expect.stringMatching(message) }])
  expect(NewRotationPolicy.safeParse(policy).error?.issues).toMatchObject([{ path: [path] }])
})

test.each(['P0D', 'P101Y', '30 days', ''])('%j is refused as a duration', (expiresIn) => {
  expect(NewRotationPolicy.safeParse({ ...none, expiresIn }).success).toBe(false)
})
