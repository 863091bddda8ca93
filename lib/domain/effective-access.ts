import { allowsAction } from './access-action.ts'
import { isMet, type Request } from './access-condition.ts'
import type {
  AccessEstate,
  AccessVault,
  DenyAssignment,
  RoleAssignment,
  RoleDefinition,
  RolePermission,
} from './access-estate.ts'
import { normalScope, reaches, sameScope } from './access-scope.ts'
import type { AccessQuestion, Chain, Verdict } from './access-verdict.ts'
import { waysUp } from './group-ways.ts'
import { scopeIndexOf } from './scope-index.ts'
import { all, any, type Truth } from './truth.ts'

const everybody = '00000000-0000-0000-0000-000000000000'
const assignRoles = 'Microsoft.Authorization/roleAssignments/write'
const writePolicies = ['Microsoft.KeyVault/vaults/accessPolicies/write', 'Microsoft.KeyVault/vaults/write']

/** What is decided once for a vault, however many principals and actions are asked about. */
export interface VaultAccess {
  /** @param principalId lower case */
  of(principalId: string, question: AccessQuestion): Verdict
}

type AssignmentChain = Extract<Chain, { kind: 'assignment' }>
type Ways = ReadonlyMap<string, readonly string[]>

/**
 * Who can do what with a vault and its objects, by the rules of Azure and nothing but what is given: deny assignments
 * first; data by roles or by access policies, never both; roles by scope, group, condition and time.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export function accessTo(vault: AccessVault, estate: AccessEstate): VaultAccess {
  const near = <T extends { scope: string }>(list: readonly T[]) =>
    scopeIndexOf(list).near(vault.id, vault.managementGroupIds)
  const assignments = Map.groupBy(
    near(estate.assignments).filter((one) => isInForce(one, estate.now)),
    ({ principalId }) => principalId,
  )
  const denyAssignments = near(estate.denyAssignments)

  /** How far roles allow it, by any of the requests that would do. */
  function byRoles(ways: Ways, scope: string, action: string, kind: AccessQuestion['kind'], requests: Request[]) {
    const found: { isAllowed: Truth; chain: AssignmentChain }[] = []
    for (const [id, way] of ways) {
      for (const assignment of assignments.get(id) ?? []) {
        const role = estate.roleDefinitions.get(assignment.roleDefinitionId)
        if (!role || !reaches(assignment.scope, scope, vault.managementGroupIds)) continue
        const permitting = role.permissions.filter((one) => allowsAction(patternsOf(one, kind), action))
        if (permitting.length === 0) continue
        const isAllowed = any(requests.map((request) => allows(permitting, assignment, request)))
        if (isAllowed !== 'no') found.push({ isAllowed, chain: { kind: 'assignment', way, assignment, role, action } })
      }
    }
    return found
  }

  /** The ways in which the principal could give itself the right: by a role of its choice, or by a policy. */
  function selfGrants(ways: Ways, scope: string, dataAction: string, isDenied: (action: string) => boolean): Chain[] {
    const usesRoles = vault.permissionModel === 'rbac'
    const useful = usefulRoles(estate.roleDefinitions, dataAction)
    const [principalId = ''] = ways.keys()
    return (usesRoles ? [assignRoles] : writePolicies)
      .filter((action) => !isDenied(action))
      .flatMap((action) => {
        const requests = usesRoles
          ? useful.map(({ id }) => requestToAssign(id, principalId))
          : [{ action, attributes: new Map() }]
        return byRoles(ways, scope, action, 'management', requests).map(({ chain }) => chain)
      })
  }

  return {
    of(principalId, question) {
      const ways = waysUp(principalId, estate.memberOf)
      const scope = scopeOf(vault, question)
      const denying = (kind: AccessQuestion['kind'], action: string) =>
        denyAssignments.filter((one) => denies(one, ways, scope, vault, kind, action))

      if (question.kind === 'management') {
        const deniedBy = denying('management', question.action)
        const request = { action: question.action, attributes: new Map() }
        const byRole = byRoles(ways, scope, question.action, 'management', [request])
        return deniedBy.length > 0 ? refused(deniedBy) : (strongest(byRole) ?? refused())
      }

      const isDenied = (action: string) => denying('management', action).length > 0
      const grants = () => selfGrants(ways, scope, question.dataAction, isDenied)
      if (vault.permissionModel === 'accessPolicy') {
        const { own, foreign } = policiesFor(vault, ways, question, estate.applicationId)
        return own.length > 0 ? { outcome: 'can', chains: own } : (grantable(grants()) ?? refused([], foreign))
      }
      const deniedBy = denying('data', question.dataAction)
      if (deniedBy.length > 0) return refused(deniedBy)
      const byRole = byRoles(ways, scope, question.dataAction, 'data', [requestFor(vault, question)])
      return strongest(byRole) ?? grantable(grants()) ?? refused()
    },
  }
}

function strongest(found: { isAllowed: Truth; chain: AssignmentChain }[]): Verdict | undefined {
  const chains = (isEligible: boolean, ...is: Truth[]) =>
    found
      .filter(({ isAllowed, chain }) => is.includes(isAllowed) && chain.assignment.isEligible === isEligible)
      .map(({ chain }) => chain)
  const now = chains(false, 'yes')
  if (now.length > 0) return { outcome: 'can', chains: now }
  const perhaps = chains(false, 'unknown')
  if (perhaps.length > 0) return { outcome: 'unknown', chains: perhaps }
  const later = chains(true, 'yes', 'unknown')
  return later.length > 0 ? { outcome: 'couldActivate', chains: later } : undefined
}

function grantable(chains: Chain[]): Verdict | undefined {
  return chains.length > 0 ? { outcome: 'couldGrantItself', chains } : undefined
}

function refused(
  deniedBy: DenyAssignment[] = [],
  throughOtherApplications: AccessVault['accessPolicies'] = [],
): Verdict {
  return { outcome: 'cannot', deniedBy, throughOtherApplications }
}

/** The scope at which Azure asks for a right. */
function scopeOf({ id }: AccessVault, question: AccessQuestion): string {
  return question.kind === 'data' && question.objectName
    ? normalScope(`${id}/${question.collection}/${question.objectName}`)
    : normalScope(id)
}

function isInForce({ startsOn, endsOn }: RoleAssignment, now: number): boolean {
  return (startsOn === undefined || startsOn <= now) && (endsOn === undefined || now < endsOn)
}

/** What one permission of a role takes away, another of it may give: any that permits the action will do. */
function allows(permitting: readonly RolePermission[], { condition }: RoleAssignment, request: Request): Truth {
  return all([any(permitting.map((one) => isMet(one.condition, request))), isMet(condition, request)])
}

function patternsOf(permission: Omit<RolePermission, 'condition'>, kind: AccessQuestion['kind']) {
  const { actions, notActions, dataActions, notDataActions } = permission
  return kind === 'data'
    ? { allowed: dataActions, excluded: notDataActions }
    : { allowed: actions, excluded: notActions }
}

function denies(
  { scope, permissions, principalIds, excludedPrincipalIds, isForScopeOnly }: DenyAssignment,
  ways: Ways,
  asked: string,
  { managementGroupIds }: AccessVault,
  kind: AccessQuestion['kind'],
  action: string,
): boolean {
  const isThere = isForScopeOnly ? sameScope(scope, asked) : reaches(scope, asked, managementGroupIds)
  const isMeant = principalIds.some((id) => id === everybody || ways.has(id))
  const isSpared = excludedPrincipalIds.some((id) => ways.has(id))
  return isThere && isMeant && !isSpared && permissions.some((one) => allowsAction(patternsOf(one, kind), action))
}

const usefulByEstate = new WeakMap<AccessEstate['roleDefinitions'], Map<string, readonly RoleDefinition[]>>()

/** The roles that allow a data action, found once for all vaults of an estate. */
function usefulRoles(roles: AccessEstate['roleDefinitions'], dataAction: string): readonly RoleDefinition[] {
  const known = usefulByEstate.get(roles) ?? new Map<string, readonly RoleDefinition[]>()
  usefulByEstate.set(roles, known)
  const found =
    known.get(dataAction) ??
    [...roles.values()].filter(({ permissions }) =>
      permissions.some((one) => allowsAction(patternsOf(one, 'data'), dataAction)),
    )
  known.set(dataAction, found)
  return found
}

function policiesFor(
  { accessPolicies }: AccessVault,
  ways: Ways,
  { collection, policyPermission }: Extract<AccessQuestion, { kind: 'data' }>,
  applicationId: string,
) {
  const granting = accessPolicies.filter(({ objectId, permissions }) => {
    const granted = permissions[collection] ?? []
    return ways.has(objectId) && (granted.includes('all') || granted.includes(policyPermission))
  })
  const isOwn = (entry: { applicationId?: string }) => !entry.applicationId || entry.applicationId === applicationId
  return {
    own: granting.filter(isOwn).map((entry): Chain => ({ kind: 'policy', way: ways.get(entry.objectId) ?? [], entry })),
    foreign: granting.filter((entry) => !isOwn(entry)),
  }
}

/** What conditions on secrets can look at. https://learn.microsoft.com/azure/key-vault/general/rbac-abac */
function requestFor({ name }: AccessVault, question: Extract<AccessQuestion, { kind: 'data' }>): Request {
  const secretName = (question.collection === 'secrets' && question.objectName) || null
  const attributes = ['resource', 'request'].flatMap((source) => [
    [`${source} microsoft.keyvault/vaults:name`, name] as const,
    [`${source} microsoft.keyvault/vaults/secrets:name`, secretName] as const,
  ])
  return { action: question.dataAction, attributes: new Map(attributes) }
}

/** A principal that assigns a role to itself. */
function requestToAssign(roleDefinitionId: string, principalId: string): Request {
  return {
    action: assignRoles,
    attributes: new Map([
      ['request microsoft.authorization/roleassignments:roledefinitionid', roleDefinitionId],
      ['request microsoft.authorization/roleassignments:principalid', principalId],
    ]),
  }
}
