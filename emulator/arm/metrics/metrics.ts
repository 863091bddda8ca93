import type { Vault } from '../../state.ts'
import { vaultId } from '../../state.ts'
import { requireAction } from '../access.ts'
import type { ArmCall, ArmReply } from '../operations.ts'
import { requireVault } from '../vaults.ts'
import { callsOf } from './calls.ts'
import {
  aggregations,
  type MetricDefinition,
  metricDefinitions,
  metricNamespace,
  retention,
  timeGrains,
} from './definitions.ts'
import { type MetricsRequest, parseMetricsRequest } from './metrics-request.ts'
import { aggregated, overall, type Series, seriesOf } from './series.ts'

/** The metrics of a vault, which are there whether it logs or not. @see https://learn.microsoft.com/rest/api/monitor/metrics/list */
export async function listMetrics(call: ArmCall): Promise<ArmReply> {
  const vault = readableVault(call, 'Microsoft.Insights/metrics/read')
  const { emulator, url } = call
  const request = parseMetricsRequest(url, emulator.clock.nowMs())
  const groups = await callsOf(emulator, vaultId(vault), request.fromMs, request.toMs)
  const value = request.metrics.map((metric) => {
    const series = chosen(seriesOf(metric, groups, request.filters, request), metric, request)
    return {
      id: `${vaultId(vault)}/providers/Microsoft.Insights/metrics/${metric.name}`,
      type: 'Microsoft.Insights/metrics',
      name: localizable(metric.name, metric.displayName),
      displayDescription: metric.description,
      unit: metric.unit,
      timeseries: series.map((one) => ({
        metadatavalues: one.dimensions.map(({ name, value: text }) => ({
          name: localizable(name.toLowerCase(), name.toLowerCase()),
          value: text,
        })),
        ...(!request.isMetadata && { data: dataOf(one, metric, request) }),
      })),
      errorCode: 'Success',
    }
  })
  const timespan = `${isoSecond(request.fromMs)}/${isoSecond(request.toMs)}`
  const cost = Math.max(0, Math.round((request.toMs - request.fromMs) / 60_000) - 1)
  return {
    body: {
      ...(!request.isMetadata && { cost }),
      timespan,
      ...(!request.isMetadata && { interval: request.interval }),
      value,
      namespace: metricNamespace,
      resourceregion: vault.location,
    },
  }
}

/** What a vault can be asked for. @see https://learn.microsoft.com/rest/api/monitor/metric-definitions/list */
export function listMetricDefinitions(call: ArmCall): ArmReply {
  const resourceId = vaultId(readableVault(call, 'Microsoft.Insights/metricDefinitions/read'))
  return {
    body: {
      value: metricDefinitions.map((metric) => ({
        id: `${resourceId}/providers/microsoft.insights/metricdefinitions/${metric.name}`,
        resourceId,
        namespace: metricNamespace,
        name: localizable(metric.name, metric.displayName),
        displayDescription: metric.description,
        isDimensionRequired: false,
        unit: metric.unit,
        primaryAggregationType: metric.primaryAggregation,
        supportedAggregationTypes: ['None', ...aggregations],
        metricAvailabilities: Object.keys(timeGrains).map((timeGrain) => ({ timeGrain, retention })),
        dimensions: metric.dimensions.map((one) => localizable(one, one.replaceAll(/(?<!^)([A-Z])/g, ' $1'))),
      })),
    },
  }
}

function readableVault({ emulator, caller, params }: ArmCall, action: string): Vault {
  const { subscriptionId = '', resourceGroupName: resourceGroup = '', vaultName: name = '' } = params
  requireAction(emulator.state, caller, action, vaultId({ subscriptionId, resourceGroup, name }))
  return requireVault(emulator.state, params)
}

/** With a filter the first series of an order, by default those with the most; without one there is one. */
function chosen(series: Series[], metric: MetricDefinition, { order, top, filters }: MetricsRequest): Series[] {
  if (filters.length === 0) return series
  const aggregation = order?.aggregation ?? metric.primaryAggregation
  const sign = order?.isAscending ? 1 : -1
  const keyed = series.map((one) => ({ one, key: overall(one, aggregation) }))
  return keyed
    .sort((left, right) => sign * (left.key - right.key))
    .slice(0, top)
    .map(({ one }) => one)
}

/** A value for each window. Where nothing happened a count is 0, and there is nothing to say of the rest. */
function dataOf(series: Series, metric: MetricDefinition, request: MetricsRequest) {
  const asked = request.aggregations.length > 0 ? request.aggregations : [metric.primaryAggregation]
  const length = Math.ceil((request.toMs - request.fromMs) / request.windowMs)
  return Array.from({ length }, (_, window) => {
    const gathered = series.windows.get(window)
    const values = asked.flatMap((aggregation) => {
      if (gathered) return [[aggregation.toLowerCase(), aggregated(gathered, aggregation)]]
      return metric.unit === 'Count' || aggregation === 'Count' ? [[aggregation.toLowerCase(), 0]] : []
    })
    return { timeStamp: isoSecond(request.fromMs + window * request.windowMs), ...Object.fromEntries(values) }
  })
}

function localizable(value: string, localizedValue: string) {
  return { value, localizedValue }
}

function isoSecond(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
