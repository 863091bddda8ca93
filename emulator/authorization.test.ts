import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  evaluate,
  evaluateAccessPolicies,
  hasAnyAssignmentAround,
  type Principal,
  permissionsAt,
} from './authorization.ts'
import { builtInRoles, roleNamed } from './roles.ts'
import type { RoleDefinition, State } from './state.ts'
import { appId, people, smallState } from './testing/small-state.ts'

const subscription = '/subscriptions/33333333-3333-4333-8333-333333333333'
const group = `${subscription}/resourceGroups/rg-small`
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv-roles`
const secret = `${vault}/secrets/db-password`
const managementGroup = '/providers/Microsoft.Management/managementGroups/mg-root'
const secretsData = 'Microsoft.KeyVault/vaults/secrets'

const caller: Principal = { objectId: people.nobody, appId }

/** The small state where `nobody` has just these roles: [role name, scope]. */
function granted(...assignments: [string, string][]): State {
  const state = smallState()
  state.roleAssignments = assignments.map(([roleName, scope], index) => ({
    name: `assignment-${index}`,
    scope,
    roleDefinitionName: roleNamed(roleName).name,
    principalId: caller.objectId,
    principalType: 'User',
    createdOn: 0,
    createdBy: '',
  }))
  return state
}

const may = (state: State, dataAction: string, scope: string, who = caller) =>
  evaluate(state, who, { dataAction, scope }).isAllowed
const mayManage = (state: State, action: string, scope: string) => evaluate(state, caller, { action, scope }).isAllowed

describe('where a role counts', () => {
  test.each([['/'], [managementGroup], [subscription], [group], [vault], [secret]])(
    'an assignment at %s reaches the secret below it',
    (scope) => {
      const state = granted(['Key Vault Secrets User', scope])
      expect(may(state, `${secretsData}/getSecret/action`, secret)).toBe(true)
    },
  )

  test.each([
    ['another secret', `${vault}/secrets/other`],
    ['a secret whose name only begins the same', `${vault}/secrets/db-pass`],
    ['another vault', `${group}/providers/Microsoft.KeyVault/vaults/kv-neighbour`],
    ['another vault whose name only begins the same', `${vault}2`],
    ['another group', `${subscription}/resourceGroups/rg`],
    ['another subscription', '/subscriptions/44444444-4444-4444-8444-444444444444'],
    ['another management group', '/providers/Microsoft.Management/managementGroups/mg-other'],
  ])('an assignment at %s does not', (_, scope) => {
    expect(may(granted(['Key Vault Administrator', scope]), `${secretsData}/getSecret/action`, secret)).toBe(false)
  })

  test('an assignment on a management group reaches subscriptions of the groups below it', () => {
    const state = granted(['Key Vault Reader', '/providers/Microsoft.Management/managementGroups/mg-top'])
    expect(may(state, `${secretsData}/readMetadata/action`, secret)).toBe(false)
    state.managementGroups = [
      { name: 'mg-top', displayName: 'Top' },
      { name: 'mg-root', displayName: 'Root', parentName: 'mg-top' },
    ]
    expect(may(state, `${secretsData}/readMetadata/action`, secret)).toBe(true)
  })
})

describe('whom a role counts for', () => {
  test('members of a group, and of groups within it, even where groups contain each other', () => {
    const state = granted(['Key Vault Secrets User', vault])
    state.roleAssignments = state.roleAssignments.map((one) => ({ ...one, principalId: 'outer' }))
    expect(may(state, `${secretsData}/getSecret/action`, secret)).toBe(false)
    state.groups = [
      { objectId: 'outer', displayName: 'Outer', memberIds: ['inner'] },
      { objectId: 'inner', displayName: 'Inner', memberIds: [caller.objectId.toUpperCase(), 'outer'] },
    ]
    expect(may(state, `${secretsData}/getSecret/action`, secret)).toBe(true)
    expect(may(state, `${secretsData}/getSecret/action`, secret, { objectId: people.reader, appId })).toBe(false)
  })
})

describe('what a role allows', () => {
  test.each([
    ['Key Vault Administrator', ['getSecret/action', 'setSecret/action', 'purge/action', 'readMetadata/action'], []],
    ['Key Vault Secrets Officer', ['getSecret/action', 'setSecret/action', 'delete', 'backup/action'], []],
    [
      'Key Vault Secrets User',
      ['getSecret/action', 'readMetadata/action'],
      ['setSecret/action', 'delete', 'backup/action'],
    ],
    ['Key Vault Reader', ['readMetadata/action'], ['getSecret/action', 'setSecret/action']],
    ['Key Vault Certificate User', ['getSecret/action', 'readMetadata/action'], ['setSecret/action']],
    ['Key Vault Crypto Officer', [], ['getSecret/action', 'readMetadata/action']],
    ['Key Vault Contributor', [], ['getSecret/action', 'readMetadata/action', 'setSecret/action']],
    ['Owner', [], ['getSecret/action', 'readMetadata/action', 'setSecret/action']],
    ['Contributor', [], ['getSecret/action', 'readMetadata/action', 'setSecret/action']],
  ])('%s on secrets: %j, not %j', (roleName, allowed, denied) => {
    const state = granted([roleName, vault])
    for (const one of allowed) expect([one, may(state, `${secretsData}/${one}`, secret)]).toEqual([one, true])
    for (const one of denied) expect([one, may(state, `${secretsData}/${one}`, secret)]).toEqual([one, false])
  })

  test.each([
    ['Key Vault Reader', true],
    ['Key Vault Secrets Officer', true],
    ['Reader', true],
    ['Owner', true],
    ['Key Vault Secrets User', false],
    ['Key Vault Certificate User', false],
    ['Key Vault Crypto User', false],
  ])('%s sees the vault in Resource Manager: %s', (roleName, sees) => {
    expect(mayManage(granted([roleName, vault]), 'Microsoft.KeyVault/vaults/read', vault)).toBe(sees)
  })

  test("what one role's notActions take away, another role still gives", () => {
    const write = 'Microsoft.Authorization/roleAssignments/write'
    const contributor = granted(['Contributor', group])
    expect(mayManage(contributor, 'Microsoft.KeyVault/vaults/write', vault)).toBe(true)
    expect(mayManage(contributor, write, vault)).toBe(false)
    expect(mayManage(granted(['Contributor', group], ['User Access Administrator', group]), write, vault)).toBe(true)
  })

  test('notDataActions take away from dataActions, within their own role', () => {
    const role: RoleDefinition = {
      ...roleNamed('Key Vault Administrator'),
      name: 'custom',
      roleType: 'CustomRole',
      permissions: [
        {
          actions: [],
          notActions: [],
          dataActions: ['Microsoft.KeyVault/vaults/*'],
          notDataActions: [`${secretsData}/getSecret/*`],
        },
      ],
    }
    const state = granted(['Key Vault Administrator', vault])
    state.roleDefinitions = [...state.roleDefinitions, role]
    state.roleAssignments = state.roleAssignments.map((one) => ({ ...one, roleDefinitionName: 'custom' }))
    expect(may(state, `${secretsData}/getSecret/action`, secret)).toBe(false)
    expect(may(state, `${secretsData}/setSecret/action`, secret)).toBe(true)
  })

  test('the decision names the assignment that allowed it', () => {
    const state = granted(['Reader', group], ['Key Vault Secrets User', vault])
    const decision = evaluate(state, caller, { dataAction: `${secretsData}/getSecret/action`, scope: secret })
    expect(decision.assignment?.name).toBe('assignment-1')
  })

  test('permissions list what every role gives at the scope, above it included', () => {
    const state = granted(['Reader', subscription], ['Key Vault Secrets User', secret])
    expect(permissionsAt(state, caller, vault).flatMap((one) => one.dataActions)).toEqual([])
    expect(permissionsAt(state, caller, secret).flatMap((one) => one.actions)).toEqual(['*/read'])
    expect(permissionsAt(state, caller, secret).flatMap((one) => one.dataActions)).toContain(
      `${secretsData}/getSecret/action`,
    )
  })

  test('a role on one secret makes its subscription visible, and no other', () => {
    const state = granted(['Key Vault Secrets User', secret.toUpperCase()])
    expect(hasAnyAssignmentAround(state, caller, subscription)).toBe(true)
    expect(hasAnyAssignmentAround(state, caller, '/subscriptions/44444444-4444-4444-8444-444444444444')).toBe(false)
  })
})

describe('whatever the roles, actions and scopes', () => {
  const scopes = fc.constantFrom(managementGroup, subscription, group, vault, secret, `${vault}/secrets/other`)
  const roles = fc.constantFrom(...builtInRoles.map(({ roleName }) => roleName))
  const actions = fc.constantFrom(
    ...['getSecret/action', 'readMetadata/action', 'setSecret/action', 'delete', 'purge/action'].map(
      (one) => `${secretsData}/${one}`,
    ),
    'Microsoft.KeyVault/vaults/keys/read',
    'Microsoft.KeyVault/vaults/unheard/of/action',
  )
  const mixedCase = (text: string) =>
    fc
      .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
      .map((flags) =>
        [...text].map((letter, index) => (flags[index] ? letter.toUpperCase() : letter.toLowerCase())).join(''),
      )

  test('nothing is allowed without an assignment of the caller', () => {
    fc.assert(
      fc.property(roles, scopes, actions, (roleName, scope, action) => {
        const state = granted([roleName, '/'])
        const stranger = { objectId: people.reader, appId }
        return !may(state, action, scope, stranger) && !may(granted(), action, scope)
      }),
    )
  })

  test('nothing is allowed that no data action of the role matches by its prefix', () => {
    fc.assert(
      fc.property(roles, actions, (roleName, action) => {
        const prefixes = roleNamed(roleName).permissions.flatMap((one) =>
          one.dataActions.map((given) => given.split('*')[0] ?? ''),
        )
        return !may(granted([roleName, '/']), action, secret) || prefixes.some((prefix) => action.startsWith(prefix))
      }),
    )
  })

  test('the case of scopes and actions does not matter', () => {
    fc.assert(
      fc.property(
        roles,
        scopes.chain((scope) => fc.tuple(fc.constant(scope), mixedCase(scope))),
        mixedCase(secret),
        actions.chain((action) => fc.tuple(fc.constant(action), mixedCase(action))),
        (roleName, [scope, mixedScope], mixedSecret, [action, mixedAction]) =>
          may(granted([roleName, scope]), action, secret) ===
          may(granted([roleName, mixedScope]), mixedAction, mixedSecret),
      ),
    )
  })

  test('a role higher up allows all that it allows further down', () => {
    fc.assert(
      fc.property(roles, actions, (roleName, action) => {
        const at = (scope: string) => may(granted([roleName, scope]), action, secret)
        return at(secret) === at(vault) && at(vault) === at(subscription) && at(subscription) === at(managementGroup)
      }),
    )
  })
})

describe('access policies', () => {
  const policies = smallState().vaults.get('kv-policies')
  if (!policies) throw new Error('The small state has this vault.')
  const check = (objectId: string, permission: string, state = smallState(), app = appId) =>
    evaluateAccessPolicies(state, policies, { objectId, appId: app }, 'secrets', permission)

  test('an entry allows what it lists, without regard to case, and nothing else', () => {
    expect(check(people.policyHolder, 'get')).toBe(true)
    expect(check(people.policyHolder, 'list')).toBe(true)
    expect(check(people.policyHolder, 'delete')).toBe(false)
    expect(check(people.nobody, 'get')).toBe(false)
  })

  test('an entry for a group allows its members, through groups within it too', () => {
    const groups = [
      { objectId: people.policyHolder, displayName: 'Holders', memberIds: ['inner'] },
      { objectId: 'inner', displayName: 'Inner', memberIds: [people.nobody] },
    ]
    expect(check(people.nobody, 'get', { ...smallState(), groups })).toBe(true)
  })

  test('an entry with an application allows its person through that application only', () => {
    expect(check(people.user, 'get')).toBe(true)
    expect(check(people.user, 'get', smallState(), 'another-application')).toBe(false)
    expect(check(people.reader, 'purge')).toBe(false)
    expect(check(people.reader, 'purge', smallState(), '99999999-9999-4999-8999-999999999999')).toBe(true)
  })

  test('permissions on secrets are not permissions on keys', () => {
    expect(
      evaluateAccessPolicies(smallState(), policies, { objectId: people.policyHolder, appId }, 'keys', 'get'),
    ).toBe(false)
  })
})
