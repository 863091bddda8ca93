import { evaluate, hasAnyAssignmentAround } from '../authorization.ts'
import type { Caller } from '../entra/access-token.ts'
import { ArmError } from '../errors.ts'
import type { State } from '../state.ts'

export function isAllowed(state: State, caller: Caller, action: string, scope: string): boolean {
  return evaluate(state, caller, { action, scope }).isAllowed
}

/** @throws ArmError 403 in Resource Manager's sentence */
export function requireAction(state: State, caller: Caller, action: string, scope: string): void {
  if (!isAllowed(state, caller, action, scope)) throw authorizationFailed(caller, action, scope)
}

/**
 * A list leaves out what the caller may not read; who holds no role at all at the scope or inside it is refused.
 * @throws ArmError 403
 */
export function requireAnyRole(state: State, caller: Caller, action: string, scope: string): void {
  if (!hasAnyAssignmentAround(state, caller, scope)) throw authorizationFailed(caller, action, scope)
}

function authorizationFailed(caller: Caller, action: string, scope: string): ArmError {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${caller.userPrincipalName ?? caller.appId}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}
