import { type DeletedVault, vaultId } from '../state.ts'
import { requireAction } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { requireSubscription } from './subscriptions.ts'

/** The vaults of a subscription that are deleted and can still be recovered. They answer at no host. */
export function listDeletedVaults({ emulator, caller, params, url }: ArmCall): ArmReply {
  const { state } = emulator
  const { subscriptionId } = requireSubscription(state.subscriptions, params.subscriptionId)
  requireAction(state, caller, 'Microsoft.KeyVault/deletedVaults/read', `/subscriptions/${subscriptionId}`)
  const found = (state.deletedVaults ?? []).filter((one) => one.subscriptionId === subscriptionId)
  return { body: page(found.map(deletedVaultResource), url) }
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/list-deleted */
function deletedVaultResource(vault: DeletedVault) {
  const { name, subscriptionId, location, deletedDate, scheduledPurgeDate, enablePurgeProtection, tags } = vault
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString()
  return {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`,
    name,
    type: 'Microsoft.KeyVault/deletedVaults',
    properties: {
      vaultId: vaultId(vault),
      location,
      tags,
      deletionDate: iso(deletedDate),
      scheduledPurgeDate: iso(scheduledPurgeDate),
      purgeProtectionEnabled: enablePurgeProtection,
    },
  }
}
