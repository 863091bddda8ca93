import { evaluate, evaluateAccessPolicies } from '../authorization.ts'
import type { Caller } from '../entra/access-token.ts'
import { KeyVaultError } from '../errors.ts'
import { type State, type Vault, vaultId } from '../state.ts'
import { decideInManagedHsm } from './managed-hsm.ts'
import { callerName, callerText, vaultText } from './message-parts.ts'
import type { KeyVaultOperation } from './operation.ts'

/** How a permission was decided, for the audit row. */
export interface PermissionDecision {
  isRbacAuthorized?: boolean
  isAccessPolicyMatch?: boolean
  /** GUID of the role assignment. */
  appliedAssignmentId?: string
  /** Set when the answer is no. */
  refusal?: KeyVaultError
}

/** Asks whichever of the two permission models the vault is on; the other one does not count. */
export function decidePermission(
  state: State,
  vault: Vault,
  caller: Caller,
  { operation, name }: { operation: KeyVaultOperation; name: string },
): PermissionDecision {
  if (vault.managedHsm) return decideInManagedHsm(state, vault.managedHsm, caller, operation, name)
  return vault.enableRbacAuthorization
    ? decideByRoles(state, vault, caller, operation, name)
    : decideByPolicies(state, vault, caller, operation)
}

function decideByRoles(
  state: State,
  vault: Vault,
  caller: Caller,
  { dataAction, policy }: KeyVaultOperation,
  name: string,
): PermissionDecision {
  const scope = name === '' ? vaultId(vault) : `${vaultId(vault)}/${policy.object}/${name}`
  const { isAllowed, assignment, denyAssignment } = evaluate(state, caller, { dataAction, scope })
  if (isAllowed) return { isRbacAuthorized: true, ...(assignment && { appliedAssignmentId: assignment.name }) }
  const lines = [
    'Caller is not authorized to perform action on resource.',
    'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
    callerText(caller),
    `Action: '${dataAction}'`,
    `Resource: '${scope.toLowerCase()}'`,
    'Assignment: (not found)',
    `DenyAssignmentId: ${denyAssignment ? `'${denyAssignment.name}'` : 'null'}`,
    `DecisionReason: '${denyAssignment ? 'DeniedByDenyAssignment' : 'DeniedWithNoValidRBAC'}' `,
    `${vaultText(vault)}\r\n`,
  ]
  const refusal = new KeyVaultError(403, 'Forbidden', lines.join('\r\n'), 'ForbiddenByRbac')
  return { isRbacAuthorized: false, refusal }
}

function decideByPolicies(
  state: State,
  vault: Vault,
  caller: Caller,
  { policy: { object, permission } }: KeyVaultOperation,
): PermissionDecision {
  if (evaluateAccessPolicies(state, vault, caller, object, permission)) return { isAccessPolicyMatch: true }
  const message = `The user, group or application '${callerName(caller)}' does not have ${object} ${permission} permission on key vault '${vault.name};location=${vault.location}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`
  return { isAccessPolicyMatch: false, refusal: new KeyVaultError(403, 'Forbidden', message, 'AccessDenied') }
}
