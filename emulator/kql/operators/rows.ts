import { condition, expression } from '../expressions.ts'
import { type Order, orderClause, type Stage } from '../stage.ts'
import { childOf, childrenOf, kindOf, maybeChildOf, parametersOf, type SyntaxNode, textOf } from '../syntax.ts'
import { extend } from './columns.ts'
import type { Operator } from './operator.ts'

export const where: Operator = (node, input, scope) => {
  const relation = scope.translation.relation(
    `SELECT * FROM ${input.relation} WHERE ${condition(childOf(node, 'Condition'), scope)}`,
  )
  return { ...input, relation }
}

/** Nothing is sorted yet: the order is kept until rows are cut or leave. */
export const sort: Operator = (node, input, scope) => ({
  ...input,
  order: childrenOf(node, 'Expressions').map((one) => orderOf(one, (inner) => expression(inner, scope).sql)),
})

/** The direction is descending unless it says otherwise; nulls are the least unless it says otherwise. */
function orderOf(node: SyntaxNode, sqlOf: (node: SyntaxNode) => string): Order {
  if (kindOf(node) !== 'OrderedExpression') return { sql: sqlOf(node), direction: 'DESC NULLS LAST' }
  const ordering = maybeChildOf(node, 'Ordering')
  const isAscending =
    ordering && maybeChildOf(ordering, 'AscOrDescKeyword') ? textOf(ordering, 'AscOrDescKeyword') === 'asc' : false
  const nulls = ordering ? maybeChildOf(ordering, 'NullsClause') : undefined
  const nullsFirst = nulls ? textOf(nulls, 'FirstOrLastKeyword') === 'first' : isAscending
  return {
    sql: sqlOf(childOf(node, 'Expression')),
    direction: `${isAscending ? 'ASC' : 'DESC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`,
  }
}

export const top: Operator = (node, input, scope) => {
  const order = [orderOf(childOf(node, 'ByExpression'), (inner) => expression(inner, scope).sql)]
  return cut({ ...input, order }, expression(childOf(node, 'Expression'), scope).sql, scope)
}

export const take: Operator = (node, input, scope) =>
  cut(input, expression(childOf(node, 'Expression'), scope).sql, scope)

export function cut(input: Stage, limit: string, scope: Parameters<Operator>[2]): Stage {
  // Within a row of mv-apply DuckDB takes no limit but a written one.
  const written = /^(\d+)(::\w+)?$/.exec(limit)?.[1]
  const relation = scope.translation.relation(
    `SELECT * FROM ${input.relation}${orderClause(input.order)} LIMIT ${written ?? `(SELECT ${limit})`}`,
  )
  return { ...input, relation }
}

/** A render is for the client: rows stay as they are. */
export const render: Operator = (node, input, scope) => {
  const withClause = maybeChildOf(node, 'WithClause')
  const properties = withClause
    ? parametersOf({ ...named(withClause), Parameters: withClause.Properties })
    : new Map<string, SyntaxNode>()
  scope.translation.visualization = {
    visualization: textOf(node, 'ChartType'),
    ...Object.fromEntries([...properties].map(([name, value]) => [name, String(value.LiteralValue ?? '')])),
  }
  return input
}

function named(node: SyntaxNode): SyntaxNode {
  return { $$fullname: node.$$fullname, ResultType: null, TextStart: node.TextStart }
}

/** The rows have an order by then; what is written beside is as in extend. */
export const serialize: Operator = (node, input, scope, tabular) =>
  childrenOf(node, 'Expressions').length > 0 ? extend(node, input, scope, tabular) : input
