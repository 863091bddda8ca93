import { cast } from '../conversion.ts'
import { expression } from '../expressions.ts'
import type { Scope } from '../stage.ts'
import { childOf, resultColumnsOf, type SyntaxNode } from '../syntax.ts'
import type { Operator } from './operator.ts'

/** Any rows, as many as are asked for. */
export const sample: Operator = (node, input, scope) => ({
  ...input,
  relation: scope.translation.relation(
    `SELECT * FROM ${input.relation} ORDER BY random() LIMIT ${howMany(node, scope)}`,
  ),
})

/** Any of the values, each once. */
export const sampleDistinct: Operator = (node, input, scope) => {
  const [wanted] = resultColumnsOf(node)
  const value = expression(childOf(node, 'OfExpression'), scope)
  const column = scope.translation.column(wanted?.name ?? '', value.type)
  const relation = scope.translation.relation(
    `SELECT DISTINCT ${value.sql} AS ${column.id} FROM ${input.relation} LIMIT ${howMany(node, scope)}`,
  )
  return { relation, columns: [column], order: [] }
}

function howMany(node: SyntaxNode, scope: Scope): string {
  const count = childOf(node, 'Expression')
  return `(SELECT ${cast(expression(count, { ...scope, columns: [] }), 'long', count).sql})`
}
