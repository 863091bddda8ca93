import { needOfDataAction, type ObjectCollection } from './rights.ts'

/** One thing that a role can allow at a vault, in words. */
export interface KeyVaultAction {
  action: string
  kind: 'data' | 'management'
  /** As the end of "… can". */
  words: string
  /** Of the object that it is asked of; absent for what is asked of the vault as a resource. */
  collection?: ObjectCollection
  /** What access policies call it; absent where they have no such permission. */
  policyPermission?: string
  /** Whether it hands out a value, uses key material or changes something; what is not sensitive tells of metadata alone. */
  isSensitive: boolean
}

type Row = [path: string, words: string, policyPermission?: string]

/** https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault */
const dataRows: Record<ObjectCollection, Row[]> = {
  secrets: [
    ['secrets/readMetadata/action', 'see the names, dates and tags of secrets', 'list'],
    ['secrets/getSecret/action', 'read the values of secrets', 'get'],
    ['secrets/setSecret/action', 'write new versions of secrets', 'set'],
    ['secrets/update/action', 'change properties of secrets', 'set'],
    ['secrets/delete', 'delete secrets', 'delete'],
    ['secrets/recover/action', 'recover deleted secrets', 'recover'],
    ['secrets/purge/action', 'purge deleted secrets', 'purge'],
    ['secrets/backup/action', 'back up secrets', 'backup'],
    ['secrets/restore/action', 'restore secrets', 'restore'],
  ],
  keys: [
    ['keys/read', 'see keys and their public half', 'get'],
    ['keys/create/action', 'create keys', 'create'],
    ['keys/import/action', 'import keys', 'import'],
    ['keys/update/action', 'change properties of keys', 'update'],
    ['keys/rotate/action', 'rotate keys', 'rotate'],
    ['keyrotationpolicies/read', 'read rotation policies', 'getrotationpolicy'],
    ['keyrotationpolicies/write', 'change rotation policies', 'setrotationpolicy'],
    ['keys/encrypt/action', 'encrypt with keys', 'encrypt'],
    ['keys/decrypt/action', 'decrypt with keys', 'decrypt'],
    ['keys/wrap/action', 'wrap keys', 'wrapkey'],
    ['keys/unwrap/action', 'unwrap keys', 'unwrapkey'],
    ['keys/sign/action', 'sign with keys', 'sign'],
    ['keys/verify/action', 'verify signatures', 'verify'],
    ['keys/release/action', 'have keys released', 'release'],
    ['keys/delete', 'delete keys', 'delete'],
    ['keys/recover/action', 'recover deleted keys', 'recover'],
    ['keys/purge/action', 'purge deleted keys', 'purge'],
    ['keys/backup/action', 'back up keys', 'backup'],
    ['keys/restore/action', 'restore keys', 'restore'],
  ],
  certificates: [
    ['certificates/read', 'see certificates', 'get'],
    ['certificatecas/read', 'see issuers', 'getissuers'],
    ['certificates/create/action', 'create certificates', 'create'],
    ['certificates/import/action', 'import certificates', 'import'],
    ['certificates/update/action', 'change certificates and their policies', 'update'],
    ['certificatecas/write', 'change issuers', 'setissuers'],
    ['certificatecas/delete', 'delete issuers', 'deleteissuers'],
    ['certificatecontacts/write', 'change contacts', 'managecontacts'],
    ['certificates/delete', 'delete certificates', 'delete'],
    ['certificates/recover/action', 'recover deleted certificates', 'recover'],
    ['certificates/purge/action', 'purge deleted certificates', 'purge'],
    ['certificates/backup/action', 'back up certificates', 'backup'],
    ['certificates/restore/action', 'restore certificates', 'restore'],
  ],
}

const managementRows: [action: string, words: string][] = [
  ['Microsoft.KeyVault/vaults/read', 'see the vault and its settings'],
  ['Microsoft.Authorization/roleAssignments/read', 'see who holds which role here'],
  ['Microsoft.Authorization/roleAssignments/write', 'assign roles'],
  ['Microsoft.Authorization/roleAssignments/delete', 'remove roles'],
  ['Microsoft.KeyVault/vaults/accessPolicies/write', 'change access policies'],
  ['Microsoft.KeyVault/vaults/write', 'change settings of the vault'],
  ['Microsoft.KeyVault/vaults/delete', 'delete the vault'],
  ['Microsoft.KeyVault/locations/deletedVaults/purge/action', 'purge deleted vaults'],
]

const isMetadata = (action: string) => /\/read$|readMetadata\/action$/i.test(action)

export const keyVaultActions: readonly KeyVaultAction[] = [
  ...(Object.entries(dataRows) as [ObjectCollection, Row[]][]).flatMap(([collection, rows]) =>
    rows.map(([path, words, policyPermission]): KeyVaultAction => {
      const action = `Microsoft.KeyVault/vaults/${path}`
      return {
        action,
        kind: 'data',
        words,
        collection,
        ...(policyPermission && { policyPermission }),
        isSensitive: !isMetadata(action),
      }
    }),
  ),
  ...managementRows.map(
    ([action, words]): KeyVaultAction => ({ action, kind: 'management', words, isSensitive: !isMetadata(action) }),
  ),
]

/** What is known of an action, without case; undefined for one that is none of a vault's. */
export function keyVaultAction(action: string): KeyVaultAction | undefined {
  return keyVaultActions.find((one) => one.action.toLowerCase() === action.toLowerCase())
}

/** The deed of an action as a sentence's subject, for an action that is not in the list too. */
export function deedOf(action: string): string {
  return keyVaultAction(action)?.words ?? needOfDataAction(action)?.deed ?? action
}

/** The data action that stands for the permission whose absence Key Vault names under access policies. */
export function policyAction(azureMessage: string): string | undefined {
  const [, collection, permission] =
    /does not have (secrets|keys|certificates) (\w+) permission/i
      .exec(azureMessage)
      ?.map((part) => part.toLowerCase()) ?? []
  // A list of keys or certificates needs what a look at one does under roles; the policies tell them apart.
  const wanted = permission === 'list' && collection !== 'secrets' ? 'get' : permission
  return keyVaultActions.find((one) => one.collection === collection && one.policyPermission === wanted)?.action
}
