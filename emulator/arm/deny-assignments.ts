import type { DenyAssignment, State } from '../state.ts'
import { requireAction } from './access.ts'
import { principalTypeOf } from './directory-names.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { isAtOrBelow, isBelow, requireScope, scopeOf } from './scope.ts'

/** What Azure itself denies. @see https://learn.microsoft.com/rest/api/authorization/deny-assignments */
export function listDenyAssignments(call: ArmCall): ArmReply {
  const { emulator, caller, url } = call
  const { state } = emulator
  const scope = scopeOf(call)
  requireAction(state, caller, 'Microsoft.Authorization/denyAssignments/read', scope)
  requireScope(state, scope)
  const isAtScope = /^atScope\(\)$/i.test(url.searchParams.get('$filter') ?? '')
  const near = (state.denyAssignments ?? []).filter(
    (one) => isAtOrBelow(state, scope, one.scope) || (!isAtScope && isBelow(state, one.scope, scope)),
  )
  return {
    body: page(
      near.map((one) => toBody(state, one)),
      url,
    ),
  }
}

function toBody(state: State, { name, scope, principalIds, excludePrincipalIds, ...rest }: DenyAssignment) {
  const principals = (ids: string[]) => ids.map((id) => ({ id, type: principalTypeOf(state, id) ?? 'SystemDefined' }))
  return {
    id: `${scope}/providers/Microsoft.Authorization/denyAssignments/${name}`,
    type: 'Microsoft.Authorization/denyAssignments',
    name,
    properties: {
      ...rest,
      scope,
      principals: principals(principalIds),
      excludePrincipals: principals(excludePrincipalIds),
      isSystemProtected: true,
    },
  }
}
