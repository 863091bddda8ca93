'use client'

import { flexRender, type Row } from '@tanstack/react-table'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'
import { classNames } from '../ui/class-names.ts'
import type { Features } from './columns.ts'

/** Pixels. */
export const rowHeight = 34
export const stickyCell = 'sm:sticky sm:left-0 sm:z-10'

export interface TableRowProps<T extends object> {
  row: Row<Features, T>
  /** Its place in the whole list, from 0. */
  index: number
  /** Makes the row a link; its first cell is then the link itself. */
  href?: string | undefined
  /** Before the first cell's own content, for example the box that chooses the row. */
  start?: ReactNode
  isSelected?: boolean
}

/** A row; a click anywhere in it opens it. */
export function TableRow<T extends object>({ row, index, href, start, isSelected }: TableRowProps<T>) {
  const router = useRouter()
  const open = (event: MouseEvent) => {
    if (!href || isActedUpon(event)) return
    if (event.ctrlKey || event.metaKey || event.button === 1) window.open(href, '_blank', 'noopener')
    else if (event.button === 0) router.push(href)
  }
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={-1}
      onClick={href ? open : undefined}
      onAuxClick={href ? open : undefined}
      className={classNames('group outline-none', href && 'cursor-pointer')}
      style={{ height: rowHeight }}
    >
      {row.getVisibleCells().map((cell, place) => (
        <td
          key={cell.id}
          className={classNames(
            isSelected ? 'bg-selected' : 'bg-canvas',
            'truncate border-b px-3 transition-colors group-focus-within:bg-selected group-hover:bg-hover',
            place === 0 && [stickyCell, 'pl-4 sm:pl-6'],
            cell.column.columnDef.meta?.align === 'end' && 'text-right tabular-nums',
          )}
        >
          {place === 0 && start ? (
            // Side by side, so that a long name is cut short beside the box and not dropped below it.
            <span className="flex min-w-0 items-center">
              {start}
              <span className="min-w-0 truncate">{contentOf(cell, href)}</span>
            </span>
          ) : (
            contentOf(cell, place === 0 ? href : undefined)
          )}
        </td>
      ))}
    </tr>
  )
}

function contentOf<T extends object>(cell: ReturnType<Row<Features, T>['getVisibleCells']>[number], href?: string) {
  const content = flexRender(cell.column.columnDef.cell, cell.getContext())
  if (!href) return content
  return (
    <Link href={href} prefetch={false} className="font-medium text-ink hover:underline">
      {content}
    </Link>
  )
}

/** True for a click on something that acts by itself, or while text is being selected. */
function isActedUpon(event: MouseEvent): boolean {
  if (!(event.target instanceof Element) || event.target.closest('a, button, input, label, [role="menuitem"]'))
    return true
  return Boolean(window.getSelection()?.toString())
}
