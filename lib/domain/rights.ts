import * as z from 'zod/mini'

/** What a person can do with the secrets of a vault. Each maps to one dataAction and one access-policy permission. */
export const SecretOperation = z.enum([
  'list',
  'read',
  'set',
  'update',
  'delete',
  'recover',
  'purge',
  'backup',
  'restore',
])
export type SecretOperation = z.infer<typeof SecretOperation>

/**
 * `unknown` where the caller may not read their own permissions, or where group membership would decide: the button then
 * stays enabled and the call decides. A hint for the page, never an authorisation.
 */
export const Right = z.enum(['yes', 'no', 'unknown'])
export type Right = z.infer<typeof Right>

export const SecretRights = z.record(SecretOperation, Right)
export type SecretRights = z.infer<typeof SecretRights>

/** The RBAC dataAction and the access-policy permission that each operation on a secret needs, and the least role. */
export const secretOperationNeeds: Record<
  SecretOperation,
  { dataAction: string; policyPermission: string; leastRole: string }
> = {
  list: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    policyPermission: 'list',
    leastRole: 'Key Vault Reader',
  },
  read: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
    policyPermission: 'get',
    leastRole: 'Key Vault Secrets User',
  },
  set: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/setSecret/action',
    policyPermission: 'set',
    leastRole: 'Key Vault Secrets Officer',
  },
  update: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/update/action',
    policyPermission: 'set',
    leastRole: 'Key Vault Secrets Officer',
  },
  delete: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/delete',
    policyPermission: 'delete',
    leastRole: 'Key Vault Secrets Officer',
  },
  recover: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/recover/action',
    policyPermission: 'recover',
    leastRole: 'Key Vault Secrets Officer',
  },
  purge: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/purge/action',
    policyPermission: 'purge',
    leastRole: 'Key Vault Secrets Officer',
  },
  backup: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/backup/action',
    policyPermission: 'backup',
    leastRole: 'Key Vault Secrets Officer',
  },
  restore: {
    dataAction: 'Microsoft.KeyVault/vaults/secrets/restore/action',
    policyPermission: 'restore',
    leastRole: 'Key Vault Secrets Officer',
  },
}
