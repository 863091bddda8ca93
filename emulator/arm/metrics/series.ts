import type { CallGroup } from './calls.ts'
import type { Aggregation, Dimension, MetricDefinition } from './definitions.ts'
import type { DimensionFilter } from './filter.ts'

/** What came together in one window. */
interface Gathered {
  count: number
  total: number
  minimum: number
  maximum: number
}

export interface Series {
  /** By the names of the filter. */
  dimensions: { name: string; value: string }[]
  /** By the number of the window. */
  windows: Map<number, Gathered>
}

function dimensionValue(dimension: Dimension, { operationName, status }: CallGroup): string {
  switch (dimension) {
    case 'ActivityType':
      return 'vault'
    case 'ActivityName':
      return operationName.toLowerCase()
    case 'TransactionType':
      return /^(?:SecretSet|KeyImport|CertificateImport)$/.test(operationName) ? 'create' : 'other'
    case 'StatusCode':
      return String(status)
    case 'StatusCodeClass':
      return `${Math.floor(status / 100)}xx`
  }
}

/** One series for each set of values that the filters let through; without filters one over all. */
export function seriesOf(
  metric: MetricDefinition,
  groups: CallGroup[],
  filters: DimensionFilter[],
  { fromMs, windowMs }: { fromMs: number; windowMs: number },
): Series[] {
  const asked = filters.flatMap((filter) => {
    const dimension = metric.dimensions.find((one) => one.toLowerCase() === filter.name.toLowerCase())
    return dimension ? [{ ...filter, dimension }] : []
  })
  const found = new Map<string, Series>()
  for (const group of metric.valueOfCall
    ? groups
    : byMinute(
        groups,
        asked.map(({ dimension }) => dimension),
      )) {
    const values = asked.map(({ dimension }) => dimensionValue(dimension, group))
    if (!asked.every(({ matches }, index) => matches(values[index] ?? ''))) continue
    const key = values.join('\n')
    const series = found.get(key) ?? {
      dimensions: asked.map(({ name }, index) => ({ name, value: values[index] ?? '' })),
      windows: new Map(),
    }
    found.set(key, series)
    const window = Math.floor((group.timeMs - fromMs) / windowMs)
    series.windows.set(window, together(series.windows.get(window), gathered(metric, group)))
  }
  if (found.size === 0 && asked.length === 0) return [{ dimensions: [], windows: new Map() }]
  return [...found.values()]
}

/** Saturation is of a minute as a whole, not of each call: the calls of one are added up first. */
function byMinute(groups: CallGroup[], split: Dimension[]): CallGroup[] {
  const minutes = new Map<string, CallGroup>()
  for (const group of groups) {
    const key = [group.timeMs, ...split.map((dimension) => dimensionValue(dimension, group))].join('\n')
    const known = minutes.get(key)
    minutes.set(key, known ? { ...known, count: known.count + group.count } : group)
  }
  return [...minutes.values()]
}

/** A vault takes 4,000 calls in ten seconds. */
const callsPerMinute = 4_000 * 6

function gathered({ name, valueOfCall }: MetricDefinition, { count, durationMs, status }: CallGroup): Gathered {
  if (!valueOfCall) {
    const value = (count / callsPerMinute) * 100
    return { count: 1, total: value, minimum: value, maximum: value }
  }
  if (name === 'ServiceApiLatency') {
    return { count, total: durationMs.total, minimum: durationMs.lowest, maximum: durationMs.highest }
  }
  const value = valueOfCall({ durationMs: 0, status })
  return { count, total: value * count, minimum: value, maximum: value }
}

function together(known: Gathered | undefined, more: Gathered): Gathered {
  if (!known) return more
  return {
    count: known.count + more.count,
    total: known.total + more.total,
    minimum: Math.min(known.minimum, more.minimum),
    maximum: Math.max(known.maximum, more.maximum),
  }
}

/** Of all windows of a series: what `orderby` compares. */
export function overall({ windows }: Series, aggregation: Aggregation): number {
  const all = [...windows.values()].reduce<Gathered | undefined>((known, one) => together(known, one), undefined)
  return all ? aggregated(all, aggregation) : 0
}

export function aggregated({ count, total, minimum, maximum }: Gathered, aggregation: Aggregation): number {
  switch (aggregation) {
    case 'Average':
      return total / count
    case 'Minimum':
      return minimum
    case 'Maximum':
      return maximum
    case 'Total':
      return total
    case 'Count':
      return count
  }
}
