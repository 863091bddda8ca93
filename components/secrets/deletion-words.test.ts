import { expect, test } from 'vitest'
import { isProduction, retentionWords } from './deletion-words.ts'

const nowMs = Date.parse('2026-06-15T12:00:00Z')

test('the retention is told in days and as a date, and who could destroy it sooner', () => {
  const facts = { softDeleteRetentionDays: 90, isPurgeProtectionEnabled: false }
  expect(retentionWords(facts, nowMs)).toMatch(/90 days, until 2026-09-13\..*whoever may purge/)
  expect(retentionWords({ ...facts, isPurgeProtectionEnabled: true }, nowMs)).toMatch(/nobody can destroy/)
})

test('where the vault shows nothing of itself no number is made up', () => {
  expect(retentionWords(null, nowMs)).toMatch(/7 to 90 days/)
})

test('production is known by the tags of the secret or of its vault', () => {
  expect(isProduction({ env: 'prod' }, {})).toBe(true)
  expect(isProduction({}, { Environment: 'Production' })).toBe(true)
  expect(isProduction({ env: 'preprod' }, { team: 'prod' })).toBe(false)
})
