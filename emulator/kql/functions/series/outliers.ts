import type { ScalarFunction } from '../scalar-function.ts'
import { script } from '../script.ts'
import { numberArrayOf, seriesJson } from './number-array.ts'

/** Of the normal distribution: a value under this many deviations is one of 75 in 100, of 90 in 100. */
const tukeyZ = 0.6744897501960817

/**
 * Tukey's test: how far each value lies outside the range between two percentiles, in such ranges, so that 1.5 and more is a
 * mild outlier and 0 is within. The score of other percentiles than 25 and 75 is scaled to mean the same for normal values.
 * Percentiles between two values and the scale for 10 and 90 are as Azure computes them, read from its answer at
 * https://stackoverflow.com/questions/75264555
 */
export function outlierScores(
  values: (number | null)[],
  { kind = 'ctukey', low = 10, high = 90, testPoints = 0 } = {},
): number[] {
  if (kind !== 'tukey' && kind !== 'ctukey') throw new Error(`series_outliers has no kind '${kind}': tukey or ctukey`)
  const [from, to] = kind === 'tukey' ? [25, 75] : [low, high]
  if (!(from >= 2 && from <= 98 && to >= 2 && to <= 98))
    throw new Error('series_outliers: percentiles are from 2 to 98')
  const sorted = values
    .slice(0, values.length - testPoints)
    .filter((value) => value !== null)
    .toSorted((a, b) => a - b)
  const [floor, ceiling] = [percentile(sorted, from), percentile(sorted, to)]
  const scaleOf = (z: number) => {
    if (kind === 'tukey') return 1
    return from === 10 && to === 90 ? measuredScale : scaleOfFence(z, from, to)
  }
  const [scaleBelow, scaleAbove] = [scaleOf(-normalQuantile(from)), scaleOf(normalQuantile(to))]
  return values.map((value) => {
    if (value === null || (value >= floor && value <= ceiling)) return 0
    const [fence, scale] = value > ceiling ? [ceiling, scaleAbove] : [floor, scaleBelow]
    return ((value - fence) / (ceiling - floor)) * scale || 0
  })
}

const measuredScale = 2.7726056055079

/** So that the fence of 1.5 lies at the same value as with 25 and 75. */
function scaleOfFence(z: number, from: number, to: number): number {
  return (1.5 * (normalQuantile(to) - normalQuantile(from))) / (4 * tukeyZ - z)
}

/** Between two values it is their middle. */
function percentile(sorted: number[], percent: number): number {
  const place = (percent / 100) * (sorted.length - 1)
  return ((sorted[Math.floor(place)] ?? Number.NaN) + (sorted[Math.ceil(place)] ?? Number.NaN)) / 2
}

/** By halving: the distribution function is a series, its inverse is not. */
function normalQuantile(percent: number): number {
  let [low, high] = [-8, 8]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (normalShare(middle) < percent / 100) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** https://en.wikipedia.org/wiki/Normal_distribution#Generating_values_and_approximations, by the Taylor series */
function normalShare(z: number): number {
  let term = z
  let total = z
  for (let n = 1; n < 200; n++) {
    term *= (z * z) / (2 * n + 1)
    total += term
  }
  return 0.5 + (total * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}

/** https://learn.microsoft.com/kusto/query/series-outliers-function */
export const outlierFunctions: Record<string, ScalarFunction> = {
  series_outliers: script(
    'series_outliers',
    ['dynamic', 'string', 'real', 'real', 'real', 'long'],
    'dynamic',
    (json, kind, ignored, low, high, testPoints) => {
      const values = numberArrayOf(json)?.values.map((value) => (value === ignored ? null : value))
      if (!values) return null
      return seriesJson(
        outlierScores(values, {
          ...(kind !== '' && { kind }),
          ...(low !== null && { low }),
          ...(high !== null && { high }),
          testPoints: Number(testPoints ?? 0),
        }),
      )
    },
  ),
}
