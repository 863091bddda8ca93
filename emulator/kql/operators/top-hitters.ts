import { cast } from '../conversion.ts'
import { expression, neverNull } from '../expressions.ts'
import { childOf, maybeChildOf, resultColumnsOf } from '../syntax.ts'
import type { Operator } from './operator.ts'
import { cut } from './rows.ts'

/** The values with the most rows, or with the greatest sum. Exact, where Azure estimates. */
export const topHitters: Operator = (node, input, scope) => {
  const [of, by] = [childOf(node, 'OfExpression'), maybeChildOf(node, 'ByClause')]
  const weight = by && childOf(by, 'Expression')
  const columns = resultColumnsOf(node).map(({ name, type }) => scope.translation.column(name, type))
  const [value, total] = columns
  const sum = weight
    ? `coalesce(sum(${cast(expression(weight, scope), total?.type ?? 'long', weight).sql}), 0)`
    : 'count(*)'
  const grouped = scope.translation.relation(
    `SELECT ${neverNull(expression(of, scope)).sql} AS ${value?.id}, ${sum} AS ${total?.id} FROM ${input.relation} GROUP BY 1`,
  )
  const count = childOf(node, 'Expression')
  const order = [{ sql: total?.id ?? '', direction: 'DESC NULLS LAST' as const }]
  const limit = expression(count, { ...scope, columns: [] }).sql
  return cut({ relation: grouped, columns, order }, limit, scope)
}
