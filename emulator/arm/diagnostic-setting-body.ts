import * as z from 'zod'
import { ArmError } from '../errors.ts'
import { type DiagnosticSetting, workspaceId } from '../workspace-state.ts'
import { isAllowed } from './access.ts'
import type { ArmCall } from './operations.ts'

const text = z.string().nullish()

const Body = z.object({
  properties: z.object({
    workspaceId: text,
    storageAccountId: text,
    eventHubAuthorizationRuleId: text,
    eventHubName: text,
    logAnalyticsDestinationType: text,
    logs: z.array(z.object({ category: text, categoryGroup: text, enabled: z.boolean() })).nullish(),
    metrics: z.array(z.object({ category: text, enabled: z.boolean() })).nullish(),
  }),
})

const categories = {
  vault: ['AuditEvent', 'AzurePolicyEvaluationDetails'],
  subscription: [
    'Administrative',
    'Security',
    'ServiceHealth',
    'Alert',
    'Recommendation',
    'Policy',
    'Autoscale',
    'ResourceHealth',
  ],
}
const groups = ['audit', 'allLogs']

/** Azure's names of a setting's destinations, as its refusals use them. */
const sinks = ['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId'] as const
const settingLimit = 5

/** @throws ArmError 400 for a body, a name or a category that Azure would refuse */
export function parseSetting(name: string, resource: keyof typeof categories, body: unknown): DiagnosticSetting {
  const parsed = Body.safeParse(body)
  if (!parsed.success) throw badRequest(`The request body is not valid: ${z.prettifyError(parsed.error)}`)
  if (!/^[^<>*%&:\\?+/#"|]{1,260}$/.test(name)) throw badRequest(`The name '${name}' of the setting is not valid.`)
  const { logs, metrics, logAnalyticsDestinationType: destination, ...given } = parsed.data.properties
  const setting: DiagnosticSetting = {
    name,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)),
    // Azure takes any other text for the default.
    logAnalyticsDestinationType: destination === 'Dedicated' ? destination : null,
    logs: (logs ?? []).map(({ category, categoryGroup, enabled }) => ({
      ...(category && { category }),
      ...(categoryGroup && { categoryGroup }),
      enabled,
    })),
    metrics: (metrics ?? []).map(({ category, enabled }) => ({ category: category || 'AllMetrics', enabled })),
  }
  if (sinks.every((sink) => setting[sink] === undefined)) {
    throw badRequest('At least one data sink needs to be specified.')
  }
  for (const { category, categoryGroup } of setting.logs) {
    const isKnown = category
      ? categories[resource].includes(category) && !categoryGroup
      : resource === 'vault' && groups.includes(categoryGroup ?? '')
    if (!isKnown) throw badRequest(`Category '${category ?? categoryGroup ?? ''}' is not supported.`)
  }
  if (setting.logs.some((one) => one.category) && setting.logs.some((one) => one.categoryGroup)) {
    throw badRequest('Diagnostic settings does not support mix of log category and log category group.')
  }
  if (resource === 'subscription' && setting.metrics.length > 0)
    throw badRequest("Category 'AllMetrics' is not supported.")
  const unknown = setting.metrics.find(({ category }) => category !== 'AllMetrics')
  if (unknown) throw badRequest(`Metric category '${unknown.category}' is not supported.`)
  return setting
}

/**
 * Whether the setting may point where it points: to a workspace that is there and that the caller may send to, and to no
 * sink that another setting of the resource already fills with the same.
 * @throws ArmError
 */
export function requireSinks(call: ArmCall, setting: DiagnosticSetting, others: DiagnosticSetting[]): void {
  const { state } = call.emulator
  if (setting.workspaceId) {
    const asked = setting.workspaceId.toLowerCase()
    const workspace = state.workspaces.find((one) => workspaceId(one).toLowerCase() === asked)
    if (!workspace) throw new ArmError(404, 'ResourceNotFound', `Resource ${setting.workspaceId} was not found.`)
    const action = 'Microsoft.OperationalInsights/workspaces/sharedKeys/action'
    if (!isAllowed(state, call.caller, action, workspaceId(workspace))) {
      throw new ArmError(
        403,
        'LinkedAuthorizationFailed',
        `The client with object id '${call.caller.objectId}' has permission to perform action 'Microsoft.Insights/diagnosticSettings/write'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${workspaceId(workspace)}'.`,
      )
    }
  }
  if (others.length >= settingLimit) {
    throw new ArmError(
      409,
      'Conflict',
      `The limit of ${settingLimit} diagnostic settings was reached. To create a new one, delete an existing setting.`,
    )
  }
  for (const other of others) {
    const sink = sinks.find((one) => setting[one] && setting[one]?.toLowerCase() === other[one]?.toLowerCase())
    const category = sink && sharedCategory(setting, other)
    if (!category) continue
    throw new ArmError(
      409,
      'Conflict',
      `Data sink '${setting[sink]}' is already used in diagnostic setting '${other.name}' for category '${category}'. Data sinks can't be reused in different settings on the same category for the same resource.`,
    )
  }
}

function sharedCategory(left: DiagnosticSetting, right: DiagnosticSetting): string | undefined {
  const held = new Set(enabledCategories(right))
  return enabledCategories(left).find((one) => held.has(one))
}

function enabledCategories({ logs, metrics }: DiagnosticSetting): string[] {
  const named = logs
    .filter(({ enabled }) => enabled)
    .flatMap(({ category, categoryGroup }) => {
      if (category) return [category]
      return categoryGroup === 'audit' ? ['AuditEvent'] : categories.vault
    })
  return [...named, ...metrics.filter(({ enabled }) => enabled).map(({ category }) => category)]
}

function badRequest(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}
