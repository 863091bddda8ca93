import { setImmediate as breath } from 'node:timers/promises'
import type { CallLog, CallRecord } from '../audit.ts'
import type { Clock } from '../clock.ts'
import type { Engine, QueryOptions, QueryResult } from '../kql/engine.ts'
import type { LogHistory } from '../seed/history/history.ts'
import type { State } from '../state.ts'
import { type Destination, destinationsOf, metricDestinationsOf } from './destinations.ts'
import { createMetricMinutes } from './metric-rows.ts'
import { type LogRow, rowsOf } from './rows.ts'
import { type TableName, tables } from './tables.ts'

/**
 * The rows of all workspaces, in one engine that opens when it is first asked: loading it takes seconds and a hundred
 * megabytes. A call costs nothing but its place in the call log; it becomes rows when somebody queries, or when many wait.
 */
export interface Logs {
  /** Whether there are rows from before the emulator began. */
  readonly hasPast: boolean
  /** Runs a query over every row there is when it is called. @throws KqlError */
  query(text: string, options: QueryOptions): Promise<QueryResult>
  /** Puts rows in directly: what happened before the emulator began. */
  insert(table: TableName, rows: LogRow[]): Promise<void>
  /**
   * Decides where the calls so far are logged. Whoever changes a diagnostic setting says so first: calls go where the
   * settings sent them when they were made.
   */
  settle(): void
  /** Forgets every row but those from before. */
  reset(): void
  /** There is another history from now on. */
  reopen(): void
  close(): Promise<void>
}

/** So many calls may wait for the first query, before they become rows unasked. */
const backlogLimit = 150_000
/** Calls that become rows in one go: a few milliseconds. */
const batchSize = 500

/** @param history the rows from before, where there are any: the first query waits for them */
export function createLogs(
  calls: CallLog,
  clock: Pick<Clock, 'nowMs'>,
  state: () => State,
  history?: LogHistory,
): Logs {
  const metrics = createMetricMinutes()
  let opened: Promise<Engine> | undefined
  let waiting: CallRecord[] = []
  let rows = new Map<TableName, LogRow[]>()
  /** One writer at a time. */
  let writing: Promise<void> = Promise.resolve()

  function open(): Promise<Engine> {
    if (!opened) {
      const opening = openWithHistory(history)
      opened = opening
      // What went wrong once is tried again by the next query.
      opening.catch(() => {
        if (opened === opening) opened = undefined
      })
    }
    return opened
  }

  function convert(records: CallRecord[]): void {
    const destinations = remembered((id) => destinationsOf(state(), id))
    const metricDestinations = remembered((id) => metricDestinationsOf(state(), id))
    for (const record of records) {
      const subscription = record.activity?.resourceId.split('/').slice(0, 3).join('/')
      const to = [record.resourceId, subscription].flatMap((id): Destination[] => (id ? destinations(id) : []))
      for (const { table, row } of rowsOf(record, to)) put(table, [row])
      if (record.plane === 'data') metrics.add(record, metricDestinations(record.resourceId))
    }
  }

  function put(table: TableName, given: LogRow[]): void {
    const list = rows.get(table)
    if (list) list.push(...given)
    else rows.set(table, given)
  }

  function settle(): void {
    convert([...waiting.splice(0), ...calls.take()])
  }

  function exclusively(write: () => Promise<void>): Promise<void> {
    const done = writing.then(write)
    // A write that failed is its caller's to tell; the next one begins all the same.
    writing = done.catch(() => undefined)
    return done
  }

  async function write(engine: Engine): Promise<void> {
    waiting = waiting.concat(calls.take())
    do {
      convert(waiting.splice(0, batchSize))
      put('AzureMetrics', metrics.take(clock.nowMs()))
      for (const [table, list] of rows) {
        rows.delete(table)
        for (let start = 0; start < list.length; start += batchSize) {
          await engine.insert(table, list.slice(start, start + batchSize))
        }
      }
      await breath()
    } while (waiting.length > 0)
  }

  const flush = () => open().then((engine) => exclusively(() => write(engine)))
  calls.onBacklog(backlogLimit, () => {
    const taken = calls.take()
    // Where nothing logs, nothing has to be kept.
    if (state().diagnosticSettings.size === 0) return
    waiting = waiting.concat(taken)
    flush().catch((error) => console.error('Calls could not be written to the logs:', error))
  })

  return {
    hasPast: history !== undefined,
    async query(text, options) {
      await flush()
      return (await open()).query(text, options)
    },
    async insert(table, given) {
      const engine = await open()
      await exclusively(() => engine.insert(table, given))
    },
    settle,
    reset() {
      waiting = []
      rows = new Map()
      metrics.clear()
      if (opened) exclusively(async () => (await open()).clear()).catch(() => undefined)
    },
    reopen() {
      const before = opened
      opened = undefined
      exclusively(async () => (await before)?.close()).catch(() => undefined)
    },
    async close() {
      await history?.close()
      const engine = await opened?.catch(() => undefined)
      await writing
      engine?.close()
      opened = undefined
    },
  }
}

/** A file of the history that does not open is made again, once. */
async function openWithHistory(history: LogHistory | undefined): Promise<Engine> {
  const { openEngine } = await import('../kql/engine.ts')
  if (!history) return openEngine(tables)
  const past = await history.past()
  try {
    return await openEngine(tables, past)
  } catch {
    await history.discard(past)
    return openEngine(tables, await history.past())
  }
}

/** Asks once for each id. */
function remembered<Value>(find: (id: string) => Value): (id: string) => Value {
  const known = new Map<string, Value>()
  return (id) => {
    const value = known.get(id) ?? find(id)
    known.set(id, value)
    return value
  }
}
