import { cast, truth } from './conversion.ts'
import { UnsupportedSyntax } from './errors.ts'
import { type Order, orderClause, type Scope } from './stage.ts'
import { childOf, childrenOf, nameOf, type SyntaxNode, typeOf } from './syntax.ts'
import { type Scalar, sqlTypeOf } from './types.ts'

interface Aggregate {
  /** The arguments' types, as for a scalar function. */
  takes: string[]
  sql(values: Scalar[], call: { type: string; order: Order[]; node: SyntaxNode }): string
}

type Call = Parameters<Aggregate['sql']>[1]

const where = (test: Scalar | undefined) => (test ? ` FILTER (WHERE ${truth(test)})` : '')

/** Of no rows a sum is 0. */
const sum = ([value, test]: Scalar[], { type }: Call) =>
  `CAST(coalesce(sum(${value?.sql})${where(test)}, 0) AS ${sqlTypeOf(type)})`

/** Of no rows an average is NaN; a date's or a timespan's is null. */
const average = ([value, test]: Scalar[], { type }: Call) => {
  if (value?.type === 'datetime') return `make_timestamp(avg(epoch_us(${value.sql}))${where(test)}::BIGINT)`
  const mean = `avg(${value?.sql})${where(test)}`
  return type === 'real' ? `coalesce(${mean}, 'nan'::DOUBLE)` : `CAST(trunc(${mean}) AS BIGINT)`
}

const list = (distinct: boolean) => (values: Scalar[], call: Call) =>
  collected(values[0], undefined, values[1], distinct, call)
const listIf = (distinct: boolean) => (values: Scalar[], call: Call) =>
  collected(values[0], values[1], values[2], distinct, call)

/** Nulls are left out. A set is ordered so that two runs agree; a list follows the rows' order where they have one. */
function collected(
  value: Scalar | undefined,
  test: Scalar | undefined,
  limit: Scalar | undefined,
  distinct: boolean,
  { order, node }: Call,
) {
  if (!value) throw new UnsupportedSyntax('an aggregate without its argument', node.TextStart)
  const item = cast(value, 'dynamic', node).sql
  const sorted = distinct ? ` ORDER BY ${item}` : orderClause(order)
  const kept = `${item} IS NOT NULL${test ? ` AND ${truth(test)}` : ''}`
  const all = `list(${distinct ? 'DISTINCT ' : ''}${item}${sorted}) FILTER (WHERE ${kept})`
  return `coalesce(to_json(${limit ? `(${all})[1:${limit.sql}]` : all}), '[]'::JSON)`
}

const distinctCount = ([value]: Scalar[]) => `count(DISTINCT ${value?.sql})`
const extreme =
  (name: string) =>
  ([value, test]: Scalar[], { type }: Call) => {
    const sql = `${name}(${value?.sql})${where(test)}`
    return type === 'string' ? `coalesce(${sql}, '')` : sql
  }
const spread =
  (name: string) =>
  ([value, test]: Scalar[]) =>
    `coalesce(${name}(${value?.sql})${where(test)}, 0)::DOUBLE`

/** Aggregates that give one column, by their names. `arg_max`, `arg_min` and `percentiles` are at summarize. */
export const aggregates: Readonly<Record<string, Aggregate>> = {
  count: { takes: [], sql: () => 'count(*)' },
  countif: { takes: ['any'], sql: ([test]) => `count(*)${where(test)}` },
  sum: { takes: ['any'], sql: sum },
  sumif: { takes: ['any'], sql: sum },
  avg: { takes: ['any'], sql: average },
  avgif: { takes: ['any'], sql: average },
  min: { takes: ['any'], sql: extreme('min') },
  max: { takes: ['any'], sql: extreme('max') },
  minif: { takes: ['any'], sql: extreme('min') },
  maxif: { takes: ['any'], sql: extreme('max') },
  take_any: { takes: ['any'], sql: extreme('any_value') },
  any: { takes: ['any'], sql: extreme('any_value') },
  // Exact, where Azure estimates: an estimate would reorder a top list.
  dcount: { takes: ['any'], sql: distinctCount },
  dcountif: { takes: ['any'], sql: ([value, test]) => `count(DISTINCT ${value?.sql})${where(test)}` },
  count_distinct: { takes: ['any'], sql: distinctCount },
  stdev: { takes: ['real'], sql: spread('stddev_samp') },
  variance: { takes: ['real'], sql: spread('var_samp') },
  // By nearest rank: a percentile is one of the values.
  percentile: { takes: ['any'], sql: ([value, at]) => `quantile_disc(${value?.sql}, (${at?.sql}) / 100.0)` },
  make_set: { takes: ['any'], sql: list(true) },
  makeset: { takes: ['any'], sql: list(true) },
  make_list: { takes: ['any'], sql: list(false) },
  makelist: { takes: ['any'], sql: list(false) },
  make_set_if: { takes: ['any'], sql: listIf(true) },
  make_list_if: { takes: ['any'], sql: listIf(false) },
}

type Expression = (node: SyntaxNode, scope: Scope) => Scalar

/** An aggregate's call in SQL. */
export function aggregate(node: SyntaxNode, scope: Scope, expression: Expression): Scalar {
  const name = nameOf(childOf(node, 'Name'))
  const known = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined
  if (!known) throw new UnsupportedSyntax(`the aggregate '${name}()'`, node.TextStart)
  const inner = { ...scope, isAggregating: false }
  const values = childrenOf(childOf(node, 'ArgumentList'), 'Expressions').map((one) => {
    const value = expression(one, inner)
    return known.takes[0] && known.takes[0] !== 'any' ? cast(value, known.takes[0], one) : value
  })
  const type = typeOf(node)
  return { sql: known.sql(values, { type, order: scope.order, node }), type }
}

export function isAggregate(node: SyntaxNode): boolean {
  return Object.hasOwn(aggregates, nameOf(childOf(node, 'Name')))
}
