'use client'

import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { questionOf } from '@/lib/domain/access-change.ts'
import { actionsAt, deedLabel } from '@/lib/domain/access-deeds.ts'
import { holderIds, type NamedPrincipal as Named } from '@/lib/domain/access-holding.ts'
import { scopeWords } from '@/lib/domain/access-source.ts'
import type { Chain, Verdict } from '@/lib/domain/access-verdict.ts'
import type { KeyVaultAction } from '@/lib/domain/key-vault-action.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import { pages } from '@/lib/routes.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Select } from '../ui/select.tsx'
import { NamedPrincipal } from './named-principal.tsx'
import type { AccessReading } from './use-access-reading.ts'

interface RightSelectProps {
  object: ObjectPath | null
  action: KeyVaultAction
  onChange: (action: string) => void
}

/** Which right is asked about. */
export function RightSelect({ object, action, onChange }: RightSelectProps) {
  const items = actionsAt(object, 'rbac').map((one) => ({
    value: one.action,
    label: one.words.charAt(0).toUpperCase() + one.words.slice(1),
  }))
  return <Select label="Right" value={action.action} onValueChange={onChange} items={items} className="w-72" />
}

type Allowing = Exclude<Verdict, { outcome: 'cannot' }>

const outcomes: Record<Allowing['outcome'], string> = {
  can: 'Can, now',
  unknown: 'Can where a condition is met',
  couldActivate: 'Could, after activating a role',
  couldGrantItself: 'Could give it to itself',
}
const order = Object.keys(outcomes)

interface RightTableProps {
  told: AccessReading
  object: ObjectPath | null
  action: KeyVaultAction
  filter: string
}

/** Everybody who has one right, members of groups too, with what lets them. */
export function RightTable({ told, object, action, filter }: RightTableProps) {
  const word = filter.trim().toLowerCase()
  const ids = new Set([...holderIds(told.reading, object), ...told.reading.memberOf.map(([id]) => id)])
  const rows = [...ids]
    .map((id) => ({ principal: told.principal(id), verdict: told.access.of(id, questionOf(action, object)) }))
    .filter((row): row is { principal: Named; verdict: Allowing } => row.verdict.outcome !== 'cannot')
    .filter(({ principal: { id, name, detail = '' } }) => `${id} ${name} ${detail}`.toLowerCase().includes(word))
    .sort(
      (left, right) =>
        order.indexOf(left.verdict.outcome) - order.indexOf(right.verdict.outcome) ||
        left.principal.name.localeCompare(right.principal.name),
    )
  if (rows.length === 0) {
    return (
      <EmptyState icon={<SearchX aria-hidden />} title={`Nobody that is shown can do this: ${deedLabel(action)}`}>
        <p>
          {object
            ? 'Not with this object.'
            : 'Not in the whole vault. A role on one object alone is seen on that object.'}
        </p>
      </EmptyState>
    )
  }
  return (
    <table className="w-full min-w-[48rem] border-collapse text-left">
      <caption className="sr-only">Who can: {deedLabel(action)}</caption>
      <thead className="sticky top-0 z-10 bg-canvas text-muted text-xs">
        <tr className="border-b [&_th]:h-8 [&_th]:px-2 [&_th]:font-medium [&_th:first-child]:pl-4 sm:[&_th:first-child]:pl-6">
          <th scope="col">Principal</th>
          <th scope="col">How far</th>
          <th scope="col">What lets it</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ principal, verdict }) => (
          <tr key={principal.id} className="border-b align-top [&>*]:px-2 [&>*]:py-2">
            <th scope="row" className="w-72 pl-4! font-normal sm:pl-6!">
              <NamedPrincipal principal={principal} />
            </th>
            <td className={verdict.outcome === 'can' ? 'w-56' : 'w-56 text-warning'}>{outcomes[verdict.outcome]}</td>
            <td>
              <ul>
                {verdict.chains.map((chain) => {
                  const words = chainWords(chain, (id) => told.principal(id).name)
                  return <li key={words}>{words}</li>
                })}
              </ul>
            </td>
            <td className="w-24">
              <Link
                prefetch={false}
                className="text-accent hover:underline"
                aria-label={`Why ${principal.name} can`}
                href={pages.why({
                  vault: told.reading.vault.name,
                  ...(object && { object }),
                  action: action.action,
                  principal: principal.id,
                })}
              >
                Explain
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function chainWords(chain: Chain, nameOf: (id: string) => string): string {
  const through = chain.way.length > 1 ? `through ${chain.way.slice(1).map(nameOf).join(' → ')}: ` : ''
  return chain.kind === 'policy'
    ? `${through}an access policy of the vault`
    : `${through}${chain.role.roleName} at ${scopeWords(chain.assignment.scope)}`
}
