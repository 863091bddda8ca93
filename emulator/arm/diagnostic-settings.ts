import { ArmError } from '../errors.ts'
import { vaultId } from '../state.ts'
import type { DiagnosticSetting } from '../workspace-state.ts'
import { requireAction } from './access.ts'
import { parseSetting, requireSinks } from './diagnostic-setting-body.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { requireSubscription } from './subscriptions.ts'
import { requireVault } from './vaults.ts'

/** What a vault or a subscription logs, and where to. Azure keeps no other record of who read what. */

const actions = {
  read: 'Microsoft.Insights/diagnosticSettings/read',
  write: 'Microsoft.Insights/diagnosticSettings/write',
  delete: 'Microsoft.Insights/diagnosticSettings/delete',
}

export function listDiagnosticSettings(call: ArmCall): ArmReply {
  const { scope, settings } = resourceOf(call, actions.read)
  return { body: { value: settings.map((one) => toBody(scope, one)) } }
}

export function getDiagnosticSetting(call: ArmCall): ArmReply {
  const { scope, settings } = resourceOf(call, actions.read)
  const found = settings.find((one) => isNamed(one, call))
  if (!found) throw notFound(call)
  return { body: toBody(scope, found) }
}

export function putDiagnosticSetting(call: ArmCall): ArmReply {
  const { scope, settings } = resourceOf(call, actions.write)
  const others = settings.filter((one) => !isNamed(one, call))
  const setting = parseSetting(
    call.params.settingName ?? '',
    call.params.vaultName ? 'vault' : 'subscription',
    call.body,
  )
  requireSinks(call, setting, others)
  change(call, scope, [...others, setting])
  return { body: toBody(scope, setting) }
}

export function deleteDiagnosticSetting(call: ArmCall): ArmReply {
  const { scope, settings } = resourceOf(call, actions.delete)
  const others = settings.filter((one) => !isNamed(one, call))
  if (others.length === settings.length) return { status: 204, body: null }
  change(call, scope, others)
  return { body: null }
}

/** What there is to log: the categories of a vault. */
export function listDiagnosticCategories(call: ArmCall): ArmReply {
  const { scope } = resourceOf(call, 'Microsoft.Insights/diagnosticSettingsCategories/read')
  const value = [
    { name: 'AuditEvent', categoryType: 'Logs', categoryGroups: ['audit', 'allLogs'] },
    { name: 'AzurePolicyEvaluationDetails', categoryType: 'Logs', categoryGroups: ['allLogs'] },
    { name: 'AllMetrics', categoryType: 'Metrics' },
  ].map(({ name, ...properties }) => ({
    id: `${scope}/providers/Microsoft.Insights/diagnosticSettingsCategories/${name}`,
    name,
    type: 'Microsoft.Insights/diagnosticSettingsCategories',
    properties,
  }))
  return { body: { value } }
}

/** The right is asked for first: who has none learns nothing of what exists. */
function resourceOf({ emulator: { state }, caller, params }: ArmCall, action: string) {
  const { subscriptionId = '', resourceGroupName: resourceGroup = '', vaultName } = params
  const scope = vaultName
    ? vaultId({ subscriptionId, resourceGroup, name: vaultName })
    : `/subscriptions/${subscriptionId}`
  requireAction(state, caller, action, scope)
  if (vaultName) requireVault(state, params)
  else requireSubscription(state.subscriptions, subscriptionId)
  return { scope, settings: state.diagnosticSettings.get(scope.toLowerCase()) ?? [] }
}

function change({ emulator }: ArmCall, scope: string, settings: DiagnosticSetting[]): void {
  // Calls up to now go where the settings sent them then.
  emulator.logs.settle()
  emulator.state.diagnosticSettings.set(scope.toLowerCase(), settings)
}

function isNamed({ name }: DiagnosticSetting, { params }: ArmCall): boolean {
  return name.toLowerCase() === params.settingName?.toLowerCase()
}

function notFound({ params }: ArmCall): ArmError {
  return new ArmError(404, 'ResourceNotFound', `The diagnostic setting '${params.settingName}' was not found.`)
}

/** @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/get */
function toBody(scope: string, { name, logAnalyticsDestinationType, logs, metrics, ...sinks }: DiagnosticSetting) {
  const retentionPolicy = { enabled: false, days: 0 }
  return {
    id: `${scope}/providers/Microsoft.Insights/diagnosticSettings/${name}`,
    name,
    type: 'Microsoft.Insights/diagnosticSettings',
    properties: {
      ...sinks,
      ...(logAnalyticsDestinationType && { logAnalyticsDestinationType }),
      logs: logs.map((one) => ({ ...one, retentionPolicy })),
      metrics: metrics.map((one) => ({ ...one, retentionPolicy })),
    },
  }
}
