import { cast } from '../conversion.ts'
import { ForbiddenSyntax, KqlError } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import { childOf, childrenOf, maybeChildOf, resultColumnsOf, type SyntaxNode } from '../syntax.ts'
import { quoted, type TableColumn } from '../types.ts'
import { DataColumns } from './data-columns.ts'
import type { Operator } from './operator.ts'

/**
 * A column for each property of a bag, in its place. Without columns in the query they are those of the data, in the order
 * of their names; a property of several types is dynamic. https://learn.microsoft.com/kusto/query/bag-unpack-plugin
 */
export const bagUnpack: Operator = (node, input, scope) => {
  const call = childOf(node, 'FunctionCall')
  const [bagNode, prefixNode] = childrenOf(childOf(call, 'ArgumentList'), 'Expressions')
  const bag = bagNode && expression(bagNode, scope)
  const source = input.columns.find(({ id }) => id === bag?.sql)
  if (bag?.type !== 'dynamic' || !source)
    throw new ForbiddenSyntax('bag_unpack() is of a column of the type dynamic.', call.TextStart)
  const prefix = prefixNode ? literalOf(prefixNode) : ''
  const schema = maybeChildOf(node, 'Schema')
  if (!schema) {
    const others = input.columns.filter((column) => column !== source)
    throw new DataColumns(
      call,
      { translation: scope.translation, plugin: 'bag_unpack' },
      `SELECT name, list(DISTINCT type) FILTER (WHERE type <> 'NULL') FROM (SELECT name, json_type(json_extract(bag, ${pathOf('name')})) AS type FROM (SELECT bag, unnest(json_keys(bag)) AS name FROM (SELECT ${bag.sql} AS bag FROM ${input.relation}) WHERE json_type(bag) = 'OBJECT')) GROUP BY name ORDER BY name`,
      (rows) => columnsOf(rows, prefix, others),
    )
  }
  const parts: string[] = []
  const columns = resultColumnsOf(node).map(({ name, type }) => {
    const own = input.columns.find((column) => column.name === name && column !== source)
    if (own) return own
    const key = name.startsWith(prefix) ? name.slice(prefix.length) : name
    const item = `nullif(json_extract(${bag.sql}, ${pathOf(quoted(key))}), 'null'::JSON)`
    const column = scope.translation.column(name, type)
    parts.push(`${neverNull(cast({ sql: item, type: 'dynamic' }, type, node)).sql} AS ${column.id}`)
    return column
  })
  const relation = scope.translation.relation(`SELECT ${['*', ...parts].join(', ')} FROM ${input.relation}`)
  return { ...input, relation, columns }
}

/** As an SQL of a JSON path, by an SQL of a property's name. */
function pathOf(name: string): string {
  return `'$."' || replace(${name}, '"', '\\"') || '"'`
}

function literalOf(node: SyntaxNode): string {
  if (typeof node.LiteralValue !== 'string')
    throw new ForbiddenSyntax("bag_unpack()'s prefix is a literal text.", node.TextStart)
  return node.LiteralValue
}

const types: Record<string, string> = {
  VARCHAR: 'string',
  BIGINT: 'long',
  UBIGINT: 'long',
  DOUBLE: 'real',
  BOOLEAN: 'bool',
}

/** More properties are no table. */
const mostColumns = 1000

function columnsOf(rows: unknown[][], prefix: string, others: TableColumn[]): TableColumn[] {
  if (rows.length > mostColumns)
    throw new KqlError('ExecutionError', `bag_unpack(): the bags have more than ${mostColumns} different properties.`)
  const unpacked = rows.map(([key, kinds]): TableColumn => {
    const found = new Set(Array.isArray(kinds) ? kinds.map((kind) => types[String(kind)] ?? 'dynamic') : [])
    const [type = 'dynamic'] = found
    return { name: `${prefix}${key}`, type: found.size === 1 ? type : 'dynamic' }
  })
  const twice = unpacked.find(({ name }) => others.some((other) => other.name === name))
  if (twice)
    throw new KqlError(
      'SemanticError',
      `bag_unpack(): the bags have a property '${twice.name}' and the table has a column of that name. Give a prefix.`,
    )
  if (unpacked.length + others.length === 0)
    throw new KqlError('ExecutionError', 'bag_unpack(): the bags have no property, so there is no column.')
  return [...others, ...unpacked]
}
