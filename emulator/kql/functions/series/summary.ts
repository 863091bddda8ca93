import { type Json, numberOfJson, realJson } from '../json.ts'
import type { ScalarFunction } from '../scalar-function.ts'
import { script } from '../script.ts'
import { completeSeries, finite, numberArrayOf } from './number-array.ts'
import { correlation, mean, sum, variance } from './statistics.ts'

/** What is known of a whole series. */
export const summaryFunctions: Record<string, ScalarFunction> = {
  series_stats: script('series_stats', ['dynamic', 'bool'], 'dynamic', (json, skips) =>
    Object.values(statsOf(json, skips) ?? {}),
  ),
  series_stats_dynamic: script('series_stats_dynamic', ['dynamic', 'bool'], 'dynamic', (json, skips) => {
    const values = finite(numberArrayOf(json))
    const stats = statsOf(json, skips)
    return stats ? { ...stats, sum: realJson(sum(values)), len: values.length } : null
  }),
  series_sum: script('series_sum', ['dynamic'], 'real', (json) => (Array.isArray(json) ? sum(numbersOf(json)) : null)),
  series_product: script('series_product', ['dynamic'], 'real', (json) =>
    Array.isArray(json) ? numbersOf(json).reduce((product, value) => product * value, 1) : null,
  ),
  series_magnitude: script('series_magnitude', ['dynamic'], 'real', (json) =>
    Array.isArray(json) ? magnitude(numbersOf(json)) : null,
  ),
  series_dot_product: script('series_dot_product', ['dynamic', 'dynamic'], 'real', dotProduct),
  series_pearson_correlation: script('series_pearson_correlation', ['dynamic', 'dynamic'], 'real', (first, second) => {
    const [a, b] = [completeSeries(first), completeSeries(second)]
    return a && b && a.length === b.length && a.length > 0 ? correlation(a, b) : null
  }),
  series_cosine_similarity: script(
    'series_cosine_similarity',
    ['dynamic', 'dynamic', 'real', 'real'],
    'real',
    (first, second, ofFirst, ofSecond) => {
      const [a, b] = [completeSeries(first), completeSeries(second)]
      if (!a || !b || a.length !== b.length || a.length === 0) return null
      const product = sum(a.map((value, place) => value * (b[place] ?? 0)))
      return product / ((ofFirst ?? magnitude(a)) * (ofSecond ?? magnitude(b)))
    },
  ),
}

/** Nothing where an item is no finite number, unless those are to be skipped. */
function statsOf(json: Json, skips: boolean | null): Record<string, Json> | undefined {
  const series = numberArrayOf(json)
  const values = skips ? finite(series) : (completeSeries(json) ?? [])
  if (!series || values.length === 0) return undefined
  const [min, max] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  return {
    min: realJson(min),
    min_idx: series.values.indexOf(min),
    max: realJson(max),
    max_idx: series.values.indexOf(max),
    avg: realJson(mean(values)),
    stdev: realJson(Math.sqrt(variance(values))),
    variance: realJson(variance(values)),
  }
}

const numbersOf = (json: Json) => finite(numberArrayOf(json))
const magnitude = (values: number[]) => Math.sqrt(sum(values.map((value) => value ** 2)))

/** Up to the shorter one's end, without what is no number; a number beside a series stands at each place. */
function dotProduct(first: Json, second: Json): number | null {
  const [a, b] = [numberArrayOf(first)?.values, numberArrayOf(second)?.values]
  const length = Math.min(a?.length ?? Number.POSITIVE_INFINITY, b?.length ?? Number.POSITIVE_INFINITY)
  if (length === 0 || !Number.isFinite(length)) return null
  const [x, y] = [numberOfJson(first), numberOfJson(second)]
  const at = (values: (number | null)[] | undefined, scalar: number | null, place: number) =>
    (values ? values[place] : scalar) ?? 0
  return sum(Array.from({ length }, (_, place) => at(a, x, place) * at(b, y, place)))
}
