import { apiVersions } from './api-versions.ts'
import {
  deleteDiagnosticSetting,
  getDiagnosticSetting,
  listDiagnosticCategories,
  listDiagnosticSettings,
  putDiagnosticSetting,
} from './diagnostic-settings.ts'
import { listMetricDefinitions, listMetrics } from './metrics/metrics.ts'
import type { Operation } from './operations.ts'
import { getWorkspace, listWorkspaces, listWorkspacesByResourceGroup } from './workspaces.ts'

const subscription = '/subscriptions/{subscriptionId}'
const group = `${subscription}/resourceGroups/{resourceGroupName}`
const vault = `${group}/providers/Microsoft.KeyVault/vaults/{vaultName}`
const workspaces = '/providers/Microsoft.OperationalInsights/workspaces'

/** Workspaces, what logs into them (a vault's own log, and a subscription's Activity log), and a vault's metrics. */
export const monitorOperations: Operation[] = [
  workspaceOperation('WorkspaceList', `${subscription}${workspaces}`, listWorkspaces),
  workspaceOperation('WorkspaceList', `${group}${workspaces}`, listWorkspacesByResourceGroup),
  workspaceOperation('WorkspaceGet', `${group}${workspaces}/{workspaceName}`, getWorkspace),
  ...settingOperations(vault),
  ...settingOperations(subscription),
  {
    name: 'DiagnosticCategoryList',
    method: 'GET',
    path: `${vault}/providers/Microsoft.Insights/diagnosticSettingsCategories`,
    apiVersions: apiVersions.diagnosticSettings,
    handler: listDiagnosticCategories,
  },
  {
    name: 'MetricList',
    method: 'GET',
    path: `${vault}/providers/Microsoft.Insights/metrics`,
    apiVersions: apiVersions.metrics,
    handler: listMetrics,
  },
  {
    name: 'MetricDefinitionList',
    method: 'GET',
    path: `${vault}/providers/Microsoft.Insights/metricDefinitions`,
    apiVersions: apiVersions.metrics,
    handler: listMetricDefinitions,
  },
]

function workspaceOperation(name: string, path: string, handler: NonNullable<Operation['handler']>): Operation {
  return { name, method: 'GET', path, apiVersions: apiVersions.operationalInsights, handler }
}

function settingOperations(scope: string): Operation[] {
  const list = `${scope}/providers/Microsoft.Insights/diagnosticSettings`
  const one = `${list}/{settingName}`
  const versions = { apiVersions: apiVersions.diagnosticSettings }
  const action = (verb: string) => `Microsoft.Insights/diagnosticSettings/${verb}`
  return [
    { name: 'DiagnosticSettingList', method: 'GET', path: list, ...versions, handler: listDiagnosticSettings },
    { name: 'DiagnosticSettingGet', method: 'GET', path: one, ...versions, handler: getDiagnosticSetting },
    {
      name: 'DiagnosticSettingPut',
      method: 'PUT',
      path: one,
      ...versions,
      action: action('write'),
      handler: putDiagnosticSetting,
    },
    {
      name: 'DiagnosticSettingDelete',
      method: 'DELETE',
      path: one,
      ...versions,
      action: action('delete'),
      handler: deleteDiagnosticSetting,
    },
  ]
}
