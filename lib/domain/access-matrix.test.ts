import { describe, expect, test } from 'vitest'
import { estateOf, matrixOf } from './access-matrix.ts'
import { type AccessReading, emptyReading, type ListedAssignment } from './access-reading.ts'
import { readCell } from './access-right.ts'

const vaultId = (name: string) => `/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/${name}`
const vault = (name: string, more: Partial<AccessReading['vaults'][number]> = {}): AccessReading['vaults'][number] => ({
  id: vaultId(name),
  name,
  subscriptionId: 's1',
  permissionModel: 'rbac',
  tags: {},
  accessPolicies: [],
  ...more,
})
const role = (id: string, rights: { actions?: string[]; dataActions?: string[] }): AccessReading['roles'][number] => ({
  id,
  roleName: id,
  permissions: [{ actions: [], notActions: [], dataActions: [], notDataActions: [], ...rights }],
})
const assign = (
  roleDefinitionId: string,
  principalId: string,
  scope: string,
  more: Partial<ListedAssignment> = {},
) => ({
  id: `${roleDefinitionId} ${principalId} ${scope}`,
  scope,
  roleDefinitionId,
  principalId,
  principalType: 'user' as const,
  isEligible: false,
  ...more,
})
const getSecret = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
const readingOf = (more: Partial<AccessReading>): AccessReading => ({
  ...emptyReading,
  applicationId: 'strongroom',
  vaults: [vault('kv-a'), vault('kv-b')],
  roles: [
    role('user', { dataActions: [getSecret] }),
    role('officer', { dataActions: ['Microsoft.KeyVault/vaults/secrets/*'] }),
    role('contributor', { actions: ['Microsoft.KeyVault/*'] }),
    role('owner', { actions: ['*'] }),
  ],
  subscriptions: [
    { id: 's1', name: 'One', managementGroupIds: ['/providers/Microsoft.Management/managementGroups/m'] },
  ],
  ...more,
})

function cell(reading: AccessReading, principalId: string, vaultName: string) {
  const { principalIds, vaultNames, cells } = matrixOf(estateOf(reading, 1_000))
  const at = principalIds.indexOf(principalId) * vaultNames.length + vaultNames.indexOf(vaultName)
  return readCell(cells[at] ?? 0)
}

describe('a cell', () => {
  test.each([
    ['user', 'read'],
    ['officer', 'write'],
    ['contributor', 'manage'],
    ['owner', 'grant'],
  ])('of %s on a vault with roles shows at most %s', (id, highest) => {
    const reading = readingOf({ assignments: [assign(id, 'ana', vaultId('kv-a'))] })
    expect(cell(reading, 'ana', 'kv-a')).toMatchObject({ highest, how: 'now', isThroughGroup: false })
    expect(cell(reading, 'ana', 'kv-b')).toBeUndefined()
  })

  test('of a Contributor on a vault with policies is the right to let itself in', () => {
    const vaults = [vault('kv-a', { permissionModel: 'accessPolicy' })]
    const reading = readingOf({ vaults, assignments: [assign('contributor', 'ana', '/subscriptions/s1')] })
    expect(cell(reading, 'ana', 'kv-a')).toMatchObject({ highest: 'grant', isSelfGrant: true })
  })

  test('by an access policy counts as by a role, and another application’s does not', () => {
    const permissions = { secrets: ['get'], keys: [], certificates: [] }
    const accessPolicies = [
      { objectId: 'ana', permissions },
      { objectId: 'ben', applicationId: 'backup', permissions },
    ]
    const reading = readingOf({ vaults: [vault('kv-a', { permissionModel: 'accessPolicy', accessPolicies })] })
    expect(cell(reading, 'ana', 'kv-a')).toMatchObject({ highest: 'read' })
    expect(cell(reading, 'ben', 'kv-a')).toBeUndefined()
  })

  test('tells a role that could be activated, a condition, and one object alone', () => {
    const assignments = [
      assign('user', 'ana', vaultId('kv-a'), { isEligible: true }),
      assign('user', 'ben', vaultId('kv-a'), {
        condition: "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'db'",
      }),
      assign('user', 'cara', `${vaultId('kv-a')}/secrets/db`),
    ]
    const reading = readingOf({ assignments })
    expect(cell(reading, 'ana', 'kv-a')).toMatchObject({ highest: 'read', how: 'eligible' })
    expect(cell(reading, 'ben', 'kv-a')).toMatchObject({ highest: 'read', how: 'condition' })
    expect(cell(reading, 'cara', 'kv-a')).toMatchObject({ highest: 'read', how: 'now' })
  })

  test('of a member shows what its groups have, also where nothing names the member', () => {
    const assignments = [assign('officer', 'operations', '/providers/Microsoft.Management/managementGroups/m')]
    const memberOf: AccessReading['memberOf'] = [
      ['ana', ['on-call']],
      ['on-call', ['operations']],
    ]
    const reading = readingOf({ assignments, memberOf })
    expect(cell(reading, 'ana', 'kv-b')).toMatchObject({ highest: 'write', isThroughGroup: true })
    expect(cell(reading, 'operations', 'kv-b')).toMatchObject({ highest: 'write', isThroughGroup: false })
  })
})

test('the widest reach stands first', () => {
  const assignments = [assign('owner', 'ana', vaultId('kv-a')), assign('user', 'ben', '/')]
  expect(matrixOf(estateOf(readingOf({ assignments }), 1_000)).principalIds).toEqual(['ben', 'ana'])
})
