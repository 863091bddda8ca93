import { useQuery } from '@tanstack/react-query'
import { allowsAction } from '@/lib/domain/access-action.ts'
import { ownPermissionQueries } from '@/lib/queries/role-assignments.ts'

const action = 'Microsoft.Insights/diagnosticSettings/write'

/** Why the person cannot switch logging on for a vault; null where they can, or where Azure does not tell. */
export function useMaySwitchLoggingOn(vaultName: string): string | null {
  const { data } = useQuery(ownPermissionQueries.at(vaultName, null))
  if (!data?.permissions) return null
  const isAllowed = data.permissions.some(({ actions, notActions }) =>
    allowsAction({ allowed: actions, excluded: notActions }, action),
  )
  return isAllowed
    ? null
    : `You may not change this vault’s diagnostic settings: you need the role Log Analytics Contributor, or another one with ${action}.`
}
