import type { ScalarFunction } from '../scalar-function.ts'
import { script, scriptOfMany } from '../script.ts'
import { autocorrelations } from './autocorrelation.ts'
import { completeSeries, seriesJson } from './number-array.ts'
import { fitLine } from './statistics.ts'

export interface Period {
  length: number
  /** From 0 to 1. */
  score: number
}

/** A period has at least so many values. */
const shortest = 4

/**
 * Periods that a series has, the best first. Microsoft documents the bounds (four values, half of the series) and not the
 * score; here it is the correlation of the series, without its trend, with itself one period later. A period is a hill of
 * that correlation above what chance gives, the highest around, and no multiple of one that is nearly as good.
 */
export function periodsOf(values: number[]): Period[] {
  const scoreOf = scoresOf(values)
  // A hill has two sides: one at the half itself is not seen, as in the documentation's example of series_seasonal.
  const lengths = Array.from({ length: Math.ceil(values.length / 2) - 1 }, (_, index) => index + 1)
  const hills = lengths
    .map((length) => ({ length, score: scoreOf(length) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.length - b.length)
    .slice(0, mostHills)
  return hills.filter(({ length, score }, index) => {
    const isBeside = hills.slice(0, index).some((higher) => Math.abs(higher.length - length) < length / 2)
    const isMultiple = hills.some(
      (other) => length > other.length && length % other.length === 0 && other.score >= score * 0.9,
    )
    return !isBeside && !isMultiple
  })
}

/** Lower ones are not told apart. */
const mostHills = 1000

function scoresOf(values: number[]): (length: number) => number {
  const half = Math.floor(values.length / 2)
  const { fit } = fitLine(values)
  const correlations = autocorrelations(
    values.map((value, index) => value - (fit[index] ?? 0)),
    half + 1,
  )
  const at = (lag: number) => correlations[lag] ?? 0
  return (length) => {
    if (!Number.isInteger(length) || length < shortest || length > half) return 0
    const isHill = at(length) >= at(length - 1) && at(length) >= at(length + 1)
    const byChance = 1.96 / Math.sqrt(values.length - length)
    return isHill && at(length) > byChance ? Math.min(at(length), 1) : 0
  }
}

/** Both give two columns, as an array: periods and their scores. */
export const periodFunctions: Record<string, ScalarFunction> = {
  series_periods_detect: script(
    'series_periods_detect',
    ['dynamic', 'real', 'real', 'long'],
    'dynamic',
    (json, least, most, count) => {
      const values = completeSeries(json)
      if (!values) return []
      const found = periodsOf(values).filter(({ length }) => length >= Number(least) && length <= Number(most))
      if (count === null || count < 0n || count > mostHills)
        throw new Error(`series_periods_detect(): the number of periods is from 0 to ${mostHills}.`)
      const none = { length: 0, score: 0 }
      return columns(Array.from({ length: Number(count) }, (_, place) => found[place] ?? none))
    },
  ),
  series_periods_validate: scriptOfMany('series_periods_validate', ['dynamic'], 'real', 'dynamic', ([json], asked) => {
    const values = completeSeries(json)
    if (!values) return []
    const scoreOf = scoresOf(values)
    return columns(asked.map(Number).map((length) => ({ length, score: scoreOf(length) })))
  }),
}

function columns(periods: Period[]) {
  return [seriesJson(periods.map(({ length }) => length)), seriesJson(periods.map(({ score }) => score))]
}
