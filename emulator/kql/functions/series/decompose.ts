import type { Json } from '../json.ts'
import type { ScalarFunction } from '../scalar-function.ts'
import { script } from '../script.ts'
import { completeSeries, seriesJson } from './number-array.ts'
import { outlierScores } from './outliers.ts'
import { periodsOf } from './periods.ts'
import { fitLine, mean, median } from './statistics.ts'

interface Options {
  /** Values in a season; -1 to find it, 0 for none. */
  season: number
  trend: string
  /** Values at the end that nothing is learnt from. */
  testPoints: number
  /** What a season's score has to reach to be found. */
  threshold: number
}

interface Parts {
  baseline: number[]
  seasonal: number[]
  trend: number[]
  residual: number[]
}

/**
 * In the documented order: seasons first (the median of each phase), then the trend of what is left, and the residual.
 * https://learn.microsoft.com/kusto/query/series-decompose-function
 */
function partsOf(values: number[], { season, trend, testPoints, threshold }: Options): Parts {
  const learnt = values.slice(0, Math.max(values.length - testPoints, 0))
  const length = season < 0 ? (periodsOf(learnt).find(({ score }) => score >= threshold)?.length ?? 0) : season
  // A phase that was not seen is 0.
  const seen = Math.min(length, learnt.length)
  const phases = Array.from({ length: seen }, (_, phase) => median(everyNth(learnt, length, phase)))
  const seasonal = values.map((_, index) => (length > 0 ? (phases[index % length] ?? 0) : 0))
  const line = trendOf(
    learnt.map((value, index) => value - (seasonal[index] ?? 0)),
    trend,
  )
  const trends = values.map((_, index) => line(index))
  const baseline = values.map((_, index) => (seasonal[index] ?? 0) + (trends[index] ?? 0))
  return {
    baseline,
    seasonal,
    trend: trends,
    residual: values.map((value, index) => value - (baseline[index] ?? 0)),
  }
}

function everyNth(values: number[], step: number, from: number): number[] {
  const length = Math.max(Math.ceil((values.length - from) / step), 0)
  return Array.from({ length }, (_, index) => values[from + index * step] ?? 0)
}

function trendOf(values: number[], kind: string): (place: number) => number {
  switch (kind) {
    case 'none':
      return () => 0
    case 'avg': {
      const average = values.length > 0 ? mean(values) : 0
      return () => average
    }
    case 'linefit': {
      const { slope, interception } = fitLine(values)
      return (place) => slope * place + interception
    }
    default:
      throw new Error(`a series has no trend '${kind}': avg, linefit or none`)
  }
}

/** An argument that is not there is null, or an empty text. */
type Given<Value> = Value | null

function optionsOf(season: Given<bigint>, trend: string, testPoints: Given<bigint>, threshold: Given<number>): Options {
  return {
    season: Number(season ?? -1),
    trend: trend || 'avg',
    testPoints: Number(testPoints ?? 0),
    threshold: threshold ?? 0.6,
  }
}

function decompose(json: Json, options: Options): Json {
  const values = completeSeries(json)
  if (!values) return []
  const { baseline, seasonal, trend, residual } = partsOf(values, options)
  return [baseline, seasonal, trend, residual].map((part) => seriesJson(part))
}

/** Functions of several columns give them as an array. */
export const decomposeFunctions: Record<string, ScalarFunction> = {
  series_decompose: script(
    'series_decompose',
    ['dynamic', 'long', 'string', 'long', 'real'],
    'dynamic',
    (json, season, trend, testPoints, threshold) => decompose(json, optionsOf(season, trend, testPoints, threshold)),
  ),
  // The trend is a line unless the query names it: the last values are to be told from those before.
  series_decompose_forecast: script(
    'series_decompose_forecast',
    ['dynamic', 'long', 'long', 'string', 'real'],
    'dynamic',
    (json, points, season, trend, threshold) =>
      decompose(json, optionsOf(season, trend || 'linefit', points, threshold)),
  ),
  // 1, -1 or 0 for a value that is too high, too low or neither; its score; what was expected.
  // https://learn.microsoft.com/kusto/query/series-decompose-anomalies-function
  series_decompose_anomalies: script(
    'series_decompose_anomalies',
    ['dynamic', 'real', 'long', 'string', 'long', 'string', 'real'],
    'dynamic',
    (json, limit, season, trend, testPoints, method, threshold) => {
      const values = completeSeries(json)
      if (!values) return []
      const options = optionsOf(season, trend, testPoints, threshold)
      const { baseline, residual } = partsOf(values, options)
      const scores = outlierScores(residual, { kind: method || 'ctukey', testPoints: options.testPoints })
      const flags = scores.map((score) => (score > (limit ?? 1.5) ? 1 : score < -(limit ?? 1.5) ? -1 : 0))
      return [seriesJson(flags, true), seriesJson(scores), seriesJson(baseline)]
    },
  ),
  // The seasonal part alone; a season is found when its score is 0.7 at least.
  series_seasonal: script('series_seasonal', ['dynamic', 'long', 'long'], 'dynamic', (json, period, testPoints) => {
    const values = completeSeries(json)
    return values ? seriesJson(partsOf(values, { ...optionsOf(period, 'none', testPoints, 0.7) }).seasonal) : null
  }),
}
