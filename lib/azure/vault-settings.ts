import 'server-only'
import type { Vault as VaultResource } from '@azure/arm-keyvault'
import type { VaultDeletion } from '../domain/deleted-vault.ts'
import {
  type ChangeableSettings,
  changeableOf,
  changedSince,
  type VaultSettings,
  type VaultSettingsChange,
} from '../domain/vault-settings.ts'
import { AzureCallError } from './azure-call-error.ts'
import { vaultManagementClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { unlessLost } from './outcome.ts'
import { ProblemError } from './problem-error.ts'
import { isoDate } from './secret-mapping.ts'
import { toInventoryVault } from './vault-mapping.ts'
import { forgetVault, inventoryVault, rememberVault } from './vaults.ts'

/** A vault's settings as Resource Manager has them now, not as the list has them. @throws not_found, forbidden */
export async function getVaultSettings(azure: AzureContext, vaultName: string): Promise<VaultSettings> {
  const { client, resourceGroup, subscriptionName } = await placeOf(azure, vaultName)
  return settingsOf(await client.vaults.get(resourceGroup, vaultName), subscriptionName)
}

/**
 * Changes the named settings and no other. They are read again first: where anything that can be changed here is not as
 * the page showed it, nothing is sent. Resource Manager has no precondition for vaults, so a change of the very same
 * moment is not seen.
 * @throws concurrent_change, setting_fixed, forbidden, policy_denied, outcome_unknown
 */
export async function changeVaultSettings(
  azure: AzureContext,
  vaultName: string,
  { before, change }: VaultSettingsChange,
): Promise<VaultSettings> {
  const { client, resourceGroup, subscriptionName } = await placeOf(azure, vaultName)
  const now = settingsOf(await client.vaults.get(resourceGroup, vaultName), subscriptionName)
  const changed = changedSince(before, changeableOf(now))
  if (changed.length > 0) throw changedMeanwhile(changed)
  const wanted = { ...changeableOf(now), ...change } as ChangeableSettings // what the change leaves out is absent, not undefined
  const written = await unlessLost(client.vaults.update(resourceGroup, vaultName, patchOf(change)), async () => {
    const found = await client.vaults.get(resourceGroup, vaultName)
    return changedSince(wanted, changeableOf(settingsOf(found, subscriptionName))).length === 0 ? found : undefined
  })
  rememberVault(azure, written, subscriptionName)
  return settingsOf(written, subscriptionName)
}

/**
 * Deletes a vault with all that is in it; it can be recovered until its retention ends. Sent once: where the answer is
 * lost, it is looked whether the vault is gone.
 * @throws forbidden, policy_denied, outcome_unknown
 */
export async function deleteVault(azure: AzureContext, vaultName: string): Promise<VaultDeletion> {
  const { client, resourceGroup, location } = await placeOf(azure, vaultName)
  await unlessLost(client.vaults.delete(resourceGroup, vaultName), () =>
    client.vaults.get(resourceGroup, vaultName).then(
      () => undefined,
      (error: unknown) => (error instanceof AzureCallError && error.statusCode === 404 ? null : undefined),
    ),
  )
  forgetVault(azure, vaultName)
  // Who may delete a vault need not be allowed to read deleted ones: the date is then not known.
  const deleted = await client.vaults.getDeleted(vaultName, location).catch(() => undefined)
  return { name: vaultName, scheduledPurgeDate: isoDate(deleted?.properties?.scheduledPurgeDate) }
}

async function placeOf(azure: AzureContext, vaultName: string) {
  const found = await inventoryVault(azure, vaultName)
  if (!found) {
    throw new ProblemError({
      code: 'not_found',
      message: 'Resource Manager does not show you this vault, so its settings cannot be read or changed here.',
      remedy: 'Ask for a role that may read the vault as a resource, such as Key Vault Reader.',
    })
  }
  const { subscriptionId, resourceGroup, subscriptionName, location } = found.vault
  return { client: vaultManagementClient(azure, subscriptionId), resourceGroup, subscriptionName, location }
}

function settingsOf(resource: VaultResource, subscriptionName: string): VaultSettings {
  const found = toInventoryVault(resource, new Map())
  if (!found) {
    throw new ProblemError({
      code: 'azure_error',
      message: 'Resource Manager describes this vault in a way that Strongroom does not understand.',
      remedy: 'Read and change its settings in the Azure portal.',
    })
  }
  const { properties, systemData } = resource
  return {
    ...found.vault,
    subscriptionName,
    isEnabledForDeployment: properties.enabledForDeployment ?? false,
    isEnabledForDiskEncryption: properties.enabledForDiskEncryption ?? false,
    isEnabledForTemplateDeployment: properties.enabledForTemplateDeployment ?? false,
    createdOn: isoDate(systemData?.createdAt),
    createdBy: systemData?.createdBy ?? null,
    changedOn: isoDate(systemData?.lastModifiedAt),
    changedBy: systemData?.lastModifiedBy ?? null,
  }
}

function patchOf({ tags, permissionModel, ...rest }: VaultSettingsChange['change']) {
  const { isEnabledForDeployment, isEnabledForDiskEncryption, isEnabledForTemplateDeployment } = rest
  const properties = {
    ...(isEnabledForDeployment !== undefined && { enabledForDeployment: isEnabledForDeployment }),
    ...(isEnabledForDiskEncryption !== undefined && { enabledForDiskEncryption: isEnabledForDiskEncryption }),
    ...(isEnabledForTemplateDeployment !== undefined && {
      enabledForTemplateDeployment: isEnabledForTemplateDeployment,
    }),
    ...(rest.isPurgeProtectionEnabled && { enablePurgeProtection: true }),
    ...(permissionModel && { enableRbacAuthorization: permissionModel === 'rbac' }),
  }
  return { ...(tags && { tags }), ...(Object.keys(properties).length > 0 && { properties }) }
}

function changedMeanwhile(changed: readonly string[]): ProblemError {
  return new ProblemError({
    code: 'concurrent_change',
    message: `Somebody changed ${changed.join(', ')} of this vault since you opened the page. Nothing was written.`,
    remedy: 'Reload to see what it is now, and make your change again.',
  })
}
