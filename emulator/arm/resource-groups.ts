import { ArmError } from '../errors.ts'
import type { ResourceGroup, State } from '../state.ts'
import { isAllowed, requireAction, requireAnyRole } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { requireSubscription } from './subscriptions.ts'

const readAction = 'Microsoft.Resources/subscriptions/resourceGroups/read'

export function listResourceGroups({ emulator, caller, params, url }: ArmCall): ArmReply {
  const { state } = emulator
  const { subscriptionId } = requireSubscription(state.subscriptions, params.subscriptionId)
  requireAnyRole(state, caller, readAction, `/subscriptions/${subscriptionId}`)
  const readable = state.resourceGroups.filter(
    (one) => one.subscriptionId === subscriptionId && isAllowed(state, caller, readAction, resourceGroupId(one)),
  )
  return { body: page(readable.map(toBody), url) }
}

export function getResourceGroup({ emulator, caller, params }: ArmCall): ArmReply {
  const found = requireResourceGroup(emulator.state, params)
  requireAction(emulator.state, caller, readAction, resourceGroupId(found))
  return { body: toBody(found) }
}

/** @throws ArmError SubscriptionNotFound or ResourceGroupNotFound */
export function requireResourceGroup(state: State, params: Record<string, string>): ResourceGroup {
  const { subscriptionId } = requireSubscription(state.subscriptions, params.subscriptionId)
  const name = params.resourceGroupName ?? ''
  const found = state.resourceGroups.find(
    (one) => one.subscriptionId === subscriptionId && one.name.toLowerCase() === name.toLowerCase(),
  )
  if (found) return found
  throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`)
}

export function resourceGroupId(group: ResourceGroup): string {
  return `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`
}

function toBody(group: ResourceGroup) {
  return {
    id: resourceGroupId(group),
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    tags: group.tags,
    properties: { provisioningState: 'Succeeded' },
  }
}
