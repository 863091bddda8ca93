import { expect, test } from 'vitest'
import { type AccessReading, emptyReading } from './access-reading.ts'
import type { AssignmentUse, AssignmentUses } from './assignment-use.ts'
import { keyVaultDataRoles } from './key-vault-roles.ts'
import type { VaultCoverage } from './log-coverage.ts'
import { judgeAssignments } from './unused-assignments.ts'

const roleOf = (name: string) => keyVaultDataRoles.find(({ roleName }) => roleName === name)?.id ?? ''
const subscription = '/subscriptions/s1'
const vaultId = (name: string) => `${subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/${name}`
const vault = (name: string, permissionModel: 'rbac' | 'accessPolicy' = 'rbac') => ({
  id: vaultId(name),
  name,
  subscriptionId: 's1',
  permissionModel,
  tags: {},
  accessPolicies: [],
})
const assigned = (name: string, roleName: string, scope: string, createdOn = '2026-01-01T00:00:00Z') => ({
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
  scope,
  roleDefinitionId: roleOf(roleName),
  principalId: 'p',
  principalType: 'servicePrincipal' as const,
  isEligible: false,
  createdOn,
})
const dayMs = 86_400_000
const fromMs = Date.parse('2026-10-26T00:00:00Z')
const logged = (vaultName: string, provenFromMs: number | null = fromMs): VaultCoverage => ({
  vaultName,
  state: provenFromMs === null ? 'notLogged' : 'logged',
  provenFromMs,
})
const use = (operation: string, vaultName: string, onlyObject: string | null = null): AssignmentUse => ({
  assignmentName: 'a',
  vaultName,
  operation,
  calls: 2,
  lastMs: fromMs + 5_000,
  onlyObject,
})

function judge(
  assignment: ReturnType<typeof assigned>,
  uses: AssignmentUse[] = [],
  { vaults = [vault('kv-a'), vault('kv-b')], coverage = [logged('kv-a'), logged('kv-b')] } = {},
) {
  const reading: AccessReading = {
    ...emptyReading,
    vaults,
    assignments: [assignment],
    roles: keyVaultDataRoles.map((role) => ({
      ...role,
      permissions: role.permissions.map((one) => ({
        actions: [],
        notActions: [],
        dataActions: [...one.dataActions],
        notDataActions: [],
      })),
    })),
    subscriptions: [{ id: 's1', name: 'S', managementGroupIds: [] }],
  }
  const told: AssignmentUses = { uses, coverage, queries: [], problems: [] }
  const [judged] = judgeAssignments(reading, told, { fromMs, toMs: fromMs + 30 * dayMs })
  return judged
}

test('never used counts as unused only where every vault that it reaches was logged all the time', () => {
  const wide = assigned('a', 'Key Vault Secrets User', subscription)
  expect(judge(wide)?.verdict).toBe('unused')
  const dark = judge(wide, [], { coverage: [logged('kv-a'), logged('kv-b', null)] })
  expect([dark?.verdict, dark?.unprovenVaults]).toEqual(['unknown', ['kv-b']])
  expect(judge(wide, [], { coverage: [logged('kv-a'), logged('kv-b', fromMs + dayMs)] })?.verdict).toBe('unknown')
  // The vault that is not logged lies outside of its scope.
  const narrow = assigned('a', 'Key Vault Secrets User', vaultId('kv-a'))
  expect(judge(narrow, [], { coverage: [logged('kv-a'), logged('kv-b', null)] })?.verdict).toBe('unused')
})

test('an assignment younger than the time is new, and one that reaches no vault of roles is idle', () => {
  expect(judge(assigned('a', 'Key Vault Secrets User', subscription, '2026-11-20T00:00:00Z'))?.verdict).toBe('new')
  const policies = { vaults: [vault('kv-a', 'accessPolicy')], coverage: [logged('kv-a')] }
  expect(judge(assigned('a', 'Key Vault Secrets User', subscription), [], policies)?.verdict).toBe('idle')
})

test('an administrator that only read one secret would do with reading that secret', () => {
  const judged = judge(assigned('a', 'Key Vault Administrator', subscription), [
    use('SecretGet', 'kv-a', 'secrets/db-password'),
  ])
  expect(judged).toMatchObject({ verdict: 'wide', calls: 2, lastMs: fromMs + 5_000 })
  expect(judged?.smaller).toEqual([
    {
      role: { id: roleOf('Key Vault Secrets User'), roleName: 'Key Vault Secrets User' },
      scope: `${vaultId('kv-a')}/secrets/db-password`,
    },
  ])
})

test('a role that lists too keeps the vault as its scope, and what was used of two vaults stays in both', () => {
  const judged = judge(assigned('a', 'Key Vault Secrets Officer', subscription), [
    use('SecretGet', 'kv-a', 'secrets/db-password'),
    use('SecretList', 'kv-a'),
    use('SecretGet', 'kv-b'),
  ])
  expect(judged?.smaller.map(({ role, scope }) => `${role.roleName} ${scope}`)).toEqual([
    `Key Vault Secrets User ${vaultId('kv-a')}`,
    `Key Vault Secrets User ${vaultId('kv-b')}`,
  ])
})

test('nothing smaller is told where a vault is not proven, an operation is not known, or it fits already', () => {
  const admin = assigned('a', 'Key Vault Administrator', subscription)
  const dark = { coverage: [logged('kv-a'), logged('kv-b', null)] }
  expect(judge(admin, [use('SecretGet', 'kv-a')], dark)?.verdict).toBe('used')
  expect(judge(admin, [use('SomethingNew', 'kv-a')])?.verdict).toBe('used')
  const fitting = assigned('a', 'Key Vault Secrets User', vaultId('kv-a'))
  expect(judge(fitting, [use('SecretGet', 'kv-a'), use('SecretList', 'kv-a')])?.verdict).toBe('used')
})
