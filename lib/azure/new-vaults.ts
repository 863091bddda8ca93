import 'server-only'
import type { Vault as VaultResource } from '@azure/arm-keyvault'
import type { CreatedVault, NewVault, VaultNameAnswer } from '../domain/new-vault.ts'
import { newVaultBody } from '../domain/vault-commands.ts'
import { subscriptionClient, vaultManagementClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { findDeletedVault } from './deleted-vaults.ts'
import { unlessLost } from './outcome.ts'
import { ProblemError } from './problem-error.ts'
import { rememberVault } from './vaults.ts'

type VaultBody = ReturnType<typeof newVaultBody>

/**
 * Whether a vault can have a name. Azure says "taken" of a name that a deleted vault holds too, so those that the caller
 * may see are looked through.
 */
export async function checkVaultName(
  azure: AzureContext,
  subscriptionId: string,
  name: string,
): Promise<VaultNameAnswer> {
  const { vaults } = vaultManagementClient(azure, subscriptionId)
  const answer = await vaults.checkNameAvailability({ name, type: 'Microsoft.KeyVault/vaults' })
  if (answer.nameAvailable) return { state: 'free' }
  if (answer.reason === 'AccountNameInvalid') {
    return { state: 'invalid', message: answer.message ?? 'Azure does not take this name for a vault.' }
  }
  const deleted = await findDeletedVault(azure, name)
  if (!deleted) return { state: 'taken' }
  const { scheduledPurgeDate, isPurgeProtectionEnabled } = deleted
  return { state: 'heldByDeleted', scheduledPurgeDate, isPurgeProtectionEnabled }
}

/**
 * Makes a vault. Resource Manager's PUT would overwrite one that is there, policies and all: so the name must be free, asked
 * at this very moment. Sent once; where the answer is lost, the vault is looked for.
 * @throws vault_name_taken, vault_name_held, not_offered, policy_denied, quota_exceeded, forbidden, outcome_unknown
 */
export async function createVault(azure: AzureContext, vault: NewVault): Promise<CreatedVault> {
  const { name, subscriptionId, resourceGroup } = vault
  await assertFree(azure, vault)
  const subscription = await subscriptionClient(azure).subscriptions.get(subscriptionId)
  const { vaults } = vaultManagementClient(azure, subscriptionId)
  const body = newVaultBody(vault, subscription.tenantId ?? '')
  let isFound = false
  const making = Promise.resolve(vaults.createOrUpdate(resourceGroup, name, body, { updateIntervalInMs: 1_000 }))
  const made = await unlessLost(making, async () => {
    const found = await vaults.get(resourceGroup, name)
    // Somebody else may have made one of that name at the same moment.
    isFound = isAsAsked(found, body)
    return isFound ? found : undefined
  })
  rememberVault(azure, made, subscription.displayName ?? subscriptionId)
  return { name, vaultUri: made.properties.vaultUri ?? '', isFound }
}

function isAsAsked(
  { location, tags = {}, properties }: VaultResource,
  { properties: asked, ...body }: VaultBody,
): boolean {
  const sorted = (all: Record<string, string>) => JSON.stringify(Object.entries(all).sort())
  return (
    location?.toLowerCase() === body.location.toLowerCase() &&
    sorted(tags) === sorted(body.tags) &&
    properties.sku.name === asked.sku.name &&
    (properties.enableRbacAuthorization ?? false) === asked.enableRbacAuthorization &&
    properties.softDeleteRetentionInDays === asked.softDeleteRetentionInDays
  )
}

async function assertFree(azure: AzureContext, { name, subscriptionId }: NewVault): Promise<void> {
  const answer = await checkVaultName(azure, subscriptionId, name)
  switch (answer.state) {
    case 'free':
      return
    case 'invalid':
      throw new ProblemError({ code: 'invalid_request', message: answer.message })
    case 'heldByDeleted':
      throw new ProblemError({
        code: 'vault_name_held',
        message: 'A deleted vault holds this name. Nothing was made.',
        remedy: answer.isPurgeProtectionEnabled
          ? 'Recover that vault, or choose another name: it cannot be purged before its time.'
          : 'Recover that vault, or have it purged, before the name can be used again.',
      })
    case 'taken':
      throw new ProblemError({
        code: 'vault_name_taken',
        message: 'A vault of this name is there already. Names of vaults are unique in all of Azure. Nothing was made.',
        remedy: 'Choose another name.',
      })
  }
}
