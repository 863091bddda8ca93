'use client'

import { flexRender, type Row } from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Features } from './columns.ts'
import type { RowSelection } from './row-selection.ts'
import { useRowWindow } from './row-window.ts'
import { SelectBox } from './select-box.tsx'
import { type FrameColumn, TableFrame } from './table-frame.tsx'
import { type RowCell, TableRow } from './table-row.tsx'
import type { DataTableInstance } from './use-data-table.ts'
import { useRowBoxes } from './use-row-boxes.tsx'

export interface TableRowsProps<T extends object> {
  table: DataTableInstance<T>
  label: string
  rowHref?: ((row: T) => string) | undefined
  isLoading: boolean
  /** True while more rows are on their way: their number is then not known. */
  isStreaming: boolean
  /** Lets rows be chosen, by box, by Shift and box, and by the key x. */
  selection?: RowSelection | undefined
}

/** The rows of a table that TanStack filters and sorts; only those in view are drawn. */
export function TableRows<T extends object>(props: TableRowsProps<T>) {
  const { table, label, rowHref, isLoading, isStreaming, selection } = props
  const { rows } = table.getRowModel()
  const shownIds = useMemo(() => rows.map(({ id }) => id), [rows])
  const { toggle, headStart } = useRowBoxes(selection, shownIds)
  const window = useRowWindow({
    count: rows.length,
    toggle: selection && ((index, isRange) => toggle(rows[index]?.id, isRange)),
  })
  return (
    <TableFrame
      {...{ label, isLoading, isStreaming, window, headStart }}
      columns={frameColumns(table)}
      rowCount={rows.length}
    >
      {rows.slice(window.first, window.last).map((row, place) => {
        const index = window.first + place
        const isSelected = selection?.selected.has(row.id) ?? false
        return (
          <TableRow
            key={row.id}
            cells={cellsOf(row)}
            index={index}
            href={rowHref?.(row.original)}
            {...(selection && {
              isSelected,
              start: (
                <SelectBox
                  label={`Select ${row.id}`}
                  isChecked={isSelected}
                  onToggle={(isRange) => toggle(row.id, isRange)}
                />
              ),
            })}
          />
        )
      })}
    </TableFrame>
  )
}

function frameColumns<T extends object>(table: DataTableInstance<T>): FrameColumn[] {
  return table.getFlatHeaders().map((header) => {
    const { column } = header
    const { meta } = column.columnDef
    return {
      id: header.id,
      head: flexRender(column.columnDef.header, header.getContext()),
      size: column.getSize(),
      grows: meta?.grows ?? false,
      isEnd: meta?.align === 'end',
      direction: column.getIsSorted(),
      onSort: column.getCanSort() ? column.getToggleSortingHandler() : undefined,
    }
  })
}

function cellsOf<T extends object>(row: Row<Features, T>): RowCell[] {
  return row.getVisibleCells().map((cell) => ({
    id: cell.id,
    isEnd: cell.column.columnDef.meta?.align === 'end',
    content: flexRender(cell.column.columnDef.cell, cell.getContext()),
  }))
}
