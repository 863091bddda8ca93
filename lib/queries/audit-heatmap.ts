import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AccessHeatmap } from '../domain/access-heatmap.ts'
import { type AuditPeriod, boundsOf } from '../domain/audit-period.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

export interface AskedHeatmap {
  by: 'vault' | 'object'
  vaults: readonly string[]
  isConsoleShown: boolean
}

export interface ReadHeatmap {
  heatmap: AccessHeatmap
  /** What was asked, Unix milliseconds. */
  fromMs: number
  toMs: number
}

export const heatmapQueries = {
  /** Counted where the logs are. A hundred thousand numbers are compared by nobody. */
  access: (period: AuditPeriod, { by, vaults, isConsoleShown }: AskedHeatmap) =>
    queryOptions({
      queryKey: ['audit', 'heatmap', period, by, vaults, isConsoleShown],
      queryFn: async ({ signal }): Promise<ReadHeatmap> => {
        const { fromMs, toMs } = boundsOf(period, Date.now())
        const search = new URLSearchParams({ ...instants(fromMs, toMs), by })
        if (vaults.length > 0) search.set('vaults', vaults.join())
        if (isConsoleShown) search.set('console', 'shown')
        const heatmap = await apiFetch(AccessHeatmap, api.accessHeatmap(search), { signal })
        performance.mark('heatmap-read')
        return { heatmap, fromMs, toMs }
      },
      structuralSharing: false,
      placeholderData: keepPreviousData,
    }),
}

const instants = (fromMs: number, toMs: number) => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
})
