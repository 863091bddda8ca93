import { parseTimespan } from '../../log-analytics/timespan.ts'
import {
  type Aggregation,
  aggregations,
  type MetricDefinition,
  metricDefinitions,
  metricNamespace,
  retentionMs,
  timeGrains,
} from './definitions.ts'
import { badMetricRequest } from './errors.ts'
import { type DimensionFilter, parseFilter } from './filter.ts'

export interface MetricsRequest {
  metrics: MetricDefinition[]
  fromMs: number
  /** Not included. */
  toMs: number
  /** As it is told; `FULL` is one window over all of the time. */
  interval: string
  windowMs: number
  /** None: each metric's own. */
  aggregations: Aggregation[]
  filters: DimensionFilter[]
  top: number
  order: { aggregation: Aggregation; isAscending: boolean } | undefined
  isMetadata: boolean
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const mostPoints = 100_000
const defaultTop = 10

/** @see https://learn.microsoft.com/rest/api/monitor/metrics/list @throws ArmError 400 */
export function parseMetricsRequest({ searchParams }: URL, nowMs: number): MetricsRequest {
  // Azure takes these names in any case, and its clients write them in several.
  const asked = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]))
  const text = (name: string) => asked.get(name.toLowerCase())?.trim() || undefined
  const namespace = text('metricnamespace')
  if (namespace && namespace.toLowerCase() !== metricNamespace.toLowerCase()) {
    throw badMetricRequest(`Metric namespace ${namespace} is not supported; the supported one is ${metricNamespace}.`)
  }
  const metrics = metricsNamed(text('metricnames'))
  const { fromMs, toMs } = timeOf(text('timespan'), nowMs)
  const filters = parseFilter(text('$filter') ?? null)
  if (text('ValidateDimensions')?.toLowerCase() !== 'false') checkDimensions(metrics, filters)
  const isAdjusted = text('AutoAdjustTimegrain')?.toLowerCase() === 'true'
  const { interval, windowMs } = windowOf(text('interval') ?? 'PT1M', toMs - fromMs, isAdjusted)
  if ((toMs - fromMs) / windowMs > mostPoints) {
    throw badMetricRequest(
      `The timespan holds more than ${mostPoints} windows of ${interval}; ask for a longer interval.`,
    )
  }
  return {
    metrics,
    fromMs,
    toMs,
    interval,
    windowMs,
    aggregations: text('aggregation')?.split(',').map(aggregationNamed) ?? [],
    filters: filters.filter(({ name }) => metrics.some((one) => supports(one, name))),
    top: topOf(text('top') ?? text('$top')),
    order: orderOf(text('orderby')),
    isMetadata: text('resultType')?.toLowerCase() === 'metadata',
  }
}

function metricsNamed(names: string | undefined): MetricDefinition[] {
  if (!names) return metricDefinitions.slice(0, 1)
  return names.split(',').map((name) => {
    const found = metricDefinitions.find((one) => one.name.toLowerCase() === name.trim().toLowerCase())
    if (found) return found
    const valid = metricDefinitions.map((one) => one.name).join(',')
    throw badMetricRequest(
      `Failed to find metric configuration for provider: Microsoft.KeyVault, resource Type: vaults, metric: ${name}, Valid metrics: ${valid}`,
    )
  })
}

function supports({ dimensions }: MetricDefinition, name: string): boolean {
  return dimensions.some((one) => one.toLowerCase() === name.toLowerCase())
}

function checkDimensions(metrics: MetricDefinition[], filters: DimensionFilter[]): void {
  for (const metric of metrics) {
    if (filters.every(({ name }) => supports(metric, name))) continue
    throw badMetricRequest(
      `Metric: ${metric.name} does not support requested dimension combination: ${filters.map(({ name }) => name).join(',')}, supported ones are: ${metric.dimensions.join(',')}.`,
    )
  }
}

function timeOf(timespan: string | undefined, nowMs: number): { fromMs: number; toMs: number } {
  const { fromMs, toMs } = timespan ? spanOf(timespan, nowMs) : { fromMs: nowMs - hourMs, toMs: nowMs }
  if (fromMs < nowMs - retentionMs) {
    throw badMetricRequest(`The timespan begins before the ${retentionMs / (24 * hourMs)} days that metrics are kept.`)
  }
  const start = fromMs - (fromMs % minuteMs)
  return { fromMs: start, toMs: Math.max(toMs, start + minuteMs) }
}

function spanOf(timespan: string, nowMs: number): { fromMs: number; toMs: number } {
  try {
    return parseTimespan(timespan, nowMs)
  } catch {
    throw badMetricRequest(`The timespan '${timespan}' is not valid: give a start and an end, as ISO 8601 writes them.`)
  }
}

function windowOf(asked: string, spanMs: number, isAdjusted: boolean): { interval: string; windowMs: number } {
  const interval = asked.toUpperCase()
  if (interval === 'FULL') return { interval: 'FULL', windowMs: spanMs }
  const windowMs = Object.hasOwn(timeGrains, interval) ? timeGrains[interval] : undefined
  if (windowMs !== undefined && (windowMs <= spanMs || !isAdjusted)) return { interval, windowMs }
  if (isAdjusted) {
    const fitting = Object.entries(timeGrains).filter(([, ms]) => ms <= spanMs)
    const [name, ms] = fitting.at(-1) ?? ['PT1M', minuteMs]
    return { interval: name, windowMs: ms }
  }
  throw badMetricRequest(
    `Detected invalid time grain input: ${asked}, supported ones: ${Object.keys(timeGrains).join(',')}`,
  )
}

function aggregationNamed(text: string): Aggregation {
  const found = aggregations.find((one) => one.toLowerCase() === text.trim().toLowerCase())
  if (found) return found
  throw badMetricRequest(`Invalid aggregation type: ${text}, supported ones: ${aggregations.join(',')}`)
}

function topOf(text: string | undefined): number {
  if (text === undefined) return defaultTop
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw badMetricRequest(`The value '${text}' of top is not a number of series.`)
}

function orderOf(text: string | undefined): MetricsRequest['order'] {
  if (text === undefined) return undefined
  const [name = '', direction = 'asc', ...more] = text.split(/\s+/)
  if (more.length > 0 || !/^(asc|desc)$/i.test(direction)) throw badMetricRequest(`The order '${text}' is not valid.`)
  const isSum = name.toLowerCase() === 'sum'
  return { aggregation: isSum ? 'Total' : aggregationNamed(name), isAscending: direction.toLowerCase() === 'asc' }
}
