import { evaluate, hasAnyAssignmentAround, isHeldBackByCondition } from '../authorization.ts'
import type { Caller } from '../entra/access-token.ts'
import { ArmError } from '../errors.ts'
import type { DenyAssignment, State } from '../state.ts'

export function isAllowed(state: State, caller: Caller, action: string, scope: string): boolean {
  return evaluate(state, caller, { action, scope }).isAllowed
}

/**
 * @param attributes what conditions may look at
 * @throws ArmError 403 in Resource Manager's sentence
 */
export function requireAction(
  state: State,
  caller: Caller,
  action: string,
  scope: string,
  attributes: Record<string, string> = {},
): void {
  const { isAllowed: isGiven, denyAssignment } = evaluate(state, caller, { action, scope, attributes })
  if (denyAssignment) throw denied(caller, action, scope, denyAssignment)
  if (isGiven) return
  const isConditional = isHeldBackByCondition(state, caller, { action, scope })
  throw isConditional ? conditionFailed(caller, action, scope) : authorizationFailed(caller, action, scope)
}

/**
 * A list leaves out what the caller may not read; who holds no role at all at the scope or inside it is refused.
 * @throws ArmError 403
 */
export function requireAnyRole(state: State, caller: Caller, action: string, scope: string): void {
  if (!hasAnyAssignmentAround(state, caller, scope)) throw authorizationFailed(caller, action, scope)
}

function denied(caller: Caller, action: string, scope: string, { name, denyAssignmentName }: DenyAssignment): ArmError {
  return new ArmError(
    403,
    'DenyAssignmentAuthorizationFailed',
    `The client '${caller.userPrincipalName ?? caller.appId}' with object id '${caller.objectId}' has permission to perform action '${action}' on scope '${scope}'; however, the access is denied because of the deny assignment with name '${denyAssignmentName}' and Id '${name.replaceAll('-', '')}' at scope '${scope}'.`,
  )
}

function authorizationFailed(caller: Caller, action: string, scope: string): ArmError {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${caller.userPrincipalName ?? caller.appId}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}

function conditionFailed(caller: Caller, action: string, scope: string): ArmError {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${caller.userPrincipalName ?? caller.appId}' with object id '${caller.objectId}' has an authorization with ABAC condition that is not fulfilled to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}
