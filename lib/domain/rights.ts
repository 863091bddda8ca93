import * as z from 'zod/mini'

/**
 * `unknown` where the caller may not read their own permissions, or where group membership would decide: the button then
 * stays enabled and the call decides. A hint for the page, never an authorisation.
 */
export const Right = z.enum(['yes', 'no', 'unknown'])
export type Right = z.infer<typeof Right>

/** What one operation needs. */
export interface OperationNeed {
  /** Under the permission model of roles. */
  dataAction: string
  /** Under access policies. */
  policyPermission: string
  /** The smallest built-in role that has the data action. */
  leastRole: string
  /** For a sentence about a person who may not. */
  deed: string
}

const need =
  (kind: string, leastRole: string) =>
  (action: string, policyPermission: string, deed: string, smallerRole?: string): OperationNeed => ({
    dataAction: `Microsoft.KeyVault/vaults/${action.includes('/') ? action : `${kind}/${action}`}`,
    policyPermission,
    leastRole: smallerRole ?? leastRole,
    deed,
  })

const secret = need('secrets', 'Key Vault Secrets Officer')
const key = need('keys', 'Key Vault Crypto Officer')
const certificate = need('certificates', 'Key Vault Certificates Officer')
const reader = 'Key Vault Reader'
const cryptoUser = 'Key Vault Crypto User'

/**
 * What can be done with the objects of a vault. Each maps to one dataAction and one access-policy permission.
 * https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault
 */
const operationNeeds = {
  secrets: {
    list: secret('secrets/readMetadata/action', 'list', 'List secrets', reader),
    read: secret('secrets/getSecret/action', 'get', 'Read values', 'Key Vault Secrets User'),
    set: secret('secrets/setSecret/action', 'set', 'Write versions'),
    update: secret('secrets/update/action', 'set', 'Change properties'),
    delete: secret('delete', 'delete', 'Delete secrets'),
    recover: secret('secrets/recover/action', 'recover', 'Recover deleted secrets'),
    purge: secret('secrets/purge/action', 'purge', 'Purge deleted secrets'),
    backup: secret('secrets/backup/action', 'backup', 'Back up secrets'),
    restore: secret('secrets/restore/action', 'restore', 'Restore secrets'),
  },
  keys: {
    list: key('read', 'list', 'List keys', reader),
    read: key('read', 'get', 'Read keys', reader),
    create: key('keys/create/action', 'create', 'Create keys'),
    import: key('keys/import/action', 'import', 'Import keys'),
    update: key('keys/update/action', 'update', 'Change properties', cryptoUser),
    rotate: key('keys/rotate/action', 'rotate', 'Rotate keys'),
    readRotationPolicy: key('keyrotationpolicies/read', 'getrotationpolicy', 'Read rotation policies', reader),
    setRotationPolicy: key('keyrotationpolicies/write', 'setrotationpolicy', 'Change rotation policies'),
    encrypt: key('keys/encrypt/action', 'encrypt', 'Encrypt', cryptoUser),
    decrypt: key('keys/decrypt/action', 'decrypt', 'Decrypt', cryptoUser),
    sign: key('keys/sign/action', 'sign', 'Sign', cryptoUser),
    verify: key('keys/verify/action', 'verify', 'Verify', cryptoUser),
    delete: key('delete', 'delete', 'Delete keys'),
    recover: key('keys/recover/action', 'recover', 'Recover deleted keys'),
    purge: key('keys/purge/action', 'purge', 'Purge deleted keys'),
    backup: key('keys/backup/action', 'backup', 'Back up keys', cryptoUser),
    restore: key('keys/restore/action', 'restore', 'Restore keys'),
  },
  certificates: {
    list: certificate('read', 'list', 'List certificates', reader),
    read: certificate('read', 'get', 'Read certificates', reader),
    create: certificate('certificates/create/action', 'create', 'Create certificates'),
    import: certificate('certificates/import/action', 'import', 'Import certificates'),
    update: certificate('certificates/update/action', 'update', 'Change properties and policies'),
    manageIssuers: certificate('certificatecas/write', 'setissuers', 'Change issuers'),
    manageContacts: certificate('certificatecontacts/write', 'managecontacts', 'Change contacts'),
    delete: certificate('delete', 'delete', 'Delete certificates'),
    recover: certificate('certificates/recover/action', 'recover', 'Recover deleted certificates'),
    purge: certificate('certificates/purge/action', 'purge', 'Purge deleted certificates'),
    backup: certificate('certificates/backup/action', 'backup', 'Back up certificates'),
    restore: certificate('certificates/restore/action', 'restore', 'Restore certificates'),
  },
} as const

/** The kinds of objects in a vault, by the names of their collections in Key Vault's addresses. */
export type ObjectCollection = keyof typeof operationNeeds
export type OperationOn<C extends ObjectCollection> = keyof (typeof operationNeeds)[C] & string
export type SecretOperation = OperationOn<'secrets'>
export type KeyOperation = OperationOn<'keys'>
export type CertificateOperation = OperationOn<'certificates'>

/** The names of the operations on one kind of object. */
export function operationsOn<C extends ObjectCollection>(collection: C): OperationOn<C>[] {
  return Object.keys(operationNeeds[collection]) as OperationOn<C>[] // the keys of a literal
}

export const SecretRights = z.record(z.enum(operationsOn('secrets')), Right)
export type SecretRights = z.infer<typeof SecretRights>
export const KeyRights = z.record(z.enum(operationsOn('keys')), Right)
export type KeyRights = z.infer<typeof KeyRights>
export const CertificateRights = z.record(z.enum(operationsOn('certificates')), Right)
export type CertificateRights = z.infer<typeof CertificateRights>

/** What a person may do in a vault, kind by kind. */
export const VaultRights = z.object({ secrets: SecretRights, keys: KeyRights, certificates: CertificateRights })
export type VaultRights = z.infer<typeof VaultRights>

/** The need of an operation, whatever its kind. */
export function needOf<C extends ObjectCollection>(collection: C, operation: OperationOn<C>): OperationNeed {
  return operationNeeds[collection][operation] as OperationNeed // each entry of the table is one
}

/**
 * What a data action is needed for; undefined for one that no operation of ours needs. One action can be of two operations
 * that access policies tell apart, such as to list keys and to read one: then the permission says which is meant.
 */
export function needOfDataAction(dataAction: string, policyPermission?: string): OperationNeed | undefined {
  const needs: OperationNeed[] = Object.values(operationNeeds).flatMap((kind) => Object.values(kind))
  const found = needs.filter((one) => one.dataAction.toLowerCase() === dataAction.toLowerCase())
  return found.find((one) => one.policyPermission === policyPermission) ?? found[0]
}
