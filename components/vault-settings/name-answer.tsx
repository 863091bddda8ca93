'use client'

import { Check, CircleAlert, LoaderCircle } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import type { VaultNameAnswer } from '@/lib/domain/new-vault.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { pages } from '@/lib/routes.ts'

export interface NameAnswerProps {
  answer: VaultNameAnswer | undefined
  error: Error | null
  isChecking: boolean
}

/** What Azure says of the name as it is typed. */
export function NameAnswer({ answer, error, isChecking }: NameAnswerProps) {
  if (error && !isChecking) {
    return <ProblemNotice problem={{ ...problemFrom(error), subject: 'Whether the name is free' }} />
  }
  return (
    <div aria-live="polite" className="-mt-2 text-xs">
      {isChecking ? (
        <Line icon={<LoaderCircle className="size-3.5 animate-spin" aria-hidden />}>Asking whether it is free …</Line>
      ) : answer ? (
        <Answer answer={answer} />
      ) : null}
    </div>
  )
}

function Answer({ answer }: { answer: VaultNameAnswer }) {
  if (answer.state === 'free') {
    return <Line icon={<Check className="size-3.5 text-ok" aria-hidden />}>This name is free.</Line>
  }
  return (
    <Line icon={<CircleAlert className="size-3.5 text-danger" aria-hidden />}>
      {answer.state === 'invalid' ? (
        answer.message
      ) : answer.state === 'taken' ? (
        'This name is taken, perhaps by a vault that you cannot see: names are unique in all of Azure.'
      ) : (
        <>
          A deleted vault holds this name
          {answer.scheduledPurgeDate ? ` until ${answer.scheduledPurgeDate.slice(0, 10)}` : ''}.{' '}
          <Link href={pages.deletedVaults()} className="font-medium text-accent hover:underline">
            {answer.isPurgeProtectionEnabled ? 'Recover it' : 'Recover or purge it'}
          </Link>
          {answer.isPurgeProtectionEnabled ? ': purge protection keeps it from being purged before.' : ' first.'}
        </>
      )}
    </Line>
  )
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-center gap-1.5">
      {icon}
      <span>{children}</span>
    </p>
  )
}
