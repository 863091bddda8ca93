import type { LogRow } from './rows.ts'

/** An ARM id taken apart, each part in the case in which the id has it. */
export function partsOf(resourceId: string) {
  const [, , subscriptionId = '', , resourceGroup = '', , provider = '', type = '', name = ''] = resourceId.split('/')
  return { subscriptionId, resourceGroup, provider, type, name }
}

/** What every table has. @param customerId the workspace's GUID, which the tables call TenantId */
export function standardColumns(customerId: string, table: string, resourceId: string, timeMs: number): LogRow {
  return {
    TenantId: customerId,
    TimeGenerated: timeMs,
    SourceSystem: 'Azure',
    Type: table,
    _ResourceId: resourceId.toLowerCase(),
    _SubscriptionId: partsOf(resourceId).subscriptionId.toLowerCase(),
  }
}

/** The older tables write ids in capitals, the subscription's apart. */
export function capitalColumns(resourceId: string): LogRow {
  const { subscriptionId, resourceGroup, provider, name } = partsOf(resourceId)
  return {
    ResourceId: resourceId.toUpperCase(),
    SubscriptionId: subscriptionId.toLowerCase(),
    ResourceGroup: resourceGroup.toUpperCase(),
    ResourceProvider: provider.toUpperCase(),
    Resource: name.toUpperCase(),
  }
}
