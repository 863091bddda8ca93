import { expect, test } from 'vitest'
import { rightReason } from './right-reason.ts'

test('a missing right names the least role, or the access-policy permission where policies decide', () => {
  expect(rightReason('read', 'no', 'rbac')).toContain('Key Vault Secrets User')
  expect(rightReason('set', 'no', 'rbac')).toContain('Key Vault Secrets Officer')
  expect(rightReason('set', 'no', 'accessPolicy')).toMatch(/access policy .*“set”/)
  expect(rightReason('set', 'no', 'accessPolicy')).not.toContain('role')
})

test('a right that is there or unknown is no reason to disable anything', () => {
  expect(rightReason('read', 'yes', 'rbac')).toBeNull()
  expect(rightReason('read', 'unknown', null)).toBeNull()
  expect(rightReason('read', undefined, null)).toBeNull()
})
