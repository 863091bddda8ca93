import type { State } from '../state.ts'
import { type DiagnosticSetting, workspaceId } from '../workspace-state.ts'

/** Where a resource's log goes: one table of one workspace. */
export interface Destination {
  table: 'AzureDiagnostics' | 'AZKVAuditLogs' | 'AzureActivity'
  /** The workspace's GUID. */
  customerId: string
}

/**
 * Where the diagnostic settings of a vault or a subscription send its log: Key Vault's audit log into the table of all
 * services or into its own, a subscription's Activity log into AzureActivity. A workspace that is gone receives nothing.
 * @param resourceId ARM id of the vault or of the subscription, in any case
 */
export function destinationsOf(state: State, resourceId: string): Destination[] {
  const settings = state.diagnosticSettings.get(resourceId.toLowerCase()) ?? []
  const isSubscription = resourceId.split('/').length === 3
  return settings.flatMap((setting): Destination[] => {
    const customerId = workspaceOf(state, setting)
    if (!customerId || !isOn(setting, isSubscription ? 'Administrative' : 'AuditEvent')) return []
    if (isSubscription) return [{ table: 'AzureActivity', customerId }]
    const isDedicated = setting.logAnalyticsDestinationType === 'Dedicated'
    return [{ table: isDedicated ? 'AZKVAuditLogs' : 'AzureDiagnostics', customerId }]
  })
}

/** The workspaces, by GUID, that a vault's metrics are exported to. */
export function metricDestinationsOf(state: State, resourceId: string): string[] {
  const settings = state.diagnosticSettings.get(resourceId.toLowerCase()) ?? []
  return settings.flatMap((setting) => {
    const customerId = workspaceOf(state, setting)
    return customerId && setting.metrics.some(({ enabled }) => enabled) ? [customerId] : []
  })
}

function workspaceOf(state: State, setting: DiagnosticSetting): string | undefined {
  const asked = setting.workspaceId?.toLowerCase()
  return state.workspaces.find((one) => workspaceId(one).toLowerCase() === asked)?.customerId
}

/** Both groups of categories, `audit` and `allLogs`, hold AuditEvent. */
function isOn({ logs }: DiagnosticSetting, category: string): boolean {
  return logs.some((log) => log.enabled && (log.category === category || log.categoryGroup !== undefined))
}
