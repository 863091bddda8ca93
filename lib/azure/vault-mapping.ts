import 'server-only'
import * as z from 'zod/mini'
import type { NetworkSettings } from '../domain/network-settings.ts'
import type { Vault } from '../domain/vault.ts'
import { NetworkProperties, toNetworkSettings } from './network-mapping.ts'
import { vaultNameOf } from './vault-host.ts'

const PermissionNames = z.nullish(z.array(z.string()))

const AccessPolicy = z.object({
  objectId: z.string(),
  applicationId: z.nullish(z.string()),
  permissions: z.object({ secrets: PermissionNames, keys: PermissionNames, certificates: PermissionNames }),
})
export type AccessPolicy = z.infer<typeof AccessPolicy>

/** A vault as Resource Manager describes it, in a row of Resource Graph or an item of a list. */
const VaultResource = z.object({
  id: z.string(),
  name: z.string(),
  location: z.nullish(z.string()),
  tags: z.nullish(z.record(z.string(), z.string())),
  properties: z.object({
    tenantId: z.string(),
    vaultUri: z.string(),
    sku: z.object({ name: z.string() }),
    enableRbacAuthorization: z.nullish(z.boolean()),
    enablePurgeProtection: z.nullish(z.boolean()),
    softDeleteRetentionInDays: z.nullish(z.number()),
    ...NetworkProperties.shape,
    accessPolicies: z.nullish(z.array(AccessPolicy)),
  }),
})

/** A vault of the inventory, with the policies that decide who reaches it where it has that permission model. */
export interface InventoryVault {
  vault: Vault
  accessPolicies: AccessPolicy[]
}

/** Azure's default where a vault was made before the setting. */
const defaultRetentionDays = 90

/**
 * A vault from one of Resource Manager's answers; undefined where the answer is not a vault of this cloud.
 * `subscriptionNames` maps ids to names; a subscription without one is called by its id.
 */
export function toInventoryVault(row: unknown, subscriptionNames: Map<string, string>): InventoryVault | undefined {
  const parsed = VaultResource.safeParse(row)
  const name = parsed.success ? vaultNameOf(parsed.data.properties.vaultUri) : undefined
  const scope = parsed.success ? /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(parsed.data.id) : null
  if (!parsed.success || !name || !scope) return undefined
  const { id, location, tags, properties } = parsed.data
  const network = toNetworkSettings(properties)
  const subscriptionId = scope[1]?.toLowerCase() ?? ''
  return {
    vault: {
      name,
      vaultUri: properties.vaultUri,
      id,
      subscriptionId,
      subscriptionName: subscriptionNames.get(subscriptionId) ?? subscriptionId,
      resourceGroup: scope[2] ?? '',
      location: location ?? '',
      tenantId: properties.tenantId,
      sku: /^premium$/i.test(properties.sku.name) ? 'premium' : 'standard',
      // null and false both mean access policies: vaults older than the property have null.
      permissionModel: properties.enableRbacAuthorization ? 'rbac' : 'accessPolicy',
      softDeleteRetentionDays: properties.softDeleteRetentionInDays ?? defaultRetentionDays,
      isPurgeProtectionEnabled: properties.enablePurgeProtection ?? false,
      publicNetworkAccess: networkAccessOf(network),
      network,
      tags: { ...tags },
    },
    accessPolicies: properties.accessPolicies ?? [],
  }
}

function networkAccessOf({ publicNetworkAccess, defaultAction }: NetworkSettings): Vault['publicNetworkAccess'] {
  if (publicNetworkAccess === 'Disabled') return 'disabled'
  if (publicNetworkAccess === 'SecuredByPerimeter') return 'securedByPerimeter'
  return defaultAction === 'Deny' ? 'selectedNetworks' : 'allNetworks'
}
