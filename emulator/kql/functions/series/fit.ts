import { type Json, realJson } from '../json.ts'
import type { ScalarFunction } from '../scalar-function.ts'
import { script } from '../script.ts'
import { completeSeries, seriesJson } from './number-array.ts'
import { fitLine, mean, squares, variance } from './statistics.ts'

/** What is known of a fit, by the language's names and in its order. */
type Fit = Record<string, Json>

/** Functions of several columns give them as an array. Each of the other form gives a bag. */
export const fitFunctions: Record<string, ScalarFunction> = {
  series_fit_line: script('series_fit_line', ['dynamic'], 'dynamic', (json) => Object.values(lineOf(json) ?? {})),
  series_fit_line_dynamic: script('series_fit_line_dynamic', ['dynamic'], 'dynamic', (json) => lineOf(json) ?? null),
  series_fit_2lines: script('series_fit_2lines', ['dynamic'], 'dynamic', (json) => {
    const { right, left, ...both } = twoLinesOf(json) ?? {}
    return [both, right, left].flatMap((part) => (part ? Object.values(part) : []))
  }),
  series_fit_2lines_dynamic: script(
    'series_fit_2lines_dynamic',
    ['dynamic'],
    'dynamic',
    (json) => twoLinesOf(json) ?? null,
  ),
}

/** https://learn.microsoft.com/kusto/query/series-fit-line-function */
function lineOf(json: Json): Fit | undefined {
  const values = completeSeries(json)
  if (!values || values.length < 2) return undefined
  const { slope, interception, fit, residualSquares } = fitLine(values)
  return {
    rsquare: realJson(explained(values, residualSquares)),
    slope: realJson(slope),
    variance: realJson(variance(values)),
    rvariance: realJson(residualSquares / (values.length - 1)),
    // Counted from 1: the documentation's example says -1.666 of a line that begins with 1.064 and rises by 2.730.
    interception: realJson(interception - slope),
    line_fit: seriesJson(fit),
  }
}

/**
 * Two lines, parted where together they leave the least over. The right one begins at `split_idx`; each is fitted to its own
 * part. https://learn.microsoft.com/kusto/query/series-fit-2lines-dynamic-function
 */
function twoLinesOf(json: Json): ({ right: Fit; left: Fit } & Fit) | undefined {
  const values = completeSeries(json)
  if (!values || values.length < 4) return undefined
  const split = bestSplit(values)
  const [left, right] = [fitLine(values.slice(0, split)), fitLine(values.slice(split))]
  const residualSquares = left.residualSquares + right.residualSquares
  return {
    rsquare: realJson(explained(values, residualSquares)),
    split_idx: split,
    variance: realJson(variance(values)),
    rvariance: realJson(residualSquares / (values.length - 1)),
    line_fit: seriesJson([...left.fit, ...right.fit]),
    right: partOf(values.slice(split)),
    left: partOf(values.slice(0, split)),
  }
}

function partOf(values: number[]): Fit {
  const {
    rsquare = null,
    slope = null,
    interception = null,
    variance: of = null,
    rvariance = null,
  } = lineOf(values) ?? {}
  return { rsquare, slope, interception, variance: of, rvariance }
}

/** From running sums: to fit each pair of lines anew would take the square of the length. Each part has two values at least. */
function bestSplit(values: number[]): number {
  const average = mean(values)
  const running = [{ y: 0, yy: 0, xy: 0 }]
  for (const [x, value] of values.entries()) {
    const y = value - average
    const last = running[x] ?? { y: 0, yy: 0, xy: 0 }
    running.push({ y: last.y + y, yy: last.yy + y * y, xy: last.xy + x * y })
  }
  const left = (from: number, to: number) => {
    const [a, b] = [running[from], running[to]]
    if (!a || !b) return 0
    const count = to - from
    const y = b.y - a.y
    const width = (count * (count * count - 1)) / 12
    const together = b.xy - a.xy - ((from + to - 1) / 2) * y
    return b.yy - a.yy - (y * y) / count - (together * together) / width
  }
  let best = { split: 2, residual: Number.POSITIVE_INFINITY }
  for (let split = 2; split <= values.length - 2; split++) {
    const residual = left(0, split) + left(split, values.length)
    if (residual < best.residual) best = { split, residual }
  }
  return best.split
}

/** The part of the variance that a fit explains; a series that does not vary is explained. */
function explained(values: number[], residualSquares: number): number {
  const all = squares(values)
  return all === 0 ? 1 : 1 - residualSquares / all
}
