import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, openEngine } from '../engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine([])
})
afterAll(() => engine.close())
const rows = async (text: string) => (await engine.query(text, { nowMs: 0 })).rows

const weeks = `range t from 1 to 24*7*5 step 1
  | extend y = iff((t/24)%7 >= 5, 5.0, 15.0) - (((t%24)/10)*((t%24)/10)) + t/72.0 + ((t*7919)%13)/6.5
  | extend y = iff(t == 150 or t == 200 or t == 780, y - 8.0, y)
  | extend y = iff(t == 300 or t == 400 or t == 600, y + 8.0, y)
  | sort by t asc | summarize t=make_list(t), y=make_list(y)`

test("anomalies in weeks with a trend: the documentation's own six stand out, and the week is found", async () => {
  const found = await rows(
    `${weeks} | extend (flag, score, baseline) = series_decompose_anomalies(y, 2.5, -1, 'linefit')
     | mv-expand t to typeof(long), flag to typeof(long), score to typeof(real) | where abs(score) > 2.6 | project t, flag`,
  )
  expect(found).toEqual(
    expect.arrayContaining([
      [150, -1],
      [200, -1],
      [300, 1],
      [400, 1],
      [600, 1],
      [780, -1],
    ]),
  )
  expect(found.length).toBeLessThan(12)
  expect(await rows(`${weeks} | project series_periods_detect(y, 4, 400, 3)`)).toEqual([
    ['[168.0,0.0,0.0]', expect.any(String)],
  ])
})

test('several columns: named in part, all or not, in place of a column that is there', async () => {
  const columns = async (text: string) =>
    (await engine.query(`print d=dynamic([1,2,3]), a=7 | ${text}`, { nowMs: 0 })).columns.map(({ name }) => name)
  expect(await columns('project series_periods_detect(d, 4, 5, 1), a')).toEqual([
    'series_periods_detect_d_periods',
    'series_periods_detect_d_scores',
    'a',
  ])
  expect(await columns('extend (p, s)=series_periods_detect(d, 4, 5, 1), z=a')).toEqual(['d', 'a', 'p', 's', 'z'])
  expect(await columns('extend p=series_periods_detect(d, 4, 5, 1)')).toEqual([
    'd',
    'a',
    'p',
    'series_periods_detect_d_scores',
  ])
  expect(await rows('print d=dynamic([null,2]) | extend series_fill_backward(d)')).toEqual([['[2,2]']])
})

test('a kind, trend or percentile that there is not is an error of the query', async () => {
  for (const call of [
    'series_outliers(dynamic([1]), "grubbs")',
    'series_outliers(dynamic([1]), "ctukey", 0, 1.0, 90.0)',
    'series_decompose(dynamic([1,2]), 0, "curve")',
    'series_periods_detect(dynamic([1,2]), 1, 2, 1000000000)',
  ]) {
    await expect(rows(`print ${call}`), call).rejects.toMatchObject({ kind: 'ExecutionError' })
  }
})

test('what would hold up the emulator is refused; a season longer than the series is not', async () => {
  const long = 'range i from 1 to 10000 step 1 | summarize y=make_list(i)'
  for (const call of ['series_fir(y, y)', 'series_iir(y, dynamic([1]), y)']) {
    await expect(rows(`${long} | project ${call}`), call).rejects.toMatchObject({
      kind: 'ExecutionError',
      message: expect.stringContaining('too long'),
    })
  }
  expect(await rows('print series_seasonal(dynamic([1,2,3]), 1000000000, 1)')).toEqual([['[1.0,2.0,0.0]']])
})
