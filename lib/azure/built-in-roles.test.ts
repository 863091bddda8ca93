import { describe, expect, test } from 'vitest'
import { builtInRoles, roleNamed } from '../../emulator/roles.ts'
import { questionOf } from '../domain/access-change.ts'
import type { AccessEstate, AccessVault, RoleAssignment } from '../domain/access-estate.ts'
import { accessTo } from '../domain/effective-access.ts'
import { keyVaultAction, keyVaultActions } from '../domain/key-vault-action.ts'

/** What Azure's built-in roles give at a vault, with the definitions word for word as Azure lists them. */

const vault: AccessVault = {
  id: '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-pay',
  name: 'kv-pay',
  permissionModel: 'rbac',
  accessPolicies: [],
  managementGroupIds: [],
}
const onPolicies: AccessVault = { ...vault, permissionModel: 'accessPolicy' }

const roleDefinitions: AccessEstate['roleDefinitions'] = new Map(
  builtInRoles.map(({ name, roleName, permissions }) => [
    name,
    { id: name, roleName, permissions: permissions.map(({ condition: _, ...rights }) => rights) },
  ]),
)

function accessBy(roleName: string, at: AccessVault, more: Partial<RoleAssignment> = {}) {
  const assignment = { id: 'a', scope: at.id, roleDefinitionId: roleNamed(roleName).name, principalId: 'ana', ...more }
  const estate: AccessEstate = {
    roleDefinitions,
    assignments: [{ isEligible: false, ...assignment }],
    denyAssignments: [],
    memberOf: new Map(),
    applicationId: 'strongroom',
    now: 1_000,
  }
  return accessTo(at, estate)
}

/** Paths below `Microsoft.KeyVault/vaults/` of the data actions that the role lets its holder do. */
function dataOf(roleName: string, at = vault): string[] {
  const access = accessBy(roleName, at)
  return keyVaultActions
    .filter((one) => one.kind === 'data' && access.of('ana', questionOf(one, null)).outcome === 'can')
    .map(({ action }) => action.slice('Microsoft.KeyVault/vaults/'.length))
    .sort()
}
const outcomeOf = (roleName: string, action: string, at = vault) => {
  const known = keyVaultAction(action)
  if (!known) throw new Error(`No action ${action}`)
  return accessBy(roleName, at).of('ana', questionOf(known, null)).outcome
}
const allData = keyVaultActions.filter(({ kind }) => kind === 'data').map(({ action }) => action.slice(26))
const below = (...prefixes: string[]) => allData.filter((path) => prefixes.some((prefix) => path.startsWith(prefix)))

const readValue = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
const purgeVault = 'Microsoft.KeyVault/locations/deletedVaults/purge/action'
const purgeSecret = 'Microsoft.KeyVault/vaults/secrets/purge/action'

describe('a data role', () => {
  test.each([
    ['Key Vault Administrator', allData],
    [
      'Key Vault Reader',
      [
        'secrets/readMetadata/action',
        'keys/read',
        'keyrotationpolicies/read',
        'certificates/read',
        'certificatecas/read',
      ],
    ],
    ['Key Vault Secrets Officer', below('secrets/')],
    ['Key Vault Secrets User', ['secrets/getSecret/action', 'secrets/readMetadata/action']],
    ['Key Vault Certificates Officer', below('certificates/', 'certificatecas/', 'certificatecontacts/write')],
    [
      'Key Vault Certificate User',
      ['certificates/read', 'keys/read', 'secrets/getSecret/action', 'secrets/readMetadata/action'],
    ],
    ['Key Vault Crypto Officer', below('keys/', 'keyrotationpolicies/')],
    [
      'Key Vault Crypto User',
      ['read', 'update/action', 'backup/action', 'encrypt/action', 'decrypt/action', 'wrap/action', 'unwrap/action']
        .concat('sign/action', 'verify/action')
        .map((path) => `keys/${path}`),
    ],
    ['Key Vault Crypto Service Encryption User', ['keys/read', 'keys/wrap/action', 'keys/unwrap/action']],
    ['Key Vault Crypto Service Release User', ['keys/release/action']],
  ])('%s allows this and nothing more, and nothing at all on a vault with access policies', (roleName, allowed) => {
    expect(dataOf(roleName)).toEqual([...allowed].sort())
    expect(dataOf(roleName, onPolicies)).toEqual([])
  })

  test('Key Vault Certificate User reads every secret value at its scope, Key Vault Reader none', () => {
    expect(outcomeOf('Key Vault Certificate User', readValue)).toBe('can')
    expect(outcomeOf('Key Vault Reader', readValue)).toBe('cannot')
  })

  test('Key Vault Crypto User may back keys up', () => {
    expect(outcomeOf('Key Vault Crypto User', 'Microsoft.KeyVault/vaults/keys/backup/action')).toBe('can')
  })
})

describe('a management role', () => {
  test.each([
    'Key Vault Contributor',
    'Key Vault Data Access Administrator',
    'Key Vault Purge Operator',
    'Owner',
    'Contributor',
  ])('%s reaches no data by itself', (roleName) => {
    expect(dataOf(roleName)).toEqual([])
    expect(dataOf(roleName, onPolicies)).toEqual([])
  })

  test.each(['Key Vault Contributor', 'Contributor', 'Owner'])(
    '%s can grant itself access on a vault with access policies',
    (roleName) => {
      expect(outcomeOf(roleName, readValue, onPolicies)).toBe('couldGrantItself')
    },
  )

  test.each([
    'Owner',
    'User Access Administrator',
    'Role Based Access Control Administrator',
    'Key Vault Data Access Administrator',
  ])('%s can grant itself access on a vault with roles', (roleName) => {
    expect(outcomeOf(roleName, readValue)).toBe('couldGrantItself')
  })

  test.each(['Contributor', 'Key Vault Contributor'])('%s cannot on a vault with roles', (roleName) => {
    expect(outcomeOf(roleName, readValue)).toBe('cannot')
  })

  test('Key Vault Purge Operator purges vaults and no object; Key Vault Contributor purges neither', () => {
    expect(outcomeOf('Key Vault Purge Operator', purgeVault)).toBe('can')
    expect(outcomeOf('Key Vault Purge Operator', purgeSecret)).toBe('cannot')
    expect(outcomeOf('Key Vault Contributor', purgeVault)).toBe('cannot')
  })
})

test('the case of a scope does not matter', () => {
  const access = accessBy('Key Vault Secrets User', vault, { scope: vault.id.toUpperCase() })
  const known = keyVaultAction(readValue)
  expect(known && access.of('ana', questionOf(known, 'secrets/db')).outcome).toBe('can')
})
