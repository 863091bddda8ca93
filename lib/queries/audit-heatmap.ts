import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AccessHeatmap } from '../domain/access-heatmap.ts'
import { AccessHours } from '../domain/access-hours.ts'
import { type AuditPeriod, boundsOf } from '../domain/audit-period.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

export interface AskedHeatmap {
  by: 'vault' | 'object'
  vaults: readonly string[]
  isConsoleShown: boolean
}

export interface AskedHours {
  caller: string
  vault: string
  object: string
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

  /** Calls of a caller, to a vault or to an object hour by hour; an empty text asks for all. */
  hours: (period: AuditPeriod, asked: AskedHours) =>
    queryOptions({
      queryKey: ['audit', 'hours', period, asked],
      queryFn: async ({ signal }) => {
        const { fromMs, toMs } = boundsOf(period, Date.now())
        const search = new URLSearchParams(instants(fromMs, toMs))
        if (asked.caller) search.set('callers', asked.caller)
        if (asked.vault) search.set('vaults', asked.vault)
        if (asked.object) search.set('objects', asked.object)
        return { told: await apiFetch(AccessHours, api.accessHours(search), { signal }), fromMs, toMs }
      },
      placeholderData: keepPreviousData,
    }),
}

const instants = (fromMs: number, toMs: number) => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
})
