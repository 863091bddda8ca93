import { afterAll, beforeAll, expect, test } from 'vitest'
import { aggregates } from './aggregates.ts'
import { type Engine, openEngine } from './engine.ts'
import { KqlError } from './errors.ts'
import { scalarFunctions } from './functions/call.ts'
import { listOf } from './syntax.ts'

/**
 * Every function and aggregate, in each of its signatures, on nulls, empty texts and the greatest and least values: it
 * gives a value or says what is wrong, and it never is SQL that DuckDB cannot read.
 */
const types = ['string', 'long', 'int', 'real', 'bool', 'datetime', 'timespan', 'guid', 'dynamic']
const [year1, year9999] = [-62_135_596_800_000, 253_402_300_799_999]
const extremes: unknown[][] = [
  ['', null, null, null, null, null, null, null, null],
  [
    'a,b',
    2n ** 63n - 1n,
    2 ** 31 - 1,
    Number.POSITIVE_INFINITY,
    true,
    year9999,
    2n ** 59n,
    '74be27de-1e4e-49d9-b579-fe0b331d3642',
    [1, 'a', null, { b: [1.5] }],
  ],
  [
    '\\([',
    -(2n ** 63n),
    -(2 ** 31),
    Number.NaN,
    false,
    year1,
    -(2n ** 59n),
    '00000000-0000-0000-0000-000000000000',
    { a: { b: 1 }, '': null },
  ],
  ['😀ß%', 0n, 0, 1e308, true, -1, 1n, null, []],
  ['-1', -1n, -1, -0.5, false, 0, -1n, null, 'text'],
]
let engine: Engine
beforeAll(async () => {
  engine = await openEngine([{ name: 'T', columns: types.map((type) => ({ name: type.charAt(0), type })).map(named) }])
  await engine.insert(
    'T',
    extremes.map((row) => Object.fromEntries(row.map((value, at) => [columns[at], value]))),
  )
})
afterAll(() => engine.close())

// `d` would be two columns.
const columns = ['s', 'l', 'i', 'r', 'b', 'd', 't', 'g', 'j']
const named = <T extends object>(column: T, at: number) => ({ ...column, name: columns[at] ?? '' })

interface Parameter {
  MinOccurring: number
  MaxOccurring: number
  DeclaredTypes: unknown
}
const isParameter = (value: unknown): value is Parameter =>
  typeof value === 'object' && value !== null && 'MinOccurring' in value && 'MaxOccurring' in value

const nameOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'Name' in value ? String(value.Name) : ''

/** Calls of each signature: with and without what may be left out, and of several types where any will do. */
function callsOf(symbols: unknown, own: object): string[] {
  return listOf(symbols).flatMap((symbol) => {
    const name = nameOf(symbol)
    if (!Object.hasOwn(own, name) || typeof symbol !== 'object' || symbol === null || !('Signatures' in symbol))
      return []
    return listOf(symbol.Signatures).flatMap((signature) => {
      if (typeof signature !== 'object' || signature === null || !('Parameters' in signature)) return []
      const parameters = listOf(signature.Parameters).filter(isParameter)
      return [0, 1, 2].map((variant) => {
        const given = parameters.filter(({ MinOccurring }) => MinOccurring > 0 || variant > 0)
        const values = given.flatMap((parameter) => argumentsFor(parameter, variant))
        return `${name}(${values.join(', ')})`
      })
    })
  })
}

function argumentsFor({ DeclaredTypes, MaxOccurring }: Parameter, variant: number): string[] {
  const declared = listOf(DeclaredTypes).map(nameOf)
  const fitting = columns.filter((_, at) => declared.includes(types[at] ?? ''))
  const choices =
    fitting.length > 0
      ? fitting
      : [
          ['s', 'r', 'j'],
          ['l', 'j', 'l'],
          ['j', 'l', 'd'],
        ][variant]
  const chosen = choices?.[variant % choices.length] ?? 's'
  return Array.from({ length: Math.min(MaxOccurring, 2) }, () => chosen)
}

/** The calls that the binder took and DuckDB could not even read. */
async function unread(calls: string[], query: (call: string) => string) {
  const failures: string[] = []
  let answered = 0
  for (const call of new Set(calls)) {
    try {
      await engine.query(query(call), { nowMs: 0 })
      answered++
    } catch (error) {
      const isSaid = error instanceof KqlError && !/(Binder|Parser|Catalog|INTERNAL|Fatal)\b.*Error/.test(error.message)
      if (!isSaid) failures.push(`${call}: ${error}`)
    }
  }
  return { failures, answered }
}

test('functions on extreme values', { timeout: 120_000 }, async () => {
  const calls = callsOf(Kusto.Language.Functions.All, scalarFunctions)
  const { failures, answered } = await unread(calls, (call) => `T | project x = ${call}`)
  expect(failures).toEqual([])
  expect(answered).toBeGreaterThan(300)
})

test('aggregates on extreme values, and on no rows', { timeout: 60_000 }, async () => {
  const calls = callsOf(Kusto.Language.Aggregates.All, aggregates)
  const some = await unread(calls, (call) => `T | summarize x = ${call}`)
  const none = await unread(calls, (call) => `T | where false | summarize x = ${call}`)
  expect([...some.failures, ...none.failures]).toEqual([])
  expect(none.answered).toBeGreaterThan(60)
})

test('the engine still answers', async () => {
  expect((await engine.query('T | count', { nowMs: 0 })).rows).toEqual([[extremes.length]])
})
