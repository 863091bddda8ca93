'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AuditPeriod } from '@/lib/domain/audit-period.ts'
import { type AuditFilters, auditQueries } from '@/lib/queries/audit.ts'

export const liveEveryMs = 3_000
/** In Azure a call is in the log some minutes after it was made, so what is new may be that old. */
const lateMs = 15 * 60_000

/** Asks for what is new again and again, while it is switched on and the page is looked at. What came stays when it stops. */
export function useLiveTail(period: AuditPeriod, asked: AuditFilters) {
  const [sinceMs, setSinceMs] = useState<number | null>(null)
  const [isWanted, setWanted] = useState(false)
  const canRun = 'last' in period
  const isOn = isWanted && canRun
  const tail = useQuery({
    ...auditQueries.tail(sinceMs ?? 0, asked),
    enabled: isOn,
    refetchInterval: liveEveryMs,
    refetchIntervalInBackground: false,
  })
  return {
    isOn,
    setOn: (next: boolean) => {
      setWanted(next)
      if (next) setSinceMs((before) => before ?? Date.now() - lateMs)
    },
    disabledReason: canRun ? null : 'A period between two instants gets no new calls. Choose one until now.',
    tail: canRun ? tail.data : undefined,
    error: isOn ? tail.error : null,
  }
}
