import { type ConditionFacts, holds } from './assignment-condition.ts'
import type { DenyAssignment, Permission, RoleAssignment, State, Vault } from './state.ts'

/** The part of a caller that decides what it may do. */
export interface Principal {
  objectId: string
  /** The application that acts, alone or for the person: what a compound identity compares. */
  appId: string
}

/** Either a control-plane action or a data-plane one, at an ARM id. */
export type AccessQuestion = ({ action: string } | { dataAction: string }) & {
  scope: string
  /** What conditions may look at beside the names in the scope, such as the role that is to be assigned. */
  attributes?: ConditionFacts['attributes']
}

export interface AccessDecision {
  isAllowed: boolean
  /** The role assignment that allows it. */
  assignment?: RoleAssignment
  /** The deny assignment that forbids it. */
  denyAssignment?: DenyAssignment
}

interface Grant {
  assignment: RoleAssignment
  permissions: Permission[]
}

/**
 * Whether role assignments allow it, and no deny assignment forbids it: on the scope or above it up to the management groups and the root, direct or through
 * groups within groups. What a role's notActions or notDataActions take away, another role may still give.
 */
export function evaluate(state: State, principal: Principal, question: AccessQuestion): AccessDecision {
  const { decisions } = indexOf(state)
  const asked = 'action' in question ? `action ${question.action}` : `dataAction ${question.dataAction}`
  const attributes = question.attributes ? JSON.stringify(question.attributes) : ''
  const key = `${principal.objectId} ${asked} ${question.scope} ${attributes}`
  const known = decisions.get(key)
  if (known) return known
  const decision = decide(state, principal, question)
  if (decisions.size >= maxDecisions) decisions.clear()
  decisions.set(key, decision)
  return decision
}

/** Whether a role would allow it, were it not for a condition of its own or of its assignment. */
export function isHeldBackByCondition(state: State, principal: Principal, question: AccessQuestion): boolean {
  const grants = grantsOf(state, principal.objectId)
  const found = scopesAbove(state, question.scope).flatMap((scope) => grants.get(scope) ?? [])
  return found.some(({ permissions }) => permissions.some((one) => allows(one, question)))
}

/** Remembered until the assignments change. A client asks the same of a vault thousands of times. */
const maxDecisions = 20_000

function decide(state: State, principal: Principal, question: AccessQuestion): AccessDecision {
  const scopes = scopesAbove(state, question.scope)
  const denyAssignment = denyAssignmentFor(state, principal, question, scopes)
  if (denyAssignment) return { isAllowed: false, denyAssignment }
  const grants = grantsOf(state, principal.objectId)
  const facts = factsOf(question)
  const isMet = (condition: string | undefined) => condition === undefined || holds(condition, facts)
  for (const scope of scopes) {
    for (const { assignment, permissions } of grants.get(scope) ?? []) {
      const isGiven = permissions.some((one) => allows(one, question) && isMet(one.condition))
      if (isGiven && isMet(assignment.condition)) return { isAllowed: true, assignment }
    }
  }
  return { isAllowed: false }
}

/** What denies it, whatever roles give. @param scopes the scope of the question first, then what lies above it */
function denyAssignmentFor(
  state: State,
  { objectId }: Principal,
  question: AccessQuestion,
  scopes: string[],
): DenyAssignment | undefined {
  const { denyAssignments = [] } = state
  if (denyAssignments.length === 0) return undefined
  const ids = principalIdsOf(state, objectId)
  const isAmong = (list: string[]) => list.some((id) => id === everybody || ids.has(id.toLowerCase()))
  return denyAssignments.find((one) => {
    const scope = normalizedScope(one.scope)
    const isHere = one.doNotApplyToChildScopes ? scope === scopes[0] : scopes.includes(scope)
    const isMeant = isAmong(one.principalIds) && !isAmong(one.excludePrincipalIds)
    return isHere && isMeant && one.permissions.some((permission) => allows(permission, question))
  })
}

const everybody = '00000000-0000-0000-0000-000000000000'

/** The names of the vault and of the secret are in the scope; https://learn.microsoft.com/azure/key-vault/general/rbac-abac */
function factsOf(question: AccessQuestion): ConditionFacts {
  const [, vaultName, secretName] = /\/vaults\/([^/]+)(?:\/secrets\/([^/]+))?/i.exec(question.scope) ?? []
  const named = (attribute: string, name: string | undefined) =>
    name === undefined ? {} : { [`@resource[${attribute}]`]: name, [`@request[${attribute}]`]: name }
  return {
    action: 'action' in question ? question.action : question.dataAction,
    attributes: {
      ...named('microsoft.keyvault/vaults:name', vaultName),
      ...named('microsoft.keyvault/vaults/secrets:name', secretName),
      ...question.attributes,
    },
  }
}

/** Every permission that applies at the scope, as `Microsoft.Authorization/permissions` lists them: one per role. */
export function permissionsAt(state: State, principal: Principal, scope: string): Permission[] {
  const grants = grantsOf(state, principal.objectId)
  const permissions = scopesAbove(state, scope)
    .flatMap((one) => grants.get(one) ?? [])
    .flatMap((one) => one.permissions)
  return [...new Set(permissions)]
}

/** Whether the caller holds any role at the scope, above it or below it: who sees a subscription in lists. */
export function hasAnyAssignmentAround(state: State, principal: Principal, scope: string): boolean {
  const grants = grantsOf(state, principal.objectId)
  const below = `${scope.toLowerCase()}/`
  return (
    scopesAbove(state, scope).some((one) => grants.has(one)) || [...grants.keys()].some((one) => one.startsWith(below))
  )
}

export type PolicyObject = 'keys' | 'secrets' | 'certificates'

/**
 * Whether a vault's access policies allow it. An entry names a person, a group or a service principal; one that also
 * names an application (a compound identity) counts only for that person acting through that application.
 */
export function evaluateAccessPolicies(
  state: State,
  vault: Vault,
  principal: Principal,
  object: PolicyObject,
  permission: string,
): boolean {
  const principalIds = principalIdsOf(state, principal.objectId)
  return vault.accessPolicies.some(
    (entry) =>
      principalIds.has(entry.objectId.toLowerCase()) &&
      (!entry.applicationId || sameId(entry.applicationId, principal.appId)) &&
      entry.permissions[object].some((one) => sameId(one, permission) || sameId(one, 'all')),
  )
}

/** The principal itself and every group that contains it, directly or through other groups. Lower case. */
export function principalIdsOf(state: State, objectId: string): ReadonlySet<string> {
  const { parents } = indexOf(state)
  const found = new Set([objectId.toLowerCase()])
  // A set is iterated to its end while it grows: groups that contain each other still end.
  for (const id of found) for (const parent of parents.get(id) ?? []) found.add(parent)
  return found
}

function allows(permission: Permission, question: AccessQuestion): boolean {
  return 'action' in question
    ? matchesAny(permission.actions, question.action) && !matchesAny(permission.notActions, question.action)
    : matchesAny(permission.dataActions, question.dataAction) &&
        !matchesAny(permission.notDataActions, question.dataAction)
}

function matchesAny(patterns: string[], action: string): boolean {
  return patterns.some((pattern) => patternOf(pattern).test(action))
}

const compiledPatterns = new Map<string, RegExp>()

// `*` stands for anything. Between slashes it may stand for nothing: Key Vault Reader's only right to read a vault is
// `Microsoft.KeyVault/vaults/*/read`.
function patternOf(pattern: string): RegExp {
  const known = compiledPatterns.get(pattern)
  if (known) return known
  const source = pattern
    .split(/(\/\*\/|\*)/)
    .map((part) => (part === '/*/' ? '/(?:.*/)?' : part === '*' ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
  const compiled = new RegExp(`^${source}$`, 'i')
  compiledPatterns.set(pattern, compiled)
  return compiled
}

/** The scope itself first, then everything above it. All lower case. */
export function scopesAbove(state: State, scope: string): string[] {
  const lower = scope.toLowerCase()
  const [, managementGroup] = managementGroupScope.exec(lower) ?? []
  if (managementGroup) return [...managementGroupScopes(state, managementGroup), '/']
  const segments = lower.split('/').filter(Boolean)
  const scopes = segments.map((_, index) => `/${segments.slice(0, segments.length - index).join('/')}`)
  const subscriptionId = segments[0] === 'subscriptions' ? segments[1] : undefined
  const subscription = state.subscriptions.find((one) => one.subscriptionId === subscriptionId)
  return [...scopes, ...managementGroupScopes(state, subscription?.managementGroupName), '/']
}

const managementGroupScope = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/

function managementGroupScopes(state: State, nearest: string | undefined): string[] {
  const scopes: string[] = []
  const seen = new Set<string>()
  for (let name = nearest?.toLowerCase(); name && !seen.has(name); ) {
    seen.add(name)
    scopes.push(`/providers/microsoft.management/managementgroups/${name}`)
    const found: { parentName?: string } | undefined = state.managementGroups.find(
      (one) => one.name.toLowerCase() === name,
    )
    name = found?.parentName?.toLowerCase()
  }
  return scopes
}

interface Index {
  /** Groups by member. */
  parents: Map<string, string[]>
  assignments: Map<string, RoleAssignment[]>
  roles: Map<string, Permission[]>
  grants: Map<string, Map<string, Grant[]>>
  decisions: Map<string, AccessDecision>
  builtFrom: { list: readonly unknown[]; length: number }[]
}

const none: readonly never[] = []
const indexes = new WeakMap<State, Index>()

/** Built once per state, again when a list was replaced, grew or shrank: whoever changes an entry replaces its list. */
function indexOf(state: State): Index {
  const { groups, roleAssignments, roleDefinitions, subscriptions, managementGroups, denyAssignments = none } = state
  const lists = [groups, roleAssignments, roleDefinitions, subscriptions, managementGroups, denyAssignments]
  const known = indexes.get(state)
  if (known?.builtFrom.every(({ list, length }, at) => list === lists[at] && length === list.length)) return known
  const members = groups.flatMap((group) =>
    group.memberIds.map((id) => [id.toLowerCase(), group.objectId.toLowerCase()] as const),
  )
  const index: Index = {
    parents: groupValues(members),
    assignments: groupValues(roleAssignments.map((one) => [one.principalId.toLowerCase(), one] as const)),
    roles: new Map(roleDefinitions.map((one) => [one.name.toLowerCase(), one.permissions])),
    grants: new Map(),
    decisions: new Map(),
    builtFrom: lists.map((list) => ({ list, length: list.length })),
  }
  indexes.set(state, index)
  return index
}

/** What the principal was granted, by scope. */
function grantsOf(state: State, objectId: string): Map<string, Grant[]> {
  const { grants, assignments, roles } = indexOf(state)
  const known = grants.get(objectId)
  if (known) return known
  const found = groupValues(
    [...principalIdsOf(state, objectId)]
      .flatMap((id) => assignments.get(id) ?? [])
      .map((assignment) => {
        const permissions = roles.get(assignment.roleDefinitionName.toLowerCase()) ?? []
        return [normalizedScope(assignment.scope), { assignment, permissions }] as const
      }),
  )
  grants.set(objectId, found)
  return found
}

function normalizedScope(scope: string): string {
  return scope.toLowerCase().replace(/\/+$/, '') || '/'
}

function groupValues<Value>(entries: (readonly [string, Value])[]): Map<string, Value[]> {
  const grouped = new Map<string, Value[]>()
  for (const [key, value] of entries) {
    const values = grouped.get(key)
    if (values) values.push(value)
    else grouped.set(key, [value])
  }
  return grouped
}

function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}
