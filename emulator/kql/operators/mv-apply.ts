import { UnsupportedSyntax } from '../errors.ts'
import type { Column } from '../stage.ts'
import { childOf, maybeChildOf, resultColumnsOf } from '../syntax.ts'
import { expanded } from './mv-expand.ts'
import type { Operator } from './operator.ts'

/** For each row, the query on the rows of its items: a lateral join, whose right side may speak of the left row's columns. */
export const mvApply: Operator = (node, input, scope, tabular) => {
  const id = maybeChildOf(node, 'ContextIdClause')
  if (id) throw new UnsupportedSyntax("mv-apply's id", id.TextStart)
  const { translation } = scope
  const subquery = childOf(childOf(node, 'Subquery'), 'Expression')
  const { relations, stage } = translation.nested(() => {
    const columns = input.columns.map(({ name, type }) => translation.column(name, type))
    const copies = columns.map((column, index) => `${input.columns[index]?.id} AS ${column.id}`)
    const row = { relation: translation.relation(`SELECT ${copies.join(', ')}`), columns, order: [] }
    const items = expanded(node, row, { ...scope, columns, order: [] }, [])
    const replaced = columns.filter(({ name }) => !items.columns.some((item) => item.name === name))
    return tabular(subquery, scope, { relation: items.relation, columns: [...replaced, ...items.columns], order: [] })
  })
  const columns = resultColumnsOf(node).map((wanted): Column => {
    const of = (one: Column) => one.name === wanted.name
    const column = stage.columns.find(of) ?? input.columns.find(of)
    if (!column) throw new UnsupportedSyntax(`the column '${wanted.name}' here`, node.TextStart)
    return column
  })
  const inner = `WITH ${relations.join(', ')} SELECT ${stage.columns.map(({ id: column }) => column).join(', ')} FROM ${stage.relation}`
  return { ...input, relation: translation.relation(`SELECT * FROM ${input.relation}, LATERAL (${inner})`), columns }
}
