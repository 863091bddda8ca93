import type { RoleDefinition } from './access-estate.ts'

const path = (action: string) => `Microsoft.KeyVault/vaults/${action}`

const dataRole = (id: string, roleName: string, ...dataActions: string[]): RoleDefinition => ({
  id,
  roleName,
  permissions: [{ actions: [], notActions: [], dataActions: dataActions.map(path), notDataActions: [] }],
})

/**
 * The built-in roles for what lies in a vault, by their true ids. What they allow of the vault as a resource is left out:
 * it reads alone.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security
 */
export const keyVaultDataRoles: readonly RoleDefinition[] = [
  dataRole('21090545-7ca7-4776-b22c-e363652d74d2', 'Key Vault Reader', '*/read', 'secrets/readMetadata/action'),
  dataRole(
    '4633458b-17de-408a-b874-0445c86b69e6',
    'Key Vault Secrets User',
    'secrets/getSecret/action',
    'secrets/readMetadata/action',
  ),
  dataRole('b86a8fe4-44ce-4948-aee5-eccb2c155cd7', 'Key Vault Secrets Officer', 'secrets/*'),
  dataRole(
    'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba',
    'Key Vault Certificate User',
    'certificates/read',
    'secrets/getSecret/action',
    'secrets/readMetadata/action',
    'keys/read',
  ),
  dataRole(
    'a4417e6f-fecd-4de8-b567-7b0420556985',
    'Key Vault Certificates Officer',
    'certificatecas/*',
    'certificates/*',
    'certificatecontacts/write',
  ),
  dataRole(
    '12338af0-0e69-4776-bea7-57ae8d297424',
    'Key Vault Crypto User',
    'keys/read',
    'keys/update/action',
    'keys/backup/action',
    'keys/encrypt/action',
    'keys/decrypt/action',
    'keys/wrap/action',
    'keys/unwrap/action',
    'keys/sign/action',
    'keys/verify/action',
  ),
  dataRole('14b46e9e-c2b7-41b4-b07b-48a6ebf60603', 'Key Vault Crypto Officer', 'keys/*', 'keyrotationpolicies/*'),
  dataRole(
    'e147488a-f6f5-4113-8e2d-b22465e65bf6',
    'Key Vault Crypto Service Encryption User',
    'keys/read',
    'keys/wrap/action',
    'keys/unwrap/action',
  ),
  dataRole('08bbd89e-9f13-488c-ac41-acfcb10c90ab', 'Key Vault Crypto Service Release User', 'keys/release/action'),
  dataRole('00482a5a-887f-4fb3-b363-3b7fe8e74483', 'Key Vault Administrator', '*'),
]

const managementRole = (
  id: string,
  roleName: string,
  actions: string[],
  notActions: string[] = [],
): RoleDefinition => ({
  id,
  roleName,
  permissions: [{ actions, notActions, dataActions: [], notDataActions: [] }],
})

/** Roles for a vault as a resource, from the least. Of what they allow, what concerns a vault. */
export const keyVaultManagementRoles: readonly RoleDefinition[] = [
  managementRole('21090545-7ca7-4776-b22c-e363652d74d2', 'Key Vault Reader', [
    'Microsoft.Authorization/*/read',
    'Microsoft.KeyVault/vaults/*/read',
  ]),
  managementRole('a68e7c17-0ab2-4c09-9a58-125dae29748c', 'Key Vault Purge Operator', [
    'Microsoft.Authorization/*/read',
    'Microsoft.KeyVault/locations/deletedVaults/purge/action',
  ]),
  managementRole('8b54135c-b56d-4d72-a534-26097cfdc8d8', 'Key Vault Data Access Administrator', [
    'Microsoft.Authorization/roleAssignments/write',
    'Microsoft.Authorization/roleAssignments/delete',
    'Microsoft.Authorization/*/read',
    'Microsoft.KeyVault/vaults/*/read',
  ]),
  managementRole(
    'f25e0fa2-a7c8-4377-a976-54943a77a395',
    'Key Vault Contributor',
    ['Microsoft.Authorization/*/read', 'Microsoft.KeyVault/*'],
    ['Microsoft.KeyVault/locations/deletedVaults/purge/action'],
  ),
  managementRole('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', ['*']),
]
