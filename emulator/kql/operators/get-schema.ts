import { UnsupportedSyntax } from '../errors.ts'
import { resultColumnsOf } from '../syntax.ts'
import { quoted } from '../types.ts'
import type { Operator } from './operator.ts'

/** A row for each column: its name, place, type of .NET and type of the language. */
export const getSchema: Operator = (node, input, scope) => {
  const columns = resultColumnsOf(node).map(({ name, type }) => scope.translation.column(name, type))
  const rows = input.columns.map(({ name, type }, index) => {
    const dataType = Object.hasOwn(dataTypes, type) ? dataTypes[type] : undefined
    if (dataType === undefined) throw new UnsupportedSyntax(`getschema of the type '${type}'`, node.TextStart)
    return `(${quoted(name)}, ${index}::BIGINT, ${quoted(dataType)}, ${quoted(type)})`
  })
  const ids = columns.map(({ id }) => id).join(', ')
  return {
    relation: scope.translation.relation(`SELECT * FROM (VALUES ${rows.join(', ')}) of_columns(${ids})`),
    columns,
    order: [{ sql: columns[1]?.id ?? '', direction: 'ASC NULLS FIRST' }],
  }
}

const dataTypes: Record<string, string> = {
  string: 'System.String',
  long: 'System.Int64',
  int: 'System.Int32',
  real: 'System.Double',
  bool: 'System.SByte',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  dynamic: 'System.Object',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
}
