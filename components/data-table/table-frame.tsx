'use client'

import { flexRender } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useCallback, useRef } from 'react'
import { classNames } from '../ui/class-names.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { listenForRowKeys } from './row-keys.ts'
import { rowHeight } from './table-row.tsx'
import type { DataTableInstance } from './use-data-table.ts'

/** Which rows are in view, and what keeps it so. `attach` is the ref of the scrolling element. */
export function useRowWindow({
  count,
  keyOf,
  toggle,
}: {
  count: number
  keyOf: (index: number) => string | number
  /** Chooses a row, where rows can be chosen. */
  toggle?: ((index: number, isRange: boolean) => void) | undefined
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const countNow = useRef(count)
  countNow.current = count
  const toggleNow = useRef(toggle)
  toggleNow.current = toggle
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    scrollPaddingStart: rowHeight,
    overscan: 12,
  })
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element
      if (!element) return
      return listenForRowKeys(element, {
        rowCount: () => countNow.current,
        scrollTo: (index) => virtualizer.scrollToIndex(index),
        toggle: (index, isRange) => toggleNow.current?.(index, isRange),
      })
    },
    [virtualizer],
  )
  const items = virtualizer.getVirtualItems()
  return {
    attach,
    items,
    above: items[0]?.start ?? 0,
    below: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
  }
}

export interface TableFrameProps<T extends object> {
  table: DataTableInstance<T>
  label: string
  rowCount: number
  isLoading: boolean
  /** True while more rows are on their way: their number is then not known. */
  isStreaming: boolean
  window: Pick<ReturnType<typeof useRowWindow>, 'attach' | 'above' | 'below'>
  /** Before the first column's head, for example the box that chooses all rows. */
  headStart?: ReactNode
  /** The rows in view. */
  children: ReactNode
}

/** The scrolling part: a real table with a head that stays. */
export function TableFrame<T extends object>(props: TableFrameProps<T>) {
  const { table, label, rowCount, isLoading, isStreaming, window, headStart, children } = props
  const columns = table.getVisibleLeafColumns()
  return (
    <div ref={window.attach} className="min-h-0 flex-1 overflow-auto overscroll-contain border-t">
      <table
        aria-label={label}
        aria-rowcount={isLoading || isStreaming ? -1 : rowCount + 1}
        aria-busy={isLoading || isStreaming}
        className="w-full table-fixed border-separate border-spacing-0"
        style={{ minWidth: table.getTotalSize() }}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={column.columnDef.meta?.grows ? undefined : { width: column.getSize() }} />
          ))}
        </colgroup>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header, index) => (
                <HeaderCell
                  key={header.id}
                  header={header}
                  isFirst={index === 0}
                  start={index === 0 ? headStart : null}
                />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {window.above > 0 ? <Spacer height={window.above} columnCount={columns.length} /> : null}
          {children}
          {window.below > 0 ? <Spacer height={window.below} columnCount={columns.length} /> : null}
          {isLoading ? <SkeletonRows columnCount={columns.length} /> : null}
        </tbody>
      </table>
    </div>
  )
}

type Header<T extends object> = ReturnType<DataTableInstance<T>['getFlatHeaders']>[number]

interface HeaderCellProps<T extends object> {
  header: Header<T>
  isFirst: boolean
  start: ReactNode
}

function HeaderCell<T extends object>({ header, isFirst, start }: HeaderCellProps<T>) {
  const { column } = header
  const direction = column.getIsSorted()
  const text = flexRender(column.columnDef.header, header.getContext())
  return (
    <th
      scope="col"
      aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined}
      className={classNames(
        'sticky top-0 z-20 h-8 truncate border-b bg-surface px-3 text-left font-medium text-muted text-xs',
        isFirst && ['sm:left-0 sm:z-30', 'pl-4 sm:pl-6'],
        column.columnDef.meta?.align === 'end' && 'text-right',
      )}
    >
      {start}
      {column.getCanSort() ? (
        <button
          type="button"
          onClick={column.getToggleSortingHandler()}
          className={classNames(
            'inline-flex h-6 max-w-full items-center gap-1 rounded-sm hover:text-ink',
            direction && 'text-ink',
          )}
        >
          <span className="truncate">{text}</span>
          {direction === 'asc' ? <ArrowUp className="size-3 shrink-0" aria-hidden /> : null}
          {direction === 'desc' ? <ArrowDown className="size-3 shrink-0" aria-hidden /> : null}
        </button>
      ) : (
        text
      )}
    </th>
  )
}

function Spacer({ height, columnCount }: { height: number; columnCount: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columnCount} style={{ height }} />
    </tr>
  )
}

function SkeletonRows({ columnCount }: { columnCount: number }) {
  return Array.from({ length: 12 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: these rows have no identity but their place.
    <tr key={row} aria-hidden style={{ height: rowHeight }}>
      {Array.from({ length: columnCount }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <td key={column} className={classNames('border-b px-3', column === 0 && 'pl-4 sm:pl-6')}>
          <Skeleton className={['w-3/4', 'w-1/2', 'w-2/3'][(row + column) % 3] ?? ''} />
        </td>
      ))}
    </tr>
  ))
}
