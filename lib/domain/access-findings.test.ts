import { expect, test } from 'vitest'
import type { FindingId } from './access-finding-words.ts'
import { findingsOf } from './access-findings.ts'
import { type AccessReading, emptyReading, type ListedAssignment } from './access-reading.ts'

const administrator = '00482a5a-887f-4fb3-b363-3b7fe8e74483'
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c'

const vaultId = (name: string) => `/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/${name}`
const vault = (name: string, environment: string, more: Partial<AccessReading['vaults'][number]> = {}) => ({
  id: vaultId(name),
  name,
  subscriptionId: 's1',
  permissionModel: 'rbac' as const,
  tags: { environment },
  accessPolicies: [],
  ...more,
})
const role = (id: string, roleName: string, actions: string[], dataActions: string[]) => ({
  id,
  roleName,
  permissions: [{ actions, notActions: [], dataActions, notDataActions: [] }],
})
const read = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
const assign = (roleDefinitionId: string, scope: string, more: Partial<ListedAssignment> = {}): ListedAssignment => ({
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/a1`,
  scope,
  roleDefinitionId,
  principalId: 'ana',
  principalType: 'user',
  isEligible: false,
  ...more,
})
const readingOf = (more: Partial<AccessReading>): AccessReading => ({
  ...emptyReading,
  vaults: [vault('kv-prod', 'prod'), vault('kv-dev', 'dev')],
  roles: [
    role(administrator, 'Key Vault Administrator', [], ['Microsoft.KeyVault/vaults/*']),
    role(secretsUser, 'Key Vault Secrets User', [], [read]),
    role(contributor, 'Contributor', ['*'], []),
  ],
  subscriptions: [{ id: 's1', name: 'One', managementGroupIds: [] }],
  ...more,
})
const rowsOf = (id: FindingId, more: Partial<AccessReading>) =>
  findingsOf(readingOf(more)).find((one) => one.id === id)?.rows ?? []

const workload = { principalId: 'api', principalType: 'servicePrincipal' as const }

test('a standing Administrator is found, an eligible one is not', () => {
  const assignments = [
    assign(administrator, '/subscriptions/s1'),
    assign(administrator, vaultId('kv-dev'), { principalId: 'ben', isEligible: true }),
  ]
  const rows = rowsOf('standingAdministrator', { assignments })
  expect(rows).toMatchObject([{ principalId: 'ana', place: 'Subscription One', what: 'Key Vault Administrator' }])
  expect(rows[0]?.fix[0]?.text).toBe(
    'az role assignment delete --ids /subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/a1',
  )
})

test('a person with standing write on production is found: by role, by a group, by policy; not on development, nor a workload', () => {
  const permissions = { secrets: ['set'], keys: [], certificates: [] }
  const rows = rowsOf('humanWrite', {
    vaults: [
      vault('kv-prod', 'prod'),
      vault('kv-dev', 'dev'),
      vault('kv-old', 'production', {
        permissionModel: 'accessPolicy',
        accessPolicies: [{ objectId: 'ana', permissions }],
      }),
    ],
    assignments: [
      assign(administrator, vaultId('kv-prod')),
      assign(administrator, vaultId('kv-prod'), { principalId: 'team', principalType: 'group' }),
      assign(administrator, vaultId('kv-prod'), { principalId: 'robots', principalType: 'group' }),
      assign(administrator, vaultId('kv-dev'), { principalId: 'ben' }),
      assign(administrator, vaultId('kv-prod'), workload),
      assign(secretsUser, vaultId('kv-prod'), { principalId: 'cara' }),
    ],
    memberOf: [
      ['ana', ['team']],
      ['api', ['robots']],
    ],
  })
  expect(rows.map(({ principalId, place }) => [principalId, place])).toEqual([
    ['ana', 'Vault kv-prod'],
    ['team', 'Vault kv-prod'],
    ['ana', 'Vault kv-old'],
  ])
})

test('a workload identity on vaults of two environments is found, one on one environment and a person are not', () => {
  const assignments = [
    assign(secretsUser, vaultId('kv-prod'), workload),
    assign(secretsUser, vaultId('kv-dev'), workload),
    assign(secretsUser, vaultId('kv-dev'), { ...workload, principalId: 'other' }),
    assign(secretsUser, '/subscriptions/s1'),
  ]
  expect(rowsOf('twoEnvironments', { assignments })).toMatchObject([
    { principalId: 'api', place: 'production: kv-prod; development: kv-dev' },
  ])
})

test('User and Administrator for the same principal at the same vault are found, at different vaults not', () => {
  const both = [assign(secretsUser, vaultId('kv-prod')), assign(administrator, '/subscriptions/s1')]
  expect(rowsOf('userAndAdministrator', { assignments: both })).toMatchObject([{ what: 'Key Vault Secrets User' }])
  const apart = [assign(secretsUser, vaultId('kv-prod')), assign(administrator, vaultId('kv-dev'))]
  expect(rowsOf('userAndAdministrator', { assignments: apart })).toEqual([])
})

test('an assignment on a vault that is gone, or in one, is found', () => {
  const assignments = [
    assign(secretsUser, vaultId('kv-gone')),
    assign(secretsUser, `${vaultId('kv-gone')}/secrets/db`),
    assign(secretsUser, vaultId('KV-PROD')),
  ]
  expect(rowsOf('orphanedScope', { assignments })).toHaveLength(2)
})

test('rights of a principal that the directory does not know are found, by role and by policy', () => {
  const permissions = { secrets: ['get'], keys: [], certificates: [] }
  const rows = rowsOf('gonePrincipal', {
    vaults: [
      vault('kv-old', 'dev', { permissionModel: 'accessPolicy', accessPolicies: [{ objectId: 'zoe', permissions }] }),
    ],
    assignments: [
      assign(secretsUser, vaultId('kv-old'), { principalId: 'zoe' }),
      assign(secretsUser, vaultId('kv-old')),
    ],
    principals: [
      { id: 'zoe', name: 'zoe', type: 'unknown', isGone: true },
      { id: 'ana', name: 'Ana', type: 'user' },
    ],
  })
  expect(rows.map(({ fix }) => fix[0]?.text.split(' ').slice(0, 3).join(' '))).toEqual([
    'az role assignment',
    'az keyvault delete-policy',
  ])
})

test('whoever can write the vault or its roles can let itself into one with policies, and not into one with roles', () => {
  const assignments = [assign(contributor, '/subscriptions/s1')]
  expect(rowsOf('selfHelp', { assignments })).toEqual([])
  const vaults = [vault('kv-old', 'dev', { permissionModel: 'accessPolicy' })]
  expect(rowsOf('selfHelp', { vaults, assignments })).toMatchObject([
    { what: 'Contributor', place: 'Subscription One, which holds 1 vault with policies' },
  ])
})

test('an estate in order has no finding', () => {
  expect(findingsOf(readingOf({ assignments: [assign(secretsUser, vaultId('kv-prod'), workload)] }))).toEqual([])
})
