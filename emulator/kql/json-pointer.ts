import { quoted } from './types.ts'

/**
 * Where a property is within JSON, as a pointer (RFC 6901) in SQL. In DuckDB's own paths a `*` stands for every property,
 * even within quotes.
 */
export function pointerTo(nameSql: string): string {
  return `'/' || replace(replace(${nameSql}, '~', '~0'), '/', '~1')`
}

/** The property of an object; of anything else, and of an array whatever the name, null. A JSON null is a null too. */
export function propertySql(json: string, nameSql: string): string {
  const name = /^'((?:[^']|'')*)'$/.exec(nameSql)?.[1]?.replaceAll("''", "'")
  if (name === undefined || /^\d+$|^$|^-$/.test(name)) {
    return `CASE json_type(${json}) WHEN 'OBJECT' THEN nullif(json_extract(${json}, ${pointerTo(nameSql)}), 'null'::JSON) END`
  }
  const within = propertyIn(json)
  const pointer = quoted(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  if (within) return propertyAt(within.column, `${within.pointer.slice(0, -1)}${pointer.slice(1)}`)
  return propertyAt(json, pointer)
}

function propertyAt(json: string, pointer: string): string {
  return `nullif(json_extract(${json}, ${pointer}), 'null'::JSON)`
}

/** Where a property of a column lies, both in SQL: JSON is read once for it then, and not once for each step and question. */
export function propertyIn(sql: string): { column: string; pointer: string } | undefined {
  const [, column, pointer] = /^nullif\(json_extract\((c\d+), ('(?:[^']|'')*')\), 'null'::JSON\)$/.exec(sql) ?? []
  return column !== undefined && pointer !== undefined ? { column, pointer } : undefined
}
