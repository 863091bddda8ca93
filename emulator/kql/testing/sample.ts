import { afterAll, beforeAll } from 'vitest'
import { type Engine, openEngine, type QueryOptions, type QueryResult, type Value } from '../engine.ts'

/** What is now in the tests' queries. */
const nowMs = Date.UTC(2026, 0, 15, 10, 30)

const tables = [
  {
    name: 'T',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'Name', type: 'string' },
      { name: 'n', type: 'long' },
    ],
  },
  {
    name: 'T2',
    columns: [
      { name: 'Name', type: 'string' },
      { name: 'n', type: 'string' },
      { name: 'm', type: 'real' },
    ],
  },
  { name: 'Bags', columns: [{ name: 'x', type: 'dynamic' }] },
]

/**
 * Three tables for the tests of one file, as short as hand-computed results need: T of a (5, a minute old), b (no n, two
 * minutes old) and a nameless 7 (two hours old); T2 of a ('five', 1.5) and c ('', 2.5); Bags of one bag.
 */
export function sampleEngine() {
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine(tables)
    await engine.insert('T', [
      { TimeGenerated: nowMs - 60_000, Name: 'a', n: 5 },
      { TimeGenerated: nowMs - 120_000, Name: 'b', n: null },
      { TimeGenerated: nowMs - 7_200_000, Name: '', n: 7 },
    ])
    await engine.insert('T2', [
      { Name: 'a', n: 'five', m: 1.5 },
      { Name: 'c', n: '', m: 2.5 },
    ])
    await engine.insert('Bags', [{ x: { a: 1, b: 'two' } }])
  })
  afterAll(() => engine.close())

  const query = (text: string, options: Partial<QueryOptions> = {}): Promise<QueryResult> =>
    engine.query(text, { nowMs, ...options })
  return {
    query,
    rows: async (text: string): Promise<Value[][]> => (await query(text)).rows,
    /** The one row of a `print`. */
    print: async (text: string): Promise<Value[] | undefined> => (await query(`print ${text}`)).rows[0],
    /** The result's columns as `name:type`. */
    columns: async (text: string): Promise<string[]> =>
      (await query(text)).columns.map(({ name, type }) => `${name}:${type}`),
  }
}
