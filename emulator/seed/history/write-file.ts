import { BIGINT, type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api'
import { appendRow, columnsOf, createTables } from '../../kql/storage.ts'
import type { Table } from '../../kql/types.ts'
import { type Destination, destinationsOf } from '../../log-analytics/destinations.ts'
import { type LogRow, rowsOf } from '../../log-analytics/rows.ts'
import { tables } from '../../log-analytics/tables.ts'
import { dayMs } from './calendar.ts'
import type { History } from './compose.ts'
import { metricDays, metricsSql, metricTemplates } from './metrics.ts'
import { policyRows } from './policy-evaluations.ts'
import type { Recorder } from './recorder.ts'

/**
 * Writes a history into a new database file, in the tables of Log Analytics. Facts go in as they are; DuckDB makes rows of
 * them, by joining each with its shape.
 * @throws when the file is there already or the disk refuses
 */
export async function writeHistory(file: string, { recorder }: History): Promise<void> {
  const instance = await DuckDBInstance.create(file, { memory_limit: '700MB', threads: '2' })
  try {
    const connection = await instance.connect()
    await createTables(connection, tables)
    await addFacts(connection, recorder)
    await addAudit(connection, recorder)
    await addMetrics(connection, recorder)
    await addSingles(connection, recorder)
    await connection.run('CHECKPOINT')
    connection.closeSync()
  } finally {
    instance.closeSync()
  }
}

/** In the order of their time, which makes finding a time quick. */
async function addFacts(connection: DuckDBConnection, { facts }: Recorder): Promise<void> {
  await connection.run('CREATE TEMP TABLE unsorted (shape INTEGER, ms BIGINT, duration INTEGER, correlation INTEGER)')
  const appender = await connection.createAppender('unsorted')
  const size = 2_048
  for (let start = 0; start < facts.length; start += size) {
    const { shapes, times, durations, correlations } = facts.columns(start, size)
    const chunk = DuckDBDataChunk.create([INTEGER, BIGINT, INTEGER, INTEGER], shapes.length)
    chunk.setColumns([[...shapes], Array.from(times, BigInt), [...durations], [...correlations]])
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
  await connection.run(
    `CREATE TEMP TABLE facts AS SELECT shape, make_timestamp(ms * 1000) AS t, duration,
      CAST(CAST(md5('history ' || correlation) AS UUID) AS VARCHAR) AS correlation FROM unsorted ORDER BY ms, shape`,
  )
  await connection.run('DROP TABLE unsorted')
}

async function addAudit(connection: DuckDBConnection, { state, shapes }: Recorder): Promise<void> {
  for (const name of ['AzureDiagnostics', 'AZKVAuditLogs'] as const) {
    const { table, relation } = tableNamed(name)
    await connection.run(`CREATE TEMP TABLE shapes (shape INTEGER, ${columnsOf(table).join(', ')})`)
    const appender = await connection.createAppender('shapes')
    shapes.list.forEach(({ record }, shape) => {
      const to = destinationsOf(state, record.resourceId).filter((one) => one.table === name)
      for (const { row } of rowsOf(record, to)) {
        appender.appendInteger(shape)
        appendRow(appender, table, row)
      }
    })
    appender.closeSync()
    const own: Record<string, string> = { TimeGenerated: 't', DurationMs: 'duration', CorrelationId: 'correlation' }
    const selected = table.columns.map((column, index) => own[column.name] ?? `c${index}`)
    await connection.run(`INSERT INTO ${relation} SELECT ${selected.join(', ')} FROM facts JOIN shapes USING (shape)`)
    await connection.run('DROP TABLE shapes')
  }
}

async function addMetrics(connection: DuckDBConnection, { state, shapes, endMs }: Recorder): Promise<void> {
  const { table, relation } = tableNamed('AzureMetrics')
  await connection.run('CREATE TEMP TABLE answered (shape INTEGER, vault VARCHAR, status INTEGER)')
  const answered = await connection.createAppender('answered')
  shapes.list.forEach(({ record }, shape) => {
    // Metrics are of the data plane; what asks about the vault itself is Resource Manager's.
    if (record.operationName.startsWith('Vault')) return
    answered.appendInteger(shape)
    answered.appendVarchar(record.resourceId.split('/').at(-1) ?? '')
    answered.appendInteger(record.httpStatusCode)
    answered.endRow()
  })
  answered.closeSync()
  await connection.run(`CREATE TEMP TABLE templates (vault VARCHAR, metric VARCHAR, ${columnsOf(table).join(', ')})`)
  const templates = await connection.createAppender('templates')
  for (const { vault, metric, row } of metricTemplates(state)) {
    templates.appendVarchar(vault)
    templates.appendVarchar(metric)
    appendRow(templates, table, row)
  }
  templates.closeSync()
  const since = `make_timestamp(${(endMs - metricDays * dayMs) * 1000})`
  const calls = `SELECT vault, t, duration AS d, status AS s FROM facts JOIN answered USING (shape) WHERE t >= ${since}`
  // Sorted while they are narrow: whole rows would need a gigabyte for it.
  await connection.run(`CREATE TEMP TABLE measured AS ${metricsSql(calls)} ORDER BY minute, vault`)
  const own: Record<string, string> = {
    TimeGenerated: 'minute',
    Count: 'n',
    Total: 'total',
    Average: 'total / n',
    Minimum: 'minimum',
    Maximum: 'maximum',
  }
  const selected = table.columns.map((column, index) => own[column.name] ?? `c${index}`)
  await connection.run(
    `INSERT INTO ${relation} SELECT ${selected.join(', ')} FROM measured JOIN templates USING (vault, metric)`,
  )
}

/** What has a time of its own: changes in Resource Manager, and what Azure Policy found. */
async function addSingles(connection: DuckDBConnection, recorder: Recorder): Promise<void> {
  const { state, changes, shapes, todayMs } = recorder
  const rows: { table: string; row: LogRow }[] = changes.flatMap((record) => {
    const subscription = record.activity?.resourceId.split('/').slice(0, 3).join('/')
    const isLogged = record.timeMs >= shapes.loggedSinceMs({ name: record.resourceId.split('/').at(-1) ?? '' })
    const audited: Destination[] = isLogged ? destinationsOf(state, record.resourceId) : []
    return rowsOf(record, [...audited, ...(subscription ? destinationsOf(state, subscription) : [])])
  })
  rows.push(...policyRows(state, todayMs).map((row) => ({ table: 'AZKVPolicyEvaluationDetailsLogs', row })))
  rows.sort((left, right) => Number(left.row.TimeGenerated) - Number(right.row.TimeGenerated))
  for (const [name, list] of Map.groupBy(rows, ({ table }) => table)) {
    const { table, relation } = tableNamed(name)
    const appender = await connection.createAppender(relation)
    for (const { row } of list) appendRow(appender, table, row)
    appender.closeSync()
  }
}

function tableNamed(name: string): { table: Table; relation: string } {
  const index = tables.findIndex((table) => table.name === name)
  const table = tables[index]
  if (!table) throw new Error(`There is no table ${name}.`)
  return { table, relation: `t${index}` }
}
