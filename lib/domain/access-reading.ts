import * as z from 'zod/mini'
import { Problem } from './problem.ts'
import { PermissionModel } from './vault.ts'

/**
 * Who can reach what over all vaults, as our API streams it: each line holds what one answer of Azure told. Ids and names
 * of permissions are lower case.
 */

const Permissions = z.array(z.string())

/** A vault, with what decides who reaches it. */
export const ReachedVault = z.object({
  /** ARM id. */
  id: z.string(),
  name: z.string(),
  subscriptionId: z.string(),
  permissionModel: PermissionModel,
  tags: z.record(z.string(), z.string()),
  accessPolicies: z.array(
    z.object({
      objectId: z.string(),
      applicationId: z.optional(z.string()),
      permissions: z.object({ secrets: Permissions, keys: Permissions, certificates: Permissions }),
    }),
  ),
})
export type ReachedVault = z.infer<typeof ReachedVault>

export const PrincipalType = z.enum(['user', 'group', 'servicePrincipal', 'unknown'])
export type PrincipalType = z.infer<typeof PrincipalType>

const Assignment = z.object({
  id: z.string(),
  scope: z.string(),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  principalType: PrincipalType,
  condition: z.optional(z.string()),
  isEligible: z.boolean(),
  /** ISO. */
  createdOn: z.optional(z.string()),
})
export type ListedAssignment = z.infer<typeof Assignment>

const Role = z.object({
  id: z.string(),
  roleName: z.string(),
  permissions: z.array(
    z.object({
      actions: Permissions,
      notActions: Permissions,
      dataActions: Permissions,
      notDataActions: Permissions,
      condition: z.optional(z.string()),
    }),
  ),
})

/** A subscription, with the ARM ids of the management groups above it, the nearest first. */
const ReachedSubscription = z.object({ id: z.string(), name: z.string(), managementGroupIds: z.array(z.string()) })
export type ReachedSubscription = z.infer<typeof ReachedSubscription>

export const ReachedPrincipal = z.object({
  id: z.string(),
  type: PrincipalType,
  name: z.string(),
  /** The directory does not know it: deleted, or of another one. */
  isGone: z.optional(z.boolean()),
})
export type ReachedPrincipal = z.infer<typeof ReachedPrincipal>

export const AccessLine = z.object({
  /** Strongroom's own client id. */
  applicationId: z.optional(z.string()),
  vaults: z.optional(z.array(ReachedVault)),
  assignments: z.optional(z.array(Assignment)),
  roles: z.optional(z.array(Role)),
  subscriptions: z.optional(z.array(ReachedSubscription)),
  principals: z.optional(z.array(ReachedPrincipal)),
  /** Direct groups by member. */
  memberOf: z.optional(z.array(z.tuple([z.string(), z.array(z.string())]))),
  problems: z.optional(z.array(Problem)),
})
export type AccessLine = z.infer<typeof AccessLine>

/** Everything that has come so far. */
export interface AccessReading {
  applicationId: string
  vaults: readonly ReachedVault[]
  assignments: readonly ListedAssignment[]
  roles: readonly z.infer<typeof Role>[]
  subscriptions: readonly ReachedSubscription[]
  principals: readonly ReachedPrincipal[]
  memberOf: readonly (readonly [string, readonly string[]])[]
  problems: readonly Problem[]
}

export const emptyReading: AccessReading = {
  applicationId: '',
  vaults: [],
  assignments: [],
  roles: [],
  subscriptions: [],
  principals: [],
  memberOf: [],
  problems: [],
}

export function withLine(reading: AccessReading, line: AccessLine): AccessReading {
  const joined = <T>(before: readonly T[], more: readonly T[] = []) => (more.length > 0 ? [...before, ...more] : before)
  return {
    applicationId: line.applicationId ?? reading.applicationId,
    vaults: joined(reading.vaults, line.vaults),
    assignments: joined(reading.assignments, line.assignments),
    roles: joined(reading.roles, line.roles),
    subscriptions: joined(reading.subscriptions, line.subscriptions),
    principals: joined(reading.principals, line.principals),
    memberOf: joined(reading.memberOf, line.memberOf),
    problems: joined(reading.problems, line.problems),
  }
}
