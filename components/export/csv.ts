import { unparse } from 'papaparse'
import { type ExportTable, formulaStart } from './export-table.ts'

/** CSV by RFC 4180 with a byte order mark, without which Excel takes UTF-8 for something else. */
export function csvOf({ head, rows }: ExportTable): string {
  // Papa's own pattern for a formula stops at a line end, and so misses texts of several lines.
  const text = unparse({ fields: [...head], data: rows.map((row) => [...row]) }, { escapeFormulae: formulaStart })
  return `\uFEFF${text}\r\n`
}
