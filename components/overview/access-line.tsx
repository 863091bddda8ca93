'use client'

import { useQuery } from '@tanstack/react-query'
import { UserKey } from 'lucide-react'
import Link from 'next/link'
import { findingWords } from '@/lib/domain/access-finding-words.ts'
import { accessQueries } from '@/lib/queries/access.ts'
import { pages } from '@/lib/routes.ts'

/** What of access should be looked at, by the reading that the access page shares; nothing where there is nothing. */
export function AccessLine() {
  const { data, isFetching } = useQuery(accessQueries.estate())
  if (isFetching) return <p className="py-2 text-muted text-xs">Reading who can reach what …</p>
  const findings = data?.findings ?? []
  const count = findings.reduce((sum, { rows }) => sum + rows.length, 0)
  if (count === 0) return null
  return (
    <div className="flex items-start gap-2.5 border-b py-2">
      <UserKey className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <div className="min-w-0 flex-1">
        <Link href={pages.accessFindings()} className="font-medium hover:underline">
          <span className="tabular-nums">{count.toLocaleString('en')}</span> {count === 1 ? 'right' : 'rights'} of
          access to look at
        </Link>
        <p className="text-muted text-xs">
          {findings
            .slice(0, 3)
            .map(
              ({ id, rows }) =>
                `${rows.length.toLocaleString('en')} ${findingWords[id].title[rows.length === 1 ? 0 : 1]}`,
            )
            .join(' · ')}
          {findings.length > 3 ? ` and ${findings.length - 3} more kinds` : ''}
        </p>
      </div>
    </div>
  )
}
