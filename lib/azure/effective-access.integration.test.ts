import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Caller } from '../../emulator/entra/access-token.ts'
import { operations } from '../../emulator/key-vault/operations.ts'
import { decidePermission } from '../../emulator/key-vault/permission.ts'
import { builtInRoles } from '../../emulator/roles.ts'
import { type RoleAssignment, type RoleDefinition, type State, type Vault, vaultId } from '../../emulator/state.ts'
import { smallState } from '../../emulator/testing/small-state.ts'
import type { AccessEstate, AccessVault } from '../domain/access-estate.ts'
import { accessTo } from '../domain/effective-access.ts'

/**
 * The rules that the pages show against the emulator's authorisation, which was written apart from them and decides real
 * calls: over generated estates, for every principal, object and operation, both must say the same.
 */

const runs = Number(process.env.ESTATE_RUNS ?? 200)

const applications = ['strongroom', 'backup']
const everybody = '00000000-0000-0000-0000-000000000000'
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

const resource = '@Resource[Microsoft.KeyVault/vaults'
const conditions = fc.constantFrom(
  `${resource}/secrets:name] StringEquals 'db'`,
  `${resource}/secrets:name] StringEqualsIgnoreCase 'DB'`,
  `${resource}/secrets:name] StringLike 'db*'`,
  `${resource}/secrets:name] StringNotLike '*-?'`,
  `${resource}:name] ForAnyOfAnyValues:StringEquals {'kv-pay', 'other'} AND ${resource}/secrets:name] StringStartsWith 'db-'`,
  `((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})) OR (${resource}/secrets:name] StringEquals 'db'))`,
  `!(ActionMatches{'Microsoft.KeyVault/vaults/keys/*'}) && (Exists ${resource}/secrets:name] || ${resource}:name] StringNotEquals 'kv-pay')`,
  `NOT Exists ${resource}/secrets:name]`,
)
const dataRights = (dataActions: string[], notDataActions: string[]) => ({
  actions: [],
  notActions: [],
  dataActions,
  notDataActions,
})
const denials = fc.constantFrom(
  dataRights(['*/purge/action'], []),
  dataRights(['Microsoft.KeyVault/vaults/secrets/*'], ['Microsoft.KeyVault/vaults/secrets/readMetadata/action']),
)

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
      fc.record(
        {
          scope: scopes,
          principalId: principals,
          role: fc.constantFrom(...roleDefinitions),
          condition: conditions,
          isEligible: fc.constantFrom(true, false, false),
        },
        { requiredKeys: ['scope', 'principalId', 'role', 'isEligible'] },
      ),
      { maxLength: 8 },
    ),
    denyAssignments: fc.array(
      fc.record({
        scope: scopes,
        permissions: denials,
        principalIds: fc.array(fc.constantFrom(...people, ...groups, everybody), { minLength: 1, maxLength: 2 }),
        excludePrincipalIds: fc.array(principals, { maxLength: 1 }),
        doNotApplyToChildScopes: fc.boolean(),
      }),
      { maxLength: 1 },
    ),
  })
  .map(({ vaults: made, memberIds, managementGroupName, roleAssignments, denyAssignments }) => {
    const assigned = roleAssignments.map(({ role, isEligible, ...one }, at) => ({
      isEligible,
      row: {
        ...one,
        name: `a${at}`,
        roleDefinitionName: role.name,
        principalType: 'User',
        createdOn: 0,
        createdBy: '',
      } as const,
    }))
    return {
      ...base,
      managementGroups,
      subscriptions: [{ subscriptionId: 's1', displayName: 's1', state: 'Enabled', managementGroupName }],
      groups: groups.map((objectId, at) => ({ objectId, displayName: objectId, memberIds: memberIds[at] ?? [] })),
      roleDefinitions,
      roleAssignments: assigned.filter((one) => !one.isEligible).map(({ row }) => row),
      roleEligibilities: assigned.filter((one) => one.isEligible).map(({ row }) => ({ ...row, startsOn: 0 })),
      denyAssignments: denyAssignments.map((one, at) => ({
        ...one,
        name: `d${at}`,
        denyAssignmentName: `d${at}`,
        description: '',
        permissions: [one.permissions],
      })),
      vaults: new Map(made.map((vault) => [vault.name, vault])),
    }
  })

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
              // Every condition here is one that can be told.
              expect(outcome).not.toBe('unknown')
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
    assignments: [
      ...state.roleAssignments.map((one) => assignmentOf(one, false)),
      ...(state.roleEligibilities ?? []).map((one) => assignmentOf(one, true)),
    ],
    denyAssignments: (state.denyAssignments ?? []).map((one) => ({
      id: one.name,
      name: one.denyAssignmentName,
      scope: one.scope,
      permissions: one.permissions,
      principalIds: one.principalIds,
      excludedPrincipalIds: one.excludePrincipalIds,
      isForScopeOnly: one.doNotApplyToChildScopes,
    })),
    memberOf: new Map(
      [...Map.groupBy(memberships, ([id]) => id)].map(([id, found]) => [id, found.map(([, group]) => group)]),
    ),
    applicationId: 'strongroom',
    now: 0,
  }
}

function assignmentOf(
  { name, scope, roleDefinitionName, principalId, condition }: RoleAssignment,
  isEligible: boolean,
) {
  return {
    id: name,
    scope,
    roleDefinitionId: roleDefinitionName,
    principalId,
    isEligible,
    ...(condition && { condition }),
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
