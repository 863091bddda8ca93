import { allowsAction } from './access-action.ts'
import type { RoleDefinition } from './access-estate.ts'
import type { AccessReading, ListedAssignment } from './access-reading.ts'
import { reaches } from './access-scope.ts'
import type { AssignmentUse, AssignmentUses } from './assignment-use.ts'
import { actionOfOperation } from './audit-operation.ts'
import { keyVaultDataRoles } from './key-vault-roles.ts'
import { actionsOf } from './least-role.ts'
import { isZeroProven, type PeriodMs, provenByMs } from './log-coverage.ts'

/**
 * What the logs say of a role assignment:
 * - `unused`: every vault that it reaches was logged all the time, and it let no call through
 * - `wide`: it was used, for less than it gives
 * - `used`: it was used, and nothing smaller is known to do
 * - `new`: it is younger than the time that is looked at, and was not used yet
 * - `unknown`: it was not seen in use, and a vault that it reaches was not logged all the time
 * - `idle`: it reaches no vault that goes by roles
 */
export type AssignmentVerdict = 'unused' | 'wide' | 'used' | 'new' | 'unknown' | 'idle'

/** A role at a scope that would do for all that was used. */
export interface SmallerGrant {
  role: Pick<RoleDefinition, 'id' | 'roleName'>
  scope: string
}

export interface JudgedAssignment {
  assignment: ListedAssignment
  roleName: string
  verdict: AssignmentVerdict
  /** Null where it was not seen in use. */
  lastMs: number | null
  calls: number
  /** Vaults that it reaches and that go by roles. */
  vaultNames: readonly string[]
  /** Of those, the ones of which the log does not tell all. */
  unprovenVaults: readonly string[]
  /** Data actions that were used. */
  actions: readonly string[]
  /** Together they would do; empty unless it is `wide`. */
  smaller: readonly SmallerGrant[]
}

/** A scope is narrowed to so many vaults at most: more of them are better served by one wide assignment. */
const mostScopes = 3

/**
 * Each assignment of a role with rights to data, with its use by the log. Key Vault names one assignment for each call, so
 * of two that allow the same one may look unused: it then was not needed for these calls. Roles for the vault as a resource
 * are left out, since Key Vault's log names no assignment for them.
 */
export function judgeAssignments(
  reading: AccessReading,
  { uses, coverage, problems }: AssignmentUses,
  period: PeriodMs,
): JudgedAssignment[] {
  const roles = new Map(reading.roles.map((role) => [role.id, role]))
  const above = new Map(reading.subscriptions.map(({ id, managementGroupIds }) => [id, managementGroupIds]))
  const byName = Map.groupBy(uses, ({ assignmentName }) => assignmentName)
  const isCut = problems.some(({ code }) => code === 'truncated')
  const proven = new Set(
    coverage.flatMap((one) => (!isCut && isZeroProven(one, provenByMs(period)) ? [one.vaultName.toLowerCase()] : [])),
  )
  return reading.assignments.flatMap((assignment): JudgedAssignment[] => {
    const role = roles.get(assignment.roleDefinitionId)
    if (!role || !givesData(role)) return []
    const vaults = reading.vaults.filter(
      ({ id, subscriptionId, permissionModel }) =>
        permissionModel === 'rbac' &&
        (reaches(assignment.scope, id, above.get(subscriptionId)) || reaches(id, assignment.scope)),
    )
    const own = byName.get(nameOf(assignment.id)) ?? []
    const unproven = vaults.filter(({ name }) => !proven.has(name.toLowerCase())).map(({ name }) => name)
    const isNew = assignment.createdOn !== undefined && Date.parse(assignment.createdOn) > period.fromMs
    const smaller =
      own.length > 0 && unproven.length === 0 && !isNew ? smallerGrants(assignment, role, own, vaults) : []
    const verdict =
      own.length > 0
        ? smaller.length > 0
          ? 'wide'
          : 'used'
        : vaults.length === 0
          ? 'idle'
          : unproven.length > 0
            ? 'unknown'
            : isNew
              ? 'new'
              : 'unused'
    return [
      {
        assignment,
        roleName: role.roleName,
        verdict,
        lastMs: own.length > 0 ? Math.max(...own.map(({ lastMs }) => lastMs)) : null,
        calls: own.reduce((sum, { calls }) => sum + calls, 0),
        vaultNames: vaults.map(({ name }) => name),
        unprovenVaults: unproven,
        actions: [...new Set(own.flatMap(({ operation }) => actionOfOperation(operation) ?? []))],
        smaller,
      },
    ]
  })
}

const nameOf = (id: string) => id.slice(id.lastIndexOf('/') + 1).toLowerCase()

const givesData = ({ permissions }: Pick<RoleDefinition, 'permissions'>) =>
  permissions.some(({ dataActions }) => dataActions.some((one) => /^\*|^microsoft\.keyvault\//i.test(one)))

function smallerGrants(
  assignment: ListedAssignment,
  role: RoleDefinition,
  uses: readonly AssignmentUse[],
  vaults: AccessReading['vaults'],
): SmallerGrant[] {
  const actions = uses.map(({ operation }) => actionOfOperation(operation))
  // What is not known cannot be covered, and a condition may say more than a role can.
  if (actions.some((one) => one === undefined) || assignment.condition) return []
  const fit = leastRoleFor(new Set(actions.flatMap((one) => one ?? [])), role)
  const scopes = narrowScopes(assignment.scope, uses, vaults)
  if (fit === role && scopes.every((scope) => scope === assignment.scope)) return []
  return scopes.map((scope) => ({ role: { id: fit.id, roleName: fit.roleName }, scope }))
}

/** The built-in role that gives all of the actions and the least besides; the role itself where none gives less. */
function leastRoleFor(actions: ReadonlySet<string>, role: RoleDefinition): RoleDefinition {
  const fitting = keyVaultDataRoles.filter((one) => [...actions].every((action) => gives(one, action)))
  const [least] = fitting.toSorted((left, right) => weight(left) - weight(right))
  return least && weight(least) < weight(role) ? least : role
}

const gives = ({ permissions }: RoleDefinition, action: string) =>
  permissions.some(({ dataActions, notDataActions }) =>
    allowsAction({ allowed: dataActions, excluded: notDataActions }, action),
  )

/** What uses, changes or hands out weighs more than what tells. */
const weight = (role: RoleDefinition) =>
  actionsOf(role).reduce((sum, { kind, isSensitive }) => sum + (kind === 'data' ? (isSensitive ? 100 : 1) : 0), 0)

function narrowScopes(scope: string, uses: readonly AssignmentUse[], vaults: AccessReading['vaults']): string[] {
  const byVault = Map.groupBy(uses, ({ vaultName }) => vaultName.toLowerCase())
  const scopes = [...byVault].flatMap(([name, own]) => {
    const vault = vaults.find((one) => one.name.toLowerCase() === name)
    if (!vault) return []
    const objects = new Set(own.map(({ onlyObject }) => onlyObject))
    const [only] = objects
    return [objects.size === 1 && only ? `${vault.id}/${only}` : vault.id]
  })
  const isNarrower = scopes.every((one) => one.length > scope.length && reaches(scope, one)) || isAbove(scope)
  return scopes.length === byVault.size && scopes.length <= mostScopes && isNarrower ? scopes : [scope]
}

/** Above every vault: a subscription, a resource group, a management group or the root. */
const isAbove = (scope: string) => !/\/providers\/microsoft\.keyvault\/vaults\//i.test(scope)
