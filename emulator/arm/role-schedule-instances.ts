import type { RoleAssignment, RoleEligibility, State } from '../state.ts'
import { requireAction } from './access.ts'
import { assignmentFilter } from './authorization-filter.ts'
import { displayNameOf } from './directory-names.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { requireScope, roleDefinitionId, scopeOf } from './scope.ts'

/** Privileged Identity Management: roles that may be activated, and those that are held for a time or without one. */

/** @see https://learn.microsoft.com/rest/api/authorization/role-eligibility-schedule-instances */
export function listRoleEligibilities(call: ArmCall): ArmReply {
  const { roleEligibilities = [] } = call.emulator.state
  const now = call.emulator.clock.nowSeconds()
  const current = roleEligibilities.filter(({ endsOn = Number.POSITIVE_INFINITY }) => now < endsOn)
  return list(call, 'roleEligibilityScheduleInstances', current, (one) => ({
    roleEligibilityScheduleId: scheduleId(one, 'roleEligibilitySchedules'),
    startDateTime: isoTime(one.startsOn),
  }))
}

/** @see https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-instances */
export function listRoleAssignmentInstances(call: ArmCall): ArmReply {
  const { roleAssignments } = call.emulator.state
  return list(call, 'roleAssignmentScheduleInstances', roleAssignments, (one) => ({
    roleAssignmentScheduleId: scheduleId(one, 'roleAssignmentSchedules'),
    originRoleAssignmentId: scheduleId(one, 'roleAssignments'),
    assignmentType: 'Assigned',
    startDateTime: isoTime(one.createdOn),
  }))
}

function list<Row extends RoleAssignment | RoleEligibility>(
  call: ArmCall,
  type: 'roleEligibilityScheduleInstances' | 'roleAssignmentScheduleInstances',
  rows: Row[],
  own: (row: Row) => object,
): ArmReply {
  const { emulator, caller, url } = call
  const { state } = emulator
  const scope = scopeOf(call)
  const filter = url.searchParams.get('$filter')
  // Everybody may ask for what they could become themselves.
  if (!/^\s*asTarget\(\)\s*$/i.test(filter ?? '')) {
    requireAction(state, caller, `Microsoft.Authorization/${type}/read`, scope)
  }
  requireScope(state, scope)
  const isAsked = assignmentFilter(state, scope, filter, caller.objectId)
  return {
    body: page(
      rows.filter(isAsked).map((row) => toBody(state, type, row, own(row))),
      url,
    ),
  }
}

function toBody(state: State, type: string, row: RoleAssignment, own: object) {
  const { name, scope, principalId, principalType, roleDefinitionName, condition, endsOn } = row
  const role = state.roleDefinitions.find((one) => one.name === roleDefinitionName)
  return {
    id: scheduleId(row, type),
    type: `Microsoft.Authorization/${type}`,
    name,
    properties: {
      scope,
      roleDefinitionId: roleDefinitionId(scope, roleDefinitionName),
      principalId,
      principalType,
      ...own,
      endDateTime: endsOn === undefined ? null : isoTime(endsOn),
      status: 'Provisioned',
      memberType: 'Direct',
      condition: condition ?? null,
      conditionVersion: condition === undefined ? null : '2.0',
      createdOn: isoTime(row.createdOn),
      expandedProperties: {
        scope: { id: scope, displayName: scope.split('/').at(-1) ?? '', type: scopeType(scope) },
        roleDefinition: {
          id: roleDefinitionId(scope, roleDefinitionName),
          displayName: role?.roleName ?? '',
          type: role?.roleType ?? 'BuiltInRole',
        },
        principal: { id: principalId, displayName: displayNameOf(state, principalId), type: principalType },
      },
    },
  }
}

function scheduleId({ scope, name }: RoleAssignment, type: string): string {
  return `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/${type}/${name}`
}

function scopeType(scope: string): string {
  if (/^\/subscriptions\/[^/]+\/?$/i.test(scope)) return 'subscription'
  if (/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/?$/i.test(scope)) return 'resourcegroup'
  return /^\/providers\/Microsoft\.Management\//i.test(scope) ? 'managementgroup' : 'resource'
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
