'use client'

import { ListFilter, X } from 'lucide-react'
import Link from 'next/link'
import { pages } from '@/lib/routes.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { KeyValue, KeyValueList } from '../ui/key-value-list.tsx'
import { absoluteTime } from '../ui/relative-time.tsx'
import { type ActivityRow, objectPage, resultText, utcTime } from './activity-rows.ts'
import { CallerName } from './caller-name.tsx'
import type { ActivityFilterState, ActivityScope, ValueFilter } from './use-activity-filters.ts'

const link = 'underline underline-offset-2'

export interface ActivityDetailProps {
  row: ActivityRow
  filters: ActivityFilterState
  scope: ActivityScope
  onClose: () => void
}

/** Everything that the log knows of one call, and the ways on from it. */
export function ActivityDetail({ row, filters, scope, onClose }: ActivityDetailProps) {
  const { event, caller } = row
  const page = objectPage(event)
  return (
    <aside
      aria-label="Call"
      className="fixed inset-x-0 bottom-0 z-20 flex max-h-96 flex-col border-t bg-raised lg:static lg:max-h-none lg:w-96 lg:shrink-0 lg:border-l"
    >
      <header className="flex items-center gap-2 px-4 py-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{event.operation}</h2>
        <IconButton label="Close the call" size="sm" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-auto px-4 pb-4">
        <KeyValueList>
          <KeyValue label="Time" copy={new Date(event.timeMs).toISOString()}>
            {utcTime(event.timeMs)}
          </KeyValue>
          <KeyValue label="Local time">{absoluteTime(new Date(event.timeMs).toISOString(), 'local')}</KeyValue>
          <KeyValue label="Caller">
            {caller.id ? (
              <Link href={pages.principal(caller.id)} prefetch={false} className={link}>
                <CallerName caller={caller} />
              </Link>
            ) : (
              <CallerName caller={caller} />
            )}
          </KeyValue>
          <Told label="Sign-in name" text={event.callerName} />
          <Told label="Caller’s object id" text={event.callerId} />
          <Told label="Application id" text={event.applicationId} />
          <Told label="Identity of" text={event.identityResource} />
          <KeyValue label="Vault">
            <Link href={pages.vault(event.vaultName)} prefetch={false} className={link}>
              {event.vaultName}
            </Link>
          </KeyValue>
          <KeyValue label="Object">
            {page ? (
              <Link href={page} prefetch={false} className={link}>
                {event.object}
              </Link>
            ) : (
              'The whole vault'
            )}
          </KeyValue>
          <Told label="Version" text={event.version} />
          <KeyValue label="Result">{resultText(event)}</KeyValue>
          {event.description ? <KeyValue label="Reason">{event.description}</KeyValue> : null}
          <Told label="Address" text={event.address} />
          <Told label="Client" text={event.client} />
          <KeyValue label="Through Strongroom">{event.isConsole ? 'Yes' : 'No'}</KeyValue>
          <Told label="Role assignment" text={event.assignmentId} />
          {event.durationMs === null ? null : <KeyValue label="Took">{event.durationMs} ms</KeyValue>}
          <Told label="Correlation id" text={event.correlationId} />
          <KeyValue label="Table">{event.table}</KeyValue>
        </KeyValueList>
        <div className="mt-3 flex flex-wrap gap-2">
          {narrowings(row, scope).map(({ filter, label, value }) => (
            <Button key={filter} size="sm" onClick={() => filters.setValues(filter, [value])}>
              <ListFilter aria-hidden />
              {label}
            </Button>
          ))}
        </div>
        {caller.id ? (
          <p className="mt-3">
            <Link
              href={pages.why({ vault: event.vaultName, object: event.object, principal: caller.id })}
              prefetch={false}
              className={link}
            >
              Why it may, or may not
            </Link>
          </p>
        ) : null}
      </div>
    </aside>
  )
}

/** The same caller, object and so on, where that is not all that is shown anyway. */
function narrowings({ event, caller }: ActivityRow, scope: ActivityScope) {
  const all: { filter: ValueFilter; label: string; value: string }[] = [
    { filter: 'caller', label: 'This caller', value: caller.id },
    { filter: 'operation', label: 'This operation', value: event.operation },
    { filter: 'vault', label: 'This vault', value: scope.vault ? '' : event.vaultName },
    { filter: 'object', label: 'This object', value: scope.object ? '' : event.object },
    { filter: 'address', label: 'This address', value: event.address },
  ]
  return all.filter(({ value }) => value !== '')
}

/** A fact that may be copied; nothing where the log does not have it. */
function Told({ label, text }: { label: string; text: string }) {
  return text ? (
    <KeyValue label={label} copy={text}>
      {text}
    </KeyValue>
  ) : null
}
