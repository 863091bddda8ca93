import { needOf, type ObjectCollection, type OperationOn, type Right } from './rights.ts'
import type { PermissionModel } from './vault.ts'

/**
 * Why a person may not do something, naming the least grant that would allow it; null where they may, or where only the
 * call itself can tell.
 */
export function rightReason<C extends ObjectCollection>(
  collection: C,
  operation: OperationOn<C>,
  right: Right | undefined,
  permissionModel: PermissionModel | null,
): string | null {
  if (right !== 'no') return null
  const { dataAction, leastRole, policyPermission, deed } = needOf(collection, operation)
  const noun = collection.slice(0, -1)
  return permissionModel === 'accessPolicy'
    ? `${deed}: an access policy of this vault must give you the ${noun} permission “${policyPermission}”.`
    : `${deed}: you need the role ${leastRole} here, or another one with ${dataAction}.`
}
