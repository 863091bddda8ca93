import type { QueryColumn, QueryResult } from '@/lib/domain/workspace-query.ts'

const numbers = new Set(['int', 'long', 'real', 'decimal'])

/** Whether a column's values stand at the right and are sorted by size. */
export const isNumeric = ({ type }: QueryColumn) => numbers.has(type)
export const isTime = ({ type }: QueryColumn) => type === 'datetime'

/** A value as a text, whole, for a cell or a file. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A value as a table shows it. */
export function shownText(value: unknown, column: QueryColumn): string {
  if (isTime(column) && typeof value === 'string') return value.replace('T', ' ').replace('Z', '')
  // Log Analytics sends every digit; JavaScript's numbers do not hold more than sixteen.
  if (column.type === 'long' && typeof value === 'number' && !Number.isSafeInteger(value)) return `≈ ${value}`
  if (column.type === 'real' && typeof value === 'number') return String(Number(value.toPrecision(12)))
  return valueText(value)
}

export interface ResultRow {
  /** From 0, as Log Analytics answered. */
  index: number
  values: readonly unknown[]
}

/** Rows in the order of one column, nothing last. */
export function sortedRows(result: QueryResult, column: number | undefined, isDescending: boolean): ResultRow[] {
  const rows = result.rows.map((values, index) => ({ index, values }))
  const described = column === undefined ? undefined : result.columns[column]
  if (column === undefined || !described) return rows
  const sign = isDescending ? -1 : 1
  return rows.sort((left, right) => {
    const [a, b] = [left.values[column], right.values[column]]
    const emptiness = Number(a === null || a === '') - Number(b === null || b === '')
    if (emptiness !== 0) return emptiness
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    if (described.type === 'timespan') return sign * (ticksOf(valueText(a)) - ticksOf(valueText(b)))
    const [one, other] = [valueText(a), valueText(b)]
    return sign * (one < other ? -1 : one > other ? 1 : 0)
  })
}

/** Seconds of `[-][d.]hh:mm:ss[.fffffff]`. */
function ticksOf(text: string): number {
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^(-)?(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text) ?? []
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
  return sign ? -total : total
}
