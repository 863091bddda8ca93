'use client'

import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react'
import { rowHeightNow, useRowHeight } from './density.ts'
import { listenForRowKeys } from './row-keys.ts'

/** Rows that are drawn beyond what is in view, above and below. */
const overscan = 12
/** A window moves by so many rows at once, so that not every pixel of scrolling draws. */
const step = 6

interface Scroller {
  attach: (element: HTMLElement) => () => void
  element: () => HTMLElement | null
  subscribe: (listener: () => void) => () => void
  /** The first and the last row in view, rounded to steps, as one value that can be compared. */
  view: () => string
}

/** Follows one scrolling element, and tells when other rows have come into view. */
function scroller(): Scroller {
  const listeners = new Set<() => void>()
  let element: HTMLElement | null = null
  let height = 0
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    attach(attached) {
      element = attached
      height = attached.clientHeight
      attached.addEventListener('scroll', tell, { passive: true })
      const resizes = new ResizeObserver(() => {
        height = attached.clientHeight
        tell()
      })
      resizes.observe(attached)
      tell()
      return () => {
        attached.removeEventListener('scroll', tell)
        resizes.disconnect()
        element = null
      }
    },
    element: () => element,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    view() {
      // Every row is as high, so where one stands is a product, and nothing is measured.
      const rowHeight = rowHeightNow()
      const first = Math.floor((element?.scrollTop ?? 0) / rowHeight / step) * step
      return `${first} ${first + Math.ceil(height / rowHeight / step + 1) * step}`
    },
  }
}

export interface RowWindowOptions {
  count: number
  /** Chooses a row, where rows can be chosen. */
  toggle?: ((index: number, isRange: boolean) => void) | undefined
}

/** Which rows are drawn, `first` to `last` without it, and the room that the others leave above and below, in pixels. */
export interface RowWindow {
  /** The ref of the scrolling element. */
  attach: (element: HTMLElement | null) => (() => void) | undefined
  first: number
  last: number
  above: number
  below: number
}

/** Of rows of one height only those in view are drawn, and j, k and x act on them. */
export function useRowWindow(options: RowWindowOptions): RowWindow {
  const { count } = options
  const now = useRef(options)
  now.current = options
  const follow = useMemo(scroller, [])
  const rowHeight = useRowHeight()
  const view = useSyncExternalStore(follow.subscribe, follow.view, follow.view)
  const [from = 0, to = 0] = view.split(' ').map(Number)
  const last = Math.min(count, to + overscan)
  const first = Math.max(0, Math.min(from - overscan, last))
  const attach = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return
      const detach = follow.attach(element)
      const stopKeys = listenForRowKeys(element, {
        rowCount: () => now.current.count,
        scrollTo: (index) => scrollToRow(element, index),
        toggle: (index, isRange) => now.current.toggle?.(index, isRange),
      })
      return () => {
        stopKeys()
        detach()
      }
    },
    [follow],
  )
  return { attach, first, last, above: first * rowHeight, below: (count - last) * rowHeight }
}

/** Scrolls as little as shows a whole row, below the head that covers the first of them. */
function scrollToRow(element: HTMLElement, index: number): void {
  const rowHeight = rowHeightNow()
  const top = index * rowHeight
  const bottom = top + 2 * rowHeight
  if (top < element.scrollTop) element.scrollTop = top
  else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight
}
