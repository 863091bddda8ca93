import { describe, expect, test } from 'vitest'
import type { AccessEstate, AccessVault, DenyAssignment, RoleAssignment, RoleDefinition } from './access-estate.ts'
import type { AccessQuestion, Chain, Verdict } from './access-verdict.ts'
import { accessTo } from './effective-access.ts'

const vaultId = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-pay'
const productionGroup = '/providers/Microsoft.Management/managementGroups/production'

const role = (id: string, rights: Partial<RoleDefinition['permissions'][number]>): RoleDefinition => ({
  id,
  roleName: id,
  permissions: [{ actions: [], notActions: [], dataActions: [], notDataActions: [], ...rights }],
})
const secretAction = (name: string) => `Microsoft.KeyVault/vaults/secrets/${name}`
const roles = [
  role('administrator', { dataActions: ['Microsoft.KeyVault/vaults/*'] }),
  role('secrets-user', { dataActions: [secretAction('getSecret/action'), secretAction('readMetadata/action')] }),
  role('certificate-user', {
    dataActions: ['Microsoft.KeyVault/vaults/certificates/read', secretAction('getSecret/action')],
  }),
  role('all-but-purge', {
    dataActions: ['Microsoft.KeyVault/vaults/*'],
    notDataActions: [secretAction('purge/action')],
  }),
  role('key-vault-contributor', { actions: ['Microsoft.KeyVault/*'] }),
  role('user-access-administrator', { actions: ['Microsoft.Authorization/*'] }),
  role('owner', { actions: ['*'] }),
  role('data-access-administrator', {
    actions: ['Microsoft.Authorization/roleAssignments/write'],
    condition:
      "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {administrator, secrets-user}))",
  }),
]

const onRoles: AccessVault = {
  id: vaultId,
  name: 'kv-pay',
  permissionModel: 'rbac',
  accessPolicies: [],
  managementGroupIds: [productionGroup],
}

const assign = (roleDefinitionId: string, principalId: string, more: Partial<RoleAssignment> = {}): RoleAssignment => ({
  id: `${roleDefinitionId}-to-${principalId}`,
  scope: vaultId,
  roleDefinitionId,
  principalId,
  isEligible: false,
  ...more,
})

const estateOf = (assignments: RoleAssignment[], more: Partial<AccessEstate> = {}): AccessEstate => ({
  roleDefinitions: new Map(roles.map((one) => [one.id, one])),
  assignments,
  denyAssignments: [],
  memberOf: new Map(),
  applicationId: 'strongroom',
  now: 1_000,
  ...more,
})

const data = (dataAction: string, policyPermission: string, objectName?: string): AccessQuestion => ({
  kind: 'data',
  collection: 'secrets',
  dataAction,
  policyPermission,
  ...(objectName && { objectName }),
})
const readValue = (objectName = 'db') => data(secretAction('getSecret/action'), 'get', objectName)
const list = data(secretAction('readMetadata/action'), 'list')
const purge = data(secretAction('purge/action'), 'purge', 'db')

const ask = (estate: AccessEstate, question: AccessQuestion, vault = onRoles, principal = 'ana'): Verdict =>
  accessTo(vault, estate).of(principal, question)
const outcome = (...args: Parameters<typeof ask>) => ask(...args).outcome

describe('roles', () => {
  test.each([
    ['the vault', vaultId],
    ['the object itself', `${vaultId}/secrets/db`],
    ['its resource group', '/subscriptions/s1/resourceGroups/rg'],
    ['its subscription', '/subscriptions/s1'],
    ['a management group above it', productionGroup],
    ['the root', '/'],
    ['the vault, written in capitals and with a slash', `${vaultId.toUpperCase()}/`],
  ])('reach a secret from %s', (_, scope) => {
    expect(outcome(estateOf([assign('secrets-user', 'ana', { scope })]), readValue())).toBe('can')
  })

  test.each([
    ['another object', `${vaultId}/secrets/db2`],
    ['an object whose name merely begins so', `${vaultId}/secrets/d`],
    ['another vault whose name begins so', `${vaultId}-2`],
    ['another management group', '/providers/Microsoft.Management/managementGroups/sandbox'],
  ])('do not reach it from %s', (_, scope) => {
    expect(outcome(estateOf([assign('secrets-user', 'ana', { scope })]), readValue())).toBe('cannot')
  })

  test('an assignment on one object reads that one, and lists nothing', () => {
    const estate = estateOf([assign('secrets-user', 'ana', { scope: `${vaultId}/secrets/db` })])
    expect(outcome(estate, readValue('DB'))).toBe('can')
    expect(outcome(estate, list)).toBe('cannot')
  })

  test('Certificate User reads every secret value', () => {
    expect(outcome(estateOf([assign('certificate-user', 'ana')]), readValue())).toBe('can')
  })

  test('notDataActions narrow their own role, and another role still gives what they take', () => {
    expect(outcome(estateOf([assign('all-but-purge', 'ana')]), purge)).toBe('cannot')
    expect(outcome(estateOf([assign('all-but-purge', 'ana'), assign('administrator', 'ana')]), purge)).toBe('can')
  })

  test('groups within groups reach, also those that contain each other; the chain tells the way', () => {
    const memberOf = new Map([
      ['ana', ['on-call']],
      ['on-call', ['operations']],
      ['operations', ['on-call']],
    ])
    const verdict = ask(estateOf([assign('secrets-user', 'operations')], { memberOf }), readValue())
    expect(verdict).toMatchObject({ outcome: 'can', chains: [{ way: ['ana', 'on-call', 'operations'] }] })
  })

  test('a role that is not known gives nothing', () => {
    expect(outcome(estateOf([assign('gone', 'ana')]), readValue())).toBe('cannot')
  })
})

describe('time', () => {
  test('an eligible assignment could be activated, and does not count before', () => {
    const estate = estateOf([assign('secrets-user', 'ana', { isEligible: true })])
    expect(outcome(estate, readValue())).toBe('couldActivate')
  })

  test('an assignment counts from its start to its end', () => {
    const within = (startsOn: number, endsOn: number) =>
      outcome(estateOf([assign('secrets-user', 'ana', { startsOn, endsOn })]), readValue())
    expect([within(1_000, 1_001), within(1_001, 2_000), within(0, 1_000)]).toEqual(['can', 'cannot', 'cannot'])
  })
})

describe('deny assignments', () => {
  const deny = (more: Partial<DenyAssignment> = {}): DenyAssignment => ({
    id: 'deny',
    name: 'System deny',
    scope: '/subscriptions/s1',
    permissions: [{ actions: [], notActions: [], dataActions: [secretAction('getSecret/action')], notDataActions: [] }],
    principalIds: ['00000000-0000-0000-0000-000000000000'],
    excludedPrincipalIds: [],
    isForScopeOnly: false,
    ...more,
  })
  const held = [assign('administrator', 'ana')]
  const denied = (more: Partial<DenyAssignment> = {}) => estateOf(held, { denyAssignments: [deny(more)] })

  test('win over any role, and over what could be activated or granted', () => {
    expect(ask(denied(), readValue())).toMatchObject({ outcome: 'cannot', deniedBy: [{ id: 'deny' }] })
    const others = [assign('owner', 'ana'), assign('secrets-user', 'ana', { isEligible: true })]
    expect(outcome(estateOf(others, { denyAssignments: [deny()] }), readValue())).toBe('cannot')
  })

  test('spare who is excluded, other actions, and other principals', () => {
    expect(outcome(denied({ excludedPrincipalIds: ['ana'] }), readValue())).toBe('can')
    expect(outcome(denied(), purge)).toBe('can')
    expect(outcome(denied({ principalIds: ['ben'] }), readValue())).toBe('can')
  })

  test('act at their own scope alone where they say so', () => {
    expect(outcome(denied({ isForScopeOnly: true }), readValue())).toBe('can')
  })

  test('a denied role assignment cannot be had by oneself', () => {
    const noGrants = deny({
      permissions: [
        {
          actions: ['Microsoft.Authorization/roleAssignments/write'],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      ],
    })
    const estate = estateOf([assign('owner', 'ana')], { denyAssignments: [noGrants] })
    expect(outcome(estate, readValue())).toBe('cannot')
  })
})

describe('conditions', () => {
  const named = (operator: string, value: string) =>
    `((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/*'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] ${operator} ${value}))`
  const under = (condition: string) => estateOf([assign('secrets-user', 'ana', { condition })])

  test('on a name let that name through and no other', () => {
    const estate = under(named('StringEquals', "'db'"))
    expect([outcome(estate, readValue('db')), outcome(estate, readValue('other'))]).toEqual(['can', 'cannot'])
  })

  test('on a name blank the list, which has none', () => {
    expect(outcome(under(named('StringLike', "'*'")), list)).toBe('cannot')
  })

  test('compare with case, unless they say otherwise', () => {
    expect(outcome(under(named('StringEquals', "'DB'")), readValue('db'))).toBe('cannot')
    expect(outcome(under(named('StringEqualsIgnoreCase', "'DB'")), readValue('db'))).toBe('can')
  })

  test('ask of a secret that is written or restored by @Request, since it need not be there yet', () => {
    const byRequest =
      "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/setSecret/action'})) OR (@Request[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'db'))"
    const estate = estateOf([assign('administrator', 'ana', { condition: byRequest })])
    const write = (name: string) => data(secretAction('setSecret/action'), 'set', name)
    expect([outcome(estate, write('db')), outcome(estate, write('other'))]).toEqual(['can', 'cannot'])
    expect(outcome(estate, readValue('other'))).toBe('can')
  })

  test('that cannot be told leave it unknown', () => {
    const outside = "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:team] StringEquals 'pay'"
    expect(outcome(under(outside), readValue())).toBe('unknown')
    expect(outcome(under('what is this'), readValue())).toBe('unknown')
  })

  test('an unconditional assignment beside one that is unknown decides', () => {
    const both = estateOf([assign('secrets-user', 'ana', { condition: '??' }), assign('administrator', 'ana')])
    expect(outcome(both, readValue())).toBe('can')
  })
})

describe('who can grant itself', () => {
  test.each(['owner', 'user-access-administrator'])('%s on a vault with roles', (id) => {
    const verdict = ask(estateOf([assign(id, 'ana', { scope: '/subscriptions/s1' })]), readValue())
    expect(verdict).toMatchObject({
      outcome: 'couldGrantItself',
      chains: [{ action: 'Microsoft.Authorization/roleAssignments/write' }],
    })
  })

  test('Contributor on a vault with policies, and not on one with roles', () => {
    const estate = estateOf([assign('key-vault-contributor', 'ana')])
    expect(outcome(estate, readValue(), { ...onRoles, permissionModel: 'accessPolicy' })).toBe('couldGrantItself')
    expect(outcome(estate, readValue())).toBe('cannot')
  })

  test('Data Access Administrator, but only what its condition lets it assign', () => {
    const estate = estateOf([assign('data-access-administrator', 'ana')])
    expect(outcome(estate, readValue())).toBe('couldGrantItself')
    const withoutAdministrator = new Map(estate.roleDefinitions)
    withoutAdministrator.delete('administrator')
    expect(outcome({ ...estate, roleDefinitions: withoutAdministrator }, purge)).toBe('cannot')
  })
})

describe('access policies', () => {
  const vault = (...accessPolicies: AccessVault['accessPolicies'][number][]): AccessVault => ({
    ...onRoles,
    permissionModel: 'accessPolicy',
    accessPolicies,
  })
  const get = { secrets: ['get'] }

  test('decide alone: roles over data do not count, and policies do not on a vault with roles', () => {
    const estate = estateOf([assign('administrator', 'ana')])
    expect(outcome(estate, readValue(), vault())).toBe('cannot')
    const rbac = { ...vault({ objectId: 'ana', permissions: get }), permissionModel: 'rbac' as const }
    expect(outcome(estateOf([]), readValue(), rbac)).toBe('cannot')
  })

  test('count for groups, by permission, and by all', () => {
    const memberOf = new Map([['ana', ['team']]])
    const estate = estateOf([], { memberOf })
    expect(outcome(estate, readValue(), vault({ objectId: 'team', permissions: get }))).toBe('can')
    expect(outcome(estate, purge, vault({ objectId: 'team', permissions: get }))).toBe('cannot')
    expect(outcome(estate, purge, vault({ objectId: 'team', permissions: { secrets: ['all'] } }))).toBe('can')
  })

  test('of a compound identity count through our own application alone; others are named', () => {
    const entry = (applicationId: string) => ({ objectId: 'ana', applicationId, permissions: get })
    expect(outcome(estateOf([]), readValue(), vault(entry('strongroom')))).toBe('can')
    expect(ask(estateOf([]), readValue(), vault(entry('backup')))).toMatchObject({
      outcome: 'cannot',
      throughOtherApplications: [{ applicationId: 'backup' }],
    })
  })
})

test('management is decided by actions, and never by data actions', () => {
  const write: AccessQuestion = { kind: 'management', action: 'Microsoft.KeyVault/vaults/write' }
  expect(outcome(estateOf([assign('key-vault-contributor', 'ana')]), write)).toBe('can')
  expect(outcome(estateOf([assign('administrator', 'ana')]), write)).toBe('cannot')
})

test('every chain that decides is told', () => {
  const verdict = ask(estateOf([assign('administrator', 'ana'), assign('secrets-user', 'ana')]), readValue())
  const chains: readonly Chain[] = verdict.outcome === 'cannot' ? [] : verdict.chains
  expect(chains.map((one) => (one.kind === 'assignment' ? one.role.id : ''))).toEqual(['administrator', 'secrets-user'])
})
