'use client'

import { type ColumnDef, functionalUpdate, type Row, useTable } from '@tanstack/react-table'
import { useMemo } from 'react'
import { type Features, features } from './columns.ts'
import type { TableUrlState } from './table-url-state.ts'

const texts = new WeakMap<object, string>()

/** Everything a row's columns say, in one lower-case text, worked out once per row. */
function textOf<T extends object>(row: Row<Features, T>): string {
  let text = texts.get(row.original)
  if (text === undefined) {
    text = row.table
      .getAllLeafColumns()
      .map((column) => String(row.getValue(column.id) ?? ''))
      .join('\n')
      .toLowerCase()
    texts.set(row.original, text)
  }
  return text
}

/** Each word must stand somewhere in the row, in whichever column. */
function hasEveryWord<T extends object>(row: Row<Features, T>, _columnId: string, filter: string): boolean {
  const text = textOf(row)
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function isOneOf<T extends object>(row: Row<Features, T>, columnId: string, values: string[]): boolean {
  return values.includes(String(row.getValue(columnId) ?? ''))
}

// `any` here is TanStack's own way to say "columns of differing value types"; the row type stays checked.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type DataColumn<T extends object> = ColumnDef<Features, T, any>

export interface DataTableOptions<T extends object> {
  columns: readonly DataColumn<T>[]
  rows: readonly T[]
  rowId: (row: T) => string
  state: TableUrlState
}

/** TanStack's table over rows held in the browser, with its state in the address. */
export function useDataTable<T extends object>({ columns, rows, rowId, state }: DataTableOptions<T>) {
  const columnVisibility = useMemo(() => Object.fromEntries(state.hidden.map((id) => [id, false])), [state.hidden])
  // An address may name a column that a later version no longer has.
  const known = new Set(columns.map(columnId))
  return useTable<Features, T>({
    features,
    columns,
    data: rows,
    getRowId: rowId,
    defaultColumn: { size: 140, minSize: 60, filterFn: isOneOf, sortFn: 'alphanumeric' },
    enableSortingRemoval: false,
    enableMultiSort: false,
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: hasEveryWord,
    state: {
      sorting: state.sorting.filter((sort) => known.has(sort.id)),
      columnVisibility,
      columnFilters: state.facets.filter((filter) => known.has(filter.id)),
      globalFilter: state.filter.trim(),
    },
    onSortingChange: (update) => state.setSorting(functionalUpdate(update, state.sorting)),
  })
}

function columnId<T extends object>(column: DataColumn<T>): string {
  if (column.id) return column.id
  return 'accessorKey' in column ? String(column.accessorKey) : ''
}

export type DataTableInstance<T extends object> = ReturnType<typeof useDataTable<T>>
