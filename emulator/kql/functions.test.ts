import { afterAll, beforeAll, expect, test } from 'vitest'
import { aggregates } from './aggregates.ts'
import { type Engine, openEngine } from './engine.ts'
import { addressExamples } from './examples/addresses.ts'
import { aggregateExamples, aggregateSource } from './examples/aggregates.ts'
import { dynamicExamples } from './examples/dynamic.ts'
import { logicExamples } from './examples/logic.ts'
import { numbersExamples } from './examples/numbers.ts'
import { operatorExamples } from './examples/operators.ts'
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

test.each([...scalars, ...operatorExamples])('%s', async (text, expected) => {
  expect((await engine.query(`print ${text}`, { nowMs })).rows).toEqual([[expected]])
})

test.each(seriesColumnExamples)('columns of %s', async (text, expected) => {
  expect((await engine.query(`print ${text}`, { nowMs })).rows).toEqual([expected])
})

test.each(aggregateExamples)('summarize %s', async (text, expected) => {
  const query = `${aggregateSource} | sort by k desc, n desc | summarize ${text}`
  expect((await engine.query(query, { nowMs })).rows).toEqual([[expected]])
})

test('aggregates of several columns', async () => {
  const result = async (text: string) => {
    const { columns, rows } = await engine.query(`${aggregateSource} | project-away t | summarize ${text}`, { nowMs })
    return [columns.map(({ name }) => name), ...rows]
  }
  expect(await result('percentiles(n, 50, 95.5), count()')).toEqual([
    ['percentile_n_50', 'percentile_n_95_5', 'count_'],
    [2, 6, 4],
  ])
  expect(await result('(low, high) = percentilesw(n, iff(n == 1, 9, 1), 50, 100)')).toEqual([
    ['low', 'high'],
    [1, 6],
  ])
  expect(await result('arg_max(n, *), arg_min(n, k)')).toEqual([
    ['n', 'k', 'n1', 'k1'],
    [6, 'c', 1, 'a'],
  ])
  expect(await result('best=arg_max(n, name=strlen(k)) by k | where k == "b"')).toEqual([
    ['k', 'best', 'name'],
    ['b', 2, 1],
  ])
  expect(await result('argmax(n, k)')).toEqual([
    ['max_n', 'max_n_k'],
    [6, 'c'],
  ])
  expect(await result('argmin(n, k)')).toEqual([
    ['min_n', 'min_n_k'],
    [1, 'a'],
  ])
  expect(await result('take_any(*) by k | where k == "a"')).toEqual([
    ['k', 'n'],
    ['a', 1],
  ])
  expect(await result('any(n, strlen(k)) by k | where k == "a" | project-away k')).toEqual([
    ['any_n', 'any_strlen_k'],
    [1, 1],
  ])
})

test('aggregates of no rows', async () => {
  const names = [
    'stdevp(n)',
    'variancep(n)',
    'covariance(n, n)',
    'count_distinctif(k, n > 1)',
    'make_bag(bag_pack(k, n))',
    'make_list_with_nulls(n)',
    'percentile(n, 50)',
    'percentiles_array(n, 50)',
    'take_any(k)',
    'binary_all_and(n)',
  ]
  const { rows } = await engine.query(`${aggregateSource} | where false | summarize ${names.join(', ')}`, { nowMs })
  expect(rows).toEqual([[0, 0, 0, 0, '{}', '[]', null, null, '', null]])
  const empty = await engine.query(
    `${aggregateSource} | where false | summarize arg_max(n, k), percentiles(n, 50, 90)`,
    { nowMs },
  )
  expect(empty.rows).toEqual([[null, '', null, null]])
  // The values of a group without the greatest: of any of its rows.
  const without = await engine.query('datatable(a:int, b:string)[int(null),"x"] | summarize arg_max(a, *)', { nowMs })
  expect(without.rows).toEqual([[null, 'x']])
})

test('functions of the columns that there are', async () => {
  const rows = async (text: string) =>
    (await engine.query(`datatable(Id:string, n:long)["a",1, "",2] | ${text}`, { nowMs })).rows
  expect(await rows('project pack_all(), pack_all(true), bag_pack_columns(n), pack_array(*)')).toEqual([
    ['{"Id":"a","n":1}', '{"Id":"a","n":1}', '{"n":1}', '["a",1]'],
    ['{"Id":"","n":2}', '{"n":2}', '{"n":2}', '["",2]'],
  ])
  expect(await rows('take 1 | project iscolumnexists("Id"), iscolumnexists("id")')).toEqual([[true, false]])
})

test('several arrays are sorted by the first', async () => {
  const { rows } = await engine.query(
    'print a=dynamic([3,1,2]), b=dynamic(["c","a","b"]) | extend (x, y, z) = array_sort_asc(a, b, dynamic([1])) | project-away a, b',
    { nowMs },
  )
  expect(rows).toEqual([['[1,2,3]', '["a","b","c"]', null]])
})

test('a query that calls a script for each row stops at its limit', async () => {
  const text =
    'range a from 1 to 100000 step 1 | extend k=1 | join kind=inner (range b from 1 to 100000 step 1 | extend k=1) on k | summarize countif(binary_shift_left(a, b) == 1)'
  const started = performance.now()
  await expect(engine.query(text, { nowMs, timeoutMs: 300 })).rejects.toMatchObject({ kind: 'TimedOut' })
  expect(performance.now() - started).toBeLessThan(10_000)
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
