import { ArmError } from '../errors.ts'
import { type DeletedVault, type State, vaultId } from '../state.ts'
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

export function getDeletedVault({ emulator, caller, params }: ArmCall): ArmReply {
  requireAction(emulator.state, caller, 'Microsoft.KeyVault/locations/deletedVaults/read', scopeOf(params))
  return { body: deletedVaultResource(requireDeletedVault(emulator.state, params)) }
}

/** Destroys a deleted vault for good. Purge protection keeps it from everybody, whatever their right. */
export function purgeDeletedVault({ emulator, caller, params }: ArmCall): ArmReply {
  const { state } = emulator
  requireAction(state, caller, 'Microsoft.KeyVault/locations/deletedVaults/purge/action', scopeOf(params))
  const found = requireDeletedVault(state, params)
  if (found.enablePurgeProtection) {
    throw new ArmError(
      400,
      'BadRequest',
      `Purging the vault '${found.name}' is not allowed because purge protection is enabled for it.`,
    )
  }
  state.deletedVaults = (state.deletedVaults ?? []).filter((one) => one !== found)
  return { body: null }
}

const scopeOf = ({ subscriptionId, location, vaultName }: Record<string, string>) =>
  `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${vaultName}`

function requireDeletedVault(state: State, params: Record<string, string>): DeletedVault {
  const { subscriptionId } = requireSubscription(state.subscriptions, params.subscriptionId)
  const name = params.vaultName ?? ''
  const found = state.deletedVaults?.find(
    (one) =>
      one.subscriptionId === subscriptionId &&
      one.location.toLowerCase() === params.location?.toLowerCase() &&
      one.name.toLowerCase() === name.toLowerCase(),
  )
  if (found) return found
  throw new ArmError(404, 'DeletedVaultNotFound', `The specified deleted vault '${name}' does not exist.`)
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
