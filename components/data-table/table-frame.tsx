'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { useRowHeight } from './density.ts'
import type { RowWindow } from './row-window.ts'

/** A column as its head and its width need it. */
export interface FrameColumn {
  id: string
  head: ReactNode
  /** Pixels; of one that grows, the least. */
  size: number
  grows: boolean
  isEnd: boolean
  direction: 'asc' | 'desc' | false
  /** Absent where the column cannot be sorted. */
  onSort?: ((event: unknown) => void) | undefined
}

export interface TableFrameProps {
  label: string
  columns: readonly FrameColumn[]
  rowCount: number
  isLoading: boolean
  /** True while more rows are on their way: their number is then not known. */
  isStreaming: boolean
  window: RowWindow
  /** Before the first column's head, for example the box that chooses all rows. */
  headStart?: ReactNode
  /** The rows in view. */
  children: ReactNode
}

/** The scrolling part: a real table with a head that stays. */
export function TableFrame(props: TableFrameProps) {
  const { label, columns, rowCount, isLoading, isStreaming, window, headStart, children } = props
  return (
    <div ref={window.attach} className="min-h-0 flex-1 overflow-auto overscroll-contain border-t">
      <table
        aria-label={label}
        aria-rowcount={isLoading || isStreaming ? -1 : rowCount + 1}
        aria-busy={isLoading || isStreaming}
        className="w-full table-fixed border-separate border-spacing-0"
        style={{ minWidth: columns.reduce((sum, { size }) => sum + size, 0) }}
      >
        <colgroup>
          {columns.map(({ id, grows, size }) => (
            <col key={id} style={grows ? undefined : { width: size }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, index) => (
              <HeaderCell
                key={column.id}
                column={column}
                isFirst={index === 0}
                start={index === 0 ? headStart : null}
              />
            ))}
          </tr>
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

interface HeaderCellProps {
  column: FrameColumn
  isFirst: boolean
  start: ReactNode
}

function HeaderCell({ column: { head, direction, isEnd, onSort }, isFirst, start }: HeaderCellProps) {
  return (
    <th
      scope="col"
      aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined}
      className={classNames(
        'sticky top-0 z-20 h-8 truncate border-b bg-surface px-3 text-left font-medium text-muted text-xs',
        isFirst && ['sm:left-0 sm:z-30', 'pl-4 sm:pl-6'],
        isEnd && 'text-right',
      )}
    >
      {start}
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className={classNames(
            'inline-flex h-6 max-w-full items-center gap-1 rounded-sm hover:text-ink',
            direction && 'text-ink',
          )}
        >
          <span className="truncate">{head}</span>
          {direction === 'asc' ? <ArrowUp className="size-3 shrink-0" aria-hidden /> : null}
          {direction === 'desc' ? <ArrowDown className="size-3 shrink-0" aria-hidden /> : null}
        </button>
      ) : (
        head
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
  const rowHeight = useRowHeight()
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
