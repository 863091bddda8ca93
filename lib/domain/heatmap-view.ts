import { type AccessHeatmap, type HeatmapPrincipal, refusalsOf, vaultOfColumn } from './access-heatmap.ts'
import { cellMark, clusteredOrder, type HeatGrid, pickGrid } from './heat-grid.ts'
import { isZeroProven, type PeriodMs, provenByMs } from './log-coverage.ts'

export const heatmapOrders = ['reach', 'alike', 'name'] as const
export type HeatmapOrder = (typeof heatmapOrders)[number]

/** Who could reach what, where that is laid over what happened. */
export interface HeatmapRights {
  /** Those with a right, of whom some never called. */
  principals: readonly HeatmapPrincipal[]
  could: (principalId: string, vaultName: string) => boolean
}

/** A heatmap as it is shown: filtered, in order, with what is known of each cell. */
export interface HeatmapView {
  grid: HeatGrid
  principals: readonly HeatmapPrincipal[]
  columns: readonly string[]
}

/** The whole of an answer as a grid. A column is proven where its vault was logged for all of the period. */
export function wholeView(heatmap: AccessHeatmap, period: PeriodMs, rights?: HeatmapRights): HeatmapView {
  const { columns, by } = heatmap
  const called = new Set(heatmap.principals.map(({ id }) => id))
  const others = rights?.principals.filter(({ id }) => !called.has(id)) ?? []
  const principals = [...heatmap.principals, ...others]
  const size = principals.length * columns.length
  const calls = new Uint32Array(size)
  calls.set(heatmap.calls)
  const refused = new Uint32Array(size)
  for (const [place, count] of refusalsOf(heatmap.refused)) refused[place] = count
  const proven = new Set(
    heatmap.coverage.flatMap((one) => (isZeroProven(one, provenByMs(period)) ? [one.vaultName.toLowerCase()] : [])),
  )
  // What was cut off has no row here, and a caller of it may be among those that only have a right.
  const isWhole =
    heatmap.total.principals <= heatmap.principals.length && heatmap.problems.every(({ code }) => code !== 'truncated')
  const marks = new Uint8Array(size)
  const vaults = columns.map(vaultOfColumn)
  const unproven = vaults.map((name) => (proven.has(name.toLowerCase()) ? 0 : cellMark.unproven))
  for (const [row, { id }] of principals.entries()) {
    const isCutOff = !isWhole && !called.has(id)
    for (const [column, vaultName] of vaults.entries()) {
      const could = by === 'vault' && rights?.could(id, vaultName) ? cellMark.could : 0
      marks[row * vaults.length + column] = (isCutOff ? cellMark.unproven : (unproven[column] ?? 0)) | could
    }
  }
  return {
    grid: { rowCount: principals.length, columnCount: columns.length, calls, refused, marks },
    principals,
    columns,
  }
}

/** The part that a word finds, in an order: by reach as it came, alike beside alike, or by name. */
export function shownView(view: HeatmapView, { q, order }: { q: string; order: HeatmapOrder }): HeatmapView {
  const { grid, principals, columns } = view
  const word = q.trim().toLowerCase()
  const every = (count: number) => Array.from({ length: count }, (_, place) => place)
  const found = every(principals.length).filter((row) => matches(principals[row], word))
  const named = every(columns.length).filter((column) => columns[column]?.includes(word))
  // A word that names no caller names vaults or objects.
  const [rows, places] =
    found.length > 0 || named.length === 0 ? [found, every(columns.length)] : [every(principals.length), named]
  const picked = pickGrid(grid, rows, places)
  const isUsed = (row: number, column: number) => (picked.calls[row * picked.columnCount + column] ?? 0) > 0
  // A vault that was asked for shows whom it concerns: rows without anything in sight say nothing.
  const kept = every(rows.length).filter((row) =>
    rows.length === principals.length && places.length === columns.length ? true : hasAnything(picked, row),
  )
  const rowOrder = ordered(kept, order, picked.columnCount, isUsed, (row) => principals[rows[row] ?? 0]?.name ?? '')
  const columnOrder = ordered(
    every(places.length),
    order,
    picked.rowCount,
    (column, row) => isUsed(row, column),
    (column) => columns[places[column] ?? 0] ?? '',
  )
  const none: HeatmapPrincipal = { id: '', name: '', type: null }
  return {
    grid: pickGrid(picked, rowOrder, columnOrder),
    principals: rowOrder.map((row) => principals[rows[row] ?? 0] ?? none),
    columns: columnOrder.map((column) => columns[places[column] ?? 0] ?? ''),
  }
}

function ordered(
  items: number[],
  order: HeatmapOrder,
  width: number,
  isSet: (item: number, bit: number) => boolean,
  nameOf: (item: number) => string,
): number[] {
  if (order === 'name')
    return items.toSorted((left, right) => (nameOf(left).toLowerCase() < nameOf(right).toLowerCase() ? -1 : 1))
  if (order === 'reach') return items
  return clusteredOrder(items.length, width, (item, bit) => isSet(items[item] ?? 0, bit)).map(
    (item) => items[item] ?? 0,
  )
}

function hasAnything({ calls, marks, columnCount }: HeatGrid, row: number): boolean {
  for (let place = row * columnCount; place < (row + 1) * columnCount; place++) {
    if ((calls[place] ?? 0) > 0 || (marks[place] ?? 0) & cellMark.could) return true
  }
  return false
}

function matches(principal: HeatmapPrincipal | undefined, word: string): boolean {
  if (!principal) return false
  const { id, name, detail = '' } = principal
  return word === '' || id.includes(word) || name.toLowerCase().includes(word) || detail.toLowerCase().includes(word)
}
