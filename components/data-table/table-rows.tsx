'use client'

import { flexRender } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type MouseEvent, useCallback, useRef } from 'react'
import { classNames } from '../ui/class-names.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { listenForRowKeys } from './row-keys.ts'
import type { DataTableInstance } from './use-data-table.ts'

const rowHeight = 34
const stickyCell = 'sm:sticky sm:left-0 sm:z-10'

export interface TableRowsProps<T extends object> {
  table: DataTableInstance<T>
  label: string
  rowHref?: ((row: T) => string) | undefined
  isLoading: boolean
  /** True while more rows are on their way: their number is then not known. */
  isStreaming: boolean
}

/** The scrolling part: a real table of which only the rows in view are drawn. */
export function TableRows<T extends object>({ table, label, rowHref, isLoading, isStreaming }: TableRowsProps<T>) {
  const router = useRouter()
  const scroller = useRef<HTMLDivElement>(null)
  const { rows } = table.getRowModel()
  const rowsNow = useRef(rows)
  rowsNow.current = rows
  const columns = table.getVisibleLeafColumns()
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollPaddingStart: rowHeight,
    overscan: 12,
  })
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element
      if (!element) return
      return listenForRowKeys(element, {
        rowCount: () => rowsNow.current.length,
        scrollTo: (index) => virtualizer.scrollToIndex(index),
      })
    },
    [virtualizer],
  )
  const items = virtualizer.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)

  /** A click anywhere in the row opens it, except on something that acts by itself or while text is being selected. */
  const open = (event: MouseEvent, href: string) => {
    if (!(event.target instanceof Element) || event.target.closest('a, button, input, label, [role="menuitem"]')) return
    if (window.getSelection()?.toString()) return
    if (event.ctrlKey || event.metaKey || event.button === 1) window.open(href, '_blank', 'noopener')
    else if (event.button === 0) router.push(href)
  }

  return (
    <div ref={attach} className="min-h-0 flex-1 overflow-auto overscroll-contain border-t">
      <table
        aria-label={label}
        aria-rowcount={isLoading || isStreaming ? -1 : rows.length + 1}
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
                <HeaderCell key={header.id} header={header} isFirst={index === 0} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {above > 0 ? <Spacer height={above} columnCount={columns.length} /> : null}
          {items.map((item) => {
            const row = rows[item.index]
            if (!row) return null
            const href = rowHref?.(row.original)
            return (
              <tr
                key={item.key}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                tabIndex={-1}
                onClick={href ? (event) => open(event, href) : undefined}
                onAuxClick={href ? (event) => open(event, href) : undefined}
                className={classNames('group outline-none', href && 'cursor-pointer')}
                style={{ height: rowHeight }}
              >
                {row.getVisibleCells().map((cell, index) => (
                  <td
                    key={cell.id}
                    className={classNames(
                      'truncate border-b bg-canvas px-3 transition-colors group-focus-within:bg-selected group-hover:bg-hover',
                      index === 0 && [stickyCell, 'pl-4 sm:pl-6'],
                      cell.column.columnDef.meta?.align === 'end' && 'text-right tabular-nums',
                    )}
                  >
                    {index === 0 && href ? (
                      <Link href={href} prefetch={false} className="font-medium text-ink hover:underline">
                        {flexRender(cell.column.columnDef.cell, cell.getContext())}
                      </Link>
                    ) : (
                      flexRender(cell.column.columnDef.cell, cell.getContext())
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
          {below > 0 ? <Spacer height={below} columnCount={columns.length} /> : null}
          {isLoading ? <SkeletonRows columnCount={columns.length} /> : null}
        </tbody>
      </table>
    </div>
  )
}

type Header<T extends object> = ReturnType<DataTableInstance<T>['getFlatHeaders']>[number]

function HeaderCell<T extends object>({ header, isFirst }: { header: Header<T>; isFirst: boolean }) {
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
