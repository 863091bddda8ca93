import { allowsAction } from './access-action.ts'
import type { RoleDefinition } from './access-estate.ts'
import { type KeyVaultAction, keyVaultAction, keyVaultActions } from './key-vault-action.ts'
import { keyVaultDataRoles, keyVaultManagementRoles } from './key-vault-roles.ts'

/** A role that would allow something, and what it would allow besides. */
export interface RoleFit {
  role: RoleDefinition
  /** What it gives that was not asked for. */
  besides: readonly KeyVaultAction[]
  /** True where it hands out the value of every secret in its scope though something else was asked for. */
  isReadingEveryValue: boolean
}

const readsValues = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'

/**
 * The built-in roles that allow an action, the least first. Less is what uses, changes or hands out less; among equals what
 * tells of less. A role counts by all that it can do, not by its name: Certificate User reads every secret's value.
 */
export function rolesFor(action: string): RoleFit[] {
  const kind =
    keyVaultAction(action)?.kind ?? (/^Microsoft\.KeyVault\/vaults\/[^/]+\/./i.test(action) ? 'data' : 'management')
  const roles = kind === 'data' ? keyVaultDataRoles : keyVaultManagementRoles
  const fits = roles.filter((role) => gives(role, action, kind)).map((role) => fitOf(role, action, kind))
  // Roles for the vault as a resource stand in their order: their notActions make a count of ours say little.
  return kind === 'data' ? fits.toSorted((left, right) => weight(left) - weight(right)) : fits
}

/** What a role allows at a vault, in the order of the list of actions. */
export function actionsOf(role: RoleDefinition): KeyVaultAction[] {
  return keyVaultActions.filter(({ action, kind }) => gives(role, action, kind))
}

function fitOf(role: RoleDefinition, action: string, kind: KeyVaultAction['kind']): RoleFit {
  const besides = actionsOf(role).filter(
    (one) => one.kind === kind && one.action.toLowerCase() !== action.toLowerCase(),
  )
  return { role, besides, isReadingEveryValue: besides.some((one) => one.action === readsValues) }
}

function weight({ besides }: RoleFit): number {
  return besides.reduce((sum, { isSensitive }) => sum + (isSensitive ? 100 : 1), 0)
}

function gives({ permissions }: RoleDefinition, action: string, kind: KeyVaultAction['kind']): boolean {
  return permissions.some(({ actions, notActions, dataActions, notDataActions }) =>
    allowsAction(
      kind === 'data' ? { allowed: dataActions, excluded: notDataActions } : { allowed: actions, excluded: notActions },
      action,
    ),
  )
}
