import { ArmError } from '../errors.ts'
import type { RoleAssignment, State } from '../state.ts'
import { requireAction } from './access.ts'
import { assignmentFilter } from './authorization-filter.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { readRoleAssignment, requestedAttributes } from './role-assignment-body.ts'
import { requireScope, roleDefinitionId, sameScope, scopeOf } from './scope.ts'

/** Who holds which role, where. @see https://learn.microsoft.com/rest/api/authorization/role-assignments */

const actions = {
  read: 'Microsoft.Authorization/roleAssignments/read',
  write: 'Microsoft.Authorization/roleAssignments/write',
  delete: 'Microsoft.Authorization/roleAssignments/delete',
}

/** https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits */
const limitPerSubscription = 4_000

export function listRoleAssignments(call: ArmCall): ArmReply {
  const { emulator, caller, url } = call
  const { state } = emulator
  const scope = scopeOf(call)
  requireAction(state, caller, actions.read, scope)
  requireScope(state, scope)
  const isAsked = assignmentFilter(state, scope, url.searchParams.get('$filter'), caller.objectId)
  return { body: page(state.roleAssignments.filter(isAsked).map(toBody), url) }
}

export function getRoleAssignment(call: ArmCall): ArmReply {
  const { emulator, caller } = call
  requireAction(emulator.state, caller, actions.read, scopeOf(call))
  const found = assignmentOf(call)
  if (!found) throw notFound(call)
  return { body: toBody(found) }
}

/** Makes one, or changes the description or the condition of one; nothing else of it can change. */
export function putRoleAssignment(call: ArmCall): ArmReply {
  const { emulator, caller } = call
  const { state } = emulator
  const scope = scopeOf(call)
  requireAction(state, caller, actions.write, scope, requestedAttributes(call.body))
  requireScope(state, scope)
  const asked = readRoleAssignment(call, scope)
  const known = assignmentOf(call)
  if (known && !isSameGrant(known, asked)) {
    const message = 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.'
    throw new ArmError(400, 'RoleAssignmentUpdateNotPermitted', message)
  }
  const others = state.roleAssignments.filter((one) => one !== known)
  requireRoom(others, asked)
  const { createdOn, createdBy } = known ?? { createdOn: emulator.clock.nowSeconds(), createdBy: caller.objectId }
  const assignment: RoleAssignment = { ...asked, createdOn, createdBy, ...(known?.endsOn && { endsOn: known.endsOn }) }
  state.roleAssignments = [...others, assignment]
  return { status: known ? 200 : 201, body: toBody(assignment) }
}

export function deleteRoleAssignment(call: ArmCall): ArmReply {
  const { emulator, caller } = call
  const { state } = emulator
  const scope = scopeOf(call)
  const found = assignmentOf(call)
  requireAction(state, caller, actions.delete, scope, {
    ...(found && {
      '@resource[microsoft.authorization/roleassignments:roledefinitionid]': found.roleDefinitionName,
      '@resource[microsoft.authorization/roleassignments:principalid]': found.principalId,
      '@resource[microsoft.authorization/roleassignments:principaltype]': found.principalType,
    }),
  })
  if (!found) return { status: 204, body: null }
  const others = state.roleAssignments.filter((one) => one !== found)
  requireAnotherOwner(state, found, others)
  state.roleAssignments = others
  return { body: toBody(found) }
}

function assignmentOf(call: ArmCall): RoleAssignment | undefined {
  const { state } = call.emulator
  const name = call.params.roleAssignmentName?.toLowerCase()
  return state.roleAssignments.find((one) => one.name.toLowerCase() === name && sameScope(one.scope, scopeOf(call)))
}

function isSameGrant(left: RoleAssignment, right: Pick<RoleAssignment, 'principalId' | 'roleDefinitionName'>): boolean {
  return left.principalId === right.principalId && left.roleDefinitionName === right.roleDefinitionName
}

/** @throws ArmError 409 for a grant that is there under another name, 400 where the subscription has too many */
function requireRoom(
  others: RoleAssignment[],
  asked: Pick<RoleAssignment, 'scope' | 'principalId' | 'roleDefinitionName'>,
) {
  const twin = others.find((one) => isSameGrant(one, asked) && sameScope(one.scope, asked.scope))
  if (twin) {
    const message = `The role assignment already exists. The ID of the existing role assignment is ${twin.name.replaceAll('-', '')}.`
    throw new ArmError(409, 'RoleAssignmentExists', message)
  }
  const [subscription = ''] = /^\/subscriptions\/[^/]+/i.exec(asked.scope) ?? []
  const isIn = ({ scope }: RoleAssignment) => scope.toLowerCase().startsWith(subscription.toLowerCase())
  if (subscription && others.filter(isIn).length >= limitPerSubscription) {
    const message = 'No more role assignments can be created (code: RoleAssignmentLimitExceeded).'
    throw new ArmError(400, 'RoleAssignmentLimitExceeded', message)
  }
}

/** A subscription keeps an Owner of its own, or nobody could give it one. @throws ArmError 400 */
function requireAnotherOwner({ roleDefinitions }: State, removed: RoleAssignment, others: RoleAssignment[]): void {
  const owner = roleDefinitions.find(({ roleName }) => roleName === 'Owner')?.name
  const isOwner = ({ roleDefinitionName, scope }: RoleAssignment) =>
    roleDefinitionName === owner && sameScope(scope, removed.scope)
  const isSubscription = /^\/subscriptions\/[^/]+\/?$/i.test(removed.scope)
  if (isSubscription && isOwner(removed) && !others.some(isOwner)) {
    throw new ArmError(400, 'CannotDeleteLastRbacAdminAssignment', 'Cannot delete the last RBAC admin assignment.')
  }
}

function notFound({ params }: ArmCall): ArmError {
  const message = `The role assignment '${params.roleAssignmentName}' is not found.`
  return new ArmError(404, 'RoleAssignmentNotFound', message)
}

function toBody({ name, scope, roleDefinitionName, createdOn, createdBy, condition, ...assignment }: RoleAssignment) {
  const created = new Date(createdOn * 1000).toISOString()
  const { principalId, principalType, description } = assignment
  return {
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    type: 'Microsoft.Authorization/roleAssignments',
    name,
    properties: {
      roleDefinitionId: roleDefinitionId(scope, roleDefinitionName),
      principalId,
      principalType,
      scope,
      condition: condition ?? null,
      conditionVersion: condition === undefined ? null : '2.0',
      createdOn: created,
      updatedOn: created,
      createdBy,
      updatedBy: createdBy,
      delegatedManagedIdentityResourceId: null,
      description: description ?? null,
    },
  }
}
