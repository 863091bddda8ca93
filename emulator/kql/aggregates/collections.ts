import { cast, truth } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { mergeBags } from '../functions/bags.ts'
import { callScript, script } from '../functions/script.ts'
import { orderClause } from '../stage.ts'
import type { Scalar } from '../types.ts'
import { type Aggregate, type AggregateCall, where } from './aggregate.ts'

interface Shape {
  isSet?: true
  /** The second argument is a test, and the limit follows. */
  isTested?: true
  /** How many items where the call does not say: the old names keep 128. */
  most?: number
}

const list = (shape: Shape): Aggregate => ({ takes: ['any'], sql: (values, call) => collected(values, shape, call) })

/**
 * Nulls are left out. A set is ordered so that two runs agree, and takes arrays apart; a list follows the rows' order
 * where they have one.
 */
function collected([value, ...rest]: Scalar[], { isSet, isTested, most }: Shape, { order, node }: AggregateCall) {
  if (!value) throw new UnsupportedSyntax('an aggregate without its argument', node.TextStart)
  const test = isTested ? rest[0] : undefined
  const limit = (isTested ? rest[1] : rest[0])?.sql ?? most
  const item = cast(value, 'dynamic', node).sql
  const kept = `FILTER (WHERE ${item} IS NOT NULL${test ? ` AND ${truth(test)}` : ''})`
  const all =
    isSet && value.type === 'dynamic'
      ? `list_sort(list_distinct(list_filter(flatten(list(${itemsOf(item)}) ${kept}), lambda one: json_type(one) <> 'NULL')))`
      : `list(${isSet ? 'DISTINCT ' : ''}${item}${isSet ? ` ORDER BY ${item}` : orderClause(order)}) ${kept}`
  return `coalesce(to_json(${limit === undefined ? all : `(${all})[1:${limit}]`}), '[]'::JSON)`
}

const itemsOf = (json: string) =>
  `CASE WHEN json_type(${json}) = 'ARRAY' THEN CAST(${json} AS JSON[]) ELSE [${json}] END`

const merge = script('merge_bags', ['dynamic', 'long'], 'dynamic', (bags, most) =>
  Array.isArray(bags) ? (mergeBags(bags, Number(most ?? longestBag)) ?? {}) : {},
)
const longestBag = 1_048_576n

/** The value of a name that comes twice is the first row's. */
const bag = (isTested: boolean, most?: number): Aggregate => ({
  takes: ['dynamic', 'any', 'any'],
  scripts: merge.scripts ?? [],
  sql: ([value, ...rest], { order }) => {
    const test = isTested ? rest[0] : undefined
    const limit = (isTested ? rest[1] : rest[0])?.sql ?? most ?? longestBag
    const bags = { sql: `to_json(list(${value?.sql}${orderClause(order)})${where(test)})`, type: 'dynamic' }
    return callScript(merge, [bags, { sql: `(${limit})::BIGINT`, type: 'long' }])
  },
})

/** A value that is there, if any row has one. */
const one: Aggregate = {
  takes: ['any'],
  sql: ([value, test]) =>
    value?.type === 'string'
      ? `coalesce(any_value(nullif(${value.sql}, ''))${where(test)}, '')`
      : `any_value(${value?.sql})${where(test)}`,
}

export const collectionAggregates: Record<string, Aggregate> = {
  take_any: one,
  any: one,
  take_anyif: one,
  anyif: one,
  make_set: list({ isSet: true }),
  makeset: list({ isSet: true, most: 128 }),
  make_set_if: list({ isSet: true, isTested: true }),
  make_list: list({}),
  makelist: list({ most: 128 }),
  make_list_if: list({ isTested: true }),
  make_list_with_nulls: {
    takes: ['dynamic'],
    sql: ([value], { order }) => `coalesce(to_json(list(${value?.sql}${orderClause(order)})), '[]'::JSON)`,
  },
  make_bag: bag(false),
  make_bag_if: bag(true),
  make_dictionary: bag(false, 128),
}
