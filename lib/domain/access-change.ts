import type { AccessEstate, AccessVault, RoleAssignment } from './access-estate.ts'
import { reaches } from './access-scope.ts'
import type { AccessQuestion } from './access-verdict.ts'
import { accessTo } from './effective-access.ts'
import { waysUp } from './group-ways.ts'
import { type KeyVaultAction, keyVaultActions } from './key-vault-action.ts'
import { actionsOf } from './least-role.ts'
import type { ObjectPath } from './role-assignment.ts'

/** What one principal can do after a change and could not before, or the other way round. */
export interface AccessChange {
  principalId: string
  /** Empty for the one who holds the assignment, else the groups by which it reaches the principal, nearest first. */
  through: readonly string[]
  gained: readonly KeyVaultAction[]
  lost: readonly KeyVaultAction[]
}

/** Where a change is looked at: a vault, one object of it, or an object of a name that a condition lets through. */
export interface ChangedPlace {
  vault: AccessVault
  object: ObjectPath | null
}

/**
 * Who gains or loses what when an estate becomes another by one assignment: its holder and, where that is a group, everybody
 * who is in it as far as the directory told. What they could do otherwise already is neither gained nor lost.
 */
export function changesBy(
  { principalId }: RoleAssignment,
  before: AccessEstate,
  after: AccessEstate,
  { vault, object }: ChangedPlace,
): AccessChange[] {
  const [then, now] = [accessTo(vault, before), accessTo(vault, after)]
  const actions = keyVaultActions.filter(
    ({ collection }) => !object || !collection || object.startsWith(`${collection}/`),
  )
  return reachedBy(principalId, after).map(({ id, through }) => {
    const differing = actions.flatMap((one) => {
      const question = questionOf(one, object)
      const [could, can] = [then, now].map((access) => access.of(id, question).outcome === 'can')
      return could === can ? [] : { action: one, isGain: Boolean(can) }
    })
    return {
      principalId: id,
      through,
      gained: differing.filter(({ isGain }) => isGain).map(({ action }) => action),
      lost: differing.filter(({ isGain }) => !isGain).map(({ action }) => action),
    }
  })
}

export const withAssignment = (estate: AccessEstate, assignment: RoleAssignment): AccessEstate => ({
  ...estate,
  assignments: [...estate.assignments, assignment],
})

export const withoutAssignment = (estate: AccessEstate, id: string): AccessEstate => ({
  ...estate,
  assignments: estate.assignments.filter((one) => one.id.toLowerCase() !== id.toLowerCase()),
})

/** An action as a question about a place. */
export function questionOf(action: KeyVaultAction, object: ObjectPath | null): AccessQuestion {
  const { collection, kind } = action
  if (kind === 'management' || !collection) return { kind: 'management', action: action.action }
  const objectName = object?.startsWith(`${collection}/`) ? object.split('/')[1] : undefined
  return {
    kind: 'data',
    collection,
    dataAction: action.action,
    policyPermission: action.policyPermission ?? '',
    ...(objectName && { objectName }),
  }
}

/**
 * Whether an assignment is the last by which anybody administers a vault: its data, or who may reach it. Eligible ones and
 * conditional ones do not count: nobody holds them for certain.
 */
export function isLastAdministration(id: string, estate: AccessEstate, vault: AccessVault): boolean {
  const administers = (assignments: readonly RoleAssignment[], action: string, kind: KeyVaultAction['kind']) =>
    assignments.some(({ scope, roleDefinitionId, isEligible, condition }) => {
      const role = estate.roleDefinitions.get(roleDefinitionId)
      if (!role || isEligible || condition || !reaches(scope, vault.id, vault.managementGroupIds)) return false
      return actionsOf(role).some((one) => one.action === action && one.kind === kind)
    })
  const left = withoutAssignment(estate, id).assignments
  const kinds = [
    ['Microsoft.KeyVault/vaults/secrets/purge/action', 'data'],
    ['Microsoft.Authorization/roleAssignments/write', 'management'],
  ] as const
  return kinds.some(
    ([action, kind]) => administers(estate.assignments, action, kind) && !administers(left, action, kind),
  )
}

/** A principal and, where it is a group, everybody in it with the groups between. */
export function reachedBy(
  principalId: string,
  { memberOf }: AccessEstate,
): { id: string; through: readonly string[] }[] {
  const members = [...memberOf.keys()].flatMap((id) => {
    const way = id === principalId ? undefined : waysUp(id, memberOf).get(principalId)
    return way ? { id, through: way.slice(1) } : []
  })
  return [{ id: principalId, through: [] }, ...members]
}
