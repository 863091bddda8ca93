/**
 * A matrix of counts on its way to a picture: what happened, what was refused, what is not known, and what could have
 * happened. Rows and columns are places; whoever draws it knows their names.
 */
export interface HeatGrid {
  rowCount: number
  columnCount: number
  /** Row by row. */
  calls: Uint32Array
  /** Of `calls`, those that were refused. */
  refused: Uint32Array
  /** Bits of `cellMark`. */
  marks: Uint8Array
}

export const cellMark = {
  /** The log does not prove that there was no call but those that are counted. */
  unproven: 1,
  /** There is a right to call now. */
  could: 2,
} as const

/**
 * What a cell says: `used`, `partlyRefused` and `refused` by what happened; `unused` where there is a right and proof that
 * nobody used it; `notLogged` where no call is known and there may have been some; `none` where there was none.
 */
export type CellState = 'used' | 'partlyRefused' | 'refused' | 'unused' | 'notLogged' | 'none'

export function cellStateOf({ calls, refused, marks }: HeatGrid, place: number): CellState {
  const count = calls[place] ?? 0
  const refusals = refused[place] ?? 0
  const mark = marks[place] ?? 0
  if (count > 0) return refusals === 0 ? 'used' : refusals < count ? 'partlyRefused' : 'refused'
  if (mark & cellMark.unproven) return 'notLogged'
  return mark & cellMark.could ? 'unused' : 'none'
}

/** The greatest count of a cell; 1 where there is none. */
export function mostCalls({ calls }: Pick<HeatGrid, 'calls'>): number {
  let most = 1
  for (const count of calls) if (count > most) most = count
  return most
}

/** The same cells, rows and columns picked and put in order by their places. */
export function pickGrid(grid: HeatGrid, rows: readonly number[], columns: readonly number[]): HeatGrid {
  const size = rows.length * columns.length
  const calls = new Uint32Array(size)
  const refused = new Uint32Array(size)
  const marks = new Uint8Array(size)
  let at = 0
  for (const row of rows) {
    const start = row * grid.columnCount
    for (const column of columns) {
      calls[at] = grid.calls[start + column] ?? 0
      refused[at] = grid.refused[start + column] ?? 0
      marks[at] = grid.marks[start + column] ?? 0
      at += 1
    }
  }
  return { rowCount: rows.length, columnCount: columns.length, calls, refused, marks }
}

/**
 * An order that puts alike beside alike: from the one that reaches most, always on to the one that has most in common with
 * the last. Half a million comparisons of bits for the largest heatmap.
 */
export function clusteredOrder(count: number, width: number, isSet: (item: number, bit: number) => boolean): number[] {
  const words = Math.ceil(width / 32)
  const bits = new Uint32Array(count * words)
  const sizes = new Uint32Array(count)
  for (let item = 0; item < count; item++) {
    for (let bit = 0; bit < width; bit++) {
      if (!isSet(item, bit)) continue
      const word = item * words + (bit >> 5)
      bits[word] = (bits[word] ?? 0) | (1 << (bit & 31))
      sizes[item] = (sizes[item] ?? 0) + 1
    }
  }
  const left = new Set(Array.from({ length: count }, (_, item) => item))
  const order: number[] = []
  let last = -1
  while (left.size > 0) {
    let best = -1
    let bestLikeness = -1
    for (const item of left) {
      const likeness = last < 0 ? (sizes[item] ?? 0) : likenessOf(last, item)
      if (likeness > bestLikeness) {
        best = item
        bestLikeness = likeness
      }
    }
    left.delete(best)
    order.push(best)
    last = best
  }
  return order

  function likenessOf(one: number, other: number): number {
    let common = 0
    for (let word = 0; word < words; word++)
      common += bitCount((bits[one * words + word] ?? 0) & (bits[other * words + word] ?? 0))
    const either = (sizes[one] ?? 0) + (sizes[other] ?? 0) - common
    return either === 0 ? 0 : common / either
  }
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
