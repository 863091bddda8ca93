// biome-ignore-all lint/a11y/useSemanticElements: cells that are painted make no table; the table is beside it
'use client'

import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { HeatGrid } from '@/lib/domain/heat-grid.ts'
import { type GridPlace, placeAfter } from '../access/grid-keys.ts'
import type { HeatLabels } from './heat-paint.ts'
import { type HeatSurface, heatSurface } from './heat-surface.ts'

export interface HeatCanvasProps {
  label: string
  grid: HeatGrid
  labels: HeatLabels
  /** Pixels. */
  cell: { width: number; height: number }
  heads: { rowHead: number; columnHead: number }
  /** The cell in words, without its row and column. */
  wordsOf: (place: GridPlace) => string
  hrefAt: (place: GridPlace) => string
  onOpen: (href: string) => void
  /** What else can be done with the cell, beside its words. */
  actionsOf?: (place: GridPlace) => ReactNode
  /** Larger or smaller cells, by the keys + and −. */
  onZoom?: (by: 1 | -1) => void
}

/** A heatmap as one picture that is walked by arrow keys; the cell that is reached is said in words. */
export function HeatCanvas(props: HeatCanvasProps) {
  const { label, grid, labels, cell, heads, wordsOf, hrefAt, onOpen, onZoom, actionsOf } = props
  const { rowCount, columnCount } = grid
  const cellId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const surface = useRef<HeatSurface>(null)
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 })
  const place = useMemo(
    () => ({ row: Math.min(at.row, rowCount - 1), column: Math.min(at.column, columnCount - 1) }),
    [at, rowCount, columnCount],
  )
  useLayoutEffect(() => {
    if (!scroller.current || !canvas.current) return
    const made = heatSurface(scroller.current, canvas.current)
    surface.current = made
    return () => made.end()
  }, [])
  useLayoutEffect(
    () => surface.current?.show({ grid, labels, cell, ...heads, active: place }),
    [grid, labels, cell, heads, place],
  )

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key === 'Enter') onOpen(hrefAt(place))
    if (event.key === '+' || event.key === '-') onZoom?.(event.key === '+' ? 1 : -1)
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - heads.columnHead) / cell.height) - 1)
    const next = placeAfter(event, place, { rows: rowCount, columns: columnCount, page })
    if (!next) return
    event.preventDefault()
    scrollTo(event.currentTarget, next, props)
    setAt(next)
  }
  function placeOf({ currentTarget, clientX, clientY }: MouseEvent<HTMLDivElement>): GridPlace | null {
    const box = currentTarget.getBoundingClientRect()
    const x = clientX - box.left - heads.rowHead
    const y = clientY - box.top - heads.columnHead
    if (x < 0 || y < 0) return null
    const row = Math.floor((y + currentTarget.scrollTop) / cell.height)
    const column = Math.floor((x + currentTarget.scrollLeft) / cell.width)
    return row < rowCount && column < columnCount ? { row, column } : null
  }
  function onMouseMove(event: MouseEvent<HTMLDivElement>) {
    const next = placeOf(event)
    if (next && (next.row !== place.row || next.column !== place.column)) setAt(next)
  }
  function onClick(event: MouseEvent<HTMLDivElement>) {
    const clicked = placeOf(event)
    if (!clicked) return
    if (event.metaKey || event.ctrlKey) window.open(hrefAt(clicked), '_blank', 'noopener')
    else onOpen(hrefAt(clicked))
  }

  const words = wordsOf(place)
  return (
    <>
      <div className="flex min-h-5 flex-wrap gap-x-4 px-4 pb-2 text-xs sm:px-6">
        <p role="status" aria-label="Cell">
          <span className="font-medium">{labels.row(place.row)}</span>
          {' · '}
          <span className="font-mono">{labels.column(place.column)}</span>
          {' · '}
          <span className="text-muted">{words}</span>
        </p>
        {actionsOf?.(place)}
      </div>
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columnCount + 1}
        aria-readonly
        aria-activedescendant={cellId}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onMouseMove={onMouseMove}
        onClick={onClick}
        className="relative min-h-0 flex-1 cursor-pointer overflow-auto border-t outline-none focus-visible:ring-2 focus-visible:ring-accent focus-visible:ring-inset"
      >
        <div
          role="presentation"
          style={{
            width: heads.rowHead + columnCount * cell.width + 8,
            height: heads.columnHead + rowCount * cell.height + 8,
          }}
        >
          <canvas ref={canvas} aria-hidden className="sticky top-0 left-0 block" />
        </div>
        <div role="row" tabIndex={-1} aria-rowindex={place.row + 2} className="sr-only top-0 left-0">
          <div role="rowheader" tabIndex={-1} aria-colindex={1}>
            {labels.row(place.row)}
          </div>
          <div id={cellId} role="gridcell" tabIndex={-1} aria-colindex={place.column + 2}>
            {`${labels.column(place.column)}: ${words}`}
          </div>
        </div>
      </div>
    </>
  )
}

/** Scrolls as little as shows the whole cell beside the heads. */
function scrollTo(element: HTMLElement, { row, column }: GridPlace, { cell, heads }: HeatCanvasProps): void {
  const [top, left] = [row * cell.height, column * cell.width]
  const roomDown = element.clientHeight - heads.columnHead - cell.height
  const roomAcross = element.clientWidth - heads.rowHead - cell.width
  if (top < element.scrollTop) element.scrollTop = top
  else if (top > element.scrollTop + roomDown) element.scrollTop = top - roomDown
  if (left < element.scrollLeft) element.scrollLeft = left
  else if (left > element.scrollLeft + roomAcross) element.scrollLeft = left - roomAcross
}
