import type { AccessReading } from './access-reading.ts'
import { normalScope } from './access-scope.ts'
import { waysUp } from './group-ways.ts'

/** One assignment or policy entry by which a principal reaches something. */
export interface AccessSource {
  id: string
  kind: 'role' | 'policy'
  /** The role's name, or what the policy permits. */
  what: string
  /** ARM id of where it holds; of a policy its vault. */
  scope: string
  /** From the principal to who holds it: more than one where it comes through groups. */
  way: readonly string[]
  condition?: string
  /** A policy that counts through this application alone. */
  applicationId?: string
  /** ISO; absent where Azure does not tell. */
  createdOn?: string
}

/** Everything by which a principal reaches anything: its own roles and policies, then those of its groups. */
export function sourcesOf(reading: AccessReading, principalId: string): AccessSource[] {
  const ways = waysUp(principalId, new Map(reading.memberOf))
  const roles = new Map(reading.roles.map(({ id, roleName }) => [id, roleName]))
  const assigned = reading.assignments.flatMap(
    ({ id, principalId: holder, roleDefinitionId, scope, condition, createdOn }): AccessSource[] => {
      const way = ways.get(holder)
      if (!way) return []
      const what = roles.get(roleDefinitionId) ?? roleDefinitionId
      return [{ id, kind: 'role', what, scope, way, ...(condition && { condition }), ...(createdOn && { createdOn }) }]
    },
  )
  const entries = reading.vaults.flatMap(({ id, permissionModel, accessPolicies }) =>
    (permissionModel === 'accessPolicy' ? accessPolicies : []).flatMap((entry, index): AccessSource[] => {
      const way = ways.get(entry.objectId)
      if (!way) return []
      const { applicationId } = entry
      const what = permissionWords(entry.permissions)
      return [{ id: `${id} ${index}`, kind: 'policy', what, scope: id, way, ...(applicationId && { applicationId }) }]
    }),
  )
  return [...assigned, ...entries].sort((left, right) => left.way.length - right.way.length)
}

function permissionWords(
  permissions: AccessReading['vaults'][number]['accessPolicies'][number]['permissions'],
): string {
  const parts = Object.entries(permissions).filter(([, names]) => names.length > 0)
  return parts.map(([collection, names]) => `${collection}: ${names.join(', ')}`).join('; ') || 'nothing'
}

/** A scope by its kind and the name that people know it by. */
export function scopeWords(scope: string, subscriptionName: (id: string) => string = (id) => id): string {
  const parts = normalScope(scope) === '/' ? [] : scope.replace(/\/+$/, '').split('/').slice(1)
  const last = parts.at(-1) ?? ''
  if (parts.length === 0) return 'Everything (root)'
  if (/\/managementgroups\/[^/]+\/?$/i.test(scope)) return `Management group ${last}`
  if (parts.length === 2) return `Subscription ${subscriptionName(last.toLowerCase())}`
  if (parts.length === 4) return `Resource group ${last}`
  if (parts.length === 8) return `Vault ${last}`
  return `${(parts[8] ?? '').replace(/s$/, '').replace(/^./, (letter) => letter.toUpperCase())} ${last} in ${parts[7] ?? ''}`
}

/** The groups that a principal is in, directly, and the members of it that the reading knows. */
export function relativesOf({ memberOf }: AccessReading, principalId: string): { groups: string[]; members: string[] } {
  return {
    groups: memberOf.flatMap(([id, groups]) => (id === principalId ? groups : [])),
    members: memberOf.flatMap(([id, groups]) => (groups.includes(principalId) ? [id] : [])),
  }
}
