'use client'

import { useMemo } from 'react'
import { type HourView, hourAt } from '@/lib/domain/access-hours.ts'
import { utcMinute } from '@/lib/domain/audit-period.ts'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { type PlainColumn, WindowedRows } from '../data-table/windowed-rows.tsx'
import type { ExportTable } from '../export/export-table.ts'

export interface HourRow {
  startMs: number
  calls: number
  refused: number
}

/** The hours with calls, from the first on. */
export function hourRows(view: HourView): HourRow[] {
  const { calls, refused } = view.grid
  return Array.from(calls, (count, place) => ({
    startMs: hourAt(view, place),
    calls: count,
    refused: refused[place] ?? 0,
  }))
    .filter((row) => row.calls > 0)
    .sort((left, right) => left.startMs - right.startMs)
}

export function hoursExport(rows: readonly HourRow[]): ExportTable {
  return {
    fileName: 'access-hours',
    head: ['Hour (UTC)', 'Calls', 'Refused'],
    rows: rows.map(({ startMs, calls, refused }) => [utcMinute(startMs), String(calls), String(refused)]),
  }
}

const number = (count: number) => <span className="tabular-nums">{count.toLocaleString('en')}</span>
const columns: readonly PlainColumn<HourRow>[] = [
  {
    id: 'hour',
    header: 'Hour (UTC)',
    size: 240,
    grows: true,
    cell: ({ startMs }) => <span className="tabular-nums">{utcMinute(startMs)}</span>,
  },
  { id: 'calls', header: 'Calls', size: 140, isEnd: true, cell: ({ calls }) => number(calls) },
  { id: 'refused', header: 'Refused', size: 140, isEnd: true, cell: ({ refused }) => number(refused) },
]
const keys: Record<string, (row: HourRow) => number> = {
  hour: ({ startMs }) => startMs,
  calls: ({ calls }) => calls,
  refused: ({ refused }) => refused,
}

/** The hours as rows, for whoever reads tables better than pictures. */
export function HoursTable({ rows, hrefOf }: { rows: readonly HourRow[]; hrefOf: (startMs: number) => string }) {
  const state = useTableUrlState({ sort: '-hour' })
  const [sorted] = state.sorting
  const items = useMemo(() => {
    const key = (sorted && keys[sorted.id]) || keys.hour
    return key ? rows.toSorted((left, right) => (key(left) - key(right)) * (sorted?.desc ? -1 : 1)) : rows
  }, [rows, sorted])
  return (
    <WindowedRows
      label="Calls hour by hour"
      columns={columns}
      items={items}
      rowId={({ startMs }) => String(startMs)}
      rowHref={({ startMs }) => hrefOf(startMs)}
      state={state}
      isLoading={false}
      isStreaming={false}
    />
  )
}
