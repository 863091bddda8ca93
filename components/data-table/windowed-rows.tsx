'use client'

import { functionalUpdate, useTable } from '@tanstack/react-table'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, useMemo } from 'react'
import { type Features, features } from './columns.ts'
import { TableFrame, useRowWindow } from './table-frame.tsx'
import { rowHeight, stickyCell, TableRow, type TableRowProps } from './table-row.tsx'
import type { TableUrlState } from './table-url-state.ts'
import { columnId, type DataColumn } from './use-data-table.ts'

/** Stands above the rows of a group. */
export interface GroupHead {
  isGroupHead: true
  label: string
  count: number
  isOpen: boolean
}

export interface WindowedRowsProps<T extends object> {
  label: string
  columns: readonly DataColumn<T>[]
  /** Filtered, sorted and grouped already. */
  items: readonly (T | GroupHead)[]
  rowId: (row: T) => string
  rowHref: (row: T) => string | undefined
  onToggleGroup?: (label: string) => void
  state: Pick<TableUrlState, 'sorting' | 'setSorting' | 'hidden'>
  isLoading: boolean
  isStreaming: boolean
}

const isGroupHead = (item: object): item is GroupHead => 'isGroupHead' in item

/**
 * Rows of a list that is too long for TanStack's own row models, which keep several objects for each row (BENCHMARKS:
 * 54 MB against 19 for 50,000 rows): the table is given the rows in view alone.
 */
export function WindowedRows<T extends object>(props: WindowedRowsProps<T>) {
  const { label, columns, items, rowId, rowHref, onToggleGroup, state, isLoading, isStreaming } = props
  const window = useRowWindow({
    count: items.length,
    keyOf: (index) => {
      const item = items[index]
      return item === undefined ? index : isGroupHead(item) ? `group ${item.label}` : rowId(item)
    },
  })
  const first = window.items[0]?.index ?? 0
  const last = window.items.at(-1)?.index ?? -1
  const data = useMemo(
    () => items.slice(first, last + 1).filter((item): item is T => !isGroupHead(item)),
    [items, first, last],
  )
  const columnVisibility = useMemo(() => Object.fromEntries(state.hidden.map((id) => [id, false])), [state.hidden])
  const known = new Set(columns.map(columnId))
  const table = useTable<Features, T>({
    features,
    columns,
    data,
    getRowId: rowId,
    defaultColumn: { size: 140, minSize: 60 },
    manualFiltering: true,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: { sorting: state.sorting.filter((sort) => known.has(sort.id)), columnVisibility },
    onSortingChange: (update) => state.setSorting(functionalUpdate(update, state.sorting)),
  })
  const { rowsById } = table.getCoreRowModel()
  const columnCount = table.getVisibleLeafColumns().length
  return (
    <TableFrame {...{ table, label, isLoading, isStreaming, window }} rowCount={items.length}>
      {window.items.map(({ key, index }) => {
        const item = items[index]
        if (!item) return null
        if (isGroupHead(item)) {
          return <GroupRow key={key} head={item} {...{ index, columnCount, onToggleGroup }} />
        }
        const row = rowsById[rowId(item)]
        return row ? <MemoRow key={key} {...{ row, index, hidden: state.hidden }} href={rowHref(item)} /> : null
      })}
    </TableFrame>
  )
}

type MemoRowProps = TableRowProps<object> & { hidden: readonly string[] }

/** While the list scrolls TanStack makes the rows anew; what they show has not changed. */
const MemoRow = memo(
  ({ row, index, href }: MemoRowProps) => <TableRow row={row} index={index} href={href} />,
  (before, after) =>
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.href === after.href &&
    before.hidden === after.hidden,
) as <T extends object>(props: TableRowProps<T> & { hidden: readonly string[] }) => React.ReactNode // memo() forgets T

interface GroupRowProps {
  head: GroupHead
  index: number
  columnCount: number
  onToggleGroup: ((label: string) => void) | undefined
}

function GroupRow({ head, index, columnCount, onToggleGroup }: GroupRowProps) {
  const Icon = head.isOpen ? ChevronDown : ChevronRight
  return (
    <tr data-index={index} aria-rowindex={index + 2} tabIndex={-1} style={{ height: rowHeight }}>
      <th scope="rowgroup" colSpan={columnCount} className="border-b bg-surface px-3 text-left font-medium sm:px-5">
        <button
          type="button"
          aria-expanded={head.isOpen}
          onClick={() => onToggleGroup?.(head.label)}
          className={`inline-flex h-6 items-center gap-1.5 rounded-sm px-1 ${stickyCell} sm:left-5`}
        >
          <Icon className="size-3.5 text-faint" aria-hidden />
          {head.label}
          <span className="font-normal text-muted text-xs tabular-nums">{head.count.toLocaleString('en')}</span>
        </button>
      </th>
    </tr>
  )
}
