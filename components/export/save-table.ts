import { csvOf } from './csv.ts'
import { datedName, type ExportTable, saveFile } from './export-table.ts'

/** Makes the file and hands it to the person. */
export async function saveTable(format: 'csv' | 'xlsx', table: ExportTable): Promise<void> {
  const content =
    format === 'csv'
      ? new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' })
      : await (await import('./xlsx.ts')).xlsxOf(table)
  saveFile(content, datedName(table.fileName, format, Date.now()))
}
