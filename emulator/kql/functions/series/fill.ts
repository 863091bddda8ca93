import { type Json, numberOfJson } from '../json.ts'
import type { ScalarFunction } from '../scalar-function.ts'
import { script } from '../script.ts'
import { type NumberArray, numberArrayOf, seriesJson } from './number-array.ts'

type Values = (number | null)[]

/** How gaps are filled. A gap is a null, or the value that the query names as one; what is left of it stays as it was. */
export const fillFunctions: Record<string, ScalarFunction> = {
  series_fill_const: script(
    'series_fill_const',
    ['dynamic', 'dynamic', 'dynamic'],
    'dynamic',
    (json, constant, gap) => {
      const series = withGaps(json, gap)
      if (!series) return null
      const [filler = null] = seriesJson([numberOfJson(constant)], Number.isInteger(constant))
      return seriesJson(series.values, series.isWhole).map((item) => item ?? filler)
    },
  ),
  series_fill_forward: script('series_fill_forward', ['dynamic', 'dynamic'], 'dynamic', (json, gap) =>
    filled(json, gap, forward),
  ),
  series_fill_backward: script('series_fill_backward', ['dynamic', 'dynamic'], 'dynamic', (json, gap) =>
    filled(json, gap, backward),
  ),
  // https://learn.microsoft.com/kusto/query/series-fill-linear-function
  series_fill_linear: script(
    'series_fill_linear',
    ['dynamic', 'dynamic', 'bool', 'dynamic'],
    'dynamic',
    (json, gap, fillsEdges, constant) => {
      const series = withGaps(json, gap)
      if (series?.values.every((value) => value === null)) {
        const wanted = constant === null ? 0 : numberOfJson(constant)
        return seriesJson(series.values.map(() => wanted))
      }
      return filled(json, gap, (values) => linear(values, fillsEdges !== false, series?.isWhole ?? false))
    },
  ),
}

function withGaps(json: Json, gapJson: Json): NumberArray | undefined {
  const series = numberArrayOf(json)
  const gap = numberOfJson(gapJson)
  return series && { ...series, values: series.values.map((value) => (value === gap ? null : value)) }
}

function filled(json: Json, gap: Json, fill: (values: Values) => Values): Json {
  const series = withGaps(json, gap)
  if (!series) return null
  return seriesJson(
    fill(series.values).map((value) => value ?? numberOfJson(gap)),
    series.isWhole,
  )
}

function forward(values: Values): Values {
  let last: number | null = null
  return values.map((value) => {
    last = value ?? last
    return last
  })
}

const backward = (values: Values) => forward(values.toReversed()).toReversed()

/** A straight line over each gap, in whole numbers where the series is of those; an end takes the nearest value. */
function linear(values: Values, fillsEdges: boolean, isWhole: boolean): Values {
  const places = values.map((value, place) => (value === null ? null : place))
  const [before, after] = [forward(places), backward(places)]
  return values.map((value, place) => {
    if (value !== null) return value
    const [from, to] = [before[place] ?? null, after[place] ?? null]
    const [left, right] = [from, to].map((end) => (end === null ? null : (values[end] ?? null)))
    if (from === null || to === null || left == null || right == null)
      return fillsEdges ? (left ?? right ?? null) : null
    const exact = left + ((right - left) * (place - from)) / (to - from)
    return isWhole ? Math.trunc(exact) : exact
  })
}
