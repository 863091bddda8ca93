import type { NetworkRuleSet, PrivateEndpointConnection } from '../state.ts'
import { subscriptionIds } from './people.ts'
import type { VaultPlan } from './vault-plans.ts'

const offices = ['198.51.100.0/27', '203.0.113.40']

export function subnetId(plan: Pick<VaultPlan, 'location' | 'subscription'>, subnet: string): string {
  const group = `rg-network-${plan.subscription}`
  return `/subscriptions/${subscriptionIds[plan.subscription]}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/vnet-${plan.location}/subnets/${subnet}`
}

/** Addresses are of the blocks kept for documentation (RFC 5737): this machine calls from none of them. */
export function ruleSet(plan: VaultPlan): NetworkRuleSet | null {
  if (plan.network === 'open') return null
  if (plan.network === 'private') return { defaultAction: 'Deny', bypass: 'None', ipRules: [], virtualNetworkRules: [] }
  return {
    defaultAction: 'Deny',
    bypass: 'AzureServices',
    ipRules: [...offices],
    virtualNetworkRules: [subnetId(plan, 'snet-apps'), subnetId(plan, 'snet-build')],
  }
}

const endpointStates: Record<string, PrivateEndpointConnection['status'][]> = {
  'kv-platform-prod-sdc': ['Approved', 'Approved'],
  'kv-payments-prod-weu': ['Approved'],
  'kv-identity-prod-weu': ['Approved', 'Disconnected'],
  'kv-customs-prod-neu': ['Pending'],
  'kv-partners-prod-weu': ['Rejected'],
}

export function privateEndpoints(plan: VaultPlan): PrivateEndpointConnection[] {
  return (endpointStates[plan.name] ?? []).map((status, index) => {
    const name = `pe-${plan.name}-${index + 1}`
    const group = `rg-network-${plan.subscription}`
    const privateEndpointId = `/subscriptions/${subscriptionIds[plan.subscription]}/resourceGroups/${group}/providers/Microsoft.Network/privateEndpoints/${name}`
    return { name, privateEndpointId, status }
  })
}
