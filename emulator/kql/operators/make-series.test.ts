import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, openEngine } from '../engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine([])
})
afterAll(() => engine.close())
const query = (text: string) => engine.query(text, { nowMs: Date.UTC(2026, 0, 15) })
const rows = async (text: string) => (await query(text)).rows

const sales =
  'datatable(k:string, t:long, price:real)["a",1,10.5,"a",1,9.5,"a",4,3,"b",2,7,"b",9,1,"",3,real(null),"c",long(null),5]'

// The documentation's own example and its answer: https://learn.microsoft.com/kusto/query/make-series-operator
const documented = `datatable(timestamp:datetime, metric: real)[datetime(2016-12-31T06:00), 50, datetime(2017-01-01), 4,
  datetime(2017-01-02), 3, datetime(2017-01-03), 4, datetime(2017-01-03T03:00), 6, datetime(2017-01-05), 8,
  datetime(2017-01-05T13:40), 13, datetime(2017-01-06), 4, datetime(2017-01-07), 3, datetime(2017-01-08), 8,
  datetime(2017-01-08T21:00), 8, datetime(2017-01-09), 2, datetime(2017-01-09T12:00), 11, datetime(2017-01-10T05:00), 5]`
const nineDays = 'on timestamp from datetime(2017-01-01) to datetime(2017-01-10) step 1d'

test("averages of each day, as the documentation's example", async () => {
  const [[averages, days] = []] = await rows(`${documented} | make-series avg(metric) ${nineDays}`)
  expect(averages).toBe('[4.0,3.0,5.0,0.0,10.5,4.0,3.0,8.0,6.5]')
  expect(JSON.parse(String(days))).toEqual(
    Array.from({ length: 9 }, (_, index) => `2017-01-0${index + 1}T00:00:00.0000000Z`),
  )
})

test('no rows make no series, but one of defaults when it is to be nonempty', async () => {
  const series = (parameters: string) =>
    rows(`${documented} | take 0 | make-series ${parameters} avg(metric) default=1.0 ${nineDays} | project avg_metric`)
  expect(await series('')).toEqual([])
  expect(await series('kind=nonempty')).toEqual([['[1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0]']])
})

test('a row for each group with a row in the range, an array for each aggregate, the axis last', async () => {
  const { columns, rows: found } = await query(
    `${sales} | make-series n=count(), sum(price) default=real(null) on t from 1 to 4 step 1 by k | sort by k asc`,
  )
  expect(columns.map(({ name, type }) => `${name}:${type}`)).toEqual([
    'k:string',
    'n:dynamic',
    'sum_price:dynamic',
    't:dynamic',
  ])
  expect(found).toEqual([
    ['', '[0,0,1]', '[null,null,0.0]', '[1,2,3]'],
    ['a', '[2,0,0]', '[20.0,null,null]', '[1,2,3]'],
    ['b', '[0,1,0]', '[null,7.0,null]', '[1,2,3]'],
  ])
})

test('an end that is not given is the own one of each group', async () => {
  const series = (range: string) =>
    rows(`${sales} | where k in ("a", "b") | make-series count() on t ${range} by k | sort by k asc`)
  expect(await series('step 2')).toEqual([
    ['a', '[2,0,1]', '[0,2,4]'],
    ['b', '[1,0,0,1]', '[2,4,6,8]'],
  ])
  expect(await series('from 1 step 2')).toEqual([
    ['a', '[2,1]', '[1,3]'],
    ['b', '[1,0,0,0,1]', '[1,3,5,7,9]'],
  ])
  expect(await series('to 8 step 2')).toEqual([
    ['a', '[2,0,1,0]', '[0,2,4,6]'],
    ['b', '[1,0,0]', '[2,4,6]'],
  ])
})

test('the axis may be negative, a timespan or have a fraction; bins are floored', async () => {
  const axis = async (type: string, values: string, step: string) =>
    (await rows(`datatable(x:${type})[${values}] | make-series c=count() on x step ${step}`))[0]
  expect(await axis('long', '-3, 1', '2')).toEqual(['[1,0,1]', '[-4,-2,0]'])
  expect(await axis('timespan', '-90m, 30m', '1h')).toEqual(['[1,0,1]', '["-02:00:00","-01:00:00","00:00:00"]'])
  expect(await axis('real', '-0.6, 0.4', '0.5')).toEqual(['[1,0,1]', '[-1.0,-0.5,0.0]'])
})

test('an aggregate may stand in an expression, a key too', async () => {
  expect(
    await rows(
      `${sales} | where k == "a" | make-series round(avg(price), 0), c=2*count() on t from 0 to 5 step 5 by l=strlen(k)`,
    ),
  ).toEqual([[1, '[8.0]', '[6]', '[0]']])
})

test('a step of nothing, an array too long and a series of texts are refused', async () => {
  await expect(rows(`${sales} | make-series count() on t step 0`)).rejects.toMatchObject({ kind: 'ExecutionError' })
  await expect(rows(`${sales} | make-series count() on t from 0 to 2000000 step 1`)).rejects.toMatchObject({
    kind: 'ExecutionError',
    message: expect.stringContaining('1048576'),
  })
  await expect(rows(`${sales} | make-series max(k) on t step 1`)).rejects.toMatchObject({
    kind: 'Unsupported',
    line: 1,
    message: expect.stringContaining("'string'"),
  })
})
