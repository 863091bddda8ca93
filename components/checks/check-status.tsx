'use client'

import { CircleHelp, ListChecks } from 'lucide-react'
import { type CheckFindings, type ObjectCheck, wantsCheck } from '@/lib/domain/object-check.ts'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { coverageOf } from '@/lib/domain/object-inventory.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { checkWords } from './check-words.ts'
import { useObjectCheck } from './use-object-check.ts'

export interface CheckStatusProps {
  check: ObjectCheck
  entries: readonly ObjectEntry[]
  /** While all vaults are still being read. */
  isReading: boolean
}

const number = (value: number) => value.toLocaleString('en')

/** How much is known of what no list tells, and the button that finds out more, with what it costs. */
export function CheckStatus({ check, entries, isReading }: CheckStatusProps) {
  const { found, isChecking, error, start, stop } = useObjectCheck(check)
  const { title, why, noun, verb, again } = checkWords[check]
  const total = entries.filter((entry) => wantsCheck(check, entry)).length
  const Icon = found && !isChecking ? ListChecks : CircleHelp
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-b py-2">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5">
        <Icon className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
        <div className="min-w-0 flex-1 basis-64">
          <p>{found ? title : `${title} are not known`}</p>
          <p role="status" className="text-muted text-xs tabular-nums">
            {found
              ? progressWords(check, found, { total, isChecking })
              : isChecking
                ? 'Asking each vault …'
                : `${why} To ask takes a call for each ${noun[0]} or more, at least ${number(total)}, which show in the vaults’ audit logs.`}
          </p>
        </div>
        {isChecking ? (
          <Button size="sm" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button
            size="sm"
            onClick={start}
            disabledReason={isReading ? 'All vaults are still being read: wait until that ends.' : null}
          >
            {found ? again : verb}
          </Button>
        )}
      </div>
      {error ? <ProblemNotice problem={error} /> : null}
    </section>
  )
}

function progressWords(
  check: ObjectCheck,
  found: CheckFindings,
  { total, isChecking }: { total: number; isChecking: boolean },
): string {
  const { noun, done } = checkWords[check]
  const { unread } = coverageOf(found)
  const failed = unread.reduce((sum, { vaults }) => sum + vaults.length, 0)
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(found.asOfMs)
  return [
    `${number(found.values.size)} of ${number(total)} ${total === 1 ? noun[0] : noun[1]} ${done}`,
    isChecking ? ' so far' : `${found.isCancelled ? ', stopped' : ''}, as of ${time}`,
    failed > 0
      ? `; ${number(failed)} ${failed === 1 ? 'vault' : 'vaults'} could not be asked, so theirs are not known`
      : '',
  ].join('')
}
