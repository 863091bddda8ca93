'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { hourAt, hourView } from '@/lib/domain/access-hours.ts'
import { utcMinute } from '@/lib/domain/audit-period.ts'
import { cellStateOf, mostCalls } from '@/lib/domain/heat-grid.ts'
import { heatmapQueries } from '@/lib/queries/audit-heatmap.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { pages } from '@/lib/routes.ts'
import type { GridPlace } from '../access/grid-keys.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { HeatCanvas } from '../heatmap/heat-canvas.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { AuditFrame } from './audit-frame.tsx'
import { CoverageNote } from './coverage-note.tsx'
import { HeatmapLegend } from './heatmap-legend.tsx'
import { type HourRow, HoursTable, hourRows, hoursExport } from './hours-table.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { QueryPanel } from './query-panel.tsx'
import { usePeriod } from './use-period.ts'

const heads = { rowHead: 84, columnHead: 92 }
const cell = { width: 20, height: 20 }
const hourMs = 3_600_000

/** When somebody called, or something was called: hours of the day against days. */
export function HoursPage() {
  const router = useRouter()
  const { period, setPeriod } = usePeriod('30d')
  const [{ view: shown, ...asked }, set] = useQueryStates({
    caller: parseAsString.withDefault(''),
    vault: parseAsString.withDefault(''),
    object: parseAsString.withDefault(''),
    view: parseAsStringLiteral(['heatmap', 'table']).withDefault('heatmap'),
  })
  const { data, error, isPending, isFetching, refetch } = useQuery(heatmapQueries.hours(period, asked))
  const view = useMemo(() => data && hourView(data.told, data), [data])
  const labels = useMemo(
    () => ({
      row: (row: number) => `${String(row).padStart(2, '0')}:00`,
      column: (column: number) => (view ? utcMinute(hourAt(view, column)).slice(0, 10) : ''),
    }),
    [view],
  )
  const rows = useMemo(() => (view ? hourRows(view) : []), [view])
  const callsHref = (startMs: number) =>
    pages.audit({
      ...(asked.caller && { caller: asked.caller }),
      ...(asked.vault && { vault: asked.vault }),
      ...(asked.object && { object: asked.object }),
      from: new Date(startMs).toISOString(),
      to: new Date(startMs + hourMs).toISOString(),
    })
  const hourOf = ({ row, column }: GridPlace) => (view ? hourAt(view, row * view.grid.columnCount + column) : 0)
  const callerName = data?.told.principals.find(({ id }) => id === asked.caller)?.name ?? asked.caller
  const chips = [
    { name: 'caller', label: 'Caller', value: asked.caller && callerName },
    { name: 'vault', label: 'Vault', value: asked.vault },
    { name: 'object', label: 'Object', value: asked.object },
  ].filter(({ value }) => value)
  return (
    <AuditFrame about="When calls were made: hours of the day against days, in UTC.">
      <div className="flex flex-col gap-2 px-4 pt-3 pb-1 sm:px-6">
        <div className="flex flex-wrap items-start gap-2">
          <PeriodPicker period={period} setPeriod={setPeriod} />
          {chips.map(({ name, label, value }) => (
            <Button
              key={name}
              aria-label={`${label} ${value}: take this filter away`}
              className="border-accent bg-accent-wash text-accent"
              onClick={() => void set({ [name]: null })}
            >
              <span className="max-w-64 truncate">
                {label}: {value}
              </span>
              <X aria-hidden />
            </Button>
          ))}
          {chips.length === 0 ? <p className="py-1.5 text-muted">Every caller and every vault</p> : null}
          <div className="ml-auto flex items-center gap-2">
            {(['heatmap', 'table'] as const).map((one) => (
              <Button
                key={one}
                aria-pressed={shown === one}
                className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
                onClick={() => void set({ view: one })}
              >
                {one === 'heatmap' ? 'Heatmap' : 'Table'}
              </Button>
            ))}
            <ExportMenu table={() => hoursExport(rows)} rowCount={rows.length} />
            <Button isLoading={isFetching} onClick={() => void refetch()}>
              Read again
            </Button>
          </div>
        </div>
        <CoverageNote coverage={data?.told.coverage ?? []} />
        <UnreadableParts
          problems={data?.told.problems ?? []}
          consequence="What is shown is true, and there may be more."
        />
        <QueryPanel queries={data?.told.queries ?? []} />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <p role="status" aria-label="Count" className="text-muted text-xs tabular-nums">
            {data ? countWords(rows) : 'Counting calls …'}
          </p>
          {view ? <HeatmapLegend most={mostCalls(view.grid)} areRightsShown={false} /> : null}
        </div>
      </div>
      {error && !data ? (
        <ProblemNotice
          variant="page"
          problem={problemFrom(error)}
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      ) : isPending || !view ? (
        <div className="flex flex-col gap-3 border-t px-4 py-4 sm:px-6" aria-hidden>
          <Skeleton className="w-2/3" />
          <Skeleton className="w-1/2" />
        </div>
      ) : shown === 'table' ? (
        <HoursTable rows={rows} hrefOf={callsHref} />
      ) : (
        <HeatCanvas
          label="Calls by hour and day"
          grid={view.grid}
          {...{ labels, cell, heads }}
          wordsOf={(place) =>
            hourWords(cellStateOf(view.grid, place.row * view.grid.columnCount + place.column), view.grid, place)
          }
          hrefAt={(place) => callsHref(hourOf(place))}
          onOpen={(href) => router.push(href)}
        />
      )}
    </AuditFrame>
  )
}

function hourWords(
  state: ReturnType<typeof cellStateOf>,
  { calls, refused, columnCount }: { calls: Uint32Array; refused: Uint32Array; columnCount: number },
  { row, column }: GridPlace,
): string {
  const place = row * columnCount + column
  if (state === 'notLogged') return 'not known: not asked for, or a vault was not logged'
  if (state === 'none' || state === 'unused') return 'no call'
  const count = calls[place] ?? 0
  const refusals = refused[place] ?? 0
  return `${count.toLocaleString('en')} ${count === 1 ? 'call' : 'calls'}${refusals > 0 ? `, ${refusals.toLocaleString('en')} refused` : ''}`
}

function countWords(rows: readonly HourRow[]): string {
  const calls = rows.reduce((sum, row) => sum + row.calls, 0)
  const refused = rows.reduce((sum, row) => sum + row.refused, 0)
  return `Calls: ${calls.toLocaleString('en')}, in ${rows.length.toLocaleString('en')} of the hours; ${refused.toLocaleString('en')} refused`
}
