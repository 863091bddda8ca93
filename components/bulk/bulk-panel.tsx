'use client'

import { CircleAlert, CircleCheck, CircleHelp, LoaderCircle } from 'lucide-react'
import { countStates, type LedgerItem } from '@/lib/domain/bulk.ts'
import { Button } from '../ui/button.tsx'
import { WhyLink } from '../ui/why-link.tsx'
import { bulkWords, countWords } from './bulk-words.ts'
import type { Bulk } from './use-bulk.ts'

/** How a bulk change goes or went: what is done, what failed and why, and what can be done about it. */
export function BulkPanel({ bulk, noun }: { bulk: Bulk; noun: readonly [string, string] }) {
  const { held } = bulk
  if (!held) return null
  const { ledger, isRunning, pausedUntilMs } = held
  const counts = countStates(ledger.items)
  const total = ledger.items.length
  const words = bulkWords[ledger.action.kind]
  const left = counts.waiting + counts.unknown
  const open = ledger.items.filter(({ state }) => state === 'failed' || state === 'unknown')
  return (
    <section
      aria-label={`${words.doing} ${countWords(total, noun)}`}
      className="flex flex-col gap-2 rounded-md border border-line-strong bg-surface px-3 py-2"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PanelIcon isRunning={isRunning} isComplete={counts.done === total} />
        <p role="status" className="min-w-0 flex-1 text-sm tabular-nums">
          <strong className="font-semibold">
            {isRunning
              ? `${words.doing} ${countWords(total, noun)}`
              : `${counts.done} of ${countWords(total, noun)} ${words.done}`}
          </strong>
          {isRunning ? `: ${counts.done} done` : ''}
          {counts.failed > 0 ? `, ${counts.failed} failed` : ''}
          {!isRunning && counts.unknown > 0 ? `, ${counts.unknown} not known` : ''}
          {!isRunning && counts.waiting > 0 ? `, ${counts.waiting} not begun` : ''}
          {pausedUntilMs === null ? '' : '. It waits for your limit of changes in a minute and goes on by itself.'}
        </p>
        {isRunning ? (
          <Button size="sm" onClick={bulk.stop}>
            Stop
          </Button>
        ) : (
          <>
            {counts.failed > 0 ? (
              <Button size="sm" onClick={bulk.retryFailed}>
                Try the failed ones again
              </Button>
            ) : null}
            {left > 0 ? (
              <Button size="sm" onClick={bulk.goOn}>
                {counts.waiting > 0 ? 'Go on' : 'Look again'}
              </Button>
            ) : null}
            <Button size="sm" variant="ghost" onClick={bulk.dismiss}>
              Dismiss
            </Button>
          </>
        )}
      </div>
      <div
        role="progressbar"
        aria-label="Done"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={counts.done + counts.failed}
        className="h-1 overflow-hidden rounded-sm bg-line"
      >
        <div
          className="h-full bg-accent"
          style={{ width: `${(100 * (counts.done + counts.failed)) / Math.max(1, total)}%` }}
        />
      </div>
      {open.length > 0 ? (
        <OpenItems items={open} isOfMany={new Set(ledger.items.map(({ vaultName }) => vaultName)).size > 1} />
      ) : null}
    </section>
  )
}

function PanelIcon({ isRunning, isComplete }: { isRunning: boolean; isComplete: boolean }) {
  if (isRunning) return <LoaderCircle className="size-4 animate-spin text-accent" aria-hidden />
  return isComplete ? (
    <CircleCheck className="size-4 text-ok" aria-hidden />
  ) : (
    <CircleAlert className="size-4 text-warning" aria-hidden />
  )
}

function OpenItems({ items, isOfMany }: { items: readonly LedgerItem[]; isOfMany: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <ul aria-label="Failed" tabIndex={0} className="max-h-40 overflow-auto text-xs">
      {items.map(({ vaultName, kind, name, state, reason, refused }) => (
        <li key={`${vaultName} ${kind} ${name}`} className="flex gap-2 py-0.5">
          {state === 'unknown' ? (
            <CircleHelp className="mt-0.5 size-3 shrink-0 text-warning" aria-hidden />
          ) : (
            <CircleAlert className="mt-0.5 size-3 shrink-0 text-danger" aria-hidden />
          )}
          <span className="shrink-0 font-mono">
            {isOfMany ? `${vaultName} / ` : ''}
            {name}
          </span>
          <span className="min-w-0 text-muted">
            {state === 'unknown'
              ? reason || 'Sent before the page was left: it is looked at before anything else.'
              : reason}{' '}
            {refused ? (
              <WhyLink
                problem={{ code: refused.code }}
                about={{ vaultName, object: `${kind}s/${name}`, ...(refused.action && { action: refused.action }) }}
                isShort
              />
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
