'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'

/** Pixels. */
export const gridSizes = { row: 28, column: 28, rowHead: 280, columnHead: 150 } as const

/** Cells move into the window by so many at once, so that not every pixel of scrolling draws. */
const step = 4

/** Which rows and columns are drawn: the first, and the one after the last. */
export interface GridWindow {
  attach: (element: HTMLElement | null) => (() => void) | undefined
  rows: readonly [number, number]
  columns: readonly [number, number]
}

/** Of a grid of equal cells only what is in view is drawn, both ways. */
export function useGridWindow(rowCount: number, columnCount: number): GridWindow {
  const follow = useMemo(follower, [])
  const view = useSyncExternalStore(follow.subscribe, follow.view, () => '0 0 0 0')
  const [top = 0, bottom = 0, left = 0, right = 0] = view.split(' ').map(Number)
  const attach = useCallback((element: HTMLElement | null) => (element ? follow.attach(element) : undefined), [follow])
  return {
    attach,
    rows: [Math.min(top, rowCount), Math.min(bottom, rowCount)],
    columns: [Math.min(left, columnCount), Math.min(right, columnCount)],
  }
}

function follower() {
  const listeners = new Set<() => void>()
  let element: HTMLElement | null = null
  let size = { width: 0, height: 0 }
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    attach(attached: HTMLElement) {
      element = attached
      attached.addEventListener('scroll', tell, { passive: true })
      const resizes = new ResizeObserver(() => {
        size = { width: attached.clientWidth, height: attached.clientHeight }
        tell()
      })
      resizes.observe(attached)
      return () => {
        attached.removeEventListener('scroll', tell)
        resizes.disconnect()
        element = null
      }
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    view() {
      const part = (scrolled: number, room: number, cell: number) => {
        const first = Math.max(0, Math.floor(scrolled / cell / step) * step - step / 2)
        return `${first} ${first + Math.ceil(room / cell / step + 1) * step + step}`
      }
      const rows = part(element?.scrollTop ?? 0, size.height, gridSizes.row)
      return `${rows} ${part(element?.scrollLeft ?? 0, size.width, gridSizes.column)}`
    },
  }
}

/** Scrolls as little as shows a whole cell beside the heads, which cover the first of them. */
export function scrollToCell(element: HTMLElement, row: number, column: number): void {
  const { row: height, column: width, rowHead, columnHead } = gridSizes
  const top = row * height
  const left = column * width
  const roomDown = element.clientHeight - columnHead - height
  const roomAcross = element.clientWidth - rowHead - width
  if (top < element.scrollTop) element.scrollTop = top
  else if (top > element.scrollTop + roomDown) element.scrollTop = top - roomDown
  if (left < element.scrollLeft) element.scrollLeft = left
  else if (left > element.scrollLeft + roomAcross) element.scrollLeft = left - roomAcross
}
