import { severalOf } from '../aggregates/several.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import { childOf, childrenOf, kindOf, maybeChildOf, resultColumnsOf, type SyntaxNode } from '../syntax.ts'
import type { Operator } from './operator.ts'

/** Keys first, then the aggregates; one that gives several columns takes that many of the binder's. */
export const summarize: Operator = (node, input, scope) => {
  const wanted = resultColumnsOf(node)
  const byClause = maybeChildOf(node, 'ByClause')
  const keys = byClause ? childrenOf(byClause, 'Expressions') : []
  const parts: string[] = []
  const columns: Column[] = []
  const later: string[] = []
  const next = () => wanted[columns.length] ?? { name: '', type: 'unknown' }
  for (const key of keys) {
    const { name, type } = next()
    const column = scope.translation.column(name, type)
    parts.push(`${expression(key, scope).sql} AS ${column.id}`)
    columns.push(column)
  }
  const aggregating = { ...scope, order: input.order, isAggregating: true }
  const keyNames = columns.map(({ name }) => name)
  for (const one of childrenOf(node, 'Aggregates')) {
    const call = callOf(one)
    const several = call && severalOf(call, scope, keyNames)
    if (several) {
      const whole = scope.translation.column('', 'row')
      parts.push(`${several.sql} AS ${whole.id}`)
      for (const value of several.columnsOf(whole.id)) {
        const column = scope.translation.column(next().name, value.type)
        later.push(`${neverNull(value).sql} AS ${column.id}`)
        columns.push(column)
      }
      continue
    }
    const { name, type } = next()
    const column = scope.translation.column(name, type)
    parts.push(`${neverNull(expression(one, aggregating)).sql} AS ${column.id}`)
    columns.push(column)
  }
  if (columns.length !== wanted.length) throw new UnsupportedSyntax('an aggregate of several columns', node.TextStart)
  const groups = keys.length > 0 ? ` GROUP BY ${keys.map((_, index) => index + 1).join(', ')}` : ''
  const grouped = scope.translation.relation(`SELECT ${parts.join(', ')} FROM ${input.relation}${groups}`)
  const relation =
    later.length > 0 ? scope.translation.relation(`SELECT *, ${later.join(', ')} FROM ${grouped}`) : grouped
  return { relation, columns, order: [] }
}

function callOf(node: SyntaxNode): SyntaxNode | undefined {
  if (kindOf(node) === 'FunctionCallExpression') return node
  return kindOf(node) === 'SimpleNamedExpression' || kindOf(node) === 'CompoundNamedExpression'
    ? callOf(childOf(node, 'Expression'))
    : undefined
}

export const distinct: Operator = (node, input, scope) => {
  const wanted = resultColumnsOf(node)
  const nodes = childrenOf(node, 'Expressions')
  const values = nodes.some((one) => kindOf(one) === 'StarExpression')
    ? input.columns.map(({ id }) => id)
    : nodes.map((one) => expression(one, scope).sql)
  return distinctRows(values, wanted, input, scope)
}

function distinctRows(values: string[], wanted: { name: string; type: string }[], input: Stage, scope: Scope): Stage {
  const columns = wanted.map(({ name, type }) => scope.translation.column(name, type))
  const parts = columns.map(({ id }, index) => `${values[index]} AS ${id}`)
  return {
    relation: scope.translation.relation(`SELECT DISTINCT ${parts.join(', ')} FROM ${input.relation}`),
    columns,
    order: [],
  }
}

export const count: Operator = (node, input, scope) => {
  const column = scope.translation.column(resultColumnsOf(node)[0]?.name ?? 'Count', 'long')
  return {
    relation: scope.translation.relation(`SELECT count(*) AS ${column.id} FROM ${input.relation}`),
    columns: [column],
    order: [],
  }
}
