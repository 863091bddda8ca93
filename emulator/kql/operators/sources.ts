import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression } from '../expressions.ts'
import type { Scope, Stage, Translation } from '../stage.ts'
import { childOf, childrenOf, resultColumnsOf, type SyntaxNode } from '../syntax.ts'
import { sqlTypeOf } from '../types.ts'
import { project } from './columns.ts'

export type SourceScope = Pick<Scope, 'translation' | 'names'>

const bare = (scope: SourceScope): Scope => ({ ...scope, columns: [], order: [] })

/** One of the engine's own tables. */
export function source(name: string, translation: Translation, node: SyntaxNode): Stage {
  const known = translation.tables.get(name)
  if (!known) throw new UnsupportedSyntax(`the table '${name}'`, node.TextStart)
  const columns = known.table.columns.map((column) => translation.column(column.name, column.type))
  const parts = columns.map(({ id }, index) => `c${index} AS ${id}`)
  return { relation: translation.relation(`SELECT ${parts.join(', ')} FROM ${known.relation}`), columns, order: [] }
}

/** One row of expressions. */
export function print(node: SyntaxNode, scope: SourceScope): Stage {
  const { translation } = scope
  const row = {
    relation: translation.relation(`SELECT 0 AS ${translation.column('', 'long').id}`),
    columns: [],
    order: [],
  }
  return project(node, row, bare(scope), translation.tabular)
}

/** Values written in the query, row by row. */
export function dataTable(node: SyntaxNode, scope: SourceScope): Stage {
  const columns = resultColumnsOf(node).map(({ name, type }) => scope.translation.column(name, type))
  const values = childrenOf(node, 'Values')
  const cells = values.map((one, index) => {
    const column = columns[index % columns.length]
    if (!column) throw new UnsupportedSyntax('a datatable without columns', node.TextStart)
    return `CAST(${cast(expression(one, bare(scope)), column.type, one).sql} AS ${sqlTypeOf(column.type, node)})`
  })
  const rows = Array.from(
    { length: values.length / columns.length },
    (_, row) => `(${row}, ${cells.slice(row * columns.length, (row + 1) * columns.length).join(', ')})`,
  )
  const ids = columns.map(({ id }) => id).join(', ')
  const nothing = columns.map(({ type, id }) => `NULL::${sqlTypeOf(type, node)} AS ${id}`).join(', ')
  const body =
    rows.length > 0
      ? `SELECT ${ids} FROM (VALUES ${rows.join(', ')}) written(place, ${ids}) ORDER BY place`
      : `SELECT ${nothing} WHERE FALSE`
  return { relation: scope.translation.relation(body), columns, order: [] }
}

/** Both ends are in it. A step by nothing or away from the end gives no row. */
export function range(node: SyntaxNode, scope: SourceScope): Stage {
  const [wanted] = resultColumnsOf(node)
  if (!wanted) throw new UnsupportedSyntax('range', node.TextStart)
  const column = scope.translation.column(wanted.name, wanted.type)
  const [from, to] = ['From', 'To'].map(
    (name) => cast(expression(childOf(node, name), bare(scope)), wanted.type, node).sql,
  )
  const step = expression(childOf(node, 'Step'), bare(scope))
  const relation = scope.translation.relation(
    wanted.type === 'datetime'
      ? `SELECT make_timestamp(unnest(generate_series(epoch_us(${from}), epoch_us(${to}), ${step.sql}))) AS ${column.id}`
      : wanted.type === 'real'
        ? `SELECT ${from} + unnest(generate_series(0, CAST(floor((${to} - ${from}) / ${step.sql}) AS BIGINT))) * ${step.sql} AS ${column.id}`
        : `SELECT unnest(generate_series(${from}, ${to}, ${step.sql})) AS ${column.id}`,
  )
  return { relation, columns: [column], order: [] }
}
