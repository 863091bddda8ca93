import type { Caller } from '../entra/access-token.ts'
import { ArmError } from '../errors.ts'
import { type State, type Vault, vaultId } from '../state.ts'
import { isAllowed, requireAction, requireAnyRole } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { requireResourceGroup, resourceGroupId } from './resource-groups.ts'
import { requireSubscription } from './subscriptions.ts'
import { vaultResource } from './vault-resource.ts'

const vaultReadAction = 'Microsoft.KeyVault/vaults/read'

export function listVaults({ emulator, caller, params, url }: ArmCall): ArmReply {
  const { state } = emulator
  const { subscriptionId } = requireSubscription(state.subscriptions, params.subscriptionId)
  requireAnyRole(state, caller, vaultReadAction, `/subscriptions/${subscriptionId}`)
  const vaults = readableVaults(state, caller).filter((one) => one.subscriptionId === subscriptionId)
  return {
    body: page(
      vaults.map((one) => vaultResource(state, one, url.port)),
      url,
    ),
  }
}

export function listVaultsByResourceGroup({ emulator, caller, params, url }: ArmCall): ArmReply {
  const { state } = emulator
  const group = requireResourceGroup(state, params)
  requireAnyRole(state, caller, vaultReadAction, resourceGroupId(group))
  const vaults = readableVaults(state, caller).filter((one) => isIn(one, group.subscriptionId, group.name))
  return {
    body: page(
      vaults.map((one) => vaultResource(state, one, url.port)),
      url,
    ),
  }
}

const vaultFilter = /^resourceType eq 'Microsoft\.KeyVault\/vaults'(?: and name eq '(?<name>[^']*)')?$/i

/** The generic list of resources, which older clients use to find vaults; the emulator has no other kind. */
export function listVaultResources({ emulator, caller, params, url }: ArmCall): ArmReply {
  const { state } = emulator
  const { subscriptionId } = requireSubscription(state.subscriptions, params.subscriptionId)
  requireAnyRole(state, caller, 'Microsoft.Resources/subscriptions/resources/read', `/subscriptions/${subscriptionId}`)
  const filter = url.searchParams.get('$filter')
  const asked = filter ? vaultFilter.exec(filter) : undefined
  if (asked === null)
    throw new ArmError(501, 'NotImplemented', `The emulator does not implement the filter "${filter}" of ResourceList.`)
  const name = asked?.groups?.name?.toLowerCase()
  const vaults = readableVaults(state, caller)
    .filter((one) => one.subscriptionId === subscriptionId)
    .filter((one) => name === undefined || one.name.toLowerCase() === name)
  // Field by field: a spread would touch `objects` and so make the contents of every vault.
  const resources = vaults.map((vault) => ({
    id: vaultId(vault),
    name: vault.name,
    type: 'Microsoft.KeyVault/vaults',
    location: vault.location,
    tags: vault.tags,
  }))
  return { body: page(resources, url) }
}

export function getVault({ emulator, caller, params, url }: ArmCall): ArmReply {
  const { state } = emulator
  const name = params.vaultName ?? ''
  const scope = vaultId({
    subscriptionId: params.subscriptionId ?? '',
    resourceGroup: params.resourceGroupName ?? '',
    name,
  })
  // As Azure, the right is asked for first: who may not read learns nothing of what exists.
  requireAction(state, caller, vaultReadAction, scope)
  return { body: vaultResource(state, requireVault(state, params), url.port), vaultName: name }
}

/** @throws ArmError ResourceNotFound or `otherwise`, or what the subscription or the group is missing */
export function requireVault(state: State, params: Record<string, string>, otherwise?: ArmError): Vault {
  const group = requireResourceGroup(state, params)
  const name = params.vaultName ?? ''
  const found = state.vaults.get(name.toLowerCase())
  if (found && isIn(found, group.subscriptionId, group.name)) return found
  if (otherwise) throw otherwise
  throw new ArmError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.KeyVault/vaults/${name}' under resource group '${group.name}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  )
}

function readableVaults(state: State, caller: Caller): Vault[] {
  return [...state.vaults.values()].filter((vault) => isAllowed(state, caller, vaultReadAction, vaultId(vault)))
}

function isIn(vault: Vault, subscriptionId: string, resourceGroup: string): boolean {
  return vault.subscriptionId === subscriptionId && vault.resourceGroup.toLowerCase() === resourceGroup.toLowerCase()
}
