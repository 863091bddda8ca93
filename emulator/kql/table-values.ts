import { comparable } from './binary.ts'
import { UnsupportedSyntax } from './errors.ts'
import { type Column, orderClause, type Scope, type Stage } from './stage.ts'
import { childOf, isTabular, kindOf, maybeChildOf, nameOf, type SyntaxNode, typeOf } from './syntax.ts'
import { textOperator } from './text-operators.ts'
import { nullOf, type Scalar } from './types.ts'

/** `toscalar(…)`: the first column of the first row, or nothing of that type. It sees no column of the row around it. */
export function firstValue(node: SyntaxNode, scope: Scope): Scalar {
  const [kind] = [maybeChildOf(node, 'KindParameter')]
  if (kind) throw new UnsupportedSyntax("toscalar's kind", kind.TextStart)
  const { stage, column } = firstColumn(childOf(node, 'Expression'), scope)
  const type = typeOf(node)
  const sql = `(SELECT ${column.id} FROM ${stage.relation}${orderClause(stage.order)} LIMIT 1)`
  return { sql: type === 'string' ? `coalesce(${sql}, ${nullOf(type)})` : sql, type }
}

/** Whether what stands on the right of `in` or `has_any` is a table. */
export function isTable(node: SyntaxNode, scope: Scope): boolean {
  const binding = kindOf(node) === 'NameReference' ? scope.names.get(nameOf(node)) : undefined
  return binding ? binding.kind === 'table' || binding.kind === 'stage' : isTabular(node)
}

/** `in`, `in~`, `has_any` against a table's first column. A null there equals nothing. Never null itself. */
export function amongRows(operator: string, value: Scalar, node: SyntaxNode, scope: Scope): string {
  const { stage, column } = firstColumn(node, scope)
  const [left, right] = comparable(value, { sql: column.id, type: column.type }, node)
  if (operator === 'in') return among(left.sql, right.sql, stage)
  if (operator === 'in~') return among(`lower(${left.sql})`, `lower(${right.sql})`, stage)
  if (operator !== 'has_any' || left.type !== 'string')
    throw new UnsupportedSyntax(`a table as the right side of '${operator}'`, node.TextStart)
  return `EXISTS (SELECT 1 FROM ${stage.relation} WHERE ${textOperator('has', left.sql, right.sql, node)})`
}

function among(left: string, right: string, stage: Stage): string {
  return `coalesce(${left} IN (SELECT ${right} FROM ${stage.relation} WHERE ${right} IS NOT NULL), FALSE)`
}

function firstColumn(node: SyntaxNode, scope: Scope): { stage: Stage; column: Column } {
  const stage = scope.translation.tabular(node, scope)
  const [column] = stage.columns
  if (!column) throw new UnsupportedSyntax('a value of a table without columns', node.TextStart)
  return { stage, column }
}
