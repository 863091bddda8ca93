import { principalIdsOf } from '../authorization.ts'
import { ArmError } from '../errors.ts'
import type { State } from '../state.ts'
import { isAtOrBelow, isBelow } from './scope.ts'

interface Granted {
  scope: string
  principalId: string
}

const principalIs = /^principalId eq '?([0-9a-f-]{36})'?$/i
const isAssignedTo = /^assignedTo\('([0-9a-f-]{36})'\)$/i

/**
 * Which assignments a list gives: those at the scope, above it and below it, narrowed by `$filter`. `atScope()` hides what
 * lies below, and so every assignment on a single object of a vault.
 * https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest
 * @param callerId whom `asTarget()` means
 * @throws ArmError 400 for a filter that the service does not know
 */
export function assignmentFilter(state: State, scope: string, filter: string | null, callerId: string) {
  const terms = (filter ?? '').split(/\s+and\s+/i).filter((term) => term.trim() !== '')
  const tests = terms.map((term) => termTest(state, scope, term.trim(), callerId))
  return (one: Granted): boolean => {
    const isNear = isAtOrBelow(state, scope, one.scope) || isBelow(state, one.scope, scope)
    return isNear && tests.every((test) => test(one))
  }
}

function termTest(state: State, scope: string, term: string, callerId: string): (one: Granted) => boolean {
  if (/^atScope\(\)$/i.test(term)) return (one) => isAtOrBelow(state, scope, one.scope)
  if (/^asTarget\(\)$/i.test(term)) return amongGroups(state, callerId)
  const [, principalId] = principalIs.exec(term) ?? []
  if (principalId) return (one) => one.principalId.toLowerCase() === principalId.toLowerCase()
  const [, assignee] = isAssignedTo.exec(term) ?? []
  if (assignee && isGroup(state, assignee)) {
    throw new ArmError(400, 'BadRequestFormat', "assignedTo() takes a user or a service principal, and no group's id.")
  }
  if (assignee) return amongGroups(state, assignee)
  throw new ArmError(400, 'UnsupportedQuery', `The filter '${term}' is not supported.`)
}

/** Directly, or through groups within groups. */
function amongGroups(state: State, objectId: string): (one: Granted) => boolean {
  const ids = principalIdsOf(state, objectId)
  return ({ principalId }) => ids.has(principalId.toLowerCase())
}

function isGroup({ groups }: State, objectId: string): boolean {
  return groups.some((one) => one.objectId.toLowerCase() === objectId.toLowerCase())
}
