'use client'

import { ChevronRight, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { type Coverage, coverageOf, type UnreadVault } from '@/lib/domain/object-inventory.ts'
import { readStateWords } from '@/lib/domain/object-words.ts'
import { pages } from '@/lib/routes.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { WhyLink } from '../ui/why-link.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { missingVaultsWords } from '../vaults/vault-words.ts'
import type { ObjectsReading } from './use-objects.ts'

const number = (value: number) => value.toLocaleString('en')

/** `287 of 300 vaults readable, 8 throttled, 5 refused by role`. */
function coverageWords({ readable, answered, vaultCount, unread }: Coverage, isReading: boolean): string {
  const failures = unread.map(({ state, vaults }) => `${number(vaults.length)} ${readStateWords[state]}`)
  const noun = vaultCount === 1 ? 'vault' : 'vaults'
  const open = vaultCount - answered
  return [
    `${number(readable)} of ${number(vaultCount)} ${noun} readable`,
    ...failures,
    ...(open > 0 ? [`${number(open)} ${isReading ? 'still to read' : 'not read'}`] : []),
  ].join(', ')
}

/** A reading of all vaults, whatever it reads. */
export interface VaultsReading extends Omit<ObjectsReading, 'inventory' | 'isLoading'> {
  inventory: Omit<ObjectsReading['inventory'], 'entries'>
}

/** How far the reading is and how well it went: what could not be read is named, and can be tried again by itself. */
export function ReadProgress({ reading, count }: { reading: VaultsReading; count: string }) {
  const { inventory, isReading, error, retryFailed, reload, cancel } = reading
  const coverage = coverageOf(inventory)
  const failed = coverage.unread.reduce((sum, { vaults }) => sum + vaults.length, 0)
  const words = coverageWords(coverage, isReading)
  return (
    <>
      <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <p role="status" className="text-muted tabular-nums">
          <span className="font-medium text-ink">{count}</span>
          {' · '}
          {isReading && coverage.vaultCount === 0 ? 'asking Azure for the vaults …' : words}
          {inventory.isCancelled && !isReading ? ', stopped' : ''}
        </p>
        {isReading ? (
          <>
            <ProgressBar done={coverage.answered} of={coverage.vaultCount} />
            <Button size="sm" onClick={cancel}>
              Stop reading
            </Button>
          </>
        ) : (
          <>
            {inventory.asOfMs > 0 ? <AsOf ms={inventory.asOfMs} /> : null}
            {failed > 0 ? (
              <Button size="sm" onClick={retryFailed}>
                Try {failed === 1 ? 'the one' : `the ${number(failed)}`} that failed again
              </Button>
            ) : null}
          </>
        )}
      </div>
      <UnreadableParts problems={inventory.problems} consequence={missingVaultsWords(inventory.problems)} />
      {error ? (
        <ProblemNotice
          problem={error}
          actions={
            <Button size="sm" onClick={reload}>
              Read again
            </Button>
          }
        />
      ) : null}
      {failed > 0 ? (
        <Unread>
          {coverage.unread.map(({ state, vaults }) => (
            <UnreadGroup key={state} words={readStateWords[state]} vaults={vaults} />
          ))}
        </Unread>
      ) : null}
    </>
  )
}

function ProgressBar({ done, of }: { done: number; of: number }) {
  return (
    <div
      role="progressbar"
      aria-label="Vaults read"
      aria-valuemin={0}
      aria-valuemax={Math.max(1, of)}
      aria-valuenow={done}
      className="h-1 w-32 overflow-hidden rounded-sm bg-line"
    >
      <div className="h-full bg-accent" style={{ width: `${(100 * done) / Math.max(1, of)}%` }} />
    </div>
  )
}

function AsOf({ ms }: { ms: number }) {
  const date = new Date(ms)
  return (
    <time dateTime={date.toISOString()} title={date.toISOString()} className="text-faint">
      as of {new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(date)}
    </time>
  )
}

function Unread({ children }: { children: ReactNode }) {
  return (
    <details className="group rounded-md border border-warning-line bg-warning-wash">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-1.5 [&::-webkit-details-marker]:hidden">
        <TriangleAlert className="size-4 shrink-0 text-warning" aria-hidden />
        <span className="min-w-0 flex-1">
          <strong className="font-semibold">Not every vault could be read.</strong> Their objects are missing below.
        </span>
        <span className="flex items-center gap-0.5 text-muted text-xs">
          Which and why
          <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden />
        </span>
      </summary>
      <div className="max-h-72 divide-y divide-warning-line overflow-auto border-warning-line border-t">{children}</div>
    </details>
  )
}

/** Vaults that share what kept them from being read; what to do is said once. */
function UnreadGroup({ words, vaults }: { words: string; vaults: UnreadVault[] }) {
  const remedy = vaults[0]?.problem?.remedy
  return (
    <section aria-label={words} className="px-3 py-2">
      <h2 className="font-semibold text-sm">
        {number(vaults.length)} {words}
      </h2>
      {remedy ? <p className="text-muted text-xs">{remedy}</p> : null}
      <ul className="mt-1 flex flex-col gap-1">
        {vaults.map(({ vaultName, kinds, problem }) => (
          <li key={vaultName} className="text-xs">
            <Link href={pages.vault(vaultName)} prefetch={false} className="font-medium font-mono hover:underline">
              {vaultName}
            </Link>{' '}
            <span className="text-muted">
              ({kinds.map((kind) => `${kind}s`).join(', ')}) {problem?.message}
            </span>{' '}
            {problem ? <WhyLink problem={problem} about={{ vaultName }} isShort /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
