import type { Engine, Value } from '../../kql/engine.ts'
import { guarded } from '../../kql/language.ts'
import type { TableColumn } from '../../kql/types.ts'
import type { Answered, Question } from './messages.ts'
import { checkRestrictions, withTable } from './restrictions.ts'
import { keyColumn } from './tables.ts'

/** A query's rows, each written out. */
interface Result {
  columns: TableColumn[]
  rows: string[]
  isCut: boolean
}

/** The last results, by question, until a row changes: the pages of one query are cut from one result. */
export type Kept = Map<string, Result>

const mostKept = 8
const mostKeptRows = 20_000
const timeoutMs = 20_000

/** @throws KqlError, RestrictionError */
export async function answerTo(engine: Engine, kept: Kept, question: Question): Promise<Answered> {
  const { skip, top, format } = question
  const { columns, rows, isCut } = await resultOf(engine, kept, question)
  const page = rows.slice(skip, skip + top)
  const list = `[${page.join(',')}]`
  return {
    data: format === 'table' ? `{"columns":${JSON.stringify(columns.map(shownColumn))},"rows":${list}}` : list,
    count: page.length,
    totalRecords: rows.length,
    isPaged: !isCut && columns.some(({ type }) => type !== 'dynamic'),
    columns,
  }
}

async function resultOf(engine: Engine, kept: Kept, question: Question): Promise<Result> {
  const { text, nowMs, keys, keysName, format } = question
  // What depends on the time or on chance is another question each time, but for the pages of one and the same.
  const isTimeless = !/\b(now|ago|rand|sample|new_guid)\b/.test(text)
  const name = JSON.stringify([text, keysName, format, isTimeless ? null : nowMs])
  const known = kept.get(name)
  if (known) return known
  const query = withTable(text)
  const { isCut } = guarded(() => checkRestrictions(query))
  const only = keys && { column: keyColumn, values: keys }
  const { columns, rows } = await engine.query(query, { nowMs, timeoutMs, ...(only && { only }) })
  const written = { columns, isCut, rows: rows.map(format === 'table' ? arrayOf(columns) : objectOf(columns)) }
  if (rows.length <= mostKeptRows) keep(kept, name, written)
  return written
}

function keep(kept: Kept, name: string, result: Result): void {
  const [oldest] = kept.keys()
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
  kept.set(name, result)
}

function objectOf(columns: TableColumn[]) {
  const names = columns.map(({ name }) => JSON.stringify(name))
  return (row: Value[]) =>
    `{${row.map((value, index) => `${names[index]}:${json(value, columns[index]?.type)}`).join(',')}}`
}

function arrayOf(columns: TableColumn[]) {
  return (row: Value[]) => `[${row.map((value, index) => json(value, columns[index]?.type)).join(',')}]`
}

/** What is dynamic is JSON already. */
function json(value: Value, type: string | undefined): string {
  if (value === null) return 'null'
  if (type === 'dynamic' && typeof value === 'string') return value === '' ? 'null' : value
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}

const shownTypes: Record<string, string> = {
  long: 'integer',
  int: 'integer',
  real: 'number',
  bool: 'boolean',
  dynamic: 'object',
  datetime: 'datetime',
}

function shownColumn({ name, type }: TableColumn): TableColumn {
  return { name, type: shownTypes[type] ?? 'string' }
}
