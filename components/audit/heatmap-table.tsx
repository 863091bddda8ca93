'use client'

import { useMemo } from 'react'
import type { HeatmapView } from '@/lib/domain/heatmap-view.ts'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { type PlainColumn, WindowedRows } from '../data-table/windowed-rows.tsx'
import { type HeatmapRow, heatmapRows } from './heatmap-rows.ts'
import { stateWords } from './heatmap-words.ts'

const number = (count: number) => <span className="tabular-nums">{count.toLocaleString('en')}</span>
const columns: readonly PlainColumn<HeatmapRow>[] = [
  {
    id: 'caller',
    header: 'Caller',
    size: 240,
    grows: true,
    cell: ({ principal }) => (
      <span className="truncate">
        {principal.name}
        {principal.detail ? <span className="pl-2 text-muted text-xs">{principal.detail}</span> : null}
      </span>
    ),
  },
  {
    id: 'column',
    header: 'Reached',
    size: 320,
    cell: ({ column }) => <span className="font-mono text-xs">{column}</span>,
  },
  { id: 'calls', header: 'Calls', size: 100, isEnd: true, cell: ({ calls }) => number(calls) },
  { id: 'refused', header: 'Refused', size: 100, isEnd: true, cell: ({ refused }) => number(refused) },
  { id: 'state', header: 'State', size: 160, cell: ({ state }) => stateWords[state] },
]
const keys: Record<string, (row: HeatmapRow) => string | number> = {
  caller: ({ principal }) => principal.name.toLowerCase(),
  column: ({ column }) => column,
  calls: ({ calls }) => calls,
  refused: ({ refused }) => refused,
  state: ({ state }) => stateWords[state],
}
const rowId = ({ id }: HeatmapRow) => id

export interface HeatmapTableProps {
  view: HeatmapView
  hrefOf: (principalId: string, column: string) => string
}

/** The heatmap cell by cell, for whoever reads tables better than pictures. */
export function HeatmapTable({ view, hrefOf }: HeatmapTableProps) {
  const state = useTableUrlState({ sort: '-calls' })
  const [sorted] = state.sorting
  const rows = useMemo(() => heatmapRows(view), [view])
  const items = useMemo(() => {
    const key = sorted && keys[sorted.id]
    if (!key) return rows
    const keyed = rows.map((row) => ({ row, key: key(row) }))
    keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    const ordered = keyed.map(({ row }) => row)
    return sorted.desc ? ordered.reverse() : ordered
  }, [rows, sorted])
  return (
    <WindowedRows
      label="Heatmap cell by cell"
      columns={columns}
      items={items}
      rowId={rowId}
      rowHref={({ principal, column }) => hrefOf(principal.id, column)}
      state={state}
      isLoading={false}
      isStreaming={false}
    />
  )
}
