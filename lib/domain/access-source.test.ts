import { expect, test } from 'vitest'
import { emptyReading } from './access-reading.ts'
import { relativesOf, scopeWords, sourcesOf } from './access-source.ts'

const vaultId = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-pay'
const policy = { objectId: 'team', permissions: { secrets: ['get', 'list'], keys: [], certificates: [] } }
const vault = { id: vaultId, name: 'kv-pay', subscriptionId: 's1', tags: {}, accessPolicies: [policy] }
const assignment = {
  id: 'a1',
  scope: '/subscriptions/s1',
  roleDefinitionId: 'owner',
  principalId: 'ana',
  principalType: 'user' as const,
  isEligible: false,
}
const reading = {
  ...emptyReading,
  vaults: [{ ...vault, permissionModel: 'accessPolicy' as const }],
  roles: [{ id: 'owner', roleName: 'Owner', permissions: [] }],
  assignments: [assignment, { ...assignment, id: 'a2', principalId: 'ben' }],
  memberOf: [['ana', ['team']]] as const,
}

test('a principal reaches things by its own roles and by what its groups have', () => {
  expect(sourcesOf(reading, 'ana')).toMatchObject([
    { kind: 'role', what: 'Owner', scope: '/subscriptions/s1', way: ['ana'] },
    { kind: 'policy', what: 'secrets: get, list', scope: vaultId, way: ['ana', 'team'] },
  ])
  expect(relativesOf(reading, 'ana').groups).toEqual(['team'])
  expect(relativesOf(reading, 'team').members).toEqual(['ana'])
})

test('a policy of a vault that uses roles is no source', () => {
  const rbac = { ...reading, vaults: [{ ...vault, permissionModel: 'rbac' as const }] }
  expect(sourcesOf(rbac, 'team')).toEqual([])
})

test.each([
  ['/', 'Everything (root)'],
  ['/providers/Microsoft.Management/managementGroups/prod', 'Management group prod'],
  ['/subscriptions/s1', 'Subscription s1'],
  ['/subscriptions/s1/resourceGroups/rg', 'Resource group rg'],
  [vaultId, 'Vault kv-pay'],
  [`${vaultId}/secrets/db`, 'Secret db in kv-pay'],
])('the scope %s is called %s', (scope, words) => {
  expect(scopeWords(scope)).toBe(words)
})
