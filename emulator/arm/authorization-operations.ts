import { apiVersions } from './api-versions.ts'
import { listDenyAssignments } from './deny-assignments.ts'
import { getManagementGroup, listManagementGroups } from './management-groups.ts'
import type { Operation } from './operations.ts'
import { deleteRoleAssignment, getRoleAssignment, listRoleAssignments, putRoleAssignment } from './role-assignments.ts'
import { getRoleDefinition, listRoleDefinitions } from './role-definitions.ts'
import { listRoleAssignmentInstances, listRoleEligibilities } from './role-schedule-instances.ts'

const authorization = '{+scope}/providers/Microsoft.Authorization'
const assignment = `${authorization}/roleAssignments/{roleAssignmentName}`
const managementGroups = '/providers/Microsoft.Management/managementGroups'

/** Who may do what: at any scope, from a management group to one object of a vault. */
export const authorizationOperations: Operation[] = [
  list('RoleAssignmentList', 'roleAssignments', listRoleAssignments),
  {
    name: 'RoleAssignmentGet',
    method: 'GET',
    path: assignment,
    apiVersions: apiVersions.authorization,
    handler: getRoleAssignment,
  },
  {
    name: 'RoleAssignmentCreate',
    method: 'PUT',
    path: assignment,
    apiVersions: apiVersions.authorization,
    action: 'Microsoft.Authorization/roleAssignments/write',
    handler: putRoleAssignment,
  },
  {
    name: 'RoleAssignmentDelete',
    method: 'DELETE',
    path: assignment,
    apiVersions: apiVersions.authorization,
    action: 'Microsoft.Authorization/roleAssignments/delete',
    handler: deleteRoleAssignment,
  },
  list('RoleDefinitionList', 'roleDefinitions', listRoleDefinitions),
  {
    name: 'RoleDefinitionGet',
    method: 'GET',
    path: `${authorization}/roleDefinitions/{roleDefinitionName}`,
    apiVersions: apiVersions.authorization,
    handler: getRoleDefinition,
  },
  list('DenyAssignmentList', 'denyAssignments', listDenyAssignments),
  list('RoleEligibilityInstanceList', 'roleEligibilityScheduleInstances', listRoleEligibilities),
  list('RoleAssignmentInstanceList', 'roleAssignmentScheduleInstances', listRoleAssignmentInstances),
  {
    name: 'ManagementGroupList',
    method: 'GET',
    path: managementGroups,
    apiVersions: apiVersions.managementGroups,
    handler: listManagementGroups,
  },
  {
    name: 'ManagementGroupGet',
    method: 'GET',
    path: `${managementGroups}/{managementGroupName}`,
    apiVersions: apiVersions.managementGroups,
    handler: getManagementGroup,
  },
]

function list(name: string, type: string, handler: NonNullable<Operation['handler']>): Operation {
  return { name, method: 'GET', path: `${authorization}/${type}`, apiVersions: apiVersions.authorization, handler }
}
