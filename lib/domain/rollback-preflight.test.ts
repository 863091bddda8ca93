import { expect, test } from 'vitest'
import { provenanceOf, rollbackPreflight } from './rollback-preflight.ts'
import type { SecretVersion } from './secret.ts'

const nowMs = Date.parse('2026-06-15T12:00:00Z')
const version = (id: string, over: Partial<SecretVersion> = {}): SecretVersion => ({
  name: 'db-password',
  version: id.repeat(32),
  enabled: true,
  createdOn: '2026-01-01T00:00:00Z',
  updatedOn: '2026-01-01T00:00:00Z',
  expiresOn: null,
  notBefore: null,
  contentType: null,
  tags: {},
  managed: false,
  ...over,
})
const sound = {
  target: version('a'),
  current: version('b'),
  expectedCurrentVersion: 'b'.repeat(32),
  rights: { read: 'unknown', set: 'yes' },
  nowMs,
} as const

test('a sound rollback meets no obstacle, also where the rights are unknown', () => {
  expect(rollbackPreflight(sound)).toEqual({ obstacles: [], isTargetExpired: false, isCurrentDisabled: false })
})

test('a disabled current version is no obstacle: that is when a rollback is needed most', () => {
  const current = version('b', { enabled: false })
  expect(rollbackPreflight({ ...sound, current })).toMatchObject({ obstacles: [], isCurrentDisabled: true })
})

test.each([
  ['target_disabled', { target: version('a', { enabled: false }) }],
  ['target_is_current', { target: version('b') }],
  ['current_changed', { current: version('c') }],
  ['managed', { current: version('b', { managed: true }) }],
  ['may_not_read', { rights: { read: 'no', set: 'yes' } }],
  ['may_not_set', { rights: { read: 'yes', set: 'no' } }],
] as const)('%s stands in the way', (obstacle, change) => {
  expect(rollbackPreflight({ ...sound, ...change }).obstacles).toEqual([obstacle])
})

test('an expired target asks for a choice and is not refused', () => {
  const target = version('a', { expiresOn: '2026-06-15T12:00:00Z' })
  expect(rollbackPreflight({ ...sound, target })).toMatchObject({ obstacles: [], isTargetExpired: true })
})

test('the author comes from the tags, however they are written, and is never made up', () => {
  expect(provenanceOf({ 'Updated-By': 'priya.nair' }).author).toEqual({ tag: 'Updated-By', name: 'priya.nair' })
  expect(provenanceOf({ team: 'payments' })).toEqual({ author: null, rolledBackTo: null })
  expect(provenanceOf({ constructor: 'x' }).author).toBeNull()
  expect(provenanceOf({ 'strongroom-rollback-of': 'a'.repeat(32) }).rolledBackTo).toBe('a'.repeat(32))
})
