import { describe, expect, test } from 'vitest'
import { deedLine, deedsAt } from './access-deeds.ts'
import { holderIds, holdingsOf, namedPrincipals } from './access-holding.ts'
import { conditionWords } from './condition-words.ts'
import { accessTo } from './effective-access.ts'
import { estateOf, type VaultAssignments } from './vault-assignments.ts'

const vaultId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv'
const none = { actions: [], notActions: [], dataActions: [], notDataActions: [] }
const assigned = (name: string, principalId: string, scope: string, more: object = {}) => ({
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
  name,
  scope,
  roleDefinitionId: 'officer',
  principalId,
  principalType: 'User',
  isEligible: false,
  ...more,
})

function reading(more: Partial<VaultAssignments> = {}): VaultAssignments {
  return {
    applicationId: 'strongroom',
    vault: { id: vaultId, name: 'kv', permissionModel: 'rbac', managementGroupIds: [], accessPolicies: [] },
    assignments: [
      assigned('a', 'ana', vaultId),
      assigned('b', 'team', '/subscriptions/S', { principalType: 'Group' }),
      assigned('c', 'cid', `${vaultId}/secrets/db`),
      assigned('d', 'dan', vaultId, { isEligible: true, endsOn: '2030-01-01T00:00:00.000Z' }),
    ],
    roles: [
      {
        id: 'officer',
        roleName: 'Key Vault Secrets Officer',
        permissions: [{ ...none, dataActions: ['Microsoft.KeyVault/vaults/secrets/*'] }],
      },
    ],
    denyAssignments: [],
    principals: [
      { id: 'ana', type: 'User', name: 'Ana' },
      { id: 'ben', type: 'User', name: 'Ben' },
      { id: 'team', type: 'Group', name: 'Team' },
    ],
    memberOf: [['ben', ['team']]],
    problems: [],
    unread: [],
    ...more,
  }
}

describe('who reaches a vault', () => {
  test('a role for one object is seen on its vault, and on that object, and on no other', () => {
    expect(holderIds(reading(), null)).toContain('cid')
    expect(holderIds(reading(), 'secrets/db')).toContain('cid')
    expect(holderIds(reading(), 'secrets/other')).not.toContain('cid')
    expect(holdingsOf(reading(), 'cid', null)).toMatchObject([{ place: 'object', what: 'Key Vault Secrets Officer' }])
  })

  test('what comes from above comes through the group, and is told so', () => {
    expect(holdingsOf(reading(), 'ben', null)).toMatchObject([{ place: 'above', way: ['ben', 'team'] }])
  })

  test('a role on data means nothing where access policies decide, and an entry nothing where roles do', () => {
    const accessPolicies = [
      { objectId: 'ana', permissions: { secrets: ['get'], keys: [], certificates: [] } },
      { objectId: 'ana', applicationId: 'other', permissions: { secrets: ['set'], keys: [], certificates: [] } },
    ]
    const { vault } = reading()
    const byPolicies = reading({ vault: { ...vault, permissionModel: 'accessPolicy', accessPolicies } })
    expect(holdingsOf(byPolicies, 'ana', null).map(({ limit }) => limit)).toEqual([
      'policiesDecide',
      undefined,
      'otherApplication',
    ])
    const byRoles = reading({ vault: { ...vault, accessPolicies } })
    expect(holdingsOf(byRoles, 'ana', null).map(({ limit }) => limit)).toEqual([
      undefined,
      'rolesDecide',
      'rolesDecide',
    ])
    expect(holdingsOf(byPolicies, 'ana', 'keys/k').filter(({ kind }) => kind === 'policy')).toEqual([])
  })

  test('an id that the directory does not know is deleted or foreign; where it was not asked, only unnamed', () => {
    expect(namedPrincipals(reading())('cid')).toMatchObject({ state: 'unknown', type: 'user', name: 'cid' })
    expect(namedPrincipals(reading({ unread: ['names'], principals: [] }))('cid').state).toBe('unnamed')
    expect(namedPrincipals(reading())('ana').state).toBe('known')
  })
})

test('what somebody can do is told in a line, and what they could only activate apart from it', () => {
  const { vault, estate } = estateOf(reading(), 0)
  const access = accessTo(vault, estate)
  const [can] = deedsAt(access, 'ana', null, 'rbac')
  expect(can?.outcome).toBe('can')
  expect(deedLine(can?.actions ?? [])).toEqual({ text: 'Everything with secrets', more: 0 })
  expect(deedsAt(access, 'dan', null, 'rbac').map(({ outcome }) => outcome)).toEqual(['couldActivate'])
  expect(deedsAt(access, 'cid', null, 'rbac')).toEqual([])
  expect(deedsAt(access, 'cid', 'secrets/db', 'rbac')).toHaveLength(1)
  const some = (can?.actions ?? []).filter(({ action }) => !action.endsWith('purge/action'))
  expect(deedLine(some, 2)).toEqual({ text: 'Read values, Write versions', more: 6 })
})

test('under access policies to list keys and to read one are told apart, as Key Vault does', () => {
  const { vault } = reading()
  const accessPolicies = [
    { objectId: 'ana', permissions: { secrets: [], keys: ['list'], certificates: [] } },
    { objectId: 'ben', permissions: { secrets: [], keys: ['get'], certificates: [] } },
  ]
  const told = estateOf(reading({ vault: { ...vault, permissionModel: 'accessPolicy', accessPolicies } }), 0)
  const access = accessTo(told.vault, told.estate)
  const line = (id: string) => deedLine(deedsAt(access, id, null, 'accessPolicy')[0]?.actions ?? []).text
  expect([line('ana'), line('ben')]).toEqual(['List keys', 'Read keys'])
})

test('an eligible role that has ended counts no more', () => {
  const { vault, estate } = estateOf(reading(), Date.parse('2031-01-01') / 1000)
  expect(deedsAt(accessTo(vault, estate), 'dan', null, 'rbac')).toEqual([])
})

test.each([
  [
    "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith 'siem-'))",
    'to read the values of secrets only where the secret’s name begins with “siem-”',
  ],
  ["@Resource[Microsoft.KeyVault/vaults:name] StringNotEquals 'kv'", 'the vault’s name is not “kv”'],
  ['nonsense (', undefined],
])('%s in words', (condition, words) => {
  expect(conditionWords(condition)).toBe(words)
})
