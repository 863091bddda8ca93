import type { Right, SecretOperation } from './rights.ts'
import { secretOperationNeeds } from './rights.ts'
import type { PermissionModel } from './vault.ts'

const deeds: Record<SecretOperation, string> = {
  list: 'List secrets',
  read: 'Read values',
  set: 'Write versions',
  update: 'Change properties',
  delete: 'Delete secrets',
  recover: 'Recover deleted secrets',
  purge: 'Purge deleted secrets',
  backup: 'Back up secrets',
  restore: 'Restore secrets',
}

/**
 * Why a person may not do something, naming the least grant that would allow it; null where they may, or where only the
 * call itself can tell.
 */
export function rightReason(
  operation: SecretOperation,
  right: Right | undefined,
  permissionModel: PermissionModel | null,
): string | null {
  if (right !== 'no') return null
  const { dataAction, leastRole, policyPermission } = secretOperationNeeds[operation]
  return permissionModel === 'accessPolicy'
    ? `${deeds[operation]}: an access policy of this vault must give you the secret permission “${policyPermission}”.`
    : `${deeds[operation]}: you need the role ${leastRole} here, or another one with ${dataAction}.`
}
