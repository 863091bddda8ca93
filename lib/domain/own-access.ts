import * as z from 'zod/mini'
import { allowsAction } from './access-action.ts'
import type { RolePermission } from './access-estate.ts'
import { keyVaultAction } from './key-vault-action.ts'
import { needOf, operationsOn, type VaultRights } from './rights.ts'
import type { PermissionModel } from './vault.ts'

const patterns = z.array(z.string())

/** What a person's own roles allow at a place; null where Azure does not tell. */
export const OwnPermissions = z.object({
  permissions: z.nullable(
    z.array(z.object({ actions: patterns, notActions: patterns, dataActions: patterns, notDataActions: patterns })),
  ),
})
export type OwnPermissions = z.infer<typeof OwnPermissions>

/**
 * What a person can know of themselves without the right to read role assignments. Azure's list of one's own permissions
 * leaves out deny assignments, conditions and the roles that wait to be activated, and access policies for groups are
 * nobody's to see from here: so `can` may still be refused, and `unknown` is no refusal.
 */
export interface OwnAccess {
  outcome: 'can' | 'cannot' | 'couldGrantItself' | 'unknown'
  by: 'roles' | 'policies' | 'nothing'
}

/** What is asked, of a vault whose permission model is known or not. */
export interface OwnQuestion {
  action: string
  /** Null where Resource Manager does not show the vault. */
  permissionModel: PermissionModel | null
  permissions: OwnPermissions['permissions']
  /** By the vault's access policies, where it has that model. */
  rights: VaultRights | null
}

const assignRoles = 'Microsoft.Authorization/roleAssignments/write'
const writePolicies = ['Microsoft.KeyVault/vaults/accessPolicies/write', 'Microsoft.KeyVault/vaults/write']

export function ownAccess({ action, permissionModel, permissions, rights }: OwnQuestion): OwnAccess {
  const kind = keyVaultAction(action)?.kind ?? 'management'
  const may = (asked: string, of: 'data' | 'management') => permissions !== null && allows(permissions, asked, of)
  if (kind === 'data' && permissionModel === 'accessPolicy') {
    if (rights && rightTo(rights, action) === 'yes') return { outcome: 'can', by: 'policies' }
    const could = writePolicies.some((one) => may(one, 'management'))
    return { outcome: could ? 'couldGrantItself' : 'unknown', by: 'policies' }
  }
  if (permissions === null || permissionModel === null) return { outcome: 'unknown', by: 'nothing' }
  if (may(action, kind)) return { outcome: 'can', by: 'roles' }
  return { outcome: may(assignRoles, 'management') ? 'couldGrantItself' : 'cannot', by: 'roles' }
}

/** Whether any of one's roles allows it; what a role excludes, another may still give. */
export function allows(
  permissions: readonly Omit<RolePermission, 'condition'>[],
  action: string,
  kind: 'data' | 'management',
): boolean {
  return permissions.some(({ actions, notActions, dataActions, notDataActions }) =>
    allowsAction(
      kind === 'data' ? { allowed: dataActions, excluded: notDataActions } : { allowed: actions, excluded: notActions },
      action,
    ),
  )
}

function rightTo(rights: VaultRights, action: string) {
  const collection = keyVaultAction(action)?.collection
  if (!collection) return undefined
  const all: Record<string, string | undefined> = rights[collection]
  const found = operationsOn(collection).find(
    (operation) => needOf(collection, operation).dataAction.toLowerCase() === action.toLowerCase(),
  )
  return found && all[found]
}
