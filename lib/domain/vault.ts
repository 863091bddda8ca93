import * as z from 'zod/mini'
import { NetworkSettings } from './network-settings.ts'
import { Problem } from './problem.ts'
import { VaultRights } from './rights.ts'

/** Which model decides a vault's data plane. Azure answers null on old vaults, which means access policies. */
export const PermissionModel = z.enum(['rbac', 'accessPolicy'])
export type PermissionModel = z.infer<typeof PermissionModel>

/** What Resource Manager tells about a vault; visible only to people who may read the vault there. */
export const VaultFacts = z.object({
  id: z.string(),
  subscriptionId: z.string(),
  subscriptionName: z.string(),
  resourceGroup: z.string(),
  location: z.string(),
  tenantId: z.string(),
  sku: z.enum(['standard', 'premium']),
  permissionModel: PermissionModel,
  softDeleteRetentionDays: z.number(),
  isPurgeProtectionEnabled: z.boolean(),
  publicNetworkAccess: z.enum(['allNetworks', 'selectedNetworks', 'disabled', 'securedByPerimeter']),
  network: NetworkSettings,
  tags: z.record(z.string(), z.string()),
})
export type VaultFacts = z.infer<typeof VaultFacts>

/** A vault in the caller's inventory. `name` is the label of its host name, lower case. */
export const Vault = z.object({ name: z.string(), vaultUri: z.string(), ...VaultFacts.shape })
export type Vault = z.infer<typeof Vault>

/** The subject of a problem that takes no vault off the list, and leaves the names of subscriptions off it alone. */
export const subscriptionNamesSubject = 'subscription names'

/** A page of the vault list; `problems` names the subscriptions that could not be read. */
export const VaultPage = z.object({ items: z.array(Vault), problems: z.optional(z.array(Problem)) })
export type VaultPage = z.infer<typeof VaultPage>

/**
 * One vault. `facts` is null where the caller holds data-plane rights only and Resource Manager shows them nothing: the
 * vault is then opened by its name alone.
 */
export const VaultDetail = z.object({
  name: z.string(),
  vaultUri: z.string(),
  facts: z.nullable(VaultFacts),
  rights: VaultRights,
})
export type VaultDetail = z.infer<typeof VaultDetail>
