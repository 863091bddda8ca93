import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, openEngine } from './engine.ts'
import { windowFunctions } from './functions/window.ts'

/** Window functions, by the documentation's own examples where there are some. */
let engine: Engine
beforeAll(async () => {
  engine = await openEngine([])
})
afterAll(() => engine.close())
const rows = async (text: string) => (await engine.query(text, { nowMs: 0 })).rows
const numbers = 'datatable(x:long, s:string)[3,"c", 1,"a", 2,"b"] | sort by x asc'

test('prev and next: a row before or after, null or the default beyond the ends', async () => {
  expect(await rows(`${numbers} | project x, prev(x), next(s), prev(x, 2, 0), prev(s)`)).toEqual([
    [1, null, 'b', 0, ''],
    [2, 1, 'c', 0, 'a'],
    [3, 2, '', 1, 'b'],
  ])
})

test('row_number counts from 1 or from what is said, anew at each restart', async () => {
  expect(await rows(`${numbers} | project row_number(), row_number(7), row_number(0, s == "b")`)).toEqual([
    [1, 7, 0],
    [2, 8, 0],
    [3, 9, 1],
  ])
})

test('row_cumsum sums up, within a partition where it restarts', async () => {
  expect(
    await rows('datatable(a:long)[1,2,3,4,5,6,7,8,9,10] | where a%2 == 0 | serialize cs=row_cumsum(a) | project cs'),
  ).toEqual([[2], [6], [12], [20], [30]])
  expect(
    await rows(
      `datatable(name:string, month:int, salary:long)["Alice",1,1000, "Bob",1,1000, "Alice",2,2000, "Bob",2,1950, "Alice",3,1400, "Bob",3,1450]
       | order by name asc, month asc | extend total=row_cumsum(salary, name != prev(name)) | project name, total`,
    ),
  ).toEqual([
    ['Alice', 1000],
    ['Alice', 3000],
    ['Alice', 4400],
    ['Bob', 1000],
    ['Bob', 2950],
    ['Bob', 4400],
  ])
})

const flights =
  'datatable(Airport:string, Airline:string, n:long)["SEA","LH",3, "SEA","LY",100, "SEA","UA",3, "SEA","BA",2, "SEA","EL",3, "AMS","EL",1, "AMS","BA",1] | sort by Airport desc, n asc'

test('ranks: one more at each change, or the place of the first of the same; anew at each restart', async () => {
  expect(
    await rows(
      `${flights} | project Airport, n, row_rank_dense(n, prev(Airport) != Airport), row_rank_min(n, prev(Airport) != Airport), row_rank_min(n)`,
    ),
  ).toEqual([
    ['SEA', 2, 1, 1, 1],
    ['SEA', 3, 2, 2, 2],
    ['SEA', 3, 2, 2, 2],
    ['SEA', 3, 2, 2, 2],
    ['SEA', 100, 3, 5, 5],
    ['AMS', 1, 1, 1, 6],
    ['AMS', 1, 1, 1, 6],
  ])
})

test('row_window_session: a session of an hour at most, gaps of five minutes at most', async () => {
  const found = await rows(
    `datatable(ID:string, T:datetime)["1",datetime(2024-04-11 10:00), "2",datetime(2024-04-11 10:18), "1",datetime(2024-04-11 11:00), "3",datetime(2024-04-11 11:30), "2",datetime(2024-04-11 13:30), "2",datetime(2024-04-11 10:16)]
     | sort by ID asc, T asc | extend S=row_window_session(T, 1h, 5m, ID != prev(ID)) | project ID, format_datetime(S, "HH:mm")`,
  )
  expect(found).toEqual([
    ['1', '10:00'],
    ['1', '11:00'],
    ['2', '10:16'],
    ['2', '10:16'],
    ['2', '13:30'],
    ['3', '11:30'],
  ])
  // A chain of small gaps ends at the hour; a null ends a session too.
  expect(
    await rows(
      `range i from 0 to 4 step 1 | extend T=iff(i == 3, datetime(null), datetime(2026-01-01) + i*30m)
       | sort by i asc | project row_window_session(T, 1h, 31m)`,
    ),
  ).toEqual([
    ['2026-01-01T00:00:00Z'],
    ['2026-01-01T00:00:00Z'],
    ['2026-01-01T01:00:00Z'],
    [null],
    ['2026-01-01T02:00:00Z'],
  ])
})

test('a window stands in a condition, an expression, a summary and another window', async () => {
  expect(await rows(`${numbers} | where row_number() > 1 and x != prev(x) + 5 | project x`)).toEqual([[2], [3]])
  expect(await rows(`${numbers} | summarize sum(x - coalesce(prev(x), 0))`)).toEqual([[3]])
  expect(await rows(`${numbers} | project row_cumsum(row_number()*10)`)).toEqual([[10], [30], [60]])
  // The gaps that where leaves are closed.
  expect(await rows(`${numbers} | where x != 2 | project x, prev(x), row_number()`)).toEqual([
    [1, null, 1],
    [3, 1, 2],
  ])
})

test('ties stand in one order in all windows and in the result', async () => {
  const found = await rows(
    'range i from 1 to 5000 step 1 | extend k=i%3 | sort by k asc | extend n=row_number(), p=prev(i), q=next(i) | extend p2=prev(i) | where isnotnull(p) and p != p2 or (isnotnull(prev(q)) and prev(q) != i) or n != row_number() | count',
  )
  expect(found).toEqual([[0]])
})

test('rows without an order are refused as Kusto does; sort, top and serialize give one, which others keep', async () => {
  const table = 'datatable(x:long, d:dynamic)[1,dynamic([1,2])]'
  for (const steps of [
    'extend y=prev(x)',
    'sort by x | summarize x=max(x) | extend row_number()',
    'serialize | distinct x | where row_number() > 0',
    `sort by x | join (${table}) on x | extend row_cumsum(x)`,
    'sort by x | union (print x=1) | extend row_rank_dense(x)',
    'extend n=toscalar(print x=1 | project next(x))',
  ]) {
    await expect(rows(`${table}\n| ${steps}`), steps).rejects.toMatchObject({
      kind: 'SemanticError',
      line: 2,
      message: expect.stringContaining('must be serialized'),
    })
  }
  for (const steps of [
    'sort by x',
    'top 5 by x',
    'serialize',
    'serialize y=x',
    'sort by x | take 1',
    'sort by x | mv-expand d',
    'sort by x | project-away d',
    'sort by x | project-rename z=x',
    'sort by x | where x > 0',
  ]) {
    expect(await rows(`${table} | ${steps} | where row_number() == 1 | count`), steps).toEqual([[1]])
  }
})

test('each window function is in a test above', () => {
  expect(Object.keys(windowFunctions)).toEqual([
    ...['prev', 'next', 'row_number', 'row_cumsum', 'row_rank_dense', 'row_rank_min', 'row_window_session'],
  ])
})
