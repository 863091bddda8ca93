import { type DuckDBAppender, type DuckDBConnection, DuckDBInstance, DuckDBTimestampValue } from '@duckdb/node-api'
import { keptColumns, nullOf, quoted, sqlTypeOf, type Table } from './types.ts'

/** Rows of an earlier time, in a database file that `createTables` made the tables of. It is only read. */
export interface Past {
  file: string
  /** Rows of this time and later do not show; milliseconds since 1970. */
  untilMs: number
}

interface Storage {
  instance: DuckDBInstance
  writer: DuckDBConnection
  /** By the name of a table: where its rows go, and what holds them and the earlier ones. */
  relations: Map<string, { own: string; all: string }>
}

/**
 * Empty tables in memory, before them those of the past. Then DuckDB is locked down: no file but the past's own, no network,
 * no change of a setting.
 * @param memoryLimit for the rows in memory and all queries together, as DuckDB writes it
 * @throws when the file of the past is no database, or one of other tables
 */
export async function openStorage(tables: Table[], past?: Past, memoryLimit = '1GB'): Promise<Storage> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memoryLimit,
    threads: '2',
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  try {
    const writer = await instance.connect()
    const own = await createTables(writer, tables)
    if (past) await addPast(writer, tables, past)
    await writer.run('SET enable_external_access = false')
    await writer.run('SET lock_configuration = true')
    const relations = new Map(
      tables.map(({ name }, index) => [name, { own: own[index] ?? '', all: past ? `v${index}` : (own[index] ?? '') }]),
    )
    return { instance, writer, relations }
  } catch (error) {
    instance.closeSync()
    throw error
  }
}

async function addPast(writer: DuckDBConnection, tables: Table[], { file, untilMs }: Past): Promise<void> {
  await writer.run(`ATTACH ${quoted(file)} AS past (READ_ONLY)`)
  for (const [index, { columns }] of tables.entries()) {
    const time = columns.findIndex(({ name }) => name === 'TimeGenerated')
    const until = time < 0 ? '' : ` WHERE c${time} < ${instant(untilMs)}`
    await writer.run(
      `CREATE VIEW v${index} AS SELECT * FROM past.main.t${index}${until} UNION ALL SELECT * FROM main.t${index}`,
    )
  }
}

/** An empty table for each: `t0`, `t1` …, its columns `c0`, `c1` …, since SQL's names know no case. @returns their names */
export async function createTables(connection: DuckDBConnection, tables: Table[]): Promise<string[]> {
  const names = tables.map((_, index) => `t${index}`)
  for (const [index, table] of tables.entries()) {
    await connection.run(`CREATE TABLE ${names[index]} (${columnsOf(table).join(', ')})`)
  }
  return names
}

/** The columns of a table, as SQL creates them. */
export function columnsOf(table: Table): string[] {
  return keptColumns(table).map(
    ({ type }, index) => `c${index} ${sqlTypeOf(type)}${type === 'string' ? " NOT NULL DEFAULT ''" : ''}`,
  )
}

/** Adds a row by the names of its columns; what is left out is empty or null. Times in milliseconds since 1970. */
export function appendRow(appender: DuckDBAppender, table: Table, row: Record<string, unknown>): void {
  for (const { name, type } of keptColumns(table)) append(appender, type, row[name])
  appender.endRow()
}

/** A time, in milliseconds since 1970, as SQL. */
export function instant(ms: number): string {
  return `make_timestamp(${Math.round(ms * 1000)})`
}

function append(appender: DuckDBAppender, type: string, value: unknown): void {
  if (value === undefined || value === null) {
    if (nullOf(type) === "''") appender.appendVarchar('')
    else appender.appendNull()
    return
  }
  switch (type) {
    case 'long':
    case 'timespan':
      appender.appendBigInt(BigInt(String(value)))
      break
    case 'int':
      appender.appendInteger(Number(value))
      break
    case 'real':
      appender.appendDouble(Number(value))
      break
    case 'bool':
      appender.appendBoolean(value === true)
      break
    case 'datetime':
      appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Math.round(Number(value) * 1000))))
      break
    case 'dynamic':
      appender.appendVarchar(JSON.stringify(value))
      break
    default:
      appender.appendVarchar(String(value))
      break
  }
}
