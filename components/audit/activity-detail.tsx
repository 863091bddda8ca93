'use client'

import { ListFilter, X } from 'lucide-react'
import Link from 'next/link'
import { pages } from '@/lib/routes.ts'
import { Button } from '../ui/button.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { ActivityFacts } from './activity-facts.tsx'
import type { ActivityRow } from './activity-rows.ts'
import type { ActivityFilterState, ActivityScope, ValueFilter } from './use-activity-filters.ts'

export interface ActivityDetailProps {
  row: ActivityRow
  filters: ActivityFilterState
  scope: ActivityScope
  onClose: () => void
}

/** Everything that is known of one call, and the ways on from it. */
export function ActivityDetail({ row, filters, scope, onClose }: ActivityDetailProps) {
  const { event, caller } = row
  return (
    <aside
      aria-label="Call"
      className="fixed inset-x-0 bottom-0 z-20 flex max-h-96 flex-col border-t bg-raised lg:static lg:max-h-none lg:w-96 lg:shrink-0 lg:border-t-0 lg:border-l"
    >
      <header className="flex items-center gap-2 px-4 py-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{event.operation}</h2>
        <IconButton label="Close the call" size="sm" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-auto px-4 pb-4">
        <ActivityFacts row={row} />
        <div className="mt-3 flex flex-wrap gap-2">
          {narrowings(row, scope).map(({ filter, label, value }) => (
            <Button key={filter} size="sm" onClick={() => filters.setValues(filter, [value])}>
              <ListFilter aria-hidden />
              {label}
            </Button>
          ))}
          {caller.id ? (
            <Link
              href={pages.why({ vault: event.vaultName, object: event.object, principal: caller.id })}
              prefetch={false}
              className={buttonStyle({ size: 'sm' })}
            >
              Why it may, or may not
            </Link>
          ) : null}
        </div>
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
