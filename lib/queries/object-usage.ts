import { queryOptions } from '@tanstack/react-query'
import { boundsOf, type PeriodName } from '../domain/audit-period.ts'
import { ObjectUsage } from '../domain/object-usage.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

/** A secret, key or certificate by its vault, `object` as `secrets/db-password`. */
export interface UsedObject {
  vaultName: string
  object: string
}

/** Who used an object in the days until now. */
export const objectUsage = ({ vaultName, object }: UsedObject, last: PeriodName) =>
  queryOptions({
    queryKey: ['audit', 'usage', vaultName, object, last],
    queryFn: async ({ signal }) => {
      const asOfMs = Date.now()
      const { fromMs, toMs } = boundsOf({ last }, asOfMs)
      const search = new URLSearchParams({ vault: vaultName, object })
      search.set('from', new Date(fromMs).toISOString())
      search.set('to', new Date(toMs).toISOString())
      return { ...(await apiFetch(ObjectUsage, api.objectUsage(search), { signal })), fromMs, toMs, asOfMs }
    },
    // The log grows all the time.
    staleTime: 15_000,
  })
