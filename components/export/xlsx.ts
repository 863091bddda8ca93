// This build of the library zips on the spot; its browser build does so in a worker made of a blob, which our policy for
// workers refuses.
import writeXlsxFile from 'write-excel-file/universal'
import { type ExportTable, harmless } from './export-table.ts'

/** An Excel workbook of one sheet. Each cell is a text and no formula, and begins like none either, for what it may be saved as. */
export function xlsxOf({ head, rows }: ExportTable): Promise<Blob> {
  const cell = (text: string) => (text === '' ? null : { value: harmless(text), type: String })
  return writeXlsxFile(
    [head.map((text) => ({ value: text, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(cell))],
    { stickyRowsCount: 1, columns: head.map(() => ({ width: 24 })) },
  ).toBlob()
}
