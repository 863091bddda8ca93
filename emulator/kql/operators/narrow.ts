import { cast } from '../conversion.ts'
import { orderClause } from '../stage.ts'
import { resultColumnsOf } from '../syntax.ts'
import { quoted } from '../types.ts'
import type { Operator } from './operator.ts'

/** A row for each value of a row, with the row's number from 0, the column's name and the value as text. */
export const narrow: Operator = (node, input, { translation }) => {
  const [row, column, value] = resultColumnsOf(node).map(({ name, type }) => translation.column(name, type))
  if (!row || !column || !value) return input
  const [cell, place] = [translation.column('', '').id, translation.column('', '').id]
  const cells = input.columns.map(
    ({ id, name, type }, index) =>
      `{'place': ${index}, 'name': ${quoted(name)}, 'value': ${cast({ sql: id, type }, 'string', node).sql}}`,
  )
  const rows = translation.relation(
    `SELECT row_number() OVER (${orderClause(input.order)}) - 1 AS ${row.id}, unnest([${cells.join(', ')}]) AS ${cell} FROM ${input.relation}`,
  )
  const relation = translation.relation(
    `SELECT ${row.id}, ${cell}['name'] AS ${column.id}, ${cell}['value'] AS ${value.id}, ${cell}['place'] AS ${place} FROM ${rows}`,
  )
  const order = [row.id, place].map((sql) => ({ sql, direction: 'ASC NULLS LAST' as const }))
  return { relation, columns: [row, column, value], order }
}
