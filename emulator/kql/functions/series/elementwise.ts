import { type Json, numberOfJson } from '../json.ts'
import type { ScalarFunction } from '../scalar-function.ts'
import { script } from '../script.ts'
import { type NumberArray, numberArrayOf, seriesJson } from './number-array.ts'

/** What is done with two series place by place, or with a series and a number. `staysWhole`: whole numbers give whole ones. */
const pairs: Record<string, { of(a: number, b: number): number | boolean; staysWhole?: boolean }> = {
  series_add: { of: (a, b) => a + b, staysWhole: true },
  series_subtract: { of: (a, b) => a - b, staysWhole: true },
  series_multiply: { of: (a, b) => a * b, staysWhole: true },
  series_divide: { of: (a, b) => a / b },
  series_pow: { of: (a, b) => a ** b },
  series_greater: { of: (a, b) => a > b },
  series_greater_equals: { of: (a, b) => a >= b },
  series_less: { of: (a, b) => a < b },
  series_less_equals: { of: (a, b) => a <= b },
  series_equals: { of: (a, b) => a === b },
  series_not_equals: { of: (a, b) => a !== b },
}

const singles: Record<string, { of(value: number): number; staysWhole?: boolean }> = {
  series_abs: { of: Math.abs, staysWhole: true },
  series_sign: { of: Math.sign },
  series_exp: { of: Math.exp },
  series_log: { of: Math.log },
  series_floor: { of: Math.floor },
  series_ceiling: { of: Math.ceil },
  series_sin: { of: Math.sin },
  series_cos: { of: Math.cos },
  series_tan: { of: Math.tan },
  series_asin: { of: Math.asin },
  series_acos: { of: Math.acos },
  series_atan: { of: Math.atan },
}

/** Item by item. Where a side has no number the result is null, up to the longer one's end. */
export const elementwiseFunctions: Record<string, ScalarFunction> = {
  ...Object.fromEntries(
    Object.entries(pairs).map(([name, { of, staysWhole }]) => [
      name,
      script(name, ['dynamic', 'dynamic'], 'dynamic', (first, second) => {
        const [a, b] = [numberArrayOf(first), numberArrayOf(second)]
        const [left, right] = [a ?? repeated(first, b), b ?? repeated(second, a)]
        if (!left || !right) return null
        const length = Math.max(left.values.length, right.values.length)
        const values = Array.from({ length }, (_, place) => {
          const [x, y] = [left.values[place] ?? null, right.values[place] ?? null]
          return x === null || y === null ? null : of(x, y)
        })
        return seriesJson(values, staysWhole && left.isWhole && right.isWhole)
      }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(singles).map(([name, { of, staysWhole }]) => [
      name,
      script(name, ['dynamic'], 'dynamic', (json) => {
        const series = numberArrayOf(json)
        const values = series?.values.map((value) => (value === null ? null : of(value)))
        return values ? seriesJson(values, staysWhole && series?.isWhole) : null
      }),
    ]),
  ),
}

/** A number beside a series stands at each of its places; of two numbers there is no series. */
function repeated(json: Json, beside: NumberArray | undefined): NumberArray | undefined {
  const value = numberOfJson(json)
  return beside && { values: beside.values.map(() => value), isWhole: Number.isInteger(json) }
}
