/** A metric of a vault. @see https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-keyvault-vaults-metrics */
export interface MetricDefinition {
  name: string
  displayName: string
  description: string
  unit: 'Count' | 'MilliSeconds' | 'Percent'
  primaryAggregation: Aggregation
  dimensions: readonly Dimension[]
  /** What one call adds; undefined for what is measured by the minute. */
  valueOfCall: ((call: { durationMs: number; status: number }) => number) | undefined
}

export const aggregations = ['Average', 'Minimum', 'Maximum', 'Total', 'Count'] as const
export type Aggregation = (typeof aggregations)[number]

export const dimensions = ['ActivityType', 'ActivityName', 'TransactionType', 'StatusCode', 'StatusCodeClass'] as const
export type Dimension = (typeof dimensions)[number]

export const metricNamespace = 'Microsoft.KeyVault/vaults'

const activity = ['ActivityType', 'ActivityName'] as const
const outcome = [...activity, 'StatusCode', 'StatusCodeClass'] as const

export const metricDefinitions: MetricDefinition[] = [
  {
    name: 'Availability',
    displayName: 'Overall Vault Availability',
    description: 'Vault requests availability',
    unit: 'Percent',
    primaryAggregation: 'Average',
    dimensions: outcome,
    valueOfCall: ({ status }) => (status < 500 ? 100 : 0),
  },
  {
    name: 'SaturationShoebox',
    displayName: 'Overall Vault Saturation',
    description: 'Vault capacity used',
    unit: 'Percent',
    primaryAggregation: 'Average',
    dimensions: [...activity, 'TransactionType'],
    valueOfCall: undefined,
  },
  {
    name: 'ServiceApiHit',
    displayName: 'Total Service Api Hits',
    description: 'Number of total service api hits',
    unit: 'Count',
    primaryAggregation: 'Count',
    dimensions: activity,
    valueOfCall: () => 1,
  },
  {
    name: 'ServiceApiLatency',
    displayName: 'Overall Service Api Latency',
    description: 'Overall latency of service api requests',
    unit: 'MilliSeconds',
    primaryAggregation: 'Average',
    dimensions: outcome,
    valueOfCall: ({ durationMs }) => durationMs,
  },
  {
    name: 'ServiceApiResult',
    displayName: 'Total Service Api Results',
    description: 'Number of total service api results',
    unit: 'Count',
    primaryAggregation: 'Count',
    dimensions: outcome,
    valueOfCall: () => 1,
  },
]

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** The windows that values can be gathered in, in milliseconds. */
export const timeGrains: Readonly<Record<string, number>> = {
  PT1M: minuteMs,
  PT5M: 5 * minuteMs,
  PT15M: 15 * minuteMs,
  PT30M: 30 * minuteMs,
  PT1H: hourMs,
  PT6H: 6 * hourMs,
  PT12H: 12 * hourMs,
  P1D: 24 * hourMs,
}

export const retention = 'P93D'
export const retentionMs = 93 * 24 * hourMs
