/** A Log Analytics workspace. */
export interface Workspace {
  name: string
  subscriptionId: string
  resourceGroup: string
  location: string
  tags: Record<string, string>
  /** The GUID by which queries address it, and which its tables call TenantId. */
  customerId: string
  retentionInDays: number
  createdOn: number
}

/** What a resource logs, and where to. A category is named itself or by a group. */
export interface DiagnosticSetting {
  name: string
  /** ARM ids, as they were given. */
  workspaceId?: string
  storageAccountId?: string
  eventHubAuthorizationRuleId?: string
  eventHubName?: string
  /** Dedicated: each category into a table of its own; null: all into AzureDiagnostics. */
  logAnalyticsDestinationType: 'Dedicated' | null
  logs: { category?: string; categoryGroup?: string; enabled: boolean }[]
  metrics: { category: string; enabled: boolean }[]
}

export function workspaceId({
  subscriptionId,
  resourceGroup,
  name,
}: Pick<Workspace, 'subscriptionId' | 'resourceGroup' | 'name'>): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${name}`
}
