import { expect, test } from 'vitest'
import { keyVaultActions } from './key-vault-action.ts'
import { keyVaultDataRoles } from './key-vault-roles.ts'
import { actionsOf, rolesFor } from './least-role.ts'
import { needOf, type ObjectCollection, operationsOn } from './rights.ts'

const least = (action: string) => rolesFor(action)[0]?.role.roleName

test('the smallest role is the one that every sentence of the pages names', () => {
  for (const collection of ['secrets', 'keys', 'certificates'] satisfies ObjectCollection[]) {
    for (const operation of operationsOn(collection)) {
      const { dataAction, leastRole } = needOf(collection, operation)
      expect(`${dataAction}: ${least(dataAction)}`).toBe(`${dataAction}: ${leastRole}`)
    }
  }
})

test('every action of the list has a role, and every data role allows something of it', () => {
  for (const { action } of keyVaultActions) expect(least(action), action).toBeDefined()
  for (const role of keyVaultDataRoles) expect(actionsOf(role), role.roleName).not.toEqual([])
})

test('Certificate User is warned of: it reads every secret value', () => {
  const forCertificates = rolesFor('Microsoft.KeyVault/vaults/certificates/read')
  expect(forCertificates[0]).toMatchObject({ role: { roleName: 'Key Vault Reader' }, isReadingEveryValue: false })
  const user = forCertificates.find(({ role }) => role.roleName === 'Key Vault Certificate User')
  expect(user).toMatchObject({ isReadingEveryValue: true })
  // Whoever asks for values is not warned of getting them.
  expect(rolesFor('Microsoft.KeyVault/vaults/secrets/getSecret/action')[0]).toMatchObject({
    role: { roleName: 'Key Vault Secrets User' },
    isReadingEveryValue: false,
  })
})

test('actions on the vault itself have roles of their own', () => {
  expect(least('Microsoft.Authorization/roleAssignments/write')).toBe('Key Vault Data Access Administrator')
  expect(least('microsoft.keyvault/vaults/WRITE')).toBe('Key Vault Contributor')
  expect(least('Microsoft.KeyVault/vaults/read')).toBe('Key Vault Reader')
  expect(least('Microsoft.KeyVault/locations/deletedVaults/purge/action')).toBe('Key Vault Purge Operator')
})
