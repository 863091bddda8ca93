import { queryOptions } from '@tanstack/react-query'
import { AuditChanges } from '../domain/audit-change.ts'
import { type AuditPeriod, boundsOf } from '../domain/audit-period.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

/** What was changed in a period, of some vaults or of every one. */
export const auditChanges = (period: AuditPeriod, vaults: readonly string[]) =>
  queryOptions({
    queryKey: ['audit', 'changes', period, vaults],
    queryFn: async ({ signal }) => {
      const asOfMs = Date.now()
      const { fromMs, toMs } = boundsOf(period, asOfMs)
      const search = new URLSearchParams({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })
      if (vaults.length > 0) search.set('vaults', vaults.join())
      return { ...(await apiFetch(AuditChanges, api.auditChanges(search), { signal })), fromMs, toMs, asOfMs }
    },
    staleTime: 60_000,
  })
