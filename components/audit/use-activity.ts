'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AuditPeriod } from '@/lib/domain/audit-period.ts'
import { type AuditFilters, auditQueries } from '@/lib/queries/audit.ts'
import { activityRows } from './activity-rows.ts'
import { wholeFromMs } from './limit-note.tsx'
import { useLiveTail } from './use-live-tail.ts'

const nothing = { events: [], principals: [] }

/** The calls of a period with what is new, and what was counted of them. */
export function useActivity(period: AuditPeriod, asked: AuditFilters, base: AuditFilters) {
  const reading = useQuery(auditQueries.events(period, asked))
  const timeline = useQuery(auditQueries.timeline(period, asked))
  // What was met before anything was filtered by: never asked for its own sake.
  const unfiltered = useQuery({ ...auditQueries.events(period, base), enabled: false })
  const live = useLiveTail(period, asked)
  const { data } = reading
  const before = useMemo(() => activityRows(data ?? nothing), [data])
  const added = useMemo(() => {
    const known = new Set(before.map(({ id }) => id))
    return activityRows(live.tail ?? nothing).filter(({ id }) => !known.has(id))
  }, [before, live.tail])
  const rows = useMemo(() => [...added, ...before], [added, before])
  const met = useMemo(() => [...activityRows(unfiltered.data ?? nothing), ...rows], [unfiltered.data, rows])
  return {
    reading,
    timeline,
    live,
    rows,
    newCount: added.length,
    met,
    wholeFrom: data?.isComplete ? wholeFromMs(data) : null,
    reload: () => void Promise.all([reading.refetch(), timeline.refetch()]),
  }
}
