import { hasAnyAssignmentAround } from '../authorization.ts'
import { ArmError } from '../errors.ts'
import type { Subscription } from '../state.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'

/** Azure lists a subscription to whoever holds any role on it, above it or on something inside it. */
export function listSubscriptions({ emulator, caller, url }: ArmCall): ArmReply {
  const { state } = emulator
  const visible = state.subscriptions.filter((one) => hasAnyAssignmentAround(state, caller, scopeOf(one)))
  return {
    body: page(
      visible.map((one) => toBody(one, state.tenantId)),
      url,
    ),
  }
}

export function getSubscription({ emulator, caller, params }: ArmCall): ArmReply {
  const { state } = emulator
  const found = requireSubscription(state.subscriptions, params.subscriptionId)
  if (!hasAnyAssignmentAround(state, caller, scopeOf(found))) throw notFound(found.subscriptionId)
  return { body: toBody(found, state.tenantId) }
}

export function listTenants({ emulator, url }: ArmCall): ArmReply {
  const { tenantId, tenantDisplayName } = emulator.state
  return { body: page([{ id: `/tenants/${tenantId}`, tenantId, displayName: tenantDisplayName }], url) }
}

/** @throws ArmError SubscriptionNotFound */
export function requireSubscription(subscriptions: Subscription[], subscriptionId = ''): Subscription {
  const found = subscriptions.find((one) => one.subscriptionId === subscriptionId.toLowerCase())
  if (!found) throw notFound(subscriptionId)
  return found
}

function notFound(subscriptionId: string): ArmError {
  return new ArmError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`)
}

function scopeOf({ subscriptionId }: Subscription): string {
  return `/subscriptions/${subscriptionId}`
}

function toBody(subscription: Subscription, tenantId: string) {
  return {
    id: scopeOf(subscription),
    authorizationSource: 'RoleBased',
    subscriptionId: subscription.subscriptionId,
    tenantId,
    displayName: subscription.displayName,
    state: subscription.state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  }
}
