'use client'

import { useQuery } from '@tanstack/react-query'
import { RefreshCw, ScrollText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { auditQueries } from '@/lib/queries/audit.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { DataTable } from '../data-table/data-table.tsx'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { activityColumns } from './activity-columns.tsx'
import { ActivityDetail } from './activity-detail.tsx'
import { activityExport, activityRows } from './activity-rows.ts'
import { CoverageNote } from './coverage-note.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { QueryPanel } from './query-panel.tsx'
import { usePeriod } from './use-period.ts'

const tableOptions = { sort: '-time', hidden: ['assignment'] } as const

/** Calls as a table, with what the reader must know of them. */
export function ActivityView() {
  const periodState = usePeriod('24h')
  const reading = useQuery(auditQueries.events(periodState.period))
  const state = useTableUrlState(tableOptions)
  const [openId, setOpenId] = useState<string | null>(null)
  const { data } = reading
  const rows = useMemo(() => (data ? activityRows(data) : []), [data])
  const columns = useMemo(() => activityColumns(setOpenId), [])
  const opened = rows.find(({ id }) => id === openId)
  return (
    <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col pt-3">
        <DataTable
          label="Activity"
          noun={['call', 'calls']}
          columns={columns}
          rows={rows}
          rowId={({ id }) => id}
          state={state}
          isLoading={reading.isPending || (reading.isFetching && rows.length === 0)}
          isStreaming={reading.isFetching && !data?.isComplete}
          error={reading.error ? problemFrom(reading.error) : null}
          onRetry={() => void reading.refetch()}
          actionsOf={(shown) => (
            <>
              <PeriodPicker {...periodState} />
              <IconButton
                label="Ask again"
                variant="secondary"
                isLoading={reading.isFetching}
                onClick={() => void reading.refetch()}
              >
                {reading.isFetching ? null : <RefreshCw aria-hidden />}
              </IconButton>
              <ExportMenu table={() => activityExport(shown)} rowCount={shown.length} />
            </>
          )}
          notice={
            <>
              <CoverageNote coverage={data?.coverage ?? []} />
              <UnreadableParts problems={data?.problems ?? []} consequence="Calls may be missing." />
              <QueryPanel queries={data?.queries ?? []} />
            </>
          }
          empty={
            <EmptyState icon={<ScrollText aria-hidden />} title="No call in this period">
              <p>No vault whose log can be read here was called.</p>
            </EmptyState>
          }
        />
      </div>
      {opened ? <ActivityDetail row={opened} onClose={() => setOpenId(null)} /> : null}
    </div>
  )
}
