import { hasAnyAssignmentAround, type Principal, scopesAbove } from '../../authorization.ts'
import type { Caller } from '../../entra/access-token.ts'
import type { State } from '../../state.ts'
import { isAllowed } from '../access.ts'
import { managementGroupId } from './rows.ts'
import { type Entry, readActions } from './sections.ts'

export const authorizationScopeFilters = [
  'AtScopeAndBelow',
  'AtScopeAndAbove',
  'AtScopeAboveAndBelow',
  'AtScopeExact',
] as const

/** Where a query looks: everywhere that the caller may read when both lists are empty. */
export interface QueryScope {
  subscriptions: string[]
  managementGroups: string[]
  /** Which role assignments count: those within the scope, or also those above it that reach into it. */
  authorizationScopeFilter: (typeof authorizationScopeFilters)[number]
}

/** The entries that the caller may read, of those that the query looks at. */
export function visibleEntries(state: State, caller: Caller, entries: Entry[], scope: QueryScope): Entry[] {
  const isAsked = askedBy(state, scope)
  const mayReadRoles = canReadRoles(state, caller, entries)
  return entries.filter((entry) => {
    if (entry.scope === undefined) return mayReadRoles
    return isAsked(entry, entry.scope) && mayRead(state, caller, entry.action, entry.scope)
  })
}

function mayRead(state: State, caller: Caller, action: string, scope: string): boolean {
  return action === readActions.anyRole
    ? hasAnyAssignmentAround(state, caller, scope)
    : isAllowed(state, caller, action, scope)
}

/** A role has no place of its own: whoever may read roles at one place that they see may read them. */
function canReadRoles(state: State, caller: Caller, entries: Entry[]): boolean {
  return entries.some(({ scope }) => scope !== undefined && isAllowed(state, caller, readActions.roleDefinition, scope))
}

/** The subscriptions among those asked for that the caller sees at all. */
export function eligibleSubscriptions(state: State, caller: Principal, subscriptions: string[]): string[] {
  return subscriptions.filter(
    (id) =>
      state.subscriptions.some((one) => one.subscriptionId === id.toLowerCase()) &&
      hasAnyAssignmentAround(state, caller, `/subscriptions/${id}`),
  )
}

function askedBy(state: State, scope: QueryScope): (entry: Entry, place: string) => boolean {
  const asked = [
    ...scope.subscriptions.map((id) => `/subscriptions/${id}`),
    ...scope.managementGroups.map(managementGroupId),
  ].map((one) => one.toLowerCase())
  if (asked.length === 0) return () => true
  const places = new Set(asked)
  const above = new Set(asked.flatMap((one) => scopesAbove(state, one)))
  const filter = scope.authorizationScopeFilter
  return ({ action }, place) => {
    const lower = place.toLowerCase()
    if (action !== readActions.roleAssignment) return scopesAbove(state, lower).some((one) => places.has(one))
    if (filter === 'AtScopeExact') return places.has(lower)
    const isBelow = filter !== 'AtScopeAndAbove' && scopesAbove(state, lower).some((one) => places.has(one))
    return isBelow || (filter !== 'AtScopeAndBelow' && above.has(lower))
  }
}
