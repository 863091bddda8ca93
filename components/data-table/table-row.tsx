'use client'

import { useRouter } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'
import { useRowHeight } from './density.ts'

export const stickyCell = 'sm:sticky sm:left-0 sm:z-10'

export interface RowCell {
  id: string
  isEnd: boolean
  content: ReactNode
}

export interface TableRowProps {
  cells: readonly RowCell[]
  /** Its place in the whole list, from 0. */
  index: number
  /** Makes the row a link; its first cell is then the link itself. */
  href?: string | undefined
  /** Before the first cell's own content, for example the box that chooses the row. */
  start?: ReactNode
  isSelected?: boolean
}

/** Written out, since forty rows of a dozen cells are drawn within one frame while a list scrolls. */
const cellClass = (isFirst: boolean, isEnd: boolean, isSelected: boolean) =>
  `${isSelected ? 'bg-selected' : 'bg-canvas'} truncate border-b transition-colors group-focus-within:bg-selected group-hover:bg-hover ${
    isFirst ? `${stickyCell} pr-3 pl-4 sm:pl-6` : 'px-3'
  } ${isEnd ? 'text-right tabular-nums' : ''}`

/** A row; a click anywhere in it opens it. */
export function TableRow({ cells, index, href, start, isSelected }: TableRowProps) {
  const router = useRouter()
  const rowHeight = useRowHeight()
  const open = (event: MouseEvent) => {
    if (!href || isActedUpon(event)) return
    if (event.ctrlKey || event.metaKey || event.button === 1) window.open(href, '_blank', 'noopener')
    else if (event.button === 0) router.push(href)
  }
  // The browser's own link but for a plain click: Next's Link watches whether it is in view, for each of the rows.
  const follow = (event: MouseEvent) => {
    if (!href || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(href)
  }
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={-1}
      onClick={href ? open : undefined}
      onAuxClick={href ? open : undefined}
      className={href ? 'group cursor-pointer outline-none' : 'group outline-none'}
      style={{ height: rowHeight }}
    >
      {cells.map(({ id, isEnd, content }, place) => {
        const isFirst = place === 0
        const shown =
          isFirst && href ? (
            <a href={href} onClick={follow} className="font-medium text-ink hover:underline">
              {content}
            </a>
          ) : (
            content
          )
        return (
          <td key={id} className={cellClass(isFirst, isEnd, isSelected ?? false)}>
            {isFirst && start ? (
              // Side by side, so that a long name is cut short beside the box and not dropped below it.
              <span className="flex min-w-0 items-center">
                {start}
                <span className="min-w-0 truncate">{shown}</span>
              </span>
            ) : (
              shown
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** True for a click on something that acts by itself, or while text is being selected. */
function isActedUpon(event: MouseEvent): boolean {
  if (!(event.target instanceof Element) || event.target.closest('a, button, input, label, [role="menuitem"]'))
    return true
  return Boolean(window.getSelection()?.toString())
}
