import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import { childOf, childrenOf, kindOf, maybeChildOf, nameOf, parametersOf, resultColumnsOf } from '../syntax.ts'
import type { Operator } from './operator.ts'

/** A row for each item; several columns go side by side up to the longest. An empty array leaves no row, a null one. */
export const mvExpand: Operator = (node, input, scope) => {
  const [parameter] = parametersOf(node).keys()
  if (parameter) throw new UnsupportedSyntax(`mv-expand's parameter '${parameter}'`, node.TextStart)
  const limitClause = maybeChildOf(node, 'RowLimitClause')
  const limit = limitClause ? `[1:${expression(childOf(limitClause, 'Expression'), scope).sql}]` : ''
  const wanted = resultColumnsOf(node)
  const made = childrenOf(node, 'Expressions').map((one) => {
    const inner = childOf(one, 'Expression')
    const name = kindOf(inner) === 'SimpleNamedExpression' ? nameOf(childOf(inner, 'Name')) : nameOf(inner)
    const type = wanted.find((column) => column.name === name)?.type
    if (!type) throw new UnsupportedSyntax('mv-expand of an unnamed expression', inner.TextStart)
    const items = `(${itemsOf(cast(expression(inner, scope), 'dynamic', inner).sql)})${limit}`
    return { item: scope.translation.column(name, 'dynamic'), column: scope.translation.column(name, type), items }
  })
  const unnested = scope.translation.relation(
    `SELECT *, ${made.map(({ item, items }) => `unnest(${items}) AS ${item.id}`).join(', ')} FROM ${input.relation}`,
  )
  const values = made.map(({ item, column }) => {
    const value = neverNull(cast({ sql: `nullif(${item.id}, 'null'::JSON)`, type: 'dynamic' }, column.type, node))
    return `${value.sql} AS ${column.id}`
  })
  const relation = scope.translation.relation(`SELECT *, ${values.join(', ')} FROM ${unnested}`)
  const columns = wanted.map(({ name }) => {
    const column =
      made.find((one) => one.column.name === name)?.column ?? input.columns.find((one) => one.name === name)
    if (!column) throw new UnsupportedSyntax(`the column '${name}' here`, node.TextStart)
    return column
  })
  return { ...input, relation, columns }
}

/** An object's items are bags of one key each. */
function itemsOf(json: string): string {
  const bags = `list_transform(json_keys(${json}), lambda name: json_object(name, json_extract(${json}, '$."' || replace(name, '"', '\\"') || '"')))`
  return `CASE json_type(${json}) WHEN 'ARRAY' THEN CAST(${json} AS JSON[]) WHEN 'OBJECT' THEN CAST(${bags} AS JSON[]) ELSE [${json}] END`
}
