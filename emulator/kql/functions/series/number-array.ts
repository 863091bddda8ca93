import { type Json, numberOfJson, realJson } from '../json.ts'

/** A series as the language's dynamic has it: numbers, and null where there is none. */
export interface NumberArray {
  values: (number | null)[]
  /** All are whole numbers: what is made of them by adding stays whole, and is written without a fraction. */
  isWhole: boolean
}

/** Nothing when it is no array. */
export function numberArrayOf(json: Json): NumberArray | undefined {
  if (!Array.isArray(json)) return undefined
  // A real's JSON is never an integer's: `1.0` is kept as it is written.
  const isWhole = json.every((item) => item === null || Number.isInteger(item))
  return { values: json.map(numberOfJson), isWhole: isWhole || json.every((item) => item === null) }
}

/** All of a series as finite numbers, or nothing where one is missing. */
export function completeSeries(json: Json): number[] | undefined {
  const series = numberArrayOf(json)
  const values = finite(series)
  return values.length === series?.values.length ? values : undefined
}

export function finite(series: NumberArray | undefined): number[] {
  return series?.values.filter((value) => value !== null).filter(Number.isFinite) ?? []
}

export function seriesJson(values: (number | boolean | null)[], isWhole = false): Json[] {
  return values.map((value) => (typeof value === 'number' && !isWhole ? realJson(value) : value))
}
