import { reaches, sameScope } from './access-scope.ts'
import { waysUp } from './group-ways.ts'
import type { ObjectPath } from './role-assignment.ts'
import type { VaultAssignment, VaultAssignments } from './vault-assignments.ts'

/** One role assignment or one entry of an access policy by which somebody reaches a vault or an object of it. */
export interface AccessHolding {
  id: string
  kind: 'role' | 'policy'
  /** The role's name, or what the entry permits. */
  what: string
  /** From whom it is told of to whom it was given: longer than one where it comes through groups. */
  way: readonly string[]
  /** ARM id of where it holds. */
  scope: string
  place: 'above' | 'vault' | 'object'
  assignment?: VaultAssignment
  /** Why it counts for less than it says, or for nothing. */
  limit?: 'policiesDecide' | 'rolesDecide' | 'otherApplication'
}

/** Who can be told of, and how far the directory knows them. */
export interface NamedPrincipal {
  id: string
  name: string
  type: 'user' | 'group' | 'servicePrincipal' | 'managedIdentity' | 'unknown'
  /** What tells it from others of that name. */
  detail?: string
  /** `unknown`: deleted, or of another directory; `unnamed`: the directory was not to be asked. */
  state: 'known' | 'unknown' | 'unnamed'
}

const assignedTypes: Record<string, NamedPrincipal['type']> = {
  User: 'user',
  Group: 'group',
  ForeignGroup: 'group',
  ServicePrincipal: 'servicePrincipal',
}

/** Everybody that a reading names: by a role, by a policy or as a member of a group. */
export function namedPrincipals({ principals, assignments, unread }: VaultAssignments): (id: string) => NamedPrincipal {
  const known = new Map(principals.map((one) => [one.id, one]))
  const types = new Map(assignments.map(({ principalId, principalType }) => [principalId, principalType]))
  return (id) => {
    const found = known.get(id)
    const type = assignedTypes[found?.type ?? types.get(id) ?? ''] ?? 'unknown'
    if (!found) return { id, name: id, type, state: unread.includes('names') ? 'unnamed' : 'unknown' }
    return {
      id,
      name: found.name,
      type: found.isManagedIdentity ? 'managedIdentity' : type,
      ...(found.detail && { detail: found.detail }),
      // A kind that the token may not read comes with its id alone.
      state: found.name === id ? 'unnamed' : 'known',
    }
  }
}

/** To whom something was given here, each once. On an object those are left out that reach another object alone. */
export function holderIds(reading: VaultAssignments, object: ObjectPath | null): string[] {
  const placed = reading.assignments.filter(({ scope }) => isHere(reading, scope, object))
  const entries = reading.vault.accessPolicies.filter((entry) => permits(entry.permissions, object))
  return [...new Set([...placed.map(({ principalId }) => principalId), ...entries.map(({ objectId }) => objectId)])]
}

/** Everything by which a principal reaches the place: given to itself, then to groups that it is in. */
export function holdingsOf(reading: VaultAssignments, principalId: string, object: ObjectPath | null): AccessHolding[] {
  const { vault, assignments, roles, applicationId } = reading
  const ways = waysUp(principalId, new Map(reading.memberOf))
  const usesRoles = vault.permissionModel === 'rbac'
  const roleOf = new Map(roles.map((role) => [role.id, role]))
  const assigned = assignments.flatMap((assignment): AccessHolding[] => {
    const way = ways.get(assignment.principalId)
    if (!way || !isHere(reading, assignment.scope, object)) return []
    const role = roleOf.get(assignment.roleDefinitionId)
    const isOfData = role?.permissions.some(({ dataActions }) => dataActions.length > 0) ?? false
    return [
      {
        id: assignment.id,
        kind: 'role',
        what: role?.roleName ?? assignment.roleDefinitionId,
        way,
        scope: assignment.scope,
        place: placeOf(vault.id, assignment.scope),
        assignment,
        ...(!usesRoles && isOfData && { limit: 'policiesDecide' }),
      },
    ]
  })
  const entries = vault.accessPolicies.flatMap((entry, index): AccessHolding[] => {
    const way = ways.get(entry.objectId)
    if (!way || !permits(entry.permissions, object)) return []
    const isForeign = entry.applicationId !== undefined && entry.applicationId !== applicationId
    const limit = usesRoles ? 'rolesDecide' : isForeign ? 'otherApplication' : undefined
    return [
      {
        id: `${vault.id}/accessPolicies/${index}`,
        kind: 'policy',
        what: policyWords(entry.permissions, object),
        way,
        scope: vault.id,
        place: 'vault',
        ...(limit && { limit }),
      },
    ]
  })
  return [...assigned, ...entries].sort((left, right) => left.way.length - right.way.length)
}

type Policy = VaultAssignments['vault']['accessPolicies'][number]['permissions']

/** Whether what is assigned at a scope reaches the vault or lies in it; of an object, whether it reaches that one. */
function isHere({ vault }: VaultAssignments, scope: string, object: ObjectPath | null): boolean {
  if (object) return reaches(scope, `${vault.id}/${object}`, vault.managementGroupIds)
  return reaches(scope, vault.id, vault.managementGroupIds) || reaches(vault.id, scope)
}

function placeOf(vaultId: string, scope: string): AccessHolding['place'] {
  if (sameScope(scope, vaultId)) return 'vault'
  return reaches(vaultId, scope) ? 'object' : 'above'
}

function permits(permissions: Policy, object: ObjectPath | null): boolean {
  return Object.entries(permissions).some(
    ([collection, names]) => names.length > 0 && (!object || object.startsWith(`${collection}/`)),
  )
}

function policyWords(permissions: Policy, object: ObjectPath | null): string {
  return Object.entries(permissions)
    .filter(([collection, names]) => names.length > 0 && (!object || object.startsWith(`${collection}/`)))
    .map(([collection, names]) => `${collection}: ${names.join(', ')}`)
    .join('; ')
}
