'use client'

import { History, RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { pages } from '@/lib/routes.ts'
import { DataTable } from '../data-table/data-table.tsx'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { activityColumns } from './activity-columns.tsx'
import { ActivityDetail } from './activity-detail.tsx'
import { ActivityFilters } from './activity-filters.tsx'
import { activityExport } from './activity-rows.ts'
import { AuditTimeline } from './audit-timeline.tsx'
import { CoverageNote } from './coverage-note.tsx'
import { LimitNote } from './limit-note.tsx'
import { LiveButton, LiveStatus } from './live-button.tsx'
import { NoActivity } from './no-activity.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { QueryPanel } from './query-panel.tsx'
import { useActivity } from './use-activity.ts'
import { type ActivityScope, useActivityFilters } from './use-activity-filters.ts'
import { usePeriod } from './use-period.ts'

const ofEstate = { sort: '-time', hidden: ['assignment'] } as const
const ofVault = { sort: '-time', hidden: ['where'] } as const
const ofObject = { sort: '-time', hidden: ['where', 'what'] } as const
const everything: ActivityScope = {}

/** Calls as a table and over time, with what the reader must know of them. */
export function ActivityView({ scope = everything }: { scope?: ActivityScope }) {
  const periodState = usePeriod('7d')
  const { period, setPeriod } = periodState
  const filters = useActivityFilters(scope)
  const base = useMemo(
    () => ({ ...(scope.vault && { vaults: [scope.vault] }), ...(scope.object && { objects: [scope.object] }) }),
    [scope.vault, scope.object],
  )
  const { reading, timeline, live, rows, newCount, met, wholeFrom, reload } = useActivity(period, filters.asked, base)
  const state = useTableUrlState(scope.object ? ofObject : scope.vault ? ofVault : ofEstate)
  const { hrefOf, openId, close } = useOpenCall()
  const { data } = reading
  const coverage = data?.coverage ?? []
  const opened = rows.find(({ id }) => id === openId)
  const proven = coverage.flatMap(({ provenFromMs }) => provenFromMs ?? [])
  return (
    <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2 pt-3">
        <div className="flex flex-wrap items-start gap-2 px-4 sm:px-6">
          <ActivityFilters filters={filters} scope={scope} rows={rows} met={met} />
          <div className="ml-auto flex flex-wrap items-center gap-2">
            <PeriodPicker {...periodState} />
            <LiveButton live={live} />
            {scope.vault ? (
              <Link
                href={pages.auditChanges({ vault: scope.vault, ...(scope.object && { q: scope.object }) })}
                prefetch={false}
                className={buttonStyle()}
              >
                <History aria-hidden />
                Changes
              </Link>
            ) : null}
            <IconButton label="Ask again" variant="secondary" isLoading={reading.isFetching} onClick={reload}>
              {reading.isFetching ? null : <RefreshCw aria-hidden />}
            </IconButton>
          </div>
        </div>
        {timeline.data && timeline.data.steps.length > 0 ? (
          <div className="px-4 sm:px-6">
            <AuditTimeline
              timeline={timeline.data}
              provenFromMs={coverage.length === 0 ? 0 : proven.length > 0 ? Math.min(...proven) : null}
              onNarrow={(fromMs, toMs) => setPeriod({ fromMs, toMs })}
              onOutcome={filters.setOutcome}
            />
          </div>
        ) : null}
        <DataTable
          label="Activity"
          noun={['call', 'calls']}
          columns={activityColumns}
          rows={rows}
          rowId={({ id }) => id}
          rowHref={({ id }) => hrefOf(id)}
          state={state}
          isLoading={reading.isPending || (reading.isFetching && rows.length === 0)}
          isStreaming={reading.isFetching && !data?.isComplete}
          error={reading.error ? problemFrom(reading.error) : null}
          onRetry={reload}
          actionsOf={(shown) => (
            <ExportMenu
              table={() => activityExport(shown)}
              rowCount={shown.length}
              {...(data && { report: () => ({ title: 'Calls to Key Vault', period: data, ...data }) })}
            />
          )}
          notice={
            <>
              <CoverageNote coverage={coverage} />
              <UnreadableParts
                problems={(data?.problems ?? []).filter(({ code, azure }) => code !== 'truncated' || azure)}
                consequence="Calls may be missing."
              />
              {wholeFrom === null || !data ? null : (
                <LimitNote
                  wholeFrom={wholeFrom}
                  onEarlier={() => setPeriod({ fromMs: data.fromMs, toMs: wholeFrom + 1 })}
                />
              )}
              <div className="flex flex-wrap items-start gap-2 *:min-w-64 *:flex-1">
                <QueryPanel queries={data?.queries ?? []} />
                <QueryPanel label="Timeline’s query" queries={timeline.data?.queries ?? []} />
              </div>
              <LiveStatus live={live} newCount={newCount} />
            </>
          }
          empty={<NoActivity coverage={coverage} filters={filters} />}
        />
      </div>
      {opened ? <ActivityDetail row={opened} filters={filters} scope={scope} onClose={close} /> : null}
    </div>
  )
}

/** Which call is open: in the address, so that a call can be shown to somebody else. */
function useOpenCall() {
  const search = useSearchParams()
  const pathname = usePathname()
  const router = useRouter()
  const withCall = (id: string | null) => {
    const next = new URLSearchParams(search)
    if (id === null) next.delete('call')
    else next.set('call', id)
    return `${pathname}?${next}`
  }
  return {
    openId: search.get('call'),
    hrefOf: withCall,
    close: () => router.replace(withCall(null), { scroll: false }),
  }
}
