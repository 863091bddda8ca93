import type { DuckDBConnection } from '@duckdb/node-api'
import { aggregates } from './aggregates.ts'
import { type Completed, completed } from './completed-query.ts'
import { cast } from './conversion.ts'
import { KqlError, UnsupportedSyntax } from './errors.ts'
import { scalarFunctions } from './functions/call.ts'
import { registerScripts } from './functions/script.ts'
import { rowWindowSession } from './functions/window-session.ts'
import { createLanguage, guarded } from './language.ts'
import { DataColumns } from './operators/data-columns.ts'
import { orderClause, Translation } from './stage.ts'
import { appendRow, instant, openStorage, type Past } from './storage.ts'
import { tabular, translate } from './translate.ts'
import { keptColumns, quoted, type Table, type TableColumn } from './types.ts'

export type Value = string | number | bigint | boolean | null

export interface QueryOptions {
  /** What `now()` is, in milliseconds since 1970. */
  nowMs: number
  /** Only rows of this time, beginning included and end not, whatever the text says; in milliseconds since 1970. */
  timespan?: { fromMs: number; toMs: number }
  /** Only rows whose column, where a table has it, holds one of these texts, or begins with the segments of one. */
  only?: { column: string; values: string[]; isPrefix?: true }
  maxRows?: number
  timeoutMs?: number
  /** Stops the query when its caller has gone. */
  signal?: AbortSignal
}

export interface QueryResult {
  columns: TableColumn[]
  /** Dates as ISO 8601, timespans as `d.hh:mm:ss`, dynamic as JSON text, NaN as text: what JSON can carry. */
  rows: Value[][]
  visualization?: Record<string, unknown>
  /** There were more rows than were asked for. */
  isTruncated: boolean
}

export interface Engine {
  insert(tableName: string, rows: Record<string, unknown>[]): Promise<void>
  /** Removes the rows whose column, which may be a hidden one, holds one of these texts. */
  remove(tableName: string, column: string, values: string[]): Promise<void>
  clear(): Promise<void>
  /** @throws KqlError */
  query(text: string, options: QueryOptions): Promise<QueryResult>
  /** The SQL that a query becomes, for one whose columns no data decides. @throws KqlError */
  translate(text: string, options: QueryOptions): string
  close(): void
}

const defaultMaxRows = 500_000
const defaultTimeoutMs = 180_000
/** Enough to see that there are too many. */
const mostDataColumns = 2_000

/**
/**
 * Opens an engine over empty tables, in memory, and what there was before. DuckDB is locked down before the first query
 * (storage.ts).
 * @param options `memoryLimit` is for the rows and all queries together, as DuckDB writes it; `ignoresTableCase` where a
 *   service finds its tables by a name in any case
 */
export async function openEngine(
  tables: Table[],
  past?: Past,
  { memoryLimit = '1GB', ignoresTableCase = false } = {},
): Promise<Engine> {
  const { instance, writer, relations } = await openStorage(tables, past, memoryLimit)
  registerScripts(writer, [...Object.values(scalarFunctions), ...Object.values(aggregates), rowWindowSession])
  const language = createLanguage(tables, { ignoresTableCase })

  function tableNamed(name: string): Table {
    const found = tables.find((one) => one.name === name)
    if (!found) throw new Error(`There is no table '${name}'.`)
    return found
  }

  function toSql(query: Completed, { nowMs, timespan, only }: QueryOptions) {
    const spellings = language.spellings(query.text)
    const sources = new Map(
      tables.flatMap((table) => {
        const name = relations.get(table.name)?.all ?? ''
        const time = table.columns.findIndex((column) => column.name === 'TimeGenerated')
        const column = keptColumns(table).findIndex((one) => one.name === only?.column)
        const bounds = [
          ...(timespan && time >= 0
            ? [`c${time} >= ${instant(timespan.fromMs)} AND c${time} < ${instant(timespan.toMs)}`]
            : []),
          ...(only && column >= 0 ? [holdsOne(`c${column}`, only)] : []),
        ]
        const relation = bounds.length > 0 ? `(SELECT * FROM ${name} WHERE ${bounds.join(' AND ')})` : name
        const names = spellings.get(table.name) ?? [table.name]
        return names.map((one) => [one, { table, relation }] as const)
      }),
    )
    const translation = new Translation(sources, instant(nowMs), tabular)
    try {
      const stage = guarded(() => translate(language.analyze(query.text, query.placeOf), translation))
      const outputs = stage.columns.map(({ id, type }, index) => `${outputSql(id, type)} AS o${index}`)
      const sql = `WITH ${translation.relations.join(', ')} SELECT ${outputs.join(', ')} FROM ${stage.relation}${orderClause(stage.order)}`
      return { sql, stage, visualization: translation.visualization }
    } catch (error) {
      if (error instanceof UnsupportedSyntax && !(error instanceof DataColumns))
        throw new KqlError(error.kind, error.message, query.placeOf(error.offset))
      throw error
    }
  }

  /** With the columns that only the data can tell written into the query. */
  async function planOf(text: string, reader: DuckDBConnection, options: QueryOptions) {
    for (let query = completed(text); ; ) {
      try {
        return toSql(query, options)
      } catch (error) {
        if (!(error instanceof DataColumns)) throw error
        const rows = await run(reader, error.sql, mostDataColumns, options)
        query = query.with(error.offset, error.textOf(rows))
      }
    }
  }

  return {
    async insert(tableName, rows) {
      const table = tableNamed(tableName)
      const appender = await writer.createAppender(relations.get(tableName)?.own ?? '')
      for (const row of rows) appendRow(appender, table, row)
      appender.closeSync()
    },
    async remove(tableName, column, values) {
      const place = keptColumns(tableNamed(tableName)).findIndex(({ name }) => name === column)
      if (place < 0) throw new Error(`The table '${tableName}' has no column '${column}'.`)
      await writer.run(`DELETE FROM ${relations.get(tableName)?.own} WHERE ${holdsOne(`c${place}`, { values })}`)
    },
    async clear() {
      for (const { own } of relations.values()) await writer.run(`DELETE FROM ${own}`)
    },
    async query(text, options) {
      const maxRows = options.maxRows ?? defaultMaxRows
      const reader = await instance.connect()
      try {
        const { sql, stage, visualization } = await planOf(text, reader, options)
        const rows = await run(reader, sql, maxRows + 1, options)
        return {
          columns: stage.columns.map(({ name, type }) => ({ name, type })),
          rows: rows
            .slice(0, maxRows)
            .map((row) => row.map((value, index) => outputOf(value, stage.columns[index]?.type))),
          ...(visualization && { visualization }),
          isTruncated: rows.length > maxRows,
        }
      } finally {
        reader.closeSync()
      }
    },
    translate: (text, options) => toSql(completed(text), options).sql,
    close() {
      writer.closeSync()
      instance.closeSync()
    },
  }
}

async function run(reader: DuckDBConnection, sql: string, limit: number, options: QueryOptions) {
  const stopping = AbortSignal.any([
    AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs),
    ...(options.signal ? [options.signal] : []),
  ])
  const stopped = new KqlError('TimedOut', 'The query was stopped: it took longer than its limit or its caller left.')
  if (stopping.aborted) throw stopped
  let again: NodeJS.Timeout | undefined
  // DuckDB forgets an interruption that comes before the query runs or between two of its chunks.
  const stop = () => {
    reader.interrupt()
    again = setInterval(() => reader.interrupt(), 100)
  }
  stopping.addEventListener('abort', stop)
  try {
    const result = await reader.streamAndReadUntil(sql, limit)
    return result.getRowsJS()
  } catch (error) {
    if (stopping.aborted) throw stopped
    const reason = error instanceof Error ? error.message : String(error)
    if (reason.startsWith('Out of Memory'))
      throw new KqlError('OutOfMemory', 'The query needs more memory than it may.')
    throw new KqlError('ExecutionError', `The query could not be executed: ${reason.split('\n')[0]}`)
  } finally {
    stopping.removeEventListener('abort', stop)
    clearInterval(again)
  }
}

function holdsOne(column: string, { values, isPrefix }: Omit<NonNullable<QueryOptions['only']>, 'column'>): string {
  // SQL has no empty list.
  if (values.length === 0) return 'FALSE'
  if (!isPrefix) return `${column} IN (${values.map(quoted).join(', ')})`
  return `(${values.map((value) => `starts_with(${column} || '/', ${quoted(`${value}/`)})`).join(' OR ')})`
}

function outputSql(id: string, type: string): string {
  if (type === 'dynamic') return `${id}::VARCHAR`
  return type === 'datetime' || type === 'timespan' ? `nullif(${cast({ sql: id, type }, 'string').sql}, '')` : id
}

function outputOf(value: unknown, type: string | undefined): Value {
  if (value === null || value === undefined) return type === 'string' ? '' : null
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  // Azure writes whole seconds without a fraction.
  if (type === 'datetime') return String(value).replace('.0000000Z', 'Z')
  return typeof value === 'boolean' ? value : String(value)
}
