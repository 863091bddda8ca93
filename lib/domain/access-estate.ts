import type { ObjectCollection } from './rights.ts'
import type { PermissionModel } from './vault.ts'

/** Rights of one role: what it allows of actions on resources and on the data in them. */
export interface RolePermission {
  actions: readonly string[]
  notActions: readonly string[]
  dataActions: readonly string[]
  notDataActions: readonly string[]
  /** Narrows every assignment of the role, as that of Key Vault Data Access Administrator does. */
  condition?: string
}

export interface RoleDefinition {
  /** The GUID, lower case. */
  id: string
  roleName: string
  permissions: readonly RolePermission[]
}

/**
 * A role for a principal at a scope. An eligible one (Privileged Identity Management) counts only once it is activated.
 * https://learn.microsoft.com/azure/role-based-access-control/pim-integration
 */
export interface RoleAssignment {
  id: string
  scope: string
  /** GUID of the role, lower case. */
  roleDefinitionId: string
  /** Lower case. */
  principalId: string
  condition?: string
  isEligible: boolean
  /** Seconds since 1970; absent where there is no such limit. */
  startsOn?: number
  endsOn?: number
}

/** https://learn.microsoft.com/azure/role-based-access-control/deny-assignments */
export interface DenyAssignment {
  id: string
  name: string
  scope: string
  permissions: readonly Omit<RolePermission, 'condition'>[]
  /** Lower case; the nil GUID stands for everybody. */
  principalIds: readonly string[]
  excludedPrincipalIds: readonly string[]
  /** Then it acts at its own scope alone. */
  isForScopeOnly: boolean
}

export interface AccessPolicyEntry {
  /** Lower case. */
  objectId: string
  /** A compound identity: counts only for the principal that acts through this application. Lower case. */
  applicationId?: string
  /** By collection; lower case. */
  permissions: Partial<Record<ObjectCollection, readonly string[]>>
}

/** The vault whose access is asked for. */
export interface AccessVault {
  /** ARM id. */
  id: string
  name: string
  permissionModel: PermissionModel
  accessPolicies: readonly AccessPolicyEntry[]
  /** ARM ids of the management groups above its subscription. */
  managementGroupIds: readonly string[]
}

/** Everything that decides, for as many vaults as one likes. */
export interface AccessEstate {
  roleDefinitions: ReadonlyMap<string, RoleDefinition>
  assignments: readonly RoleAssignment[]
  denyAssignments: readonly DenyAssignment[]
  /** The groups that each principal is in, directly; ids in lower case. */
  memberOf: ReadonlyMap<string, readonly string[]>
  /** The application that people act through here: Strongroom's own client id, lower case. */
  applicationId: string
  /** Seconds since 1970. */
  now: number
}
