import { expect, test } from 'vitest'
import { rightReason } from './right-reason.ts'

test('a missing right names the least role, or the access-policy permission where policies decide', () => {
  expect(rightReason('secrets', 'read', 'no', 'rbac')).toContain('Key Vault Secrets User')
  expect(rightReason('secrets', 'set', 'no', 'rbac')).toContain('Key Vault Secrets Officer')
  expect(rightReason('secrets', 'set', 'no', 'accessPolicy')).toMatch(/access policy .*“set”/)
  expect(rightReason('secrets', 'set', 'no', 'accessPolicy')).not.toContain('role')
})

test('a right that is there or unknown is no reason to disable anything', () => {
  expect(rightReason('secrets', 'read', 'yes', 'rbac')).toBeNull()
  expect(rightReason('secrets', 'read', 'unknown', null)).toBeNull()
  expect(rightReason('secrets', 'read', undefined, null)).toBeNull()
})
