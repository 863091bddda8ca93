import * as z from 'zod/mini'
import { Principal } from './principal.ts'
import { Problem } from './problem.ts'
import { type ObjectCollection, Right } from './rights.ts'
import { PermissionModel } from './vault.ts'

/** A vault holds at most so many entries. https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
export const mostAccessPolicies = 1_024

export interface PolicyPermission {
  /** As access policies write it, in lower case. */
  name: string
  /** As Terraform writes it; also for reading. */
  label: string
  group: 'management' | 'rotation' | 'cryptography' | 'privileged'
}

const group = (group: PolicyPermission['group'], ...labels: string[]): PolicyPermission[] =>
  labels.map((label) => ({ name: label.toLowerCase(), label, group }))

const management = ['Get', 'List', 'Update', 'Create', 'Import', 'Delete', 'Recover', 'Backup', 'Restore'] as const
const issuers = ['ManageContacts', 'ManageIssuers', 'GetIssuers', 'ListIssuers', 'SetIssuers', 'DeleteIssuers'] as const

/** Every permission that there is, in the portal's order. Those for storage accounts are Azure's no more to give. */
export const policyPermissions: Record<ObjectCollection, readonly PolicyPermission[]> = {
  secrets: [
    ...group('management', 'Get', 'List', 'Set', 'Delete', 'Recover', 'Backup', 'Restore'),
    ...group('privileged', 'Purge'),
  ],
  keys: [
    ...group('management', ...management),
    ...group('rotation', 'Rotate', 'GetRotationPolicy', 'SetRotationPolicy'),
    ...group('cryptography', 'Encrypt', 'Decrypt', 'WrapKey', 'UnwrapKey', 'Sign', 'Verify'),
    ...group('privileged', 'Release', 'Purge'),
  ],
  certificates: [...group('management', ...management, ...issuers), ...group('privileged', 'Purge')],
}
export const policyCollections = Object.keys(policyPermissions) as ObjectCollection[] // the keys of a literal

const namesOf = (collection: ObjectCollection) =>
  z.array(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((name) => name.toLowerCase()),
      ),
      z.enum(
        ['all', ...policyPermissions[collection].map(({ name }) => name)],
        `There is no such permission for ${collection}.`,
      ),
    ),
  )

/** What an entry permits, kind by kind; lower case. */
export const PolicyGrant = z.strictObject({
  secrets: namesOf('secrets'),
  keys: namesOf('keys'),
  certificates: namesOf('certificates'),
})
export type PolicyGrant = Record<ObjectCollection, readonly string[]>

/** One entry as the vault has it. */
export const AccessPolicy = z.object({
  /** Of a person, a group, an application or a managed identity. Lower case. */
  objectId: z.string(),
  /** Then it counts only for that principal acting through this application. Lower case. */
  applicationId: z.optional(z.string()),
  permissions: z.object({
    secrets: z.array(z.string()),
    keys: z.array(z.string()),
    certificates: z.array(z.string()),
    /** Of storage accounts that Key Vault kept once; kept as they are. */
    storage: z.array(z.string()),
  }),
})
export type AccessPolicy = z.infer<typeof AccessPolicy>

/** The access policies of a vault, read from the vault itself. */
export const VaultAccessPolicies = z.object({
  id: z.string(),
  subscriptionId: z.string(),
  resourceGroup: z.string(),
  tenantId: z.string(),
  permissionModel: PermissionModel,
  /** Azure's null: a vault older than the setting, which access policies decide. */
  isModelUnset: z.boolean(),
  entries: z.array(AccessPolicy),
  /** Whom the directory knows of those that the entries name. */
  principals: z.array(Principal),
  /** Names of applications by their ids. */
  applications: z.array(z.object({ id: z.string(), name: z.string() })),
  /** What the caller may do, as Azure tells it: a hint, the call itself decides. */
  rights: z.object({ write: Right }),
  problems: z.array(Problem),
})
export type VaultAccessPolicies = z.infer<typeof VaultAccessPolicies>

const Guid = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'It is not a GUID.')),
  z.transform((text) => text.toLowerCase()),
)

/** One entry as the page showed it (null for none), and as it is to be (null to remove it). */
export const AccessPolicyChange = z
  .strictObject({
    principalId: Guid,
    applicationId: z.optional(Guid),
    expected: z.nullable(AccessPolicy.shape.permissions),
    wanted: z.nullable(PolicyGrant),
  })
  .check(
    z.refine(({ expected, wanted }) => expected !== null || wanted !== null, 'There is nothing to add and to remove.'),
    z.refine(
      ({ wanted }) => wanted === null || policyCollections.some((kind) => wanted[kind].length > 0),
      'An entry permits something. Remove it where it is to permit nothing.',
    ),
  )
export type AccessPolicyChange = z.infer<typeof AccessPolicyChange>

/** Permissions whatever their order and case: equal texts permit the same. */
export function grantText(permissions: Partial<Record<ObjectCollection | 'storage', readonly string[]>>): string {
  return JSON.stringify(
    [...policyCollections, 'storage' as const].map((kind) =>
      [...new Set((permissions[kind] ?? []).map((name) => name.toLowerCase()))].sort(),
    ),
  )
}

/** An entry's key: the principal and the application that it must act through, together. */
export const policyKey = ({ objectId, applicationId = '' }: { objectId: string; applicationId?: string | undefined }) =>
  `${objectId}/${applicationId}`.toLowerCase()

/** The permissions of a kind with `all` spelled out, in the portal's order. */
export function spelledOut(collection: ObjectCollection, names: readonly string[]): PolicyPermission[] {
  const has = new Set(names.map((name) => name.toLowerCase()))
  return policyPermissions[collection].filter(({ name }) => has.has('all') || has.has(name))
}

/** An entry in words: "Secrets: Get, List · Keys: all". */
export function grantWords(permissions: Partial<Record<ObjectCollection, readonly string[]>>): string {
  return policyCollections
    .flatMap((kind) => {
      const named = spelledOut(kind, permissions[kind] ?? [])
      if (named.length === 0) return []
      const isAll = named.length === policyPermissions[kind].length
      return `${kind[0]?.toUpperCase()}${kind.slice(1)}: ${isAll ? 'all' : named.map(({ label }) => label).join(', ')}`
    })
    .join(' · ')
}

export interface PolicyTemplate {
  name: string
  grant: PolicyGrant
}

const of = (collection: ObjectCollection, ...groups: PolicyPermission['group'][]) =>
  policyPermissions[collection].filter((one) => groups.includes(one.group)).map(({ name }) => name)
const managed: PolicyGrant = {
  secrets: of('secrets', 'management'),
  keys: of('keys', 'management', 'rotation'),
  certificates: of('certificates', 'management'),
}
const none: PolicyGrant = { secrets: [], keys: [], certificates: [] }

/** The portal's templates. What is privileged, and the use of keys, is in none of those for management. */
export const policyTemplates: readonly PolicyTemplate[] = [
  { name: 'Key, Secret, & Certificate Management', grant: managed },
  { name: 'Key & Secret Management', grant: { ...managed, certificates: [] } },
  { name: 'Secret & Certificate Management', grant: { ...managed, keys: [] } },
  { name: 'Key Management', grant: { ...none, keys: managed.keys } },
  { name: 'Secret Management', grant: { ...none, secrets: managed.secrets } },
  { name: 'Certificate Management', grant: { ...none, certificates: managed.certificates } },
  { name: 'SQL Server Connector', grant: { ...none, keys: ['get', 'list', 'wrapkey', 'unwrapkey'] } },
  { name: 'Azure Data Lake Storage or Azure Storage', grant: { ...none, keys: ['get', 'list', 'unwrapkey'] } },
  {
    name: 'Azure Backup',
    grant: { ...none, keys: ['get', 'list', 'backup'], secrets: ['get', 'list', 'backup'] },
  },
  { name: 'Exchange Online Customer Key', grant: { ...none, keys: ['get', 'list', 'wrapkey', 'unwrapkey'] } },
  { name: 'SharePoint Online Customer Key', grant: { ...none, keys: ['get', 'list', 'wrapkey', 'unwrapkey'] } },
  { name: 'Azure Information BYOK', grant: { ...none, keys: ['get', 'decrypt', 'sign'] } },
]

/** The first template that permits just this. */
export function templateOf(grant: Partial<PolicyGrant>): PolicyTemplate | undefined {
  const text = grantText(grant)
  return policyTemplates.find((template) => grantText(template.grant) === text)
}
