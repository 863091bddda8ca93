import { expect, test } from 'vitest'
import { expiryOf, versionStates } from './expiry.ts'

const nowMs = Date.parse('2026-06-15T12:00:00Z')
const at = (offsetDays: number) => new Date(nowMs + offsetDays * 86_400_000).toISOString()

test.each([
  [null, 'none', 'no expiry', null],
  [at(-12), 'overdue', 'expired 12 days ago', null],
  [at(0), 'overdue', 'expired less than a minute ago', null],
  [at(1 / 24), 'soon', 'expires in 1 hour', 7],
  [at(3), 'soon', 'expires in 3 days', 7],
  [at(10), 'soon', 'expires in 10 days', 14],
  [at(30), 'soon', 'expires in 1 month', 30],
  [at(31), 'later', 'expires in 1 month', 90],
  [at(400), 'later', 'expires in 1 year', null],
] as const)('an expiry of %s is %s and reads "%s"', (expiresOn, severity, words, withinDays) => {
  expect(expiryOf(expiresOn, nowMs)).toEqual({ severity, words, withinDays })
})

test('a version is expired from the very second of its date and not one second earlier', () => {
  const expiresOn = '2026-06-15T12:00:00Z'
  expect(expiryOf(expiresOn, nowMs).severity).toBe('overdue')
  expect(expiryOf(expiresOn, nowMs - 1000).severity).toBe('soon')
})

test('a current version says everything that is wrong with it', () => {
  const version = { enabled: false, expiresOn: at(-1), notBefore: at(2) }
  expect(versionStates(version, { isCurrent: true, nowMs })).toEqual(['current', 'disabled', 'expired', 'notYetValid'])
})

test('a sound older version is enabled and nothing else', () => {
  const version = { enabled: true, expiresOn: at(100), notBefore: at(-2) }
  expect(versionStates(version, { isCurrent: false, nowMs })).toEqual(['enabled'])
})
