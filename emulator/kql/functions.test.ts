import { afterAll, beforeAll, expect, test } from 'vitest'
import { aggregates } from './aggregates.ts'
import { type Engine, openEngine } from './engine.ts'
import { addressExamples } from './examples/addresses.ts'
import { aggregateExamples, aggregateSource } from './examples/aggregates.ts'
import { dynamicExamples } from './examples/dynamic.ts'
import { logicExamples } from './examples/logic.ts'
import { numbersExamples } from './examples/numbers.ts'
import { seriesColumnExamples, seriesExamples } from './examples/series.ts'
import { textExamples } from './examples/text.ts'
import { timeExamples } from './examples/time.ts'
import { scalarFunctions } from './functions/call.ts'

/** What each function means, by values computed by hand. */
let engine: Engine
const nowMs = Date.UTC(2026, 0, 15, 10, 30)
beforeAll(async () => {
  engine = await openEngine([])
})
afterAll(() => engine.close())

const scalars = [
  ...textExamples,
  ...addressExamples,
  ...numbersExamples,
  ...timeExamples,
  ...dynamicExamples,
  ...logicExamples,
  ...seriesExamples,
]

test.each(scalars)('%s', async (text, expected) => {
  expect((await engine.query(`print ${text}`, { nowMs })).rows).toEqual([[expected]])
})

test.each(seriesColumnExamples)('columns of %s', async (text, expected) => {
  expect((await engine.query(`print ${text}`, { nowMs })).rows).toEqual([expected])
})

test.each(aggregateExamples)('summarize %s', async (text, expected) => {
  const query = `${aggregateSource} | sort by k desc, n desc | summarize ${text}`
  expect((await engine.query(query, { nowMs })).rows).toEqual([[expected]])
})

test('functions of the columns that there are', async () => {
  const rows = async (text: string) =>
    (await engine.query(`datatable(Id:string, n:long)["a",1, "",2] | ${text}`, { nowMs })).rows
  expect(await rows('project pack_all(), pack_all(true), bag_pack_columns(n), pack_array(*)')).toEqual([
    ['{"Id":"a","n":1}', '{"Id":"a","n":1}', '{"n":1}', '["a",1]'],
    ['{"Id":"","n":2}', '{"n":2}', '{"n":2}', '["",2]'],
  ])
})

test('a failed assertion fails the query with its message', async () => {
  await expect(engine.query('print assert(1 == 2, "too small")', { nowMs })).rejects.toMatchObject({
    message: expect.stringContaining("assert() has failed with message: 'too small'"),
  })
})

test('each function and aggregate has its example above', () => {
  const without = (names: string[], examples: [string, unknown][]) =>
    names.filter((name) => !examples.some(([text]) => new RegExp(`(^|\\W)${name}\\(`).test(text)))
  const others = ['pack_all', 'bag_pack_columns']
  expect(
    without(Object.keys(scalarFunctions), [...scalars, ...seriesColumnExamples]).filter(
      (name) => !others.includes(name),
    ),
  ).toEqual([])
  expect(without(Object.keys(aggregates), aggregateExamples)).toEqual([])
})
