import { UnsupportedSyntax } from './errors.ts'
import type { SyntaxNode } from './syntax.ts'

export interface TableColumn {
  name: string
  type: string
}

/** A table as the language sees it. */
export interface Table {
  name: string
  columns: TableColumn[]
  /** Kept beside the columns, for `only` and `remove`; no query sees them. */
  hidden?: TableColumn[]
}

/** All that is kept of a row, in the order of its relation. */
export function keptColumns({ columns, hidden = [] }: Table): TableColumn[] {
  return [...columns, ...hidden]
}

/** A scalar in SQL, with the type the language gives it. */
export interface Scalar {
  sql: string
  type: string
}

/**
 * How each type is kept in SQL. A string is never null (there is no null string in the language), a timespan is a count of
 * microseconds (DuckDB's INTERVAL neither compares nor divides as one), dynamic is JSON text.
 */
const sqlTypes: Record<string, string> = {
  string: 'VARCHAR',
  long: 'BIGINT',
  int: 'INTEGER',
  real: 'DOUBLE',
  bool: 'BOOLEAN',
  datetime: 'TIMESTAMP',
  timespan: 'BIGINT',
  guid: 'VARCHAR',
  dynamic: 'JSON',
}

/** @throws UnsupportedSyntax for decimal and what else has no place in the engine */
export function sqlTypeOf(type: string, node?: SyntaxNode): string {
  const sql = Object.hasOwn(sqlTypes, type) ? sqlTypes[type] : undefined
  if (sql === undefined) throw new UnsupportedSyntax(`the type '${type}'`, node?.TextStart ?? 0)
  return sql
}

export function isNumber(type: string): boolean {
  return type === 'long' || type === 'int' || type === 'real'
}

/** A text as an SQL literal. DuckDB has no escapes within quotes but the doubled quote. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`
}

/** Null in the type's own way: an empty text for a string. */
export function nullOf(type: string): string {
  return type === 'string' ? "''" : `CAST(NULL AS ${sqlTypeOf(type)})`
}
