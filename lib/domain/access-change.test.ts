import { expect, test } from 'vitest'
import { changesBy, isLastAdministration, withAssignment, withoutAssignment } from './access-change.ts'
import type { AccessEstate, AccessVault, RoleAssignment } from './access-estate.ts'
import { keyVaultDataRoles, keyVaultManagementRoles } from './key-vault-roles.ts'
import { nameCondition } from './role-assignment.ts'

const vault: AccessVault = {
  id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-pay',
  name: 'kv-pay',
  permissionModel: 'rbac',
  accessPolicies: [],
  managementGroupIds: [],
}
const roleId = (name: string) =>
  [...keyVaultDataRoles, ...keyVaultManagementRoles].find(({ roleName }) => roleName === name)?.id ?? ''
const assignment = (id: string, principalId: string, role: string, more: Partial<RoleAssignment> = {}) => ({
  id,
  principalId,
  roleDefinitionId: roleId(role),
  scope: vault.id,
  isEligible: false,
  ...more,
})
const estate = (assignments: RoleAssignment[]): AccessEstate => ({
  roleDefinitions: new Map([...keyVaultDataRoles, ...keyVaultManagementRoles.slice(1)].map((role) => [role.id, role])),
  assignments,
  denyAssignments: [],
  memberOf: new Map([
    ['ana', ['on-call']],
    ['ben', ['on-call']],
    ['on-call', ['operations']],
  ]),
  applicationId: 'strongroom',
  now: 0,
})
const words = (changes: ReturnType<typeof changesBy>) =>
  changes.map(({ principalId, through, gained, lost }) => [
    principalId,
    through.join(' in '),
    gained.map((one) => one.words).join(', '),
    lost.map((one) => one.words).join(', '),
  ])

test('a grant to a group is a gain of all who are in it, through whatever groups; what somebody has is no gain', () => {
  const before = estate([assignment('old', 'ben', 'Key Vault Secrets User')])
  const added = assignment('new', 'operations', 'Key Vault Secrets User')
  const reads = 'see the names, dates and tags of secrets, read the values of secrets'
  expect(words(changesBy(added, before, withAssignment(before, added), { vault, object: null }))).toEqual([
    ['operations', '', reads, ''],
    ['ana', 'on-call in operations', reads, ''],
    ['ben', 'on-call in operations', '', ''],
    ['on-call', 'operations', reads, ''],
  ])
})

test('a removal is a loss of those who have it by nothing else', () => {
  const removed = assignment('old', 'ana', 'Key Vault Secrets User')
  const before = estate([removed, assignment('wide', 'ana', 'Key Vault Reader')])
  expect(words(changesBy(removed, before, withoutAssignment(before, 'OLD'), { vault, object: null }))).toEqual([
    ['ana', '', '', 'read the values of secrets'],
  ])
})

test('one object, and a condition on its name, reach that alone', () => {
  const before = estate([])
  const single = assignment('new', 'ana', 'Key Vault Secrets User', { scope: `${vault.id}/secrets/db` })
  const gains = (added: RoleAssignment, object: string | null) =>
    changesBy(added, before, withAssignment(before, added), { vault, object })[0]?.gained.length
  expect(gains(single, 'secrets/db')).toBe(2)
  expect(gains(single, 'secrets/other')).toBe(0)
  expect(gains(single, null)).toBe(0)
  const condition = nameCondition({ match: 'startsWith', texts: ['db-', 'it-'] })
  const conditional = assignment('new', 'ana', 'Key Vault Secrets User', { condition })
  expect(gains(conditional, 'secrets/it-x')).toBe(2)
  expect(gains(conditional, 'secrets/x')).toBe(0)
  expect(gains(conditional, null)).toBe(0)
})

test('the last assignment by which anybody administers the vault is known before it goes', () => {
  const one = assignment('one', 'ana', 'Key Vault Administrator')
  expect(isLastAdministration('one', estate([one]), vault)).toBe(true)
  expect(isLastAdministration('one', estate([one, { ...one, id: 'two' }]), vault)).toBe(false)
  expect(isLastAdministration('one', estate([one, { ...one, id: 'two', isEligible: true }]), vault)).toBe(true)
  expect(isLastAdministration('one', estate([one, { ...one, id: 'two', scope: '/subscriptions/t' }]), vault)).toBe(true)
  const owner = assignment('owner', 'ben', 'Owner')
  expect(isLastAdministration('owner', estate([one, owner]), vault)).toBe(true)
  const reader = assignment('reader', 'ben', 'Key Vault Reader')
  expect(isLastAdministration('reader', estate([reader]), vault)).toBe(false)
})
