'use client'

import { Link2Off } from 'lucide-react'
import Link from 'next/link'
import type { PeriodName } from '@/lib/domain/audit-period.ts'
import { periodWords, utcMinute } from '@/lib/domain/audit-period.ts'
import { coverageWords, type VaultCoverage } from '@/lib/domain/log-coverage.ts'
import type { UsedObject } from '@/lib/queries/object-usage.ts'
import { pages } from '@/lib/routes.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { Badge } from '../ui/badge.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { AssignmentName } from './assignment-name.tsx'
import { CallerName } from './caller-name.tsx'
import { CoverageNote } from './coverage-note.tsx'
import { QueryPanel } from './query-panel.tsx'
import { type NamedUser, useObjectUsers } from './use-object-users.ts'
import { usersExport } from './user-export.ts'

export interface ObjectUsersProps {
  used: UsedObject
  current: { version: string; createdOn: string | null }
  last: PeriodName
}

/** Everybody who called the object, the last one first, and which version each of them has. */
export function ObjectUsers({ used, current, last }: ObjectUsersProps) {
  const { users, usage, vault, isWhole, isPending, problem } = useObjectUsers(used, current, last)
  if (isPending) return <Skeleton className="m-3 w-1/2" />
  if (problem) return <ProblemNotice problem={problem} className="m-3" />
  return (
    <div className="flex flex-col gap-2 border-t p-3">
      <CoverageNote coverage={usage?.coverage ?? []} />
      {usage?.problems.map((one) => (
        <ProblemNotice key={`${one.subject} ${one.message}`} problem={one} />
      ))}
      {users.length > 0 ? <UserTable users={users} used={used} /> : null}
      <div className="flex flex-wrap items-start gap-2">
        <p className="min-w-0 flex-1 text-muted text-sm">{boundsSentence({ users, last, vault, isWhole })}</p>
        <ExportMenu
          table={() => usersExport(users, used)}
          rowCount={users.length}
          {...(usage && {
            report: () => ({ ...usage, title: `Who used ${used.object} of ${used.vaultName}`, period: usage }),
          })}
        />
      </div>
      <QueryPanel queries={usage?.queries ?? []} />
    </div>
  )
}

interface Bounds {
  users: readonly NamedUser[]
  last: PeriodName
  vault: VaultCoverage | undefined
  isWhole: boolean
}

/** What the list is worth: a zero is only said where it is proven. */
function boundsSentence({ users, last, vault, isWhole }: Bounds): string {
  if (!vault || vault.state !== 'logged') {
    return vault ? `Who used it is not known: ${vault.vaultName} ${coverageWords[vault.state].what}` : ''
  }
  const what = users.length === 0 ? 'Nobody used it' : 'Nobody else used it'
  if (isWhole) return `${what} in ${periodWords[last]}. Copies and caches outside Key Vault are in no log.`
  const from = vault.provenFromMs
  return from === null
    ? 'The log holds nothing of this period.'
    : `${what} since ${utcMinute(from)} UTC; what was before is not in the log.`
}

function UserTable({ users, used }: { users: readonly NamedUser[]; used: UsedObject }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-[52rem] border-collapse text-left text-sm">
        <caption className="sr-only">Who used it</caption>
        <thead className="text-muted text-xs">
          <tr className="border-b [&_th]:h-7 [&_th]:pr-3 [&_th]:font-medium">
            <th scope="col">Caller</th>
            <th scope="col">Last call</th>
            <th scope="col">Calls</th>
            <th scope="col">Version</th>
            <th scope="col">Address</th>
            <th scope="col">Client</th>
            <th scope="col">By assignment</th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={`${user.callerId} ${user.applicationId}`} className="border-b align-top [&>*]:py-1 [&>*]:pr-3">
              <th scope="row" className="max-w-56 font-normal">
                <Link href={callsOf(user, used)} prefetch={false} className="hover:underline">
                  <CallerName caller={user.caller} />
                </Link>
                {users.some((other) => other !== user && other.callerId === user.callerId) ? (
                  <span className="block text-muted text-xs" title={user.applicationId}>
                    by application <span className="font-mono">{user.applicationId.slice(0, 8)}</span>
                  </span>
                ) : null}
              </th>
              <td>
                <RelativeTime date={new Date(user.lastMs).toISOString()} />
              </td>
              <td className="tabular-nums">
                {user.calls.toLocaleString('en')}
                {user.refused > 0 ? (
                  <span className="text-danger"> · {user.refused.toLocaleString('en')} refused</span>
                ) : null}
              </td>
              <td>
                <Standing user={user} />
              </td>
              <td className="font-mono text-xs" title={user.addresses.join(', ')}>
                {user.address}
                {user.addresses.length > 1 ? ` + ${user.addresses.length - 1}` : ''}
              </td>
              <td className="max-w-44 truncate" title={user.client}>
                {user.client}
              </td>
              <td className="max-w-56">
                <AssignmentName vaultName={used.vaultName} id={user.assignmentId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The calls behind a row. */
function callsOf({ callerId }: NamedUser, { vaultName, object }: UsedObject): string {
  const [collection, name = ''] = object.split('/')
  const page = { secrets: pages.secret, keys: pages.key, certificates: pages.certificate }[collection ?? '']
  return `${pages.activityOf(page ? page(vaultName, name) : pages.vault(vaultName))}?caller=${encodeURIComponent(callerId)}`
}

function Standing({ user }: { user: NamedUser }) {
  switch (user.standing) {
    case 'newest':
      return <span className="text-muted">{user.followsCurrent ? 'current' : 'current, by its id'}</span>
    case 'fixed':
      return (
        <Badge tone="warning" icon={<Link2Off aria-hidden />}>
          still on {user.version.slice(0, 8)}
        </Badge>
      )
    case 'before':
      return (
        <span className="text-warning">
          {user.version ? `${user.version.slice(0, 8)}, ` : ''}not read since the current one was made
        </span>
      )
    case 'none':
      return <span className="text-faint">none</span>
  }
}
