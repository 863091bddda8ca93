import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import { childOf, childrenOf, kindOf, maybeChildOf, nameOf, resultColumnsOf, type SyntaxNode } from '../syntax.ts'
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
    if (call && /^arg_(max|min)$/.test(nameOf(childOf(call, 'Name')))) {
      addExtremeRow(call, keyNames)
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

  /** The whole row with the greatest or least value is kept as one, so its columns belong together. */
  function addExtremeRow(call: SyntaxNode, taken: string[]) {
    const [by, ...returned] = childrenOf(childOf(call, 'ArgumentList'), 'Expressions')
    if (!by) throw new UnsupportedSyntax('an aggregate without its argument', call.TextStart)
    const order = expression(by, scope)
    const byName = kindOf(by) === 'NameReference' ? nameOf(by) : undefined
    const values = returned.flatMap((one) =>
      kindOf(one) === 'StarExpression'
        ? input.columns
            .filter(({ name }) => !taken.includes(name) && name !== byName)
            .map(({ id, type }) => ({ sql: id, type }))
        : [expression(one, scope)],
    )
    const row = scope.translation.column('', 'row')
    const fields = [order, ...values].map((value, index) => `'f${index}': ${value.sql}`)
    parts.push(`${nameOf(childOf(call, 'Name'))}_null({${fields.join(', ')}}, ${order.sql}) AS ${row.id}`)
    for (const [index, value] of [order, ...values].entries()) {
      const column = scope.translation.column(next().name, value.type)
      later.push(`${neverNull({ sql: `${row.id}['f${index}']`, type: value.type }).sql} AS ${column.id}`)
      columns.push(column)
    }
  }
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
