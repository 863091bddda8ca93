import 'server-only'
import * as z from 'zod/mini'
import type { AccessLine, PrincipalType, ReachedSubscription, ReachedVault } from '../domain/access-reading.ts'
import type { InventoryVault } from './vault-mapping.ts'

/** Rows of Resource Graph as Strongroom knows them. What is no such row is left out: it can decide nothing. */

type Line<K extends keyof AccessLine> = NonNullable<AccessLine[K]>

const AssignmentRow = z.object({
  id: z.string(),
  properties: z.object({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    principalType: z.nullish(z.string()),
    scope: z.string(),
    condition: z.nullish(z.string()),
    createdOn: z.nullish(z.string()),
  }),
})

const principalTypes: Record<string, PrincipalType> = {
  user: 'user',
  group: 'group',
  foreigngroup: 'group',
  serviceprincipal: 'servicePrincipal',
}

const lastPart = (id: string) => id.slice(id.lastIndexOf('/') + 1).toLowerCase()

export function toAssignments(rows: readonly unknown[]): Line<'assignments'> {
  return rows.flatMap((row) => {
    const parsed = AssignmentRow.safeParse(row)
    if (!parsed.success) return []
    const { id, properties } = parsed.data
    const { condition, createdOn } = properties
    return {
      id,
      scope: properties.scope,
      roleDefinitionId: lastPart(properties.roleDefinitionId),
      principalId: properties.principalId.toLowerCase(),
      principalType: principalTypes[(properties.principalType ?? '').toLowerCase()] ?? 'unknown',
      isEligible: false,
      ...(condition && { condition }),
      ...(createdOn && { createdOn }),
    }
  })
}

const Patterns = z.nullish(z.array(z.string()))
const RoleRow = z.object({
  name: z.string(),
  properties: z.object({
    roleName: z.string(),
    permissions: z.array(
      z.object({
        actions: Patterns,
        notActions: Patterns,
        dataActions: Patterns,
        notDataActions: Patterns,
        condition: z.nullish(z.string()),
      }),
    ),
  }),
})

export function toRoles(rows: readonly unknown[]): Line<'roles'> {
  return rows.flatMap((row) => {
    const parsed = RoleRow.safeParse(row)
    if (!parsed.success) return []
    const { name, properties } = parsed.data
    const permissions = properties.permissions.map((one) => ({
      actions: one.actions ?? [],
      notActions: one.notActions ?? [],
      dataActions: one.dataActions ?? [],
      notDataActions: one.notDataActions ?? [],
      ...(one.condition && { condition: one.condition }),
    }))
    return { id: name.toLowerCase(), roleName: properties.roleName, permissions }
  })
}

const SubscriptionRow = z.object({
  subscriptionId: z.string(),
  name: z.string(),
  properties: z.object({ managementGroupAncestorsChain: z.nullish(z.array(z.object({ name: z.string() }))) }),
})

export function toSubscriptions(rows: readonly unknown[]): ReachedSubscription[] {
  return rows.flatMap((row) => {
    const parsed = SubscriptionRow.safeParse(row)
    if (!parsed.success) return []
    const { subscriptionId, name, properties } = parsed.data
    const managementGroupIds = (properties.managementGroupAncestorsChain ?? []).map(
      (group) => `/providers/Microsoft.Management/managementGroups/${group.name}`,
    )
    return { id: subscriptionId.toLowerCase(), name, managementGroupIds }
  })
}

export function toReachedVault({ vault, accessPolicies }: InventoryVault): ReachedVault {
  const lower = (names: readonly string[] | null | undefined) => (names ?? []).map((name) => name.toLowerCase())
  return {
    id: vault.id,
    name: vault.name,
    subscriptionId: vault.subscriptionId,
    permissionModel: vault.permissionModel,
    tags: vault.tags,
    accessPolicies: accessPolicies.map(({ objectId, applicationId, permissions }) => ({
      objectId: objectId.toLowerCase(),
      ...(applicationId && { applicationId: applicationId.toLowerCase() }),
      permissions: {
        secrets: lower(permissions.secrets),
        keys: lower(permissions.keys),
        certificates: lower(permissions.certificates),
      },
    })),
  }
}
