'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  type AccessPolicy,
  policyCollections,
  policyKey,
  policyPermissions,
  spelledOut,
  templateOf,
} from '@/lib/domain/access-policy.ts'
import { NamedPrincipal } from '../access/named-principal.tsx'
import { Button } from '../ui/button.tsx'
import type { PolicyNames } from './policy-names.ts'

/** Rows beyond this are drawn when asked for: a vault may have 1,024 entries. */
const mostRows = 200

export interface PolicyTableProps {
  entries: readonly AccessPolicy[]
  names: PolicyNames
  disabledReason: string | null
  onEdit: (entry: AccessPolicy) => void
  onRemove: (entry: AccessPolicy) => void
  onIntent: object
}

/** Each entry: to whom, through which application, and what it permits kind by kind. */
export function PolicyTable({ entries, names, disabledReason, onEdit, onRemove, onIntent }: PolicyTableProps) {
  const [isAll, setIsAll] = useState(false)
  const shown = isAll ? entries : entries.slice(0, mostRows)
  return (
    <>
      <table className="w-full min-w-[60rem] border-collapse text-left align-top">
        <caption className="sr-only">Access policies</caption>
        <thead className="sticky top-0 z-10 bg-canvas text-muted text-xs">
          <tr className="border-b [&_th]:h-8 [&_th]:px-2 [&_th]:font-medium [&_th:first-child]:pl-4 sm:[&_th:first-child]:pl-6">
            <th scope="col">Principal</th>
            <th scope="col">Secrets</th>
            <th scope="col">Keys</th>
            <th scope="col">Certificates</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => {
            const { name } = names.principal(entry.objectId)
            return (
              <tr key={policyKey(entry)} className="border-b align-top [&>*]:px-2 [&>*]:py-2">
                <th scope="row" className="w-72 pl-4! font-normal sm:pl-6!">
                  <NamedPrincipal principal={names.principal(entry.objectId)} />
                  <EntryNotes entry={entry} names={names} />
                </th>
                {policyCollections.map((kind) => (
                  <td key={kind} className="text-sm">
                    <Permitted kind={kind} entry={entry} />
                  </td>
                ))}
                <td className="w-44">
                  <span className="flex gap-1">
                    <Button
                      size="sm"
                      aria-label={`Edit the access policy of ${name}`}
                      {...onIntent}
                      disabledReason={disabledReason}
                      onClick={() => onEdit(entry)}
                    >
                      <Pencil aria-hidden />
                      Edit
                    </Button>
                    <Button
                      size="sm"
                      variant="danger-quiet"
                      aria-label={`Remove the access policy of ${name}`}
                      disabledReason={disabledReason}
                      onClick={() => onRemove(entry)}
                    >
                      <Trash2 aria-hidden />
                      Remove
                    </Button>
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {shown.length < entries.length ? (
        <div className="px-4 py-3 sm:px-6">
          <Button onClick={() => setIsAll(true)}>Show all {entries.length.toLocaleString('en')}</Button>
        </div>
      ) : null}
    </>
  )
}

function EntryNotes({ entry, names }: { entry: AccessPolicy; names: PolicyNames }) {
  const template = templateOf(entry.permissions)
  return (
    <span className="flex flex-col pl-6 text-xs">
      {entry.applicationId ? (
        <span className="text-info">
          Only when acting through <span className="font-medium">{names.application(entry.applicationId)}</span>
        </span>
      ) : null}
      {template ? <span className="text-muted">Template: {template.name}</span> : null}
      {entry.permissions.storage.length > 0 ? (
        <span className="text-muted">Storage accounts too: {entry.permissions.storage.join(', ')}</span>
      ) : null}
    </span>
  )
}

function Permitted({ kind, entry }: { kind: (typeof policyCollections)[number]; entry: AccessPolicy }) {
  const named = spelledOut(kind, entry.permissions[kind])
  if (named.length === 0) return <span className="text-faint">None</span>
  if (named.length === policyPermissions[kind].length) {
    return (
      <>
        All permissions
        <span className="block text-muted text-xs">Purge among them</span>
      </>
    )
  }
  const groups = Object.entries(Object.groupBy(named, ({ group }) => group))
  return (
    <span className="flex flex-col gap-0.5">
      {groups.map(([group, permissions = []]) => (
        <span key={group} className={group === 'privileged' ? 'text-warning' : ''}>
          {permissions.map(({ label }) => label).join(', ')}
        </span>
      ))}
    </span>
  )
}
