'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { roleAssignmentQueries } from '@/lib/queries/role-assignments.ts'
import { pages } from '@/lib/routes.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { absoluteTime } from '../ui/relative-time.tsx'
import { type ActivityRow, objectPage, resultText, utcTime } from './activity-rows.ts'
import { CallerName } from './caller-name.tsx'

const link = 'underline underline-offset-2'

/** Every fact that the log has of one call, the name of the role assignment added. */
export function ActivityFacts({ row: { event, caller } }: { row: ActivityRow }) {
  const page = objectPage(event)
  const time = new Date(event.timeMs).toISOString()
  return (
    <dl className="divide-y divide-line border-y text-sm">
      <Fact label="Time" copy={time}>
        {utcTime(event.timeMs)}
      </Fact>
      <Fact label="Local time">{absoluteTime(time, 'local')}</Fact>
      <Fact label="Caller">
        {caller.id ? (
          <Link href={pages.principal(caller.id)} prefetch={false} className={link}>
            <CallerName caller={caller} />
          </Link>
        ) : (
          <CallerName caller={caller} />
        )}
      </Fact>
      <Told label="Sign-in name" text={event.callerName} />
      <Told label="Object id" text={event.callerId} />
      <Told label="Application" text={event.applicationId} />
      <Told label="Identity of" text={event.identityResource} />
      <Fact label="Vault">
        <Link href={pages.vault(event.vaultName)} prefetch={false} className={link}>
          {event.vaultName}
        </Link>
      </Fact>
      <Fact label="Object">
        {page ? (
          <Link href={page} prefetch={false} className={link}>
            {event.object}
          </Link>
        ) : (
          'The whole vault'
        )}
      </Fact>
      <Told label="Version" text={event.version} />
      <Fact label="Result">{resultText(event)}</Fact>
      {event.description ? <Fact label="Reason">{event.description}</Fact> : null}
      <Told label="Address" text={event.address} />
      <Told label="Client" text={event.client} />
      <Fact label="Strongroom">{event.isConsole ? 'Called through it' : 'Not called through it'}</Fact>
      {event.assignmentId ? <ByAssignment vaultName={event.vaultName} name={event.assignmentId} /> : null}
      {event.durationMs === null ? null : <Fact label="Took">{event.durationMs.toLocaleString('en')} ms</Fact>}
      <Told label="Correlation" text={event.correlationId} />
      <Fact label="Table">{event.table}</Fact>
    </dl>
  )
}

/** The assignment by its role and scope, where it is still there and may be read. */
function ByAssignment({ vaultName, name }: { vaultName: string; name: string }) {
  const { data } = useQuery(roleAssignmentQueries.ofVault(vaultName))
  const assignment = data?.assignments.find((one) => one.name.toLowerCase() === name.toLowerCase())
  const role = data?.roles.find(({ id }) => id.toLowerCase() === assignment?.roleDefinitionId.toLowerCase())
  return (
    <>
      <Told label="Assignment" text={name} />
      {assignment && role ? (
        <Fact label="By role">
          <Link href={pages.accessOf(pages.vault(vaultName))} prefetch={false} className={link}>
            {role.roleName}
          </Link>{' '}
          <span className="text-muted text-xs" title={assignment.scope}>
            at {assignment.scope.slice(assignment.scope.lastIndexOf('/') + 1) || 'the root'}
          </span>
        </Fact>
      ) : data ? (
        <Fact label="By role">
          <span className="text-muted">The assignment is no longer there, or you may not read it.</span>
        </Fact>
      ) : null}
    </>
  )
}

function Fact({ label, copy, children }: { label: string; copy?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-start gap-2 py-1.5">
      <dt className="w-24 shrink-0 text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-1 items-start gap-1">
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</span>
        {copy ? <CopyButton text={copy} what={label.toLowerCase()} className="-my-1" /> : null}
      </dd>
    </div>
  )
}

/** A fact that may be copied; nothing where the log does not have it. A long path is shown by its end. */
function Told({ label, text }: { label: string; text: string }) {
  if (!text) return null
  const isPath = text.startsWith('/')
  return (
    <Fact label={label} copy={text}>
      <span className="font-mono text-xs" title={isPath ? text : undefined}>
        {isPath ? text.split('/').slice(-2).join('/') : text}
      </span>
    </Fact>
  )
}
