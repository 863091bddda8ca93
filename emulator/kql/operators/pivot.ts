import { cast } from '../conversion.ts'
import { ForbiddenSyntax, KqlError } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import type { Column, Stage } from '../stage.ts'
import {
  childOf,
  childrenOf,
  kindOf,
  maybeChildOf,
  nameOf,
  nodesOf,
  resultColumnsOf,
  type SyntaxNode,
} from '../syntax.ts'
import { quoted, type Scalar, type TableColumn } from '../types.ts'
import { DataColumns } from './data-columns.ts'
import type { Operator } from './operator.ts'

/**
 * A column for each value of one column, with an aggregate of the rows that have it; where none has, the aggregate is of no
 * rows. A row for each group of the columns that are named, or of all that are left.
 * https://learn.microsoft.com/kusto/query/pivot-plugin
 */
export const pivot: Operator = (node, input, scope) => {
  const call = childOf(node, 'FunctionCall')
  const [pivotNode, aggregateNode, ...groupNodes] = childrenOf(childOf(call, 'ArgumentList'), 'Expressions')
  if (!pivotNode) throw new ForbiddenSyntax('pivot() is of a column.', call.TextStart)
  const value = expression(pivotNode, scope)
  const groups = groupsOf(input, value, aggregateNode, groupNodes)
  const aggregate: Scalar = aggregateNode
    ? expression(aggregateNode, { ...scope, isAggregating: true })
    : { sql: 'count(*)', type: 'long' }
  const { translation } = scope
  const text = cast(value, 'string', pivotNode).sql
  if (!maybeChildOf(node, 'Schema')) {
    const sql = `SELECT DISTINCT ${text} AS name FROM ${input.relation} ORDER BY name`
    throw new DataColumns(call, { translation, plugin: 'pivot' }, sql, (rows) =>
      columnsOf(
        rows.map(([name]) => String(name)),
        aggregate.type,
        groups,
      ),
    )
  }
  const [name, of] = [translation.column('', 'string').id, translation.column('', aggregate.type).id]
  const ids = groups.map(({ id }) => id)
  const keys = [...ids, name]
  const grouped = translation.relation(
    `SELECT ${[...ids, `${text} AS ${name}`, `${aggregate.sql} AS ${of}`].join(', ')} FROM ${input.relation} GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`,
  )
  const ofNone = `(SELECT ${aggregate.sql} FROM ${input.relation} WHERE FALSE)`
  const parts: string[] = [...ids]
  const columns = resultColumnsOf(node).map((wanted) => {
    const own = groups.find((column) => column.name === wanted.name)
    if (own) return own
    const sql = `coalesce(any_value(${of}) FILTER (WHERE ${name} = ${quoted(wanted.name)}), ${ofNone})`
    const column = translation.column(wanted.name, wanted.type)
    parts.push(`${neverNull(cast({ sql, type: aggregate.type }, wanted.type, node)).sql} AS ${column.id}`)
    return column
  })
  const by = ids.length > 0 ? ` GROUP BY ${ids.join(', ')}` : ''
  return {
    relation: translation.relation(`SELECT ${parts.join(', ')} FROM ${grouped}${by}`),
    columns,
    order: [],
  }
}

function groupsOf(
  input: Stage,
  value: Scalar,
  aggregateNode: SyntaxNode | undefined,
  groupNodes: SyntaxNode[],
): Column[] {
  if (groupNodes.length > 0) {
    return groupNodes.map((one) => {
      const column = input.columns.find(({ name }) => kindOf(one) === 'NameReference' && name === nameOf(one))
      if (!column) throw new ForbiddenSyntax("pivot()'s further arguments are columns.", one.TextStart)
      return column
    })
  }
  const used = aggregateNode ? namesIn(aggregateNode) : []
  return input.columns.filter(({ id, name }) => id !== value.sql && !used.includes(name))
}

function namesIn(node: SyntaxNode): string[] {
  return kindOf(node) === 'NameReference' ? [nameOf(node)] : nodesOf(node).flatMap(namesIn)
}

/** More values are no table. */
const mostColumns = 1000

function columnsOf(values: string[], type: string, groups: TableColumn[]): TableColumn[] {
  const refusal = (reason: string) => new KqlError('ExecutionError', `pivot(): ${reason}`)
  if (values.length > mostColumns) throw refusal(`the column has more than ${mostColumns} different values.`)
  if (values.includes('')) throw refusal('an empty value names no column: leave such rows out.')
  const twice = groups.find(({ name }) => values.includes(name))
  if (twice) throw refusal(`'${twice.name}' is a value and a column too.`)
  if (values.length + groups.length === 0) throw refusal('there are no rows, so there is no column.')
  return [...groups, ...values.map((name) => ({ name, type }))]
}
