import { queryOptions, experimental_streamedQuery as streamedQuery } from '@tanstack/react-query'
import { boundsOf, type PeriodName } from '../domain/audit-period.ts'
import type { VaultCoverage } from '../domain/log-coverage.ts'
import type { Principal } from '../domain/principal.ts'
import type { Problem } from '../domain/problem.ts'
import { type SignalEvidence, SignalLine, type SignalQuery } from '../domain/signal.ts'
import { api } from '../routes.ts'
import { apiPages } from './fetcher.ts'

/** What fired, with what cannot be told. */
export interface SignalReading {
  fired: SignalEvidence[]
  queries: SignalQuery[]
  coverage: VaultCoverage[]
  principals: Principal[]
  problems: Problem[]
}

const before: SignalReading = { fired: [], queries: [], coverage: [], principals: [], problems: [] }

/** The signals of a period that ends now; they appear as workspaces answer. */
export const auditSignals = (last: PeriodName) =>
  queryOptions({
    queryKey: ['audit', 'signals', last],
    queryFn: streamedQuery({
      streamFn({ signal }) {
        const { fromMs, toMs } = boundsOf({ last }, Date.now())
        const search = new URLSearchParams({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })
        return apiPages(SignalLine, api.auditSignals(search), { signal })
      },
      initialValue: before,
      reducer: (reading: SignalReading, line: SignalLine): SignalReading => ({
        fired: [...reading.fired, ...(line.fired ?? [])],
        queries: [...reading.queries, ...(line.queries ?? [])],
        coverage: [...reading.coverage, ...(line.coverage ?? [])],
        principals: [...reading.principals, ...(line.principals ?? [])],
        problems: [...reading.problems, ...(line.problems ?? [])],
      }),
      refetchMode: 'replace',
    }),
    // Each reading looks through a month of logs.
    staleTime: 5 * 60_000,
    structuralSharing: false,
  })
