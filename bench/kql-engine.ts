import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Engine, openEngine } from '../emulator/kql/engine.ts'
import { instant, openStorage } from '../emulator/kql/storage.ts'
import { tables } from '../emulator/log-analytics/tables.ts'
import { historyFile } from '../emulator/seed/history/history-file.ts'
import { type Benchmark, CheckFailed } from './figure.ts'
import { median, speedRatio } from './interleave.ts'
import { type QueryPair, queryPairs } from './kql-queries.ts'

/** Of all tables, so that a million of them are calls. */
const rows = 1_400_000
const leastCalls = 1_000_000
const translations = 25

/**
 * B15: the query engine over a million audit rows. Its SQL (S) against SQL written by hand (L), on one connection, rows read
 * into JavaScript; and what parsing, binding and translating cost once warm.
 */
export const kqlEngine: Benchmark = {
  id: 'B15',
  async *run() {
    const directory = mkdtempSync(path.join(tmpdir(), 'bench-b15-'))
    const seconds = Math.floor(Date.now() / 1000)
    const nowMs = seconds * 1000
    const file = await historyFile(directory, { seed: 'demo', seconds, rows }, new AbortController().signal)
    const past = { file, untilMs: Number.MAX_SAFE_INTEGER / 1000 }
    const engine = await openEngine(tables, past)
    const { instance, writer } = await openStorage(tables, past)
    try {
      const calls = await callsIn(engine, nowMs)
      if (calls < leastCalls) throw new CheckFailed(`The history has ${calls} calls, not a million.`)
      const pairs = queryPairs(instant(nowMs))
      for (const pair of pairs) {
        const translated = engine.translate(pair.kql, { nowMs })
        await compareAnswers(engine, writer, pair, nowMs)
        // Time by time: how often the one by hand fits into the engine's.
        const ratio = await speedRatio(
          () => timeOf(writer, pair.sql),
          () => timeOf(writer, translated),
        )
        const { median: value, spread } = ratio
        yield { name: `B15.execute.${pair.name}`, unit: 'S/L', value, spread, target: { atMost: 1.3 } }
      }
      const times = pairs.flatMap(({ kql }) =>
        Array.from({ length: translations }, () => translationMs(engine, kql, nowMs)),
      )
      const spread = [Math.min(...times), Math.max(...times)] as const
      yield { name: 'B15.translate', unit: 'ms', value: median(times), spread, target: { atMost: 15 } }
    } finally {
      engine.close()
      writer.closeSync()
      instance.closeSync()
      rmSync(directory, { recursive: true })
    }
  },
}

async function callsIn(engine: Engine, nowMs: number): Promise<number> {
  const { rows: found } = await engine.query('union AzureDiagnostics, AZKVAuditLogs | count', { nowMs })
  return Number(found[0]?.[0])
}

/** @throws CheckFailed where the engine's answer, as it goes out, is not what SQL by hand finds */
async function compareAnswers(
  engine: Engine,
  connection: DuckDBConnection,
  { name, kql, sql }: QueryPair,
  nowMs: number,
) {
  const { rows: answered } = await engine.query(kql, { nowMs })
  const expected = await answerOf(connection, sql)
  const [left, right] = [answered, expected].map((list) => list.map((row) => row.map(plain).join('\t')).sort())
  if (expected.length === 0) throw new CheckFailed(`${name} finds nothing, so it compares nothing.`)
  const wrong = left?.findIndex((line, index) => line !== right?.[index]) ?? -1
  if (wrong >= 0 || left?.length !== right?.length) {
    throw new CheckFailed(
      `${name}: ${left?.length} rows, ${right?.length} by hand; ${left?.[wrong]} is not ${right?.[wrong]}.`,
    )
  }
}

/** A value in one way, however it came: times in milliseconds, numbers to nine digits. */
function plain(value: unknown): string {
  if (value instanceof Date) return String(value.getTime())
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return String(Date.parse(value))
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value).toPrecision(9) : String(value)
}

async function answerOf(connection: DuckDBConnection, sql: string) {
  const result = await connection.streamAndReadUntil(sql, 500_001)
  return result.getRowsJS()
}

async function timeOf(connection: DuckDBConnection, sql: string): Promise<number> {
  const before = performance.now()
  await answerOf(connection, sql)
  return performance.now() - before
}

function translationMs(engine: Engine, kql: string, nowMs: number): number {
  const before = performance.now()
  engine.translate(kql, { nowMs })
  return performance.now() - before
}
