import * as z from 'zod/mini'
import type { AccessEstate, AccessVault } from './access-estate.ts'
import { Principal } from './principal.ts'
import { Problem } from './problem.ts'
import { PermissionModel } from './vault.ts'

const Patterns = z.array(z.string())
const Rights = { actions: Patterns, notActions: Patterns, dataActions: Patterns, notDataActions: Patterns }
const PolicyPermissions = z.object({ secrets: Patterns, keys: Patterns, certificates: Patterns })

/** A role that somebody holds at a vault, above it, or at one object of it. */
export const VaultAssignment = z.object({
  /** ARM id. */
  id: z.string(),
  /** The assignment's own GUID. */
  name: z.string(),
  scope: z.string(),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  principalType: z.string(),
  condition: z.optional(z.string()),
  description: z.optional(z.string()),
  /** ISO. */
  createdOn: z.optional(z.string()),
  /** ISO; when it ends by itself, or until when it may be activated. */
  endsOn: z.optional(z.string()),
  isEligible: z.boolean(),
})
export type VaultAssignment = z.infer<typeof VaultAssignment>

/** What of a reading can be missing. */
export const AccessPart = z.enum(['assignments', 'roles', 'eligible', 'ends', 'denials', 'names', 'members'])
export type AccessPart = z.infer<typeof AccessPart>

/** Everything that decides who reaches a vault, as far as the caller may read it; `problems` names what is missing. */
export const VaultAssignments = z.object({
  applicationId: z.string(),
  vault: z.object({
    id: z.string(),
    name: z.string(),
    permissionModel: PermissionModel,
    managementGroupIds: z.array(z.string()),
    accessPolicies: z.array(
      z.object({ objectId: z.string(), applicationId: z.optional(z.string()), permissions: PolicyPermissions }),
    ),
  }),
  assignments: z.array(VaultAssignment),
  roles: z.array(
    z.object({
      id: z.string(),
      roleName: z.string(),
      permissions: z.array(z.object({ ...Rights, condition: z.optional(z.string()) })),
    }),
  ),
  denyAssignments: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      scope: z.string(),
      permissions: z.array(z.object(Rights)),
      principalIds: z.array(z.string()),
      excludedPrincipalIds: z.array(z.string()),
      isForScopeOnly: z.boolean(),
    }),
  ),
  principals: z.array(Principal),
  /** Groups by member, as far as a group holds something here. */
  memberOf: z.array(z.tuple([z.string(), z.array(z.string())])),
  problems: z.array(Problem),
  /** The parts that `problems` tell of: what is in none of them was read. */
  unread: z.array(AccessPart),
})
export type VaultAssignments = z.infer<typeof VaultAssignments>

/** The reading as the rules of effective access take it. @param nowSeconds Unix time */
export function estateOf(reading: VaultAssignments, nowSeconds: number): { vault: AccessVault; estate: AccessEstate } {
  const optional = <T extends { condition?: string | undefined }>({ condition, ...rest }: T) => ({
    ...rest,
    ...(condition !== undefined && { condition }),
  })
  return {
    vault: {
      ...reading.vault,
      accessPolicies: reading.vault.accessPolicies.map(({ applicationId, ...entry }) => ({
        ...entry,
        ...(applicationId && { applicationId }),
      })),
    },
    estate: {
      roleDefinitions: new Map(
        reading.roles.map((role) => [role.id, { ...role, permissions: role.permissions.map(optional) }]),
      ),
      assignments: reading.assignments.map(
        ({ id, scope, roleDefinitionId, principalId, isEligible, condition, endsOn }) => ({
          ...optional({ id, scope, roleDefinitionId, principalId, isEligible, condition }),
          ...(endsOn && { endsOn: Date.parse(endsOn) / 1000 }),
        }),
      ),
      denyAssignments: reading.denyAssignments,
      memberOf: new Map(reading.memberOf),
      applicationId: reading.applicationId,
      now: nowSeconds,
    },
  }
}
