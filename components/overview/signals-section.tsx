'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronRight, CircleCheck, CircleSlash } from 'lucide-react'
import { byId } from '@/lib/domain/audit-caller.ts'
import { bySignal, signalIds, signals } from '@/lib/domain/signal.ts'
import { auditSignals } from '@/lib/queries/audit-signals.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { CoverageNote } from '../audit/coverage-note.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { SignalLine } from './signal-line.tsx'

/** What fired in the last days, with its evidence, and of which vaults nothing can be told. */
export function SignalsSection() {
  const { data, isFetching, error, refetch } = useQuery(auditSignals('7d'))
  const found = bySignal(data?.fired ?? [])
  const principals = byId(data?.principals ?? [])
  const isSeen = data?.coverage.some(({ state }) => state === 'logged') ?? false
  return (
    <section aria-labelledby="signals" className="flex flex-col gap-2">
      <h2 id="signals" className="border-b pb-1.5 font-semibold text-base">
        Signals <span className="font-normal text-muted text-sm">in the last 7 days</span>
      </h2>
      {error ? (
        <ProblemNotice
          problem={problemFrom(error)}
          actions={
            <Button size="sm" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        />
      ) : null}
      {found.length > 0 ? (
        <ul className="-mt-2">
          {found.map(({ id, isGrave, rows }) => (
            <SignalLine
              key={id}
              {...{ id, isGrave, rows, principals }}
              queries={(data?.queries ?? []).filter(({ signal }) => signal === id)}
            />
          ))}
        </ul>
      ) : null}
      {isFetching ? <p className="text-muted text-xs">Looking through the logs …</p> : null}
      {!isFetching && !error && data && found.length === 0 ? (
        <p className="flex items-center gap-2">
          {isSeen ? (
            <CircleCheck className="size-4 text-ok" aria-hidden />
          ) : (
            <CircleSlash className="size-4 text-warning" aria-hidden />
          )}
          {isSeen
            ? 'No signal fired in the logs that you may read.'
            : 'Whether a signal would fire is not known: there is no log here that you may read.'}
        </p>
      ) : null}
      <CoverageNote coverage={data?.coverage ?? []} />
      <UnreadableParts problems={data?.problems ?? []} consequence="Signals may be missing." />
      <AllSignals />
    </section>
  )
}

/** Each signal with its threshold and its reason, fired or not. */
function AllSignals() {
  return (
    <details className="group rounded-md border">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-3 py-1.5 text-muted text-sm hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden />
        What is looked for
        <span className="text-faint text-xs">{signalIds.length} signals and their thresholds</span>
      </summary>
      <dl className="flex flex-col gap-2 border-t p-3">
        {signalIds.map((id) => (
          <div key={id}>
            <dt className="font-medium">{signals[id].title}</dt>
            <dd>{signals[id].when}</dd>
            <dd className="text-muted">{signals[id].why}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
