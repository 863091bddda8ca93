import 'server-only'
import * as z from 'zod/mini'
import type { VaultHour } from '../domain/metric-signals.ts'
import type { AzureContext } from './context.ts'
import { callResourceManager } from './resource-manager.ts'

const Name = z.object({ value: z.string() })
const Metrics = z.object({
  value: z.array(
    z.object({
      name: Name,
      timeseries: z.array(
        z.object({
          metadatavalues: z.optional(z.array(z.object({ name: Name, value: z.string() }))),
          data: z.optional(
            z.array(z.object({ timeStamp: z.string(), count: z.nullish(z.number()), average: z.nullish(z.number()) })),
          ),
        }),
      ),
    }),
  ),
})

/**
 * A vault's calls by the hour as Azure's metrics count them, whether it logs or not. One call, by Resource Manager.
 * @see https://learn.microsoft.com/rest/api/monitor/metrics/list
 */
export async function readVaultHours(
  azure: AzureContext,
  vaultId: string,
  { from, to }: { from: Date; to: Date },
): Promise<VaultHour[]> {
  const search = new URLSearchParams({
    'api-version': '2024-02-01',
    metricnames: 'ServiceApiResult,ServiceApiLatency',
    aggregation: 'Count,Average',
    interval: 'PT1H',
    timespan: `${from.toISOString()}/${to.toISOString()}`,
    $filter: "StatusCode eq '*'",
    top: '100',
  })
  const path = `${vaultId}/providers/Microsoft.Insights/metrics?${search}`
  const { value } = Metrics.parse(await callResourceManager(azure, 'GET', path))
  const hours = new Map<number, VaultHour>()
  for (const { name, timeseries } of value) {
    for (const { metadatavalues = [], data = [] } of timeseries) {
      const status = Number(metadatavalues.find((one) => /^StatusCode$/i.test(one.name.value))?.value)
      // The first call of every client goes without a token, and is answered so.
      if (!(status > 0) || status === 401) continue
      for (const { timeStamp, count, average } of data) {
        if (!count) continue
        const atMs = Date.parse(timeStamp)
        const hour = hours.get(atMs) ?? { atMs, calls: 0, failed: 0, broken: 0, throttled: 0, tookMs: 0 }
        hours.set(atMs, hour)
        if (name.value === 'ServiceApiLatency') hour.tookMs += count * (average ?? 0)
        else {
          hour.calls += count
          if (status >= 400) hour.failed += count
          if (status >= 500) hour.broken += count
          if (status === 429) hour.throttled += count
        }
      }
    }
  }
  return [...hours.values()].sort((left, right) => left.atMs - right.atMs)
}
