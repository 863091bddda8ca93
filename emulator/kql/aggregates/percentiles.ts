import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { isNumeric, toNumber } from '../functions/json.ts'
import { literalText } from '../functions/literal-argument.ts'
import { callScript, script } from '../functions/script.ts'
import type { SyntaxNode } from '../syntax.ts'
import type { Scalar } from '../types.ts'
import type { Aggregate } from './aggregate.ts'

/** By nearest rank: a percentile is one of the values. A list of them in SQL, null of no rows. */
export function percentileList(value: Scalar | undefined, places: Scalar[]): string {
  return `quantile_disc(${value?.sql}, [${places.map(({ sql }) => `(${sql}) / 100.0`).join(', ')}])`
}

/** The place, from 1, of the value at which so many percent of all weights are reached. */
const weightedRank = script('weighted_rank', ['dynamic', 'real'], 'long', (weights, percent) => {
  if (!Array.isArray(weights) || percent === null) return null
  const sizes = weights.map((weight) => (isNumeric(weight) ? toNumber(weight) : 0))
  const wanted = (sizes.reduce((sum, size) => sum + size, 0) * percent) / 100
  let reached = 0
  const isReached = (size: number) => {
    reached += size
    return reached >= wanted
  }
  return BigInt(sizes.findIndex(isReached) + 1)
})
const weightedScripts = weightedRank.scripts ?? []

/** Each value counts as often as its weight says. */
export function weightedList(value: Scalar | undefined, weight: Scalar | undefined, places: Scalar[]): string {
  const rows = (sql: string | undefined) =>
    `list(${sql} ORDER BY ${value?.sql}) FILTER (WHERE ${value?.sql} IS NOT NULL AND ${weight?.sql} > 0)`
  const weights = { sql: `to_json(${rows(weight?.sql)})`, type: 'dynamic' }
  const items = places.map(
    (place) => `(${rows(value?.sql)})[${callScript(weightedRank, [weights, cast(place, 'real')])}]`,
  )
  return `[${items.join(', ')}]`
}

/** Percents are written one by one or as one array. */
function placesOf(values: Scalar[], node: SyntaxNode): Scalar[] {
  if (values[0]?.type !== 'dynamic') return values
  const written: unknown = JSON.parse(literalText(values[0]) ?? 'null')
  if (!Array.isArray(written) || !written.every((place) => typeof place === 'number'))
    throw new UnsupportedSyntax('a computed list of percentiles', node.TextStart)
  return written.map((place) => ({ sql: `${place}::DOUBLE`, type: 'real' }))
}

const asArray = (list: string, value: Scalar | undefined, isThere: string) => {
  const item = cast({ sql: 'item', type: value?.type ?? 'real' }, 'dynamic').sql
  return `CASE WHEN ${isThere} THEN to_json(list_transform(${list}, lambda item: ${item})) END`
}

export const percentileAggregates: Record<string, Aggregate> = {
  percentile: { takes: ['any'], sql: ([value, ...places]) => `(${percentileList(value, places)})[1]` },
  percentilew: {
    takes: ['any'],
    scripts: weightedScripts,
    sql: ([value, weight, ...places]) => `(${weightedList(value, weight, places)})[1]`,
  },
  percentiles_array: {
    takes: ['any'],
    sql: ([value, ...places], { node }) =>
      asArray(percentileList(value, placesOf(places, node)), value, `count(${value?.sql}) > 0`),
  },
  percentilesw_array: {
    takes: ['any'],
    scripts: weightedScripts,
    sql: ([value, weight, ...places], { node }) =>
      asArray(weightedList(value, weight, placesOf(places, node)), value, `count(${value?.sql}) > 0`),
  },
}
