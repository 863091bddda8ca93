import { allowsAction } from './access-action.ts'
import type { RoleDefinition } from './access-estate.ts'
import { grantText, type PolicyGrant, policyCollections, policyTemplates, spelledOut } from './access-policy.ts'
import { type KeyVaultAction, keyVaultActions } from './key-vault-action.ts'
import { keyVaultDataRoles } from './key-vault-roles.ts'
import type { ObjectCollection } from './rights.ts'

/** What a permission of an access policy lets somebody do, by the data action that roles ask for in its place. */
export interface PermittedAction {
  collection: ObjectCollection
  permission: string
  dataAction: string
  /** Beside what the permission is meant for, such as to cancel a request: no role is chosen for its sake. */
  isAside?: boolean
}

/** In the order of Key Vault's own operations. https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const rows: Record<ObjectCollection, string> = {
  secrets:
    'get:secrets/getSecret/action,secrets/readMetadata/action list:secrets/readMetadata/action set:secrets/setSecret/action,secrets/update/action delete:secrets/delete recover:secrets/recover/action backup:secrets/backup/action restore:secrets/restore/action purge:secrets/purge/action',
  keys: 'get:keys/read list:keys/read update:keys/update/action create:keys/create/action import:keys/import/action delete:keys/delete recover:keys/recover/action backup:keys/backup/action restore:keys/restore/action rotate:keys/rotate/action getrotationpolicy:keyrotationpolicies/read setrotationpolicy:keyrotationpolicies/write encrypt:keys/encrypt/action decrypt:keys/decrypt/action wrapkey:keys/wrap/action unwrapkey:keys/unwrap/action sign:keys/sign/action verify:keys/verify/action release:keys/release/action purge:keys/purge/action',
  certificates:
    'get:certificates/read list:certificates/read update:certificates/update/action create:certificates/create/action import:certificates/import/action delete:certificates/delete recover:certificates/recover/action backup:certificates/backup/action restore:certificates/restore/action managecontacts:certificatecontacts/write,certificates/read getissuers:certificatecas/read listissuers:certificatecas/read setissuers:certificatecas/write deleteissuers:certificatecas/delete manageissuers:certificatecas/read,certificatecas/write,certificatecas/delete purge:certificates/purge/action',
}
const full = (path: string) => `Microsoft.KeyVault/vaults/${path}`
const table = new Map(
  policyCollections.map((collection) => [
    collection,
    new Map(
      rows[collection].split(' ').map((row) => {
        const [permission = '', paths = ''] = row.split(':')
        return [permission, paths.split(',').map(full)] as const
      }),
    ),
  ]),
)

/** Everything that an entry lets its principal do. */
export function actionsOfGrant(grant: Partial<PolicyGrant>): PermittedAction[] {
  return policyCollections.flatMap((collection) =>
    spelledOut(collection, grant[collection] ?? []).flatMap(({ name: permission }): PermittedAction[] => [
      ...(table.get(collection)?.get(permission) ?? []).map((dataAction) => ({ collection, permission, dataAction })),
      // Whoever may update a certificate may cancel its request; roles ask for the right to delete certificates.
      ...(collection === 'certificates' && permission === 'update'
        ? [{ collection, permission, dataAction: full('certificates/delete'), isAside: true }]
        : []),
    ]),
  )
}

/**
 * Templates for which Microsoft names no built-in role.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-migration#access-policy-templates-to-azure-roles-mapping
 */
const withoutBuiltIn = new Set(['Azure Data Lake Storage or Azure Storage', 'Azure Backup', 'Azure Information BYOK'])

/** What Microsoft's table says of a grant that is just one of its templates. */
export function publishedMapping(grant: Partial<PolicyGrant>): { template: string; needsCustomRole: boolean } | null {
  const text = grantText(grant)
  const found = policyTemplates.find((template) => grantText(template.grant) === text)
  return found ? { template: found.name, needsCustomRole: withoutBuiltIn.has(found.name) } : null
}

/** Roles that together give what an entry permitted, and what they give besides. */
export interface RoleCover {
  roles: readonly RoleDefinition[]
  over: readonly KeyVaultAction[]
}

const dataActions = keyVaultActions.filter(({ kind }) => kind === 'data')
const givesData = ({ permissions }: RoleDefinition, action: string) =>
  permissions.some((one) => allowsAction({ allowed: one.dataActions, excluded: one.notDataActions }, action))

/** Roles of the organisation's own that give data of vaults and nothing else: those may fit where no built-in does. */
export function ownDataRoles(roles: Iterable<RoleDefinition>): RoleDefinition[] {
  const builtIn = new Set(keyVaultDataRoles.map(({ id }) => id))
  return [...roles].filter(
    ({ id, permissions }) =>
      !builtIn.has(id) &&
      permissions.length > 0 &&
      permissions.every(
        (one) =>
          one.actions.length === 0 &&
          one.condition === undefined &&
          one.dataActions.length > 0 &&
          one.dataActions.every((action) => /^Microsoft\.KeyVault\/vaults\//i.test(action)),
      ),
  )
}

const mostTogether = 3

/** What is not asked for weighs by what it can do; a further role weighs a little, so that one is taken where it does. */
function weightOf({ roles, over }: RoleCover): number {
  return roles.length * 3 + over.reduce((sum, { isSensitive }) => sum + (isSensitive ? 100 : 1), 0)
}

/**
 * The fewest rights by built-in roles, or roles that are there, that give all of these actions: at most three together.
 * Undefined where none do.
 */
export function leastRoles(wanted: readonly string[], own: readonly RoleDefinition[]): RoleCover | undefined {
  const asked = [...new Set(wanted.map((action) => action.toLowerCase()))]
  if (asked.length === 0) return undefined
  const useful = [...keyVaultDataRoles, ...own]
    .map((role) => ({ role, gives: new Set(asked.filter((action) => givesData(role, action))) }))
    .filter(({ gives }) => gives.size > 0)
  let best: (RoleCover & { weight: number }) | undefined
  for (const chosen of combinations(useful, mostTogether)) {
    if (!asked.every((action) => chosen.some(({ gives }) => gives.has(action)))) continue
    const roles = chosen.map(({ role }) => role)
    const cover = { roles, over: overOf(roles, asked) }
    const weight = weightOf(cover)
    if (!best || weight < best.weight) best = { ...cover, weight }
  }
  return best && { roles: best.roles, over: best.over }
}

/** What roles give beside the actions that were asked for. */
function overOf(roles: readonly RoleDefinition[], asked: readonly string[]): KeyVaultAction[] {
  const had = new Set(asked)
  return dataActions.filter(
    ({ action }) => !had.has(action.toLowerCase()) && roles.some((role) => givesData(role, action)),
  )
}

function* combinations<T>(items: readonly T[], most: number, from = 0): Generator<T[]> {
  for (let at = from; at < items.length; at += 1) {
    const item = items[at] as T // below the length
    yield [item]
    if (most > 1) for (const rest of combinations(items, most - 1, at + 1)) yield [item, ...rest]
  }
}
