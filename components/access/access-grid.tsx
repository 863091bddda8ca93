// biome-ignore-all lint/a11y/useSemanticElements: cells that are placed, of which few are drawn, make no table
'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useId, useRef, useState } from 'react'
import type { AccessMatrix } from '@/lib/domain/access-matrix.ts'
import type { ReachedPrincipal } from '@/lib/domain/access-reading.ts'
import { type CellReading, readCell } from '@/lib/domain/access-right.ts'
import { pages } from '@/lib/routes.ts'
import { classNames } from '../ui/class-names.ts'
import { cellText, rightWords } from './access-words.ts'
import { type GridPlace, placeAfter } from './grid-keys.ts'
import { gridSizes, scrollToCell, useGridWindow } from './grid-window.ts'
import { PrincipalName } from './principal-name.tsx'
import type { AccessDirectory } from './use-access.ts'
import type { AccessView } from './use-access-view.ts'

export interface AccessGridProps {
  matrix: AccessMatrix
  directory: AccessDirectory
  view: AccessView
}

/** Principals against vaults, the highest right in each cell. Only what is in view is drawn; arrow keys walk it. */
export function AccessGrid({ matrix, directory, view }: AccessGridProps) {
  const { rows, columns, reach } = view
  const { principalIds, vaultNames, cells } = matrix
  const gridId = useId()
  const router = useRouter()
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 })
  const window = useGridWindow(rows.length, columns.length)
  const place = { row: Math.min(at.row, rows.length - 1), column: Math.min(at.column, columns.length - 1) }
  useEffect(() => window.attach(scroller.current), [window.attach])

  const cellAt = (row: number, column: number) =>
    cells[(rows[row] ?? 0) * vaultNames.length + (columns[column] ?? 0)] ?? 0
  const idAt = (row: number) => principalIds[rows[row] ?? 0] ?? ''
  const vaultAt = (column: number) => vaultNames[columns[column] ?? 0] ?? ''
  const hrefAt = (row: number, column: number) => pages.accessOfPrincipal(vaultAt(column), idAt(row))

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') router.push(hrefAt(place.row, place.column))
    const page = Math.floor((event.currentTarget.clientHeight - gridSizes.columnHead) / gridSizes.row) - 1
    const next = placeAfter(event, place, { rows: rows.length, columns: columns.length, page })
    if (!next) return
    event.preventDefault()
    scrollToCell(event.currentTarget, next.row, next.column)
    setAt(next)
  }
  function onClick(event: MouseEvent<HTMLDivElement>) {
    const link = event.target instanceof Element ? event.target.closest('a[data-cell]') : null
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    router.push(link.getAttribute('href') ?? '')
  }

  const drawnColumns = span(window.columns)
  const isDrawn = inside(window.rows, place.row) && inside(window.columns, place.column)
  return (
    <>
      <p role="status" aria-label="Cell" className="min-h-5 px-4 pb-2 text-xs sm:px-6">
        <span className="font-medium">{directory.principal(idAt(place.row)).name}</span>
        {' · '}
        <span className="font-mono">{vaultAt(place.column)}</span>
        {' · '}
        <span className="text-muted">{cellText(readCell(cellAt(place.row, place.column)))}</span>
      </p>
      <div
        ref={scroller}
        role="grid"
        aria-label="Access by principal and vault"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-readonly
        aria-activedescendant={isDrawn ? `${gridId}-${place.row}-${place.column}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        className="relative min-h-0 flex-1 overflow-auto border-t outline-none focus-visible:ring-2 focus-visible:ring-accent focus-visible:ring-inset"
      >
        <div
          role="presentation"
          className="relative"
          style={{
            width: gridSizes.rowHead + columns.length * gridSizes.column,
            height: gridSizes.columnHead + rows.length * gridSizes.row,
          }}
        >
          <div
            role="row"
            tabIndex={-1}
            aria-rowindex={1}
            className="sticky top-0 z-20 border-b bg-canvas"
            style={{ height: gridSizes.columnHead }}
          >
            <div
              role="columnheader"
              tabIndex={-1}
              aria-colindex={1}
              className="sticky left-0 z-10 flex h-full items-end border-r bg-canvas px-4 pb-2 font-medium text-muted text-xs sm:pl-6"
              style={{ width: gridSizes.rowHead }}
            >
              Principal and vaults reached
            </div>
            {drawnColumns.map((column) => (
              <div
                key={vaultAt(column)}
                role="columnheader"
                tabIndex={-1}
                aria-colindex={column + 2}
                title={vaultAt(column)}
                className={classNames(
                  'absolute top-0 flex h-full items-center justify-start pb-2 font-mono text-2xs [writing-mode:sideways-lr]',
                  column === place.column ? 'font-semibold text-ink' : 'text-muted',
                )}
                style={{ left: gridSizes.rowHead + column * gridSizes.column, width: gridSizes.column }}
              >
                <span className="max-h-full truncate">{vaultAt(column)}</span>
              </div>
            ))}
          </div>
          {span(window.rows).map((row) => (
            <GridRow
              key={idAt(row)}
              {...{ matrix, columns, gridId, row }}
              place={rows[row] ?? 0}
              principal={directory.principal(idAt(row))}
              reach={reach[row] ?? 0}
              first={window.columns[0]}
              last={window.columns[1]}
              active={row === place.row ? place.column : -1}
            />
          ))}
        </div>
      </div>
    </>
  )
}

const tones = {
  read: 'bg-info-wash text-info border-info-line',
  write: 'bg-warning-wash text-warning border-warning-line',
  manage: 'bg-emulated-wash text-emulated border-emulated-line',
  grant: 'bg-danger-wash text-danger border-danger-line',
} as const

interface GridRowProps {
  matrix: AccessMatrix
  /** Places in the matrix of the columns that are shown. */
  columns: readonly number[]
  gridId: string
  row: number
  /** Of the row in the matrix. */
  place: number
  principal: ReachedPrincipal
  reach: number
  /** The columns that are drawn. */
  first: number
  last: number
  /** The column of the cell that keys have reached; -1 in any other row. */
  active: number
}

/** Stays as it is while keys walk other rows. Of empty cells only the one that keys have reached is drawn. */
const GridRow = memo(({ matrix, columns, gridId, row, place, principal, reach, first, last, active }: GridRowProps) => {
  const { vaultNames, cells } = matrix
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={row + 2}
      className="absolute left-0 w-full"
      style={{ top: gridSizes.columnHead + row * gridSizes.row, height: gridSizes.row }}
    >
      <div
        role="rowheader"
        tabIndex={-1}
        aria-colindex={1}
        className={classNames(
          'sticky left-0 z-10 flex h-full items-center gap-2 border-r bg-canvas pr-2 pl-4 sm:pl-6',
          active >= 0 && 'font-medium',
        )}
        style={{ width: gridSizes.rowHead }}
      >
        <Link href={pages.principal(principal.id)} prefetch={false} className="min-w-0 flex-1 text-sm hover:underline">
          <PrincipalName principal={principal} />
        </Link>
        <span className="text-muted text-xs tabular-nums">{reach.toLocaleString('en')}</span>
      </div>
      {span([first, last]).map((column) => {
        const at = columns[column] ?? 0
        const cell = cells[place * vaultNames.length + at] ?? 0
        const vaultName = vaultNames[at] ?? ''
        return cell === 0 && column !== active ? null : (
          <Cell
            key={vaultName}
            reading={readCell(cell)}
            domId={`${gridId}-${row}-${column}`}
            column={column}
            href={pages.accessOfPrincipal(vaultName, principal.id)}
            vaultName={vaultName}
            isActive={column === active}
          />
        )
      })}
    </div>
  )
})

interface CellProps {
  reading: CellReading | undefined
  domId: string
  column: number
  href: string
  vaultName: string
  isActive: boolean
}

function Cell({ reading, domId, column, href, vaultName, isActive }: CellProps) {
  return (
    <div
      id={domId}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={column + 2}
      aria-selected={isActive}
      className="absolute top-0 flex h-full items-center justify-center"
      style={{ left: gridSizes.rowHead + column * gridSizes.column, width: gridSizes.column }}
    >
      <a
        data-cell
        href={href}
        tabIndex={-1}
        aria-label={`${vaultName}: ${cellText(reading)}`}
        className={classNames(
          'flex size-6 items-center justify-center rounded-sm border font-medium text-2xs',
          reading ? tones[reading.highest] : 'border-transparent text-faint',
          reading && reading.how !== 'now' && 'border-dashed',
          isActive && 'outline-2 outline-accent outline-solid',
        )}
      >
        {reading ? rightWords[reading.highest].letter : ''}
      </a>
    </div>
  )
}

const span = ([first, last]: readonly [number, number]) =>
  Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index)

const inside = ([first, last]: readonly [number, number], one: number) => one >= first && one < last
