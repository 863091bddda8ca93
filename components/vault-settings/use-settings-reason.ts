import { useQuery } from '@tanstack/react-query'
import { allowsAction } from '@/lib/domain/access-action.ts'
import { rolesFor } from '@/lib/domain/least-role.ts'
import { ownPermissionQueries } from '@/lib/queries/role-assignments.ts'

/** Why the person cannot do something to the vault as a resource; null where they can, or where Azure does not tell. */
export function useSettingsReason(vaultName: string, action: string): string | null {
  const { data } = useQuery(ownPermissionQueries.at(vaultName, null))
  if (!data?.permissions) return null
  const isAllowed = data.permissions.some(({ actions, notActions }) =>
    allowsAction({ allowed: actions, excluded: notActions }, action),
  )
  if (isAllowed) return null
  const role = rolesFor(action)[0]?.role.roleName
  return `You have no role with ${action}.${role ? ` ${role} is the smallest that has it.` : ''}`
}
