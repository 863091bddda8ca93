'use client'

import { useMemo, useState } from 'react'
import type { QueryResult } from '@/lib/domain/workspace-query.ts'
import { type PlainColumn, WindowedRows } from '../data-table/windowed-rows.tsx'
import { lazily } from '../lazily.tsx'
import { isNumeric, type ResultRow, shownText, sortedRows } from './result-values.ts'

const RowDialog = lazily(() => import('./row-dialog.tsx').then((part) => part.RowDialog))

const measuredRows = 200
const characterWidth = 7.4

/** The rows as they came, or by one column; only those in view are drawn. */
export function ResultTable({ result }: { result: QueryResult }) {
  const [sorting, setSorting] = useState<{ id: string; desc: boolean }[]>([])
  const [opened, setOpened] = useState<ResultRow | null>(null)
  const [sorted] = sorting
  const rows = useMemo(() => sortedRows(result, sorted && Number(sorted.id), sorted?.desc ?? false), [result, sorted])
  const columns = useMemo(() => columnsOf(result, setOpened), [result])
  return (
    <>
      <WindowedRows
        label="Result"
        columns={columns}
        items={rows}
        rowId={rowId}
        rowHref={noHref}
        state={{ sorting, setSorting, hidden: noColumns }}
        isLoading={false}
        isStreaming={false}
      />
      {opened ? <RowDialog columns={result.columns} row={opened} onClose={() => setOpened(null)} /> : null}
    </>
  )
}

const rowId = ({ index }: ResultRow) => String(index)
const noHref = () => undefined
const noColumns: string[] = []

function columnsOf(result: QueryResult, open: (row: ResultRow) => void): PlainColumn<ResultRow>[] {
  const place: PlainColumn<ResultRow> = {
    id: 'place',
    header: 'Row',
    size: 84,
    isUnsortable: true,
    cell: (row) => (
      <button
        type="button"
        aria-label={`Open row ${row.index + 1}`}
        {...RowDialog.onIntent}
        onClick={() => open(row)}
        className="h-6 min-w-6 rounded-sm text-accent tabular-nums hover:underline"
      >
        {row.index + 1}
      </button>
    ),
  }
  return [
    place,
    ...result.columns.map((column, index): PlainColumn<ResultRow> => {
      const longest = result.rows
        .slice(0, measuredRows)
        .reduce((most, values) => Math.max(most, shownText(values[index], column).length), column.name.length + 2)
      return {
        id: String(index),
        header: column.name,
        size: Math.min(440, Math.max(90, Math.ceil(longest * characterWidth) + 28)),
        grows: index === result.columns.length - 1,
        isEnd: isNumeric(column),
        cell: ({ values }) => <span className="font-mono text-xs">{shownText(values[index], column)}</span>,
      }
    }),
  ]
}
