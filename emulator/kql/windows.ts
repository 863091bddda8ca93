import { expression } from './expressions.ts'
import { notSerialized, windowFunctions } from './functions/window.ts'
import { orderClause, type Scope, type Stage, type Translation } from './stage.ts'
import { childOf, childrenOf, isTabular, kindOf, nameOf, nodesOf, type SyntaxNode, typeOf } from './syntax.ts'
import type { Scalar } from './types.ts'

/**
 * Gives an operator its input with a column for each call of a window function in it, innermost first: SQL allows no window
 * in a condition nor in another window. Rows are counted first, so that ties stand the same way in all of them and after.
 * @throws ForbiddenSyntax when the rows have no order
 */
export function withWindows(
  operator: SyntaxNode,
  given: Stage,
  outer: Pick<Scope, 'translation' | 'names'>,
): { input: Stage; scope: Scope } {
  const input = kindOf(operator) === 'SerializeOperator' ? serialized(given, outer.translation) : given
  const scope = { ...outer, columns: input.columns, order: input.order }
  const calls = windowCallsOf(operator)
  const [first] = calls
  if (!first) return { input, scope }
  if (input.order.length === 0) throw notSerialized(nameOf(childOf(first, 'Name')), first)
  const { translation } = scope
  const numbered = counted(input, translation)
  let { relation } = numbered
  const add = (sql: string) => {
    const { id } = translation.column('', '')
    relation = translation.relation(`SELECT *, ${sql} AS ${id} FROM ${relation}`)
    return id
  }
  const windows = new Map<SyntaxNode, Scalar>()
  const inner = { ...scope, order: numbered.order, windows }
  const place = numbered.order[0]?.sql ?? ''
  for (const call of calls) {
    const values = childrenOf(childOf(call, 'ArgumentList'), 'Expressions').map((one) => expression(one, inner))
    const name = nameOf(childOf(call, 'Name'))
    const type = typeOf(call)
    const sql = windowFunctions[name]?.(values, { place, relation: () => relation, add, type, node: call })
    windows.set(call, { sql: add(sql ?? 'NULL'), type })
  }
  return { input: { ...numbered, relation }, scope: inner }
}

/** In the order they have, or any that then stays. */
function serialized(stage: Stage, translation: Translation): Stage {
  return stage.order.length > 0 ? stage : counted(stage, translation)
}

function counted(stage: Stage, translation: Translation): Stage {
  const place = translation.column('', 'long').id
  const relation = translation.relation(
    `SELECT *, row_number() OVER (${orderClause(stage.order)}) AS ${place} FROM ${stage.relation}`,
  )
  return { ...stage, relation, order: [{ sql: place, direction: 'ASC NULLS LAST' }] }
}

/** Without those of tables within: they have rows of their own. */
function windowCallsOf(node: SyntaxNode): SyntaxNode[] {
  const inner = nodesOf(node).filter((child) => !isTabular(child))
  const calls = inner.flatMap((child) => windowCallsOf(child))
  if (kindOf(node) !== 'FunctionCallExpression') return calls
  return Object.hasOwn(windowFunctions, nameOf(childOf(node, 'Name'))) ? [...calls, node] : calls
}
