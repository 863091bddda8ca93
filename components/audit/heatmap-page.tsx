'use client'

import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { heatmapLimits, vaultOfColumn } from '@/lib/domain/access-heatmap.ts'
import { mostCalls } from '@/lib/domain/heat-grid.ts'
import { type HeatmapView, shownView, wholeView } from '@/lib/domain/heatmap-view.ts'
import type { VaultCoverage } from '@/lib/domain/log-coverage.ts'
import { heatmapQueries, type ReadHeatmap } from '@/lib/queries/audit-heatmap.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { pages } from '@/lib/routes.ts'
import { HeatCanvas } from '../heatmap/heat-canvas.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { AuditFrame } from './audit-frame.tsx'
import { CoverageNote } from './coverage-note.tsx'
import { HeatmapLegend } from './heatmap-legend.tsx'
import { heatmapExport, heatmapRows } from './heatmap-rows.ts'
import { HeatmapTable } from './heatmap-table.tsx'
import { HeatmapToolbar } from './heatmap-toolbar.tsx'
import { describeCell } from './heatmap-words.ts'
import { PeriodPicker } from './period-picker.tsx'
import { QueryPanel } from './query-panel.tsx'
import { type HeatmapFilters, useHeatmapFilters } from './use-heatmap-filters.ts'
import { type ReadRights, useHeatmapRights } from './use-heatmap-rights.ts'
import { usePeriod } from './use-period.ts'

/** Who reached which vault or object how often, what was refused, and what nobody can know. */
export function HeatmapPage() {
  const filters = useHeatmapFilters()
  const { period, setPeriod } = usePeriod()
  const { by, vaults } = filters
  const { data, error, isPending, isFetching, refetch, dataUpdatedAt } = useQuery(
    heatmapQueries.access(period, { by, vaults, isConsoleShown: filters.console }),
  )
  const { data: known } = useQuery(vaultQueries.list())
  const { rights, isReading: areRightsRead, error: rightsError } = useHeatmapRights(filters.rights && by === 'vault')
  const whole = useMemo(() => data && wholeView(data.heatmap, data, rights), [data, rights])
  const view = useMemo(
    () => whole && shownView(whole, { q: filters.q, order: filters.order }),
    [whole, filters.q, filters.order],
  )
  const reload = () => void refetch()
  const rows = () => (view ? heatmapRows(view) : [])
  return (
    <AuditFrame about="Who reached which vault or object how often, counted where the logs are.">
      <div className="flex flex-col gap-2 px-4 pt-3 pb-1 sm:px-6">
        <HeatmapToolbar
          period={<PeriodPicker period={period} setPeriod={setPeriod} />}
          filters={filters}
          vaultNames={(known?.items ?? []).map(({ name }) => name).sort()}
          isReading={isFetching || areRightsRead}
          onReload={reload}
          table={() => heatmapExport(rows(), by)}
          rowCount={view?.principals.length ?? 0}
          {...(data && {
            report: () => ({ title: 'Access heatmap', period: data, asOfMs: dataUpdatedAt, ...data.heatmap }),
          })}
        />
        {data ? <CoverageNote coverage={data.heatmap.coverage} /> : null}
        <UnreadableParts
          problems={data?.heatmap.problems ?? []}
          consequence="What is shown is true, and there may be more."
        />
        {error && data ? <ProblemNotice problem={problemFrom(error)} /> : null}
        {rightsError ? <ProblemNotice problem={rightsError} /> : null}
        {data ? <QueryPanel queries={data.heatmap.queries} /> : null}
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <p role="status" aria-label="Count" className="text-muted text-xs tabular-nums">
            {data && view ? countWords(data, view) : 'Counting calls …'}
          </p>
          {view && filters.view === 'heatmap' ? (
            <HeatmapLegend most={mostCalls(view.grid)} areRightsShown={rights !== undefined} />
          ) : null}
        </div>
      </div>
      {isPending ? (
        <div className="flex flex-col gap-3 border-t px-4 py-4 sm:px-6" aria-hidden>
          <Skeleton className="w-2/3" />
          <Skeleton className="w-3/5" />
          <Skeleton className="w-1/2" />
        </div>
      ) : error && !data ? (
        <ProblemNotice
          variant="page"
          problem={problemFrom(error)}
          actions={<Button onClick={reload}>Try again</Button>}
        />
      ) : data && view && view.principals.length > 0 && view.columns.length > 0 ? (
        <Shown {...{ data, view, filters, rights }} />
      ) : (
        <div className="flex-1 overflow-auto border-t">
          <EmptyState
            icon={<SearchX aria-hidden />}
            title={filters.q ? `Nothing matches “${filters.q}”` : 'No call is known in this time'}
          >
            <p>
              {filters.q
                ? 'Names of callers, their ids, and names of vaults and objects are searched.'
                : 'Vaults that are not logged are named above: of them nothing is known.'}
            </p>
          </EmptyState>
        </div>
      )}
    </AuditFrame>
  )
}

interface ShownProps {
  data: ReadHeatmap
  view: HeatmapView
  filters: HeatmapFilters
  rights: ReadRights | undefined
}

const heads = { rowHead: 230, columnHead: 168 }

function Shown({ data, view, filters, rights }: ShownProps) {
  const router = useRouter()
  const { fromMs, toMs, heatmap } = data
  const coverage = useMemo(
    () => new Map(heatmap.coverage.map((one): [string, VaultCoverage] => [one.vaultName.toLowerCase(), one])),
    [heatmap],
  )
  const labels = useMemo(
    () => ({
      row: (row: number) => view.principals[row]?.name ?? '',
      column: (column: number) => view.columns[column] ?? '',
      // Many objects of one vault begin with the same word: their names alone have room.
      shortColumn: (column: number) => view.columns[column]?.split('/').at(-1) ?? '',
    }),
    [view],
  )
  const size = Number(filters.zoom)
  const cell = useMemo(() => ({ width: size, height: size }), [size])
  const hrefOf = (principalId: string, column: string) =>
    pages.audit(cellFilters({ principalId, column, fromMs, toMs }))
  if (filters.view === 'table') return <HeatmapTable view={view} hrefOf={hrefOf} />
  return (
    <HeatCanvas
      label={heatmap.by === 'vault' ? 'Calls by caller and vault' : 'Calls by caller and object'}
      grid={view.grid}
      {...{ labels, cell, heads }}
      wordsOf={(place) => describeCell(view, place, { coverage, rights, fromMs })}
      hrefAt={({ row, column }) => hrefOf(view.principals[row]?.id ?? '', view.columns[column] ?? '')}
      onOpen={(href) => router.push(href)}
      actionsOf={({ row, column }) => (
        <Link
          href={pages.auditHours(
            cellFilters({
              principalId: view.principals[row]?.id ?? '',
              column: view.columns[column] ?? '',
              fromMs,
              toMs,
            }),
          )}
          prefetch={false}
          className="text-accent hover:underline"
        >
          By hour and day
        </Link>
      )}
      onZoom={filters.zoomBy}
    />
  )
}

/** What the cell is about, as the pages of calls take it. */
function cellFilters({ principalId, column, fromMs, toMs }: CellAsked): Record<string, string> {
  const vaultName = vaultOfColumn(column)
  const object = column.slice(vaultName.length + 1)
  return {
    ...(principalId && { caller: principalId }),
    vault: vaultName,
    ...(object && { object }),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  }
}

interface CellAsked {
  principalId: string
  column: string
  fromMs: number
  toMs: number
}

const noun = (count: number, one: string) => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`

function countWords({ heatmap }: ReadHeatmap, { grid, principals, columns }: HeatmapView): string {
  let calls = 0
  let refused = 0
  for (const count of grid.calls) calls += count
  for (const count of grid.refused) refused += count
  const { total, by } = heatmap
  const cut =
    total.principals > heatmapLimits.principals || total.columns > heatmapLimits.columns
      ? `. Of ${noun(total.principals, 'caller')} and ${noun(total.columns, by)} those of the widest reach are shown`
      : ''
  return `${noun(principals.length, 'caller')} · ${noun(columns.length, by)} · ${noun(calls, 'call')}, ${refused.toLocaleString('en')} refused${cut}`
}
