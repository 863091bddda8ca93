import type { ManagementGroup, Subscription } from '../state.ts'
import { subscriptionIds, tenant } from './people.ts'

/** Azure names the group above all others after the tenant. */
export const rootManagementGroup: ManagementGroup = { name: tenant.tenantId, displayName: 'Tenant Root Group' }

export const managementGroups: ManagementGroup[] = [
  rootManagementGroup,
  { name: 'meridian', displayName: 'Meridian', parentName: rootManagementGroup.name },
  { name: 'meridian-production', displayName: 'Production', parentName: 'meridian' },
  { name: 'meridian-nonproduction', displayName: 'Non-production', parentName: 'meridian' },
]

export const subscriptions: Subscription[] = [
  {
    subscriptionId: subscriptionIds.production,
    displayName: 'Meridian Production',
    state: 'Enabled',
    managementGroupName: 'meridian-production',
  },
  {
    subscriptionId: subscriptionIds.test,
    displayName: 'Meridian Test and Staging',
    state: 'Enabled',
    managementGroupName: 'meridian-nonproduction',
  },
  {
    subscriptionId: subscriptionIds.development,
    displayName: 'Meridian Development',
    state: 'Enabled',
    managementGroupName: 'meridian-nonproduction',
  },
]

export function managementGroupId(name: string): string {
  return `/providers/Microsoft.Management/managementGroups/${name}`
}
