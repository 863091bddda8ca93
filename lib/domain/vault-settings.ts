import * as z from 'zod/mini'
import { Timestamp } from './object-properties.ts'
import { PermissionModel, VaultFacts } from './vault.ts'

/**
 * Limits of a vault as a resource. A resource carries 50 tags, more than an object in a vault does.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources
 */
export const vaultLimits = { minRetentionDays: 7, maxRetentionDays: 90, tags: 50, tagName: 512, tagValue: 256 } as const

const TagName = z.string().check(
  z.minLength(1, 'A tag name is not empty.'),
  z.maxLength(vaultLimits.tagName, `A tag name is at most ${vaultLimits.tagName} characters long.`),
  z.refine((name) => !/[<>%&\\?/]/.test(name), 'A tag name of a vault holds none of < > % & \\ ? /.'),
)
const TagValue = z
  .string()
  .check(z.maxLength(vaultLimits.tagValue, `A tag value is at most ${vaultLimits.tagValue} characters long.`))

/** All tags of a vault. Resource Manager compares their names without case. */
export const VaultTags = z.record(TagName, TagValue).check(
  z.refine((tags) => Object.keys(tags).length <= vaultLimits.tags, `A vault has at most ${vaultLimits.tags} tags.`),
  z.refine(
    (tags) => new Set(Object.keys(tags).map((name) => name.toLowerCase())).size === Object.keys(tags).length,
    'Two tags differ in the case of their letters alone, which Azure does not tell apart.',
  ),
)

const flags = {
  isEnabledForDeployment: z.boolean(),
  isEnabledForDiskEncryption: z.boolean(),
  isEnabledForTemplateDeployment: z.boolean(),
}

/** Services of Azure that may take from a vault what no role and no policy gives them. */
export const VaultFlags = z.object(flags)
export type VaultFlags = z.infer<typeof VaultFlags>
export const vaultFlagNames = Object.keys(flags) as (keyof VaultFlags)[] // the keys of a literal

/** What each flag lets in. https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
export const vaultFlagWords: Record<keyof VaultFlags, { label: string; allows: string }> = {
  isEnabledForDeployment: {
    label: 'Virtual machines may take certificates',
    allows:
      'Whoever may deploy virtual machines and use this vault for it (vaults/deploy/action) can put its secrets onto one as certificates.',
  },
  isEnabledForDiskEncryption: {
    label: 'Azure Disk Encryption may take secrets and unwrap keys',
    allows: 'Azure Disk Encryption reads secrets and unwraps keys of this vault, without a role of its own.',
  },
  isEnabledForTemplateDeployment: {
    label: 'Template deployments may take secrets',
    allows:
      'Whoever may deploy templates and use this vault for it (vaults/deploy/action) can read the values of its secrets through a template.',
  },
}

/** What may be changed of a vault here. A page sends it back with a change, so that nobody overwrites what they did not see. */
export const ChangeableSettings = z.object({
  ...flags,
  tags: z.record(z.string(), z.string()),
  isPurgeProtectionEnabled: z.boolean(),
  permissionModel: PermissionModel,
})
export type ChangeableSettings = z.infer<typeof ChangeableSettings>

/** A vault as Resource Manager has it now, read for its settings. Dates and people are null where Azure does not know them. */
export const VaultSettings = z.object({
  name: z.string(),
  vaultUri: z.string(),
  ...VaultFacts.shape,
  ...flags,
  createdOn: z.nullable(Timestamp),
  createdBy: z.nullable(z.string()),
  changedOn: z.nullable(Timestamp),
  changedBy: z.nullable(z.string()),
})
export type VaultSettings = z.infer<typeof VaultSettings>

/** A change of settings: what the page showed, and what is to become of it. What is not named stays. */
export const VaultSettingsChange = z.strictObject({
  before: ChangeableSettings,
  change: z
    .strictObject({
      tags: z.optional(VaultTags),
      isEnabledForDeployment: z.optional(z.boolean()),
      isEnabledForDiskEncryption: z.optional(z.boolean()),
      isEnabledForTemplateDeployment: z.optional(z.boolean()),
      isPurgeProtectionEnabled: z.optional(
        z.literal(true, 'Purge protection can be switched on and never off again, by nobody.'),
      ),
      permissionModel: z.optional(PermissionModel),
    })
    .check(z.refine((change) => Object.keys(change).length > 0, 'Name at least one setting to change.')),
})
export type VaultSettingsChange = z.infer<typeof VaultSettingsChange>

/** The part of the settings that a change may name. */
export function changeableOf(settings: ChangeableSettings): ChangeableSettings {
  const { tags, isPurgeProtectionEnabled, permissionModel } = settings
  const { isEnabledForDeployment, isEnabledForDiskEncryption, isEnabledForTemplateDeployment } = settings
  return {
    tags,
    isPurgeProtectionEnabled,
    permissionModel,
    isEnabledForDeployment,
    isEnabledForDiskEncryption,
    isEnabledForTemplateDeployment,
  }
}

const settingWords: Record<keyof ChangeableSettings, string> = {
  tags: 'the tags',
  isPurgeProtectionEnabled: 'purge protection',
  permissionModel: 'the permission model',
  isEnabledForDeployment: 'the access of virtual machines',
  isEnabledForDiskEncryption: 'the access of Azure Disk Encryption',
  isEnabledForTemplateDeployment: 'the access of template deployments',
}

/** What differs between two readings of a vault's settings, in words: "the tags", "purge protection". */
export function changedSince(before: ChangeableSettings, now: ChangeableSettings): string[] {
  const text = (settings: ChangeableSettings, name: keyof ChangeableSettings) =>
    name === 'tags'
      ? JSON.stringify(Object.entries(settings.tags).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : String(settings[name])
  const names = Object.keys(settingWords) as (keyof ChangeableSettings)[] // the keys of a literal
  return names.filter((name) => text(before, name) !== text(now, name)).map((name) => settingWords[name])
}
