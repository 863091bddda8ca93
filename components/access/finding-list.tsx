'use client'

import { ChevronRight, CircleCheck, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { findingWords } from '@/lib/domain/access-finding-words.ts'
import type { AccessFinding, FindingRow } from '@/lib/domain/access-findings.ts'
import { pages } from '@/lib/routes.ts'
import { CommandsMenu } from '../commands-menu.tsx'
import { Button } from '../ui/button.tsx'
import { PrincipalName } from './principal-name.tsx'
import type { AccessDirectory } from './use-access.ts'

export interface FindingListProps {
  findings: readonly AccessFinding[]
  isComplete: boolean
  directory: AccessDirectory
}

/** What should be looked at: why it matters, the rows behind it, and the commands that put each right. */
export function FindingList({ findings, isComplete, directory }: FindingListProps) {
  return (
    <div className="flex-1 overflow-auto border-t">
      <div className="flex max-w-6xl flex-col px-4 pb-8 sm:px-6">
        {findings.length === 0 ? (
          <p className="flex items-center gap-2 py-4">
            {isComplete ? <CircleCheck className="size-4 text-ok" aria-hidden /> : null}
            {isComplete
              ? 'Nothing of what could be read wants attention.'
              : 'Findings are told when all has been read.'}
          </p>
        ) : null}
        {findings.map((finding) => (
          <Finding key={finding.id} finding={finding} directory={directory} />
        ))}
        <p className="pt-4 text-muted text-xs">
          Whether an object that a role is assigned for is still there, only its vault could tell; that is not asked
          here. Each removal takes a right away at once: look at what uses it first.
        </p>
      </div>
    </div>
  )
}

const firstRows = 20

function Finding({ finding: { id, rows }, directory }: { finding: AccessFinding; directory: AccessDirectory }) {
  const [isWhole, setIsWhole] = useState(false)
  const { title, why } = findingWords[id]
  const shown = isWhole ? rows : rows.slice(0, firstRows)
  return (
    <details className="group border-b">
      <summary className="flex cursor-pointer list-none items-start gap-2.5 py-2.5 [&::-webkit-details-marker]:hidden">
        <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
        <span className="min-w-0 flex-1">
          <strong className="font-medium">
            <span className="tabular-nums">{rows.length.toLocaleString('en')}</span> {title[rows.length === 1 ? 0 : 1]}
          </strong>
          <span className="block text-muted text-xs">{why}</span>
        </span>
        <ChevronRight className="mt-0.5 size-4 text-faint transition-transform group-open:rotate-90" aria-hidden />
      </summary>
      <table className="mb-3 w-full text-sm">
        <thead className="text-left text-muted text-xs">
          <tr>
            <th className="py-1 pr-3 font-normal">Principal</th>
            <th className="py-1 pr-3 font-normal">What</th>
            <th className="py-1 pr-3 font-normal">Where</th>
            <th className="py-1 font-normal">Fix</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={`${row.principalId} ${row.what} ${row.place}`} {...{ row, directory }} />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length ? (
        <Button size="sm" className="mb-3" onClick={() => setIsWhole(true)}>
          Show all {rows.length.toLocaleString('en')}
        </Button>
      ) : null}
    </details>
  )
}

function Row({ row: { principalId, what, place, fix }, directory }: { row: FindingRow; directory: AccessDirectory }) {
  return (
    <tr className="border-t align-top">
      <td className="max-w-60 py-1.5 pr-3">
        <Link href={pages.principal(principalId)} prefetch={false} className="block hover:underline">
          <PrincipalName principal={directory.principal(principalId)} />
        </Link>
      </td>
      <td className="py-1.5 pr-3">{what}</td>
      <td className="py-1.5 pr-3 [overflow-wrap:anywhere]">{place}</td>
      <td className="w-28 py-1">{fix.length > 0 ? <CommandsMenu commands={fix} /> : null}</td>
    </tr>
  )
}
