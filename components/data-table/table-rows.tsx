'use client'

import { TableFrame, useRowWindow } from './table-frame.tsx'
import { TableRow } from './table-row.tsx'
import type { DataTableInstance } from './use-data-table.ts'

export interface TableRowsProps<T extends object> {
  table: DataTableInstance<T>
  label: string
  rowHref?: ((row: T) => string) | undefined
  isLoading: boolean
  /** True while more rows are on their way: their number is then not known. */
  isStreaming: boolean
}

/** The rows of a table that TanStack filters and sorts; only those in view are drawn. */
export function TableRows<T extends object>({ table, label, rowHref, isLoading, isStreaming }: TableRowsProps<T>) {
  const { rows } = table.getRowModel()
  const window = useRowWindow({ count: rows.length, keyOf: (index) => rows[index]?.id ?? index })
  return (
    <TableFrame {...{ table, label, isLoading, isStreaming, window }} rowCount={rows.length}>
      {window.items.map(({ key, index }) => {
        const row = rows[index]
        return row ? <TableRow key={key} row={row} index={index} href={rowHref?.(row.original)} /> : null
      })}
    </TableFrame>
  )
}
