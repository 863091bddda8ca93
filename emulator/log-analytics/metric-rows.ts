import type { CallRecord } from '../audit.ts'
import { capitalColumns, standardColumns } from './resource-columns.ts'
import type { LogRow } from './rows.ts'

const table = 'AzureMetrics'
const minuteMs = 60_000

/** What the calls to one vault in one minute come to. */
interface Minute {
  startMs: number
  resourceId: string
  /** Workspaces by GUID. */
  customerIds: string[]
  latenciesMs: number[]
  available: number
}

/** Counts calls by vault and minute, as Key Vault exports its metrics: without their dimensions. */
export interface MetricMinutes {
  add(record: CallRecord, customerIds: string[]): void
  /** The rows of each minute that is over, once. @param nowMs by the cloud's clock */
  take(nowMs: number): LogRow[]
  clear(): void
}

export function createMetricMinutes(): MetricMinutes {
  const minutes = new Map<string, Minute>()
  return {
    add({ timeMs, resourceId, durationMs, httpStatusCode }, customerIds) {
      const startMs = timeMs - (timeMs % minuteMs)
      const key = `${startMs} ${resourceId}`
      const minute = minutes.get(key) ?? { startMs, resourceId, customerIds, latenciesMs: [], available: 0 }
      minutes.set(key, minute)
      minute.latenciesMs.push(durationMs)
      if (httpStatusCode < 500) minute.available += 1
    },
    take(nowMs) {
      const over = [...minutes].filter(([, { startMs }]) => startMs + minuteMs <= nowMs)
      for (const [key] of over) minutes.delete(key)
      return over.flatMap(([, minute]) => minute.customerIds.flatMap((customerId) => rowsOf(minute, customerId)))
    },
    clear: () => minutes.clear(),
  }
}

function rowsOf({ startMs, resourceId, latenciesMs, available }: Minute, customerId: string): LogRow[] {
  const count = latenciesMs.length
  const row = (MetricName: string, UnitName: string, values: { total: number; lowest: number; highest: number }) => ({
    ...standardColumns(customerId, table, resourceId, startMs),
    ...capitalColumns(resourceId),
    MetricName,
    UnitName,
    TimeGrain: 'PT1M',
    Count: count,
    Total: values.total,
    Minimum: values.lowest,
    Maximum: values.highest,
    Average: values.total / count,
  })
  const each = { total: count, lowest: 1, highest: 1 }
  return [
    row('ServiceApiHit', 'Count', each),
    row('ServiceApiResult', 'Count', each),
    row('ServiceApiLatency', 'MilliSeconds', {
      total: latenciesMs.reduce((sum, one) => sum + one, 0),
      lowest: Math.min(...latenciesMs),
      highest: Math.max(...latenciesMs),
    }),
    row('Availability', 'Percent', {
      total: available * 100,
      lowest: available < count ? 0 : 100,
      highest: available > 0 ? 100 : 0,
    }),
  ]
}
