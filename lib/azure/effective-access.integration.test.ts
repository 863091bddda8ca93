import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Caller } from '../../emulator/entra/access-token.ts'
import { operations } from '../../emulator/key-vault/operations.ts'
import { decidePermission } from '../../emulator/key-vault/permission.ts'
import { builtInRoles } from '../../emulator/roles.ts'
import { type RoleDefinition, type State, type Vault, vaultId } from '../../emulator/state.ts'
import { smallState } from '../../emulator/testing/small-state.ts'
import type { AccessEstate, AccessVault } from '../domain/access-estate.ts'
import { accessTo } from '../domain/effective-access.ts'

/**
 * The rules that the pages show against the emulator's authorisation, which was written apart from them and decides real
 * calls: over generated estates, for every principal, object and operation, both must say the same.
 */

const runs = Number(process.env.ESTATE_RUNS ?? 200)

const applications = ['strongroom', 'backup']
const people = ['ana', 'ben']
const groups = ['on-call', 'operations', 'everyone']
const secretNames = ['db', 'db-2']
const vaultNames = ['kv-pay', 'kv-pay-2']
const managementGroups = [
  { name: 'root', displayName: 'Root' },
  { name: 'production', displayName: 'Production', parentName: 'root' },
  { name: 'sandbox', displayName: 'Sandbox', parentName: 'root' },
]
const groupScope = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`

const customRole = (name: string, dataActions: string[], notDataActions: string[]): RoleDefinition => ({
  name,
  roleName: name,
  roleType: 'CustomRole',
  description: '',
  permissions: [{ actions: [], notActions: [], dataActions, notDataActions }],
  assignableScopes: ['/'],
})
const roleDefinitions = [
  ...builtInRoles,
  customRole('custom-but-purge', ['Microsoft.KeyVault/vaults/*'], ['Microsoft.KeyVault/vaults/*/purge/action']),
  customRole('custom-reads', ['*/read', 'Microsoft.KeyVault/vaults/secrets/readMetadata/action'], []),
]

const base = smallState()
const [anyVault] = base.vaults.values()

function vaultOf(
  name: string,
  enableRbacAuthorization: boolean | null,
  accessPolicies: Vault['accessPolicies'],
): Vault {
  if (!anyVault) throw new Error('The small state has vaults.')
  return { ...anyVault, name, subscriptionId: 's1', resourceGroup: 'rg', enableRbacAuthorization, accessPolicies }
}

const principals = fc.constantFrom(...people, ...groups)
const scopes = fc.constantFrom(
  '/',
  ...managementGroups.map(({ name }) => groupScope(name)),
  '/subscriptions/s1',
  '/subscriptions/S1/',
  '/subscriptions/s2',
  '/subscriptions/s1/resourceGroups/rg',
  ...vaultNames.flatMap((name) => {
    const id = vaultId(vaultOf(name, true, []))
    return [id, id.toUpperCase(), ...secretNames.map((secret) => `${id}/secrets/${secret}`), `${id}/keys/db`]
  }),
)
const policies = fc.array(
  fc.record(
    {
      tenantId: fc.constant('t'),
      objectId: principals,
      applicationId: fc.constantFrom(...applications),
      permissions: fc.record({
        secrets: fc.subarray(['get', 'list', 'set', 'purge', 'Backup', 'all'], { maxLength: 3 }),
        keys: fc.subarray(['get', 'sign', 'all'], { maxLength: 2 }),
        certificates: fc.subarray(['get', 'import', 'all'], { maxLength: 2 }),
      }),
    },
    { requiredKeys: ['tenantId', 'objectId', 'permissions'] },
  ),
  { maxLength: 4 },
)
const vaults = fc.tuple(
  ...vaultNames.map((name) =>
    fc.tuple(fc.constantFrom(true, false, null), policies).map(([model, entries]) => vaultOf(name, model, entries)),
  ),
)
const states: fc.Arbitrary<State> = fc
  .record({
    vaults,
    memberIds: fc.tuple(...groups.map(() => fc.subarray([...people, ...groups], { maxLength: 3 }))),
    managementGroupName: fc.constantFrom(...managementGroups.map(({ name }) => name)),
    roleAssignments: fc.array(
      fc.record({ scope: scopes, principalId: principals, role: fc.constantFrom(...roleDefinitions) }),
      { maxLength: 8 },
    ),
  })
  .map(({ vaults: made, memberIds, managementGroupName, roleAssignments }) => ({
    ...base,
    managementGroups,
    subscriptions: [{ subscriptionId: 's1', displayName: 's1', state: 'Enabled', managementGroupName }],
    groups: groups.map((objectId, at) => ({ objectId, displayName: objectId, memberIds: memberIds[at] ?? [] })),
    roleDefinitions,
    roleAssignments: roleAssignments.map(({ scope, principalId, role }, at) => ({
      name: `a${at}`,
      scope,
      roleDefinitionName: role.name,
      principalId,
      principalType: groups.includes(principalId) ? 'Group' : 'User',
      createdOn: 0,
      createdBy: '',
    })),
    vaults: new Map(made.map((vault) => [vault.name, vault])),
  }))

test('the pages and the cloud agree on who may do what', () => {
  let allowed = 0
  fc.assert(
    fc.property(states, (state) => {
      const estate = estateOf(state)
      for (const vault of state.vaults.values()) {
        const access = accessTo(accessVaultOf(state, vault), estate)
        for (const objectId of people) {
          for (const operation of operations) {
            for (const objectName of operation.path.includes('-name}') ? secretNames : ['']) {
              const caller: Caller = {
                objectId,
                appId: 'strongroom',
                tenantId: 't',
                isAppOnly: false,
                scopes: [],
                claims: {},
              }
              const { refusal } = decidePermission(state, vault, caller, { operation, name: objectName })
              const { outcome } = access.of(objectId, {
                kind: 'data',
                collection: operation.policy.object,
                dataAction: operation.dataAction,
                policyPermission: operation.policy.permission.toLowerCase(),
                ...(objectName && { objectName }),
              })
              if (!refusal) allowed += 1
              expect(outcome === 'can', `${objectId} ${operation.name} ${objectName} on ${vault.name}`).toBe(!refusal)
            }
          }
        }
      }
    }),
    { numRuns: runs },
  )
  // Of many questions some must have been answered with yes, or nothing was compared.
  expect(allowed).toBeGreaterThan(runs)
})

function estateOf(state: State): AccessEstate {
  const memberships = state.groups.flatMap(({ objectId, memberIds }) => memberIds.map((id) => [id, objectId] as const))
  return {
    roleDefinitions: new Map(
      state.roleDefinitions.map(({ name, roleName, permissions }) => [name, { id: name, roleName, permissions }]),
    ),
    assignments: state.roleAssignments.map(({ name, scope, roleDefinitionName, principalId }) => ({
      id: name,
      scope,
      roleDefinitionId: roleDefinitionName,
      principalId,
      isEligible: false,
    })),
    denyAssignments: [],
    memberOf: new Map(
      [...Map.groupBy(memberships, ([id]) => id)].map(([id, found]) => [id, found.map(([, group]) => group)]),
    ),
    applicationId: 'strongroom',
    now: 0,
  }
}

function accessVaultOf(state: State, vault: Vault): AccessVault {
  const lower = (names: string[]) => names.map((name) => name.toLowerCase())
  const above: string[] = []
  let name = state.subscriptions.find(
    ({ subscriptionId }) => subscriptionId === vault.subscriptionId,
  )?.managementGroupName
  while (name) {
    above.push(groupScope(name))
    name = state.managementGroups.find((one) => one.name === name)?.parentName
  }
  return {
    id: vaultId(vault),
    name: vault.name,
    permissionModel: vault.enableRbacAuthorization ? 'rbac' : 'accessPolicy',
    accessPolicies: vault.accessPolicies.map(({ objectId, applicationId, permissions }) => ({
      objectId,
      ...(applicationId && { applicationId }),
      permissions: {
        secrets: lower(permissions.secrets),
        keys: lower(permissions.keys),
        certificates: lower(permissions.certificates),
      },
    })),
    managementGroupIds: above,
  }
}
