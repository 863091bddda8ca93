import { metricDestinationsOf } from '../../log-analytics/destinations.ts'
import { capitalColumns, standardColumns } from '../../log-analytics/resource-columns.ts'
import type { LogRow } from '../../log-analytics/rows.ts'
import { type State, vaultId } from '../../state.ts'

/** AzureMetrics keeps thirty days, as a table may that says so of itself: it has a row for each minute. */
export const metricDays = 30

/**
 * Metrics of the calls of one minute, as SQL over `d` (milliseconds that each took) and `s` (its status). Saturation is not
 * exported by diagnostic settings.
 * @see https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-keyvault-vaults-metrics
 */
const metrics = [
  { name: 'ServiceApiHit', unit: 'Count', total: 'count(*)', minimum: '1', maximum: '1' },
  { name: 'ServiceApiLatency', unit: 'MilliSeconds', total: 'sum(d)', minimum: 'min(d)', maximum: 'max(d)' },
  { name: 'ServiceApiResult', unit: 'Count', total: 'count(*)', minimum: '1', maximum: '1' },
  {
    name: 'Availability',
    unit: 'Percent',
    total: 'sum(CASE WHEN s >= 500 THEN 0 ELSE 100 END)',
    minimum: 'min(CASE WHEN s >= 500 THEN 0 ELSE 100 END)',
    maximum: 'max(CASE WHEN s >= 500 THEN 0 ELSE 100 END)',
  },
] as const

export const metricNames = metrics.map(({ name }) => name)

/** What all rows of a vault's metric have in common, in each workspace that the vault exports its metrics to. */
export function metricTemplates(state: State): { vault: string; metric: string; row: LogRow }[] {
  return [...state.vaults.values()].flatMap((vault) => {
    const id = vaultId(vault)
    return metricDestinationsOf(state, id).flatMap((customerId) =>
      metrics.map(({ name, unit }) => ({
        vault: vault.name,
        metric: name,
        row: {
          ...standardColumns(customerId, 'AzureMetrics', id, 0),
          ...capitalColumns(id),
          MetricName: name,
          TimeGrain: 'PT1M',
          UnitName: unit,
          _IsBillable: 'True',
        },
      })),
    )
  })
}

/** Each metric of each vault and minute. @param calls a relation of `vault`, `t` (a time), `d` and `s` */
export function metricsSql(calls: string): string {
  return metrics
    .map(
      ({ name, total, minimum, maximum }) =>
        `SELECT vault, '${name}' AS metric, time_bucket(INTERVAL 1 minute, t) AS minute, count(*)::DOUBLE AS n, (${total})::DOUBLE AS total,
        (${minimum})::DOUBLE AS minimum, (${maximum})::DOUBLE AS maximum FROM (${calls}) GROUP BY ALL`,
    )
    .join(' UNION ALL ')
}
