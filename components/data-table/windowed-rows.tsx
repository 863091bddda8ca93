'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, type ReactNode, useMemo } from 'react'
import { useRowHeight } from './density.ts'
import type { RowSelection } from './row-selection.ts'
import { useRowWindow } from './row-window.ts'
import { SelectBox } from './select-box.tsx'
import { type FrameColumn, TableFrame } from './table-frame.tsx'
import { stickyCell, TableRow } from './table-row.tsx'
import type { TableUrlState } from './table-url-state.ts'
import { useRowBoxes } from './use-row-boxes.tsx'

/** A column of a list that is filtered and sorted elsewhere. */
export interface PlainColumn<T> {
  id: string
  header: string
  /** What the column chooser calls it, where that is not `header`. */
  label?: string
  /** Pixels; of one that grows, the least. */
  size: number
  /** Takes the width that is left. */
  grows?: boolean
  /** Never hidden, and not offered to be. */
  isFixed?: boolean
  isUnsortable?: boolean
  /** A number, which stands at the right. */
  isEnd?: boolean
  cell: (row: T) => ReactNode
}

/** Stands above the rows of a group. */
export interface GroupHead {
  isGroupHead: true
  label: string
  count: number
  isOpen: boolean
}

export interface WindowedRowsProps<T extends object> {
  label: string
  columns: readonly PlainColumn<T>[]
  /** Filtered, sorted and grouped already. */
  items: readonly (T | GroupHead)[]
  rowId: (row: T) => string
  rowHref: (row: T) => string | undefined
  onToggleGroup?: (label: string) => void
  state: Pick<TableUrlState, 'sorting' | 'setSorting' | 'hidden'>
  isLoading: boolean
  isStreaming: boolean
  /** Lets rows be chosen, by box, by Shift and box, and by the key x; heads of groups stay out of it. */
  selection?: RowSelection
}

const isGroupHead = (item: object): item is GroupHead => 'isGroupHead' in item

/** Rows of a list that is too long for TanStack's row models, which keep several objects for each row. */
export function WindowedRows<T extends object>(props: WindowedRowsProps<T>) {
  const { label, columns, items, rowId, rowHref, onToggleGroup, state, isLoading, isStreaming, selection } = props
  const rowIds = useMemo(
    () => (selection ? items.flatMap((item) => (isGroupHead(item) ? [] : [rowId(item)])) : []),
    [items, rowId, selection],
  )
  const { toggle, headStart } = useRowBoxes(selection, rowIds)
  const window = useRowWindow({
    count: items.length,
    toggle:
      selection &&
      ((index, isRange) => {
        const item = items[index]
        if (item && !isGroupHead(item)) toggle(rowId(item), isRange)
      }),
  })
  const shown = columns.filter(({ id }) => !state.hidden.includes(id))
  // One text for as long as they stay the same, which is what tells a row that it may stay as it is.
  const shownIds = shown.map(({ id }) => id).join()
  return (
    <TableFrame
      {...{ label, isLoading, isStreaming, window, headStart }}
      columns={frameColumns(shown, state)}
      rowCount={items.length}
    >
      {items.slice(window.first, window.last).map((item, place) => {
        const index = window.first + place
        if (isGroupHead(item)) {
          const columnCount = shown.length
          return <GroupRow key={`group ${item.label}`} head={item} {...{ index, columnCount, onToggleGroup }} />
        }
        const id = rowId(item)
        const choice = selection && { isSelected: selection.selected.has(id), onToggle: toggle }
        return (
          <PlainRow key={id} row={item} {...{ id, index, shownIds, ...choice }} columns={shown} href={rowHref(item)} />
        )
      })}
    </TableFrame>
  )
}

function frameColumns<T>(
  columns: readonly PlainColumn<T>[],
  { sorting: [sorted], setSorting }: Pick<TableUrlState, 'sorting' | 'setSorting'>,
): FrameColumn[] {
  return columns.map(({ id, header, size, grows = false, isUnsortable, isEnd = false }) => {
    const direction = sorted?.id === id && (sorted.desc ? 'desc' : 'asc')
    const onSort = () => setSorting([{ id, desc: direction === 'asc' }])
    return { id, head: header, size, grows, isEnd, direction, onSort: isUnsortable ? undefined : onSort }
  })
}

interface PlainRowProps<T extends object> {
  row: T
  id: string
  index: number
  columns: readonly PlainColumn<T>[]
  shownIds: string
  href: string | undefined
  isSelected?: boolean
  /** Where rows can be chosen; always the same function. */
  onToggle?: (id: string, isRange: boolean) => void
}

/** While the list scrolls most of its rows stay what they are. */
const PlainRow = memo(
  ({ row, id, index, columns, href, isSelected = false, onToggle }: PlainRowProps<object>) => (
    <TableRow
      cells={columns.map(({ id: columnId, isEnd = false, cell }) => ({ id: columnId, isEnd, content: cell(row) }))}
      index={index}
      href={href}
      {...(onToggle && {
        isSelected,
        start: (
          <SelectBox label={`Select ${id}`} isChecked={isSelected} onToggle={(isRange) => onToggle(id, isRange)} />
        ),
      })}
    />
  ),
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.shownIds === after.shownIds &&
    before.href === after.href &&
    before.isSelected === after.isSelected,
) as <T extends object>(props: PlainRowProps<T>) => ReactNode // memo() forgets T

interface GroupRowProps {
  head: GroupHead
  index: number
  columnCount: number
  onToggleGroup: ((label: string) => void) | undefined
}

function GroupRow({ head, index, columnCount, onToggleGroup }: GroupRowProps) {
  const Icon = head.isOpen ? ChevronDown : ChevronRight
  const rowHeight = useRowHeight()
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
