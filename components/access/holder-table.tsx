'use client'

import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { holderIds, holdingsOf, type NamedPrincipal as Named } from '@/lib/domain/access-holding.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import type { VaultAssignment } from '@/lib/domain/vault-assignments.ts'
import { Button } from '../ui/button.tsx'
import { DeedLines } from './deed-lines.tsx'
import { HoldingId, HoldingTimes, HoldingWay } from './holding-facts.tsx'
import { NamedPrincipal } from './named-principal.tsx'
import type { AccessReading } from './use-access-reading.ts'

/** Rows beyond this are drawn when asked for: a subscription may have 4,000 assignments. */
const mostRows = 200

/** Who is shown for a filter: those who hold something, by name; searched for, members of groups too. */
export function matching({ reading, principal }: AccessReading, object: ObjectPath | null, filter: string): Named[] {
  const word = filter.trim().toLowerCase()
  const holders = holderIds(reading, object)
  const ids = word ? new Set([...holders, ...reading.memberOf.map(([id]) => id)]) : holders
  return [...ids]
    .map(principal)
    .filter(({ id, name, detail = '' }) => {
      if (!word) return true
      const roles = holdingsOf(reading, id, object)
      return (
        roles.length > 0 && [id, name, detail, ...roles.map(({ what }) => what)].join(' ').toLowerCase().includes(word)
      )
    })
    .sort(
      (left, right) =>
        Number(left.state !== 'known') - Number(right.state !== 'known') || left.name.localeCompare(right.name),
    )
}

export interface HolderTableProps {
  told: AccessReading
  object: ObjectPath | null
  rows: readonly Named[]
  /** Stands at the end of each role that somebody holds. */
  rowActions: (assignment: VaultAssignment) => ReactNode
}

/** Each principal with everything by which it reaches the place. */
export function HolderTable({ told, object, rows, rowActions }: HolderTableProps) {
  const [isAll, setIsAll] = useState(false)
  const shown = isAll ? rows : rows.slice(0, mostRows)
  return (
    <>
      <table className="w-full min-w-[60rem] border-collapse text-left align-top">
        <caption className="sr-only">Who has access, by principal</caption>
        <thead className="sticky top-0 z-10 bg-canvas text-muted text-xs">
          <tr className="border-b [&_th]:h-8 [&_th]:px-2 [&_th]:font-medium [&_th:first-child]:pl-4 sm:[&_th:first-child]:pl-6">
            <th scope="col">Principal</th>
            <th scope="col">What it can do {object ? 'with it' : 'in the vault'}</th>
            <th scope="col">By what</th>
            <th scope="col">Since</th>
            <th scope="col">Assignment</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        {shown.map((principal) => (
          <HolderRows key={principal.id} {...{ told, object, principal }} rowActions={rowActions} />
        ))}
      </table>
      {shown.length < rows.length ? (
        <div className="px-4 py-3 sm:px-6">
          <Button onClick={() => setIsAll(true)}>Show all {rows.length.toLocaleString('en')}</Button>
        </div>
      ) : null}
    </>
  )
}

function HolderRows({ told, object, principal, rowActions }: Omit<HolderTableProps, 'rows'> & { principal: Named }) {
  const holdings = holdingsOf(told.reading, principal.id, object)
  const nameOf = (id: string) => told.principal(id).name
  return (
    <tbody className="border-b">
      {holdings.map((holding, index) => (
        <tr key={holding.id} className="align-top [&>*]:px-2 [&>*]:py-2">
          {index === 0 ? (
            <>
              <th scope="rowgroup" rowSpan={holdings.length} className="w-64 pl-4! font-normal sm:pl-6!">
                <NamedPrincipal principal={principal} />
                {principal.type === 'group' ? <Members told={told} groupId={principal.id} /> : null}
              </th>
              <td rowSpan={holdings.length} className="w-72">
                <DeedLines told={told} principalId={principal.id} object={object} holdings={holdings} />
              </td>
            </>
          ) : null}
          <td>
            <HoldingWay holding={holding} nameOf={nameOf} />
          </td>
          <td className="w-32 whitespace-nowrap">
            <HoldingTimes holding={holding} />
          </td>
          <td className="w-32">
            <HoldingId holding={holding} />
          </td>
          {/* What a group holds is changed in the group's own row, since it changes for all of them. */}
          <td className="w-28">
            {holding.assignment && holding.way.length === 1 ? rowActions(holding.assignment) : null}
          </td>
        </tr>
      ))}
    </tbody>
  )
}

/** Members of a group, drawn when it is opened. */
function Members({ told, groupId }: { told: AccessReading; groupId: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const { memberOf, unread } = told.reading
  const ids = memberOf.flatMap(([id, groups]) => (groups.includes(groupId) ? id : []))
  if (unread.includes('members')) return <p className="pl-6 text-muted text-xs">Its members could not be read</p>
  if (ids.length === 0) return <p className="pl-6 text-muted text-xs">It has no members</p>
  return (
    <div className="pt-1 pl-5">
      <Button size="sm" variant="ghost" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <ChevronRight className={isOpen ? 'rotate-90' : ''} aria-hidden />
        {ids.length.toLocaleString('en')} {ids.length === 1 ? 'member' : 'members'}
      </Button>
      {isOpen ? (
        <ul aria-label={`Members of ${told.principal(groupId).name}`} className="flex flex-col gap-1 pt-1">
          {ids
            .map(told.principal)
            .sort((left, right) => left.name.localeCompare(right.name))
            .map((member) => (
              <li key={member.id}>
                <NamedPrincipal principal={member} />
              </li>
            ))}
        </ul>
      ) : null}
    </div>
  )
}
