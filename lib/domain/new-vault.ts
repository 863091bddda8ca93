import * as z from 'zod/mini'
import { VaultName } from './names.ts'
import { PermissionModel } from './vault.ts'
import { VaultFlags, VaultTags, vaultLimits } from './vault-settings.ts'

export const SubscriptionId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'Choose a subscription.'))

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const ResourceGroupName = z
  .string()
  .check(
    z.regex(
      /^(?!.*\.$)[\p{L}\p{N}_().-]{1,90}$/u,
      'A resource group’s name is 1 to 90 letters, digits, hyphens, underscores, dots and parentheses, and ends with no dot.',
    ),
  )

const RetentionDays = z.number('Deleted items are kept for a whole number of days.').check(
  z.refine(Number.isInteger, 'Deleted items are kept for a whole number of days.'),
  z.refine(
    (days) => days >= vaultLimits.minRetentionDays && days <= vaultLimits.maxRetentionDays,
    `Deleted items are kept for ${vaultLimits.minRetentionDays} to ${vaultLimits.maxRetentionDays} days.`,
  ),
)

/** From where a new vault answers. The addresses themselves are added afterwards, on its Network tab. */
const NewVaultNetwork = z.enum(['selectedNetworks', 'disabled', 'allNetworks'])

/** Everything that is decided when a vault is made. */
export const NewVault = z.strictObject({
  name: VaultName,
  subscriptionId: SubscriptionId,
  resourceGroup: ResourceGroupName,
  location: z
    .string()
    .check(z.regex(/^[a-z0-9]{3,40}$/, 'A region is written as westeurope: lower-case letters and digits.')),
  sku: z.enum(['standard', 'premium']),
  tags: VaultTags,
  softDeleteRetentionDays: RetentionDays,
  permissionModel: PermissionModel,
  isPurgeProtectionEnabled: z.boolean(),
  network: NewVaultNetwork,
  /** Whether services that Microsoft trusts pass the firewall. */
  letsTrustedServicesIn: z.boolean(),
  ...VaultFlags.shape,
})
export type NewVault = z.infer<typeof NewVault>

/**
 * What a new vault is unless somebody decides otherwise: roles, no service of Azure beside them, closed to every network
 * until one is let in. Purge protection is left to the person: it can never be taken back.
 */
export const newVaultDefaults = {
  sku: 'standard',
  softDeleteRetentionDays: 90,
  permissionModel: 'rbac',
  isPurgeProtectionEnabled: false,
  network: 'selectedNetworks',
  letsTrustedServicesIn: false,
  isEnabledForDeployment: false,
  isEnabledForDiskEncryption: false,
  isEnabledForTemplateDeployment: false,
} as const satisfies Partial<NewVault>

/** Whether a name can be had; where not, why, and what holds it where that is known. */
export const VaultNameAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('free') }),
  z.object({ state: z.literal('taken') }),
  z.object({
    state: z.literal('heldByDeleted'),
    scheduledPurgeDate: z.nullable(z.string()),
    isPurgeProtectionEnabled: z.boolean(),
  }),
  z.object({ state: z.literal('invalid'), message: z.string() }),
])
export type VaultNameAnswer = z.infer<typeof VaultNameAnswer>

export const Subscription = z.object({ subscriptionId: z.string(), name: z.string() })
export type Subscription = z.infer<typeof Subscription>

export const ResourceGroup = z.object({ name: z.string(), location: z.string() })
export type ResourceGroup = z.infer<typeof ResourceGroup>

/** What a creation came to. */
export const CreatedVault = z.object({
  name: z.string(),
  vaultUri: z.string(),
  /** True where Azure's answer was lost and the vault was found by looking. */
  isFound: z.boolean(),
})
export type CreatedVault = z.infer<typeof CreatedVault>
