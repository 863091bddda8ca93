import { inflateRawSync } from 'node:zlib'
import { parse } from 'papaparse'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'
import { datedName, harmless } from './export-table.ts'
import { xlsxOf } from './xlsx.ts'

const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=1\n2', '＝1', '=HYPERLINK("x";"y")']
const harmlessTexts = ['payments-api-key', 'a=b', '1-2', '"quoted"', 'two\nlines', 'a;b,c', "it's", '']
const table = (texts: string[]) => ({ fileName: 'x', head: ['Text', 'End'], rows: texts.map((text) => [text, 'end']) })
const readBack = (texts: string[]) =>
  parse<string[]>(csvOf(table(texts)).slice(1).trimEnd())
    .data.slice(1)
    .map(([text]) => text)

/** The files of a ZIP archive, one after the other. Local headers tell sizes here. */
function unzipped(archive: Buffer): string {
  let text = ''
  for (let at = 0; archive.readUInt32LE(at) === 0x04034b50; ) {
    const start = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28)
    const end = start + archive.readUInt32LE(at + 18)
    const content = archive.subarray(start, end)
    text += (archive.readUInt16LE(at + 8) === 8 ? inflateRawSync(content) : content).toString()
    at = end
  }
  return text
}

test('no cell of a CSV file begins like a formula, and nothing else is touched', () => {
  expect(readBack(formulas)).toEqual(formulas.map((text) => `'${text}`))
  expect(readBack(harmlessTexts)).toEqual(harmlessTexts)
  expect(formulas.map(harmless)).toEqual(formulas.map((text) => `'${text}`))
})

test('a workbook holds texts and no formula', async () => {
  const blob = await xlsxOf(table([...formulas, ...harmlessTexts]))
  const xml = unzipped(Buffer.from(await blob.arrayBuffer()))
  expect(xml).toContain('payments-api-key')
  expect(xml).toContain("'=1+1")
  expect(xml).not.toMatch(/<f[ >]/)
  expect(xml).not.toMatch(/>(=|\+|@)/)
})

test('a file is named by its day', () => {
  expect(datedName('objects', 'csv', Date.parse('2026-06-01T23:59:59Z'))).toBe('objects-2026-06-01.csv')
})
