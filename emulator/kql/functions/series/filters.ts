import type { ScalarFunction } from '../scalar-function.ts'
import { script } from '../script.ts'
import { completeSeries, seriesJson } from './number-array.ts'
import { sum } from './statistics.ts'

export const filterFunctions: Record<string, ScalarFunction> = {
  series_fir: script(
    'series_fir',
    ['dynamic', 'dynamic', 'bool', 'bool'],
    'dynamic',
    (json, filterJson, scales, centers) => {
      const [values, filter] = [completeSeries(json), completeSeries(filterJson)]
      const hasNegative = filter?.some((weight) => weight < 0) ?? false
      if (!values || !filter || (hasNegative && scales)) return null
      return seriesJson(fir(values, (scales ?? !hasNegative) ? scaled(filter) : filter, centers ?? false))
    },
  ),
  series_iir: script(
    'series_iir',
    ['dynamic', 'dynamic', 'dynamic'],
    'dynamic',
    (json, numeratorsJson, denominatorsJson) => {
      const [values, numerators] = [completeSeries(json), completeSeries(numeratorsJson)]
      const denominators = completeSeries(denominatorsJson)
      if (!values || !numerators || !denominators?.[0]) return null
      return seriesJson(iir(values, numerators, denominators))
    },
  ),
}

function scaled(filter: number[]): number[] {
  const total = sum(filter)
  return filter.map((weight) => weight / total)
}

/** A script holds up the whole emulator, and DuckDB cannot stop it. */
const mostProducts = 50_000_000

function refuseLong(name: string, values: number[], weights: number[]): void {
  if (values.length * weights.length > mostProducts)
    throw new Error(`${name}(): a filter of ${weights.length} weights is too long for ${values.length} values.`)
}

/**
 * A finite impulse response: each value is a weighted sum of those before it, or around it when centred. Beyond the ends
 * there is nothing. https://learn.microsoft.com/kusto/query/series-fir-function
 */
function fir(values: number[], weights: number[], isCentered: boolean): number[] {
  refuseLong('series_fir', values, weights)
  const ahead = isCentered ? Math.floor(weights.length / 2) : 0
  return values.map((_, place) => sum(weights.map((weight, back) => weight * (values[place + ahead - back] ?? 0))))
}

/**
 * An infinite impulse response: what was answered before is fed back.
 * https://learn.microsoft.com/kusto/query/series-iir-function
 */
function iir(values: number[], numerators: number[], [first = 1, ...feedback]: number[]): number[] {
  refuseLong('series_iir', values, [...numerators, ...feedback])
  const answers: number[] = []
  for (const place of values.keys()) {
    const forth = sum(numerators.map((weight, back) => weight * (values[place - back] ?? 0)))
    const back = sum(feedback.map((weight, index) => weight * (answers[place - index - 1] ?? 0)))
    answers.push((forth - back) / first)
  }
  return answers
}
