import { queryOptions, experimental_streamedQuery as streamedQuery } from '@tanstack/react-query'
import type { AuditEvent } from '../domain/audit-event.ts'
import { type AuditPeriod, boundsOf } from '../domain/audit-period.ts'
import { AuditLine } from '../domain/audit-reading.ts'
import { AuditTimeline } from '../domain/audit-timeline.ts'
import type { VaultCoverage } from '../domain/log-coverage.ts'
import type { Principal } from '../domain/principal.ts'
import type { Problem } from '../domain/problem.ts'
import { api } from '../routes.ts'
import { apiFetch, apiPages } from './fetcher.ts'

/** Which calls; what is absent asks for all. */
export interface AuditFilters {
  vaults?: readonly string[]
  /** As `secrets/db-password`. */
  objects?: readonly string[]
  /** Object ids. */
  callers?: readonly string[]
  operations?: readonly string[]
  addresses?: readonly string[]
  outcome?: 'succeeded' | 'refused' | 'failed' | 'other'
  /** What Strongroom reads to show its pages is left out unless it is asked for. */
  console?: 'shown'
}

/** Calls with all that a reader must know of them: what cannot be seen, what is missing, and the queries behind it. */
export interface AuditReading {
  events: AuditEvent[]
  coverage: VaultCoverage[]
  queries: { workspaceName: string; text: string }[]
  principals: Principal[]
  problems: Problem[]
  /** What was asked about, and when, Unix milliseconds. */
  fromMs: number
  toMs: number
  asOfMs: number
  isComplete: boolean
}

const before: AuditReading = {
  events: [],
  coverage: [],
  queries: [],
  principals: [],
  problems: [],
  fromMs: 0,
  toMs: 0,
  asOfMs: 0,
  isComplete: false,
}

export const auditQueries = {
  /** Calls in a period, the newest of each workspace first; rows appear as workspaces answer. */
  events: (period: AuditPeriod, filters: AuditFilters = {}) =>
    queryOptions({
      queryKey: ['audit', 'events', period, filters],
      queryFn: streamedQuery({
        async *streamFn({ signal }): AsyncGenerator<Partial<AuditReading>> {
          const nowMs = Date.now()
          const bounds = boundsOf(period, nowMs)
          yield { ...bounds, asOfMs: nowMs }
          for await (const { query, ...line } of apiPages(AuditLine, api.auditEvents(searchOf(bounds, filters)), {
            signal,
          })) {
            yield { ...line, ...(query && { queries: [query] }) } as Partial<AuditReading> // absent parts stay absent
          }
          yield { isComplete: true }
        },
        initialValue: before,
        reducer: (reading: AuditReading, part: Partial<AuditReading>): AuditReading => ({
          ...reading,
          ...part,
          events: joined(reading.events, part.events),
          coverage: joined(reading.coverage, part.coverage),
          queries: joined(reading.queries, part.queries),
          principals: joined(reading.principals, part.principals),
          problems: joined(reading.problems, part.problems),
        }),
        refetchMode: 'replace',
      }),
      // The log grows all the time: what is a minute old is read again when the page is.
      staleTime: 60_000,
      structuralSharing: false,
    }),

  /** Calls since an instant until now, to be asked again and again. */
  tail: (sinceMs: number, filters: AuditFilters = {}) =>
    queryOptions({
      queryKey: ['audit', 'tail', sinceMs, filters],
      queryFn: async ({ signal }) => {
        const nowMs = Date.now()
        const search = searchOf({ fromMs: sinceMs, toMs: boundsOf({ last: '24h' }, nowMs).toMs }, filters)
        const events: AuditEvent[] = []
        const principals: Principal[] = []
        for await (const line of apiPages(AuditLine, api.auditEvents(search), { signal })) {
          events.push(...(line.events ?? []))
          principals.push(...(line.principals ?? []))
        }
        return { events, principals, askedAtMs: nowMs }
      },
      gcTime: 0,
    }),

  /** How many calls there were when. */
  timeline: (period: AuditPeriod, filters: AuditFilters = {}) =>
    queryOptions({
      queryKey: ['audit', 'timeline', period, filters],
      queryFn: ({ signal }) =>
        apiFetch(AuditTimeline, api.auditTimeline(searchOf(boundsOf(period, Date.now()), filters)), { signal }),
      staleTime: 60_000,
    }),
}

const joined = <T>(all: T[], more: T[] | undefined): T[] => (more && more.length > 0 ? [...all, ...more] : all)

function searchOf({ fromMs, toMs }: { fromMs: number; toMs: number }, filters: AuditFilters): URLSearchParams {
  const search = new URLSearchParams({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })
  for (const [name, asked] of Object.entries(filters)) {
    const text = Array.isArray(asked) ? asked.join(',') : asked
    if (text) search.set(name, text)
  }
  return search
}
