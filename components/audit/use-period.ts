'use client'

import { createParser, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { type AuditPeriod, type PeriodName, periodNames, utcInstant } from '@/lib/domain/audit-period.ts'

export interface PeriodState {
  /** Give it to query options as it is, and `boundsOf` it when asking: a span that ends now moves on. */
  period: AuditPeriod
  setPeriod: (period: AuditPeriod) => void
}

const instant = createParser({ parse: utcInstant, serialize: (ms: number) => new Date(ms).toISOString() })

/** The time that is asked about, in the address: `period=7d`, or `from` and `to` in UTC. */
export function usePeriod(usual: PeriodName = '7d'): PeriodState {
  // Each choice is a step to walk back from, as from a bar of a timeline to where one came from.
  const [asked, setAsked] = useQueryStates(
    { period: parseAsStringLiteral(periodNames).withDefault(usual), from: instant, to: instant },
    { history: 'push' },
  )
  const { period: last, from, to } = asked
  const period = useMemo(
    () => (from !== null && to !== null && from < to ? { fromMs: from, toMs: to } : { last }),
    [last, from, to],
  )
  return {
    period,
    setPeriod: (next) =>
      void setAsked(
        'last' in next
          ? { period: next.last, from: null, to: null }
          : { period: null, from: next.fromMs, to: next.toMs },
      ),
  }
}
