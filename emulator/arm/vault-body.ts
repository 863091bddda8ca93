import * as z from 'zod/mini'
import { ArmError } from '../errors.ts'
import type { AccessPolicyEntry, Vault } from '../state.ts'
import { mostAccessPolicies } from './access-policies.ts'
import { NetworkAcls, ruleSet } from './vault-network.ts'

const Permissions = z.object({
  secrets: z.optional(z.nullable(z.array(z.string()))),
  keys: z.optional(z.nullable(z.array(z.string()))),
  certificates: z.optional(z.nullable(z.array(z.string()))),
  storage: z.optional(z.nullable(z.array(z.string()))),
})

/** What a PUT or a PATCH may say of a vault. @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update */
const VaultBody = z.object({
  location: z.optional(z.string()),
  tags: z.optional(z.nullable(z.record(z.string(), z.string()))),
  properties: z.optional(
    z.object({
      createMode: z.optional(z.nullable(z.enum(['default', 'recover']))),
      tenantId: z.optional(z.string()),
      sku: z.optional(z.object({ family: z.optional(z.string()), name: z.enum(['standard', 'premium']) })),
      enableSoftDelete: z.optional(z.nullable(z.boolean())),
      softDeleteRetentionInDays: z.optional(z.nullable(z.number())),
      enablePurgeProtection: z.optional(z.nullable(z.boolean())),
      enableRbacAuthorization: z.optional(z.nullable(z.boolean())),
      enabledForDeployment: z.optional(z.nullable(z.boolean())),
      enabledForDiskEncryption: z.optional(z.nullable(z.boolean())),
      enabledForTemplateDeployment: z.optional(z.nullable(z.boolean())),
      publicNetworkAccess: z.optional(z.nullable(z.string())),
      networkAcls: z.optional(z.nullable(NetworkAcls)),
      accessPolicies: z.optional(
        z.nullable(
          z.array(
            z.object({
              tenantId: z.optional(z.string()),
              objectId: z.string(),
              applicationId: z.optional(z.string()),
              permissions: Permissions,
            }),
          ),
        ),
      ),
    }),
  ),
})
export type VaultBody = z.infer<typeof VaultBody>

const badRequest = (message: string) => new ArmError(400, 'BadRequest', message)

/** @throws ArmError 400 where the body is no vault's */
export function readVaultBody(body: unknown): VaultBody {
  const parsed = VaultBody.safeParse(body)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: '' }
  throw badRequest(`The value of the parameter "${path.join('.')}" is invalid. ${message}`)
}

/** @throws ArmError 400 for what Key Vault takes back from nobody. @param before undefined for a new vault */
export function requireAllowedChange({ properties }: VaultBody, before: Vault | undefined): void {
  const { softDeleteRetentionInDays: days, enablePurgeProtection, enableSoftDelete, accessPolicies } = properties ?? {}
  if ((accessPolicies?.length ?? 0) > mostAccessPolicies) {
    throw badRequest(`A vault has at most ${mostAccessPolicies} access policies.`)
  }
  if (enableSoftDelete === false) {
    throw badRequest(
      'The property "enableSoftDelete" can be set to false only for creating new vault. Enabling the \'soft delete\' functionality is an irreversible action.',
    )
  }
  // Azure refuses a false even where it was never on.
  if (enablePurgeProtection === false) {
    throw badRequest(
      'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
    )
  }
  if (days === undefined || days === null) return
  if (!Number.isInteger(days) || days < 7 || days > 90) {
    throw badRequest('The property "softDeleteRetentionInDays" must be an integer with value >= 7 and <= 90.')
  }
  if (before && before.softDeleteRetentionInDays !== days) {
    throw badRequest('The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.')
  }
}

/** Puts what a body says into a vault, all of it or, where it is refused, nothing; what it does not name stays. */
export function applyVaultBody(vault: Vault, { tags, properties = {} }: VaultBody): void {
  const networkAcls = properties.networkAcls ? ruleSet(properties.networkAcls) : vault.networkAcls
  if (tags) vault.tags = { ...tags }
  if (properties.sku) vault.sku = properties.sku.name
  if (properties.enablePurgeProtection) vault.enablePurgeProtection = true
  if (properties.enableRbacAuthorization !== undefined)
    vault.enableRbacAuthorization = properties.enableRbacAuthorization
  for (const flag of ['enabledForDeployment', 'enabledForDiskEncryption', 'enabledForTemplateDeployment'] as const) {
    vault[flag] = properties[flag] ?? vault[flag]
  }
  const access = properties.publicNetworkAccess?.toLowerCase()
  if (access) {
    vault.publicNetworkAccess =
      access === 'disabled' ? 'Disabled' : access === 'securedbyperimeter' ? 'SecuredByPerimeter' : 'Enabled'
  }
  vault.networkAcls = networkAcls
  if (properties.accessPolicies) {
    vault.accessPolicies = properties.accessPolicies.map((entry) => policyOf(entry, properties.tenantId ?? ''))
  }
}

type BodyPolicy = NonNullable<NonNullable<VaultBody['properties']>['accessPolicies']>[number]

function policyOf({ permissions, tenantId, objectId, applicationId }: BodyPolicy, own: string): AccessPolicyEntry {
  return {
    tenantId: tenantId ?? own,
    objectId,
    ...(applicationId && { applicationId }),
    permissions: {
      keys: permissions.keys ?? [],
      secrets: permissions.secrets ?? [],
      certificates: permissions.certificates ?? [],
      ...(permissions.storage?.length && { storage: permissions.storage }),
    },
  }
}
