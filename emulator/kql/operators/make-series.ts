import { cast, epochOriginUs } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import type { Column, Scope } from '../stage.ts'
import { childOf, childrenOf, kindOf, maybeChildOf, parametersOf, resultColumnsOf, type SyntaxNode } from '../syntax.ts'
import { isNumber, type Scalar } from '../types.ts'
import type { Operator } from './operator.ts'

/** An array of the language holds no more: https://learn.microsoft.com/kusto/query/make-series-operator */
const mostValues = 1_048_576

/**
 * A row for each group, with an array for each aggregate and one of the axis. With `from … to … step` bins begin at `from`,
 * `to` is not in it, and a bound that is not given is the group's own first or last bin. With `in range()` bins are those of
 * bin() that lie between both ends, which are in it. A bin without rows has the default.
 */
export const makeSeries: Operator = (node, input, scope) => {
  const { translation } = scope
  const wanted = resultColumnsOf(node)
  const byClause = maybeChildOf(node, 'ByClause')
  const keyNodes = byClause ? childrenOf(byClause, 'Expressions') : []
  const columns = wanted.map(({ name, type }) => translation.column(name, type))
  const keys = columns.slice(0, keyNodes.length)
  const aggregates = childrenOf(node, 'Aggregates').map((one, index) =>
    aggregateOf(one, columns[keys.length + index], { ...scope, isAggregating: true }),
  )
  const axisColumn = columns[keys.length + aggregates.length]
  if (!axisColumn || columns.length !== keys.length + aggregates.length + 1)
    throw new UnsupportedSyntax('an aggregate of several columns in make-series', node.TextStart)

  const axisNode = childOf(childOf(node, 'OnClause'), 'Expression')
  const axis = axisOf(expression(axisNode, scope).type, axisNode)
  const range = childOf(node, 'RangeClause')
  const bounds = translation.relation(boundsSql(range, axis, scope))
  const value = axis.numberOf(expression(axisNode, scope).sql)
  const placed = translation.relation(
    `SELECT *, ${axis.floor(`${value} - origin`)} AS place FROM ${input.relation} CROSS JOIN ${bounds} WHERE ${value} IS NOT NULL`,
  )
  const keyParts = keyNodes.map((one, index) => `${neverNull(expression(one, scope)).sql} AS ${keys[index]?.id}`)
  const values = aggregates.map(({ value: { sql }, column: { id } }) => `${sql} AS ${id}`)
  const grouped = translation.relation(
    `SELECT ${[...keyParts, 'place', ...values].join(', ')} FROM ${placed} WHERE place >= coalesce(first_place, place) AND place <= coalesce(last_place, place) GROUP BY ${[...keyParts, 'place'].map((_, index) => index + 1).join(', ')}`,
  )
  const keyIds = keys.map(({ id }) => id)
  const ends = `coalesce(any_value(first_place), min(place)) AS lowest, coalesce(any_value(last_place), max(place)) AS highest`
  const isAlways = parametersOf(node).has('kind') && keys.length === 0
  const spans = translation.relation(
    `SELECT ${[...keyIds, ends].join(', ')} FROM ${bounds} ${isAlways ? 'LEFT' : 'INNER'} JOIN ${grouped} ON TRUE${keyIds.length > 0 ? ` GROUP BY ${keyIds.join(', ')}` : ' HAVING lowest <= highest'}`,
  )
  return { ...series(), columns, order: [] }

  function series() {
    const long = `CASE WHEN highest - lowest >= ${mostValues} THEN error('make-series: an array of more than ${mostValues} values') ELSE highest + 1 END`
    const places = translation.relation(`SELECT *, unnest(range(lowest, ${long})) AS at_place FROM ${spans}`)
    const same = keyIds.map((id) => `every.${id} IS NOT DISTINCT FROM found.${id}`)
    const lists = [
      ...aggregates.map(({ column, item }) => `to_json(list(${item} ORDER BY at_place)) AS ${column.id}`),
      `to_json(list(${axis.itemOf('at_place * step + origin')} ORDER BY at_place)) AS ${axisColumn?.id}`,
    ]
    return {
      relation: translation.relation(
        `SELECT ${[...keyIds.map((id) => `every.${id} AS ${id}`), ...lists].join(', ')} FROM ${places} every CROSS JOIN ${bounds} LEFT JOIN ${grouped} found ON ${[...same, 'every.at_place = found.place'].join(' AND ')}${keyIds.length > 0 ? ` GROUP BY ${keyIds.map((id) => `every.${id}`).join(', ')}` : ' HAVING count(*) > 0'}`,
      ),
    }
  }
}

/** What an aggregate is in its bin, and what it is in the array. */
function aggregateOf(node: SyntaxNode, column: Column | undefined, scope: Scope) {
  const value = expression(childOf(node, 'Expression'), scope)
  if (!column || !isNumber(value.type))
    throw new UnsupportedSyntax(`make-series of an aggregate of the type '${value.type}'`, node.TextStart)
  const clause = maybeChildOf(node, 'DefaultExpression')
  const given = clause && expression(childOf(clause, 'Expression'), { ...scope, isAggregating: false })
  const otherwise = cast(given ?? { sql: '0::BIGINT', type: 'long' }, value.type, node)
  const sql = `CASE WHEN found.place IS NULL THEN ${otherwise.sql} ELSE found.${column.id} END`
  return { value, column, item: cast({ sql, type: value.type }, 'dynamic', node).sql }
}

interface Axis {
  /** Of a value, as a number that steps can be counted in. */
  numberOf(sql: string): string
  /** How many whole steps. */
  floor(distance: string): string
  ceiling(distance: string): string
  /** Of a number, as an item of the array. */
  itemOf(sql: string): string
}

function axisOf(type: string, node: SyntaxNode): Axis {
  const item = (value: Scalar) => cast(value, 'dynamic', node).sql
  if (type === 'real') {
    return {
      numberOf: (sql) => sql,
      floor: (distance) => `CAST(floor((${distance}) / step) AS BIGINT)`,
      ceiling: (distance) => `CAST(ceil((${distance}) / step) AS BIGINT)`,
      itemOf: (sql) => item({ sql: `(${sql})`, type }),
    }
  }
  const floor = (distance: string) => `((${distance}) // step - CASE WHEN (${distance}) % step < 0 THEN 1 ELSE 0 END)`
  const whole = { floor, ceiling: (distance: string) => `(-${floor(`-(${distance})`)})` }
  switch (type) {
    case 'datetime':
      return {
        ...whole,
        numberOf: (sql) => `(epoch_us(${sql}) + ${epochOriginUs})`,
        itemOf: (sql) => item({ sql: `make_timestamp(${sql} - ${epochOriginUs})`, type }),
      }
    case 'long':
    case 'int':
    case 'timespan':
      return { ...whole, numberOf: (sql) => `${sql}::BIGINT`, itemOf: (sql) => item({ sql: `(${sql})`, type }) }
    default:
      throw new UnsupportedSyntax(`make-series on the type '${type}'`, node.TextStart)
  }
}

/** One row: the step, where bins are counted from, and the first and last bin where the query says them. */
function boundsSql(range: SyntaxNode, axis: Axis, scope: Scope): string {
  const of = (node: SyntaxNode) => expression(node, { ...scope, columns: [] })
  const step = (node: SyntaxNode) =>
    `CASE WHEN ${of(node).sql} > 0 THEN ${of(node).sql} ELSE error('make-series: the step is to be positive') END AS step`
  if (kindOf(range) === 'MakeSeriesInRangeClause') {
    const [start, stop, size] = childrenOf(childOf(range, 'Arguments'), 'Expressions')
    if (!start || !stop || !size) throw new UnsupportedSyntax('a range of make-series without a step', range.TextStart)
    return `SELECT 0 AS origin, ${axis.ceiling(axis.numberOf(of(start).sql))} AS first_place, ${axis.floor(axis.numberOf(of(stop).sql))} AS last_place, step FROM (SELECT ${step(size)})`
  }
  const bound = (clause: string) => {
    const node = maybeChildOf(range, clause)
    return node && axis.numberOf(of(childOf(node, 'Expression')).sql)
  }
  const [from, to] = [bound('MakeSeriesFromClause'), bound('MakeSeriesToClause')]
  const origin = from ?? '0'
  const last = to ? `${axis.ceiling(`${to} - ${origin}`)} - 1` : 'NULL::BIGINT'
  const size = childOf(childOf(range, 'MakeSeriesStepClause'), 'Expression')
  return `SELECT ${origin} AS origin, ${from ? '0::BIGINT' : 'NULL::BIGINT'} AS first_place, ${last} AS last_place, step FROM (SELECT ${step(size)})`
}
