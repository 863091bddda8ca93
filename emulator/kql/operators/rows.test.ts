import { describe, expect, test } from 'vitest'
import { sampleEngine } from '../testing/sample.ts'

/** Operators that choose, order, count and expand the rows of one table. */
const { query, rows, columns, print } = sampleEngine()
const many = 'datatable(k:string, v:long)["a",1, "b",5, "a",3, "c",2, "b",1]'

describe('columns', () => {
  test('project computes, names and orders; a bare name takes the column', async () => {
    const text = 'T | where n == 5 | project twice = n * 2, Name, n + 1'
    expect(await columns(text)).toEqual(['twice:long', 'Name:string', 'Column1:long'])
    expect(await rows(text)).toEqual([[10, 'a', 6]])
  })
  test('project-away, project-keep and project-reorder choose by name and wildcard', async () => {
    expect(await columns('T | project-away Name')).toEqual(['TimeGenerated:datetime', 'n:long'])
    expect(await columns('T | project-away T*, n')).toEqual(['Name:string'])
    expect(await columns('T | project-keep n, *Gen*')).toEqual(['TimeGenerated:datetime', 'n:long'])
    expect(await columns('T | project-reorder n, Name')).toEqual(['n:long', 'Name:string', 'TimeGenerated:datetime'])
    expect(await rows('T | where n == 5 | project-reorder n | project-away TimeGenerated')).toEqual([[5, 'a']])
  })
  test('project-rename keeps places and values', async () => {
    const text = 'T | where n == 5 | project-rename Number = n, At = TimeGenerated'
    expect(await columns(text)).toEqual(['At:datetime', 'Name:string', 'Number:long'])
    expect(await rows(text)).toEqual([['2026-01-15T10:29:00Z', 'a', 5]])
  })
  test('extend adds at the end, replaces in place, and reads what was there before', async () => {
    const text = 'T | where n == 5 | project n, Name | extend n = n + 1, old = n'
    expect(await columns(text)).toEqual(['n:long', 'Name:string', 'old:long'])
    expect(await rows(text)).toEqual([[6, 'a', 5]])
  })
  test('getschema tells names, places and types', async () => {
    expect(await rows('T | getschema')).toEqual([
      ['TimeGenerated', 0, 'System.DateTime', 'datetime'],
      ['Name', 1, 'System.String', 'string'],
      ['n', 2, 'System.Int64', 'long'],
    ])
  })
})

describe('rows', () => {
  test('where drops what is false and what is null', async () => {
    expect(await rows('T | where n > 5 | project n')).toEqual([[7]])
    expect(await rows('T | where n > 5 or Name == "b" | sort by Name asc | project n')).toEqual([[7], [null]])
    expect(await rows('T | where bool(null) | count')).toEqual([[0]])
  })
  test('sort orders by each in turn, descending unless it says otherwise', async () => {
    expect(await rows(`${many} | sort by k asc, v`)).toEqual([
      ['a', 3],
      ['a', 1],
      ['b', 5],
      ['b', 1],
      ['c', 2],
    ])
    expect(await rows(`${many} | order by v asc, k | take 2`)).toEqual([
      ['b', 1],
      ['a', 1],
    ])
  })
  test('top takes the greatest, or the least', async () => {
    expect(await rows(`${many} | top 2 by v`)).toEqual([
      ['b', 5],
      ['a', 3],
    ])
    expect(await rows(`${many} | top 1 by v * 10 + strlen(k) asc | project v`)).toEqual([[1]])
    expect(await rows('let some = 1; T | top some by n asc nulls last | project n')).toEqual([[5]])
  })
  test('take takes as many as there are, none for 0', async () => {
    expect(await rows(`${many} | take 2 | count`)).toEqual([[2]])
    expect(await rows(`${many} | limit 9 | count`)).toEqual([[5]])
    expect(await rows(`${many} | take 0`)).toEqual([])
  })
  test('distinct takes each combination once, null and empty being values', async () => {
    expect(await rows(`${many} | distinct k | sort by k asc`)).toEqual([['a'], ['b'], ['c']])
    expect(await rows('union T, T | distinct Name, n | sort by n asc')).toEqual([
      ['b', null],
      ['a', 5],
      ['', 7],
    ])
    expect(await rows(`union (${many}), (${many}) | distinct * | count`)).toEqual([[5]])
  })
  test('count counts, also nothing', async () => {
    expect(await rows('T | count')).toEqual([[3]])
    expect(await rows('T | where false | count')).toEqual([[0]])
    expect(await columns('T | count')).toEqual(['Count:long'])
  })
  test('sample takes so many rows, sample-distinct so many values', async () => {
    expect(await rows(`${many} | sample 3 | count`)).toEqual([[3]])
    expect(await rows(`${many} | sample 99 | summarize sum(v)`)).toEqual([[12]])
    expect(await rows(`${many} | sample-distinct 99 of k | sort by k asc`)).toEqual([['a'], ['b'], ['c']])
    expect(await rows(`${many} | sample-distinct 2 of k | count`)).toEqual([[2]])
  })
  test('top-hitters counts rows or sums a weight', async () => {
    expect(await rows(`${many} | where k != "a" | top-hitters 1 of k`)).toEqual([['b', 2]])
    expect(await rows(`${many} | top-hitters 2 of k by v`)).toEqual([
      ['b', 6],
      ['a', 4],
    ])
    expect(await columns(`${many} | top-hitters 2 of k by v`)).toEqual(['k:string', 'approximate_sum_v:long'])
  })
  test('serialize keeps rows, render keeps rows and says how to draw them', async () => {
    expect(await rows('T | serialize | count')).toEqual([[3]])
    const drawn = await query('T | summarize count() by Name | render piechart with (title="x")')
    expect([drawn.rows.length, drawn.visualization]).toEqual([3, { visualization: 'piechart', title: 'x' }])
  })
})

describe('mv-expand', () => {
  test('a path is named by its parts, an index counts from 0, a limit cuts each row', async () => {
    expect(await rows('print d=dynamic({"a":[1,2]}) | mv-expand d.a | project d_a')).toEqual([['1'], ['2']])
    expect(await rows('print d=dynamic(["x","y"]) | mv-expand with_itemindex=i d to typeof(string)')).toEqual([
      ['x', 0],
      ['y', 1],
    ])
    expect(await rows('print d=dynamic([1,2,3]) | mv-expand d to typeof(long) limit 2')).toEqual([[1], [2]])
  })
  test('kind=array makes pairs of a bag', async () => {
    expect(await rows('print d=dynamic({"a":1}) | mv-expand kind=array d')).toEqual([['["a",1]']])
    expect(await rows('print d=dynamic({"a":1}) | mv-expand bagexpansion=bag d')).toEqual([['{"a":1}']])
  })
  test('the old way to write it stops at 128 rows', async () => {
    const list = 'range x from 1 to 200 step 1 | summarize d=make_list(x)'
    expect(await rows(`${list} | mvexpand d | count`)).toEqual([[128]])
    expect(await rows(`${list} | mv-expand d | count`)).toEqual([[200]])
  })
})

describe('mv-apply', () => {
  const lists = 'range x from 1 to 8 step 1 | summarize l=make_list(x) by odd = x % 2'
  test('runs its query on the items of each row', async () => {
    const text = `${lists} | mv-apply l to typeof(long) on (top 2 by l | summarize greatest = sum(l)) | sort by odd asc`
    expect(await columns(text)).toEqual(['odd:long', 'greatest:long'])
    expect(await rows(text)).toEqual([
      [0, 14],
      [1, 12],
    ])
  })
  test('keeps the outer columns, a named item beside them, and its index', async () => {
    expect(
      await rows(
        `${lists} | mv-apply with_itemindex=i e=l to typeof(long) on (where i > 2 | project e, i) | sort by odd asc`,
      ),
    ).toEqual([
      [0, '[2,4,6,8]', 8, 3],
      [1, '[1,3,5,7]', 7, 3],
    ])
  })
  test('its query may read the outer columns, let names and other tables', async () => {
    const text =
      'let least = 2; T | extend d=dynamic([1,2,6]) | mv-apply d to typeof(long) on (where d >= least and n > d and n in ((T | project n))) | sort by n asc, d asc | project n, d'
    expect(await rows(text)).toEqual([
      [5, 2],
      [7, 2],
      [7, 6],
    ])
  })
  test('equal rows are each answered; an empty array counts 0', async () => {
    const text =
      'datatable(d:dynamic)[dynamic([1,2]), dynamic([1,2]), dynamic([])] | mv-apply d on (count) | sort by Count asc'
    expect(await rows(text)).toEqual([[0], [2], [2]])
  })
  test('a bag gives its properties one by one', async () => {
    const text =
      'print d=dynamic({"a":1,"b":""}) | mv-apply p=d on (extend key=tostring(bag_keys(p)[0]) | where isnotempty(p[key]) | summarize s=make_set(key)) | project s'
    expect(await rows(text)).toEqual([['["a"]']])
  })
})

describe('sources', () => {
  const id = '74be27de-1e4e-49d9-b579-fe0b331d3642'
  test('print writes every type', async () => {
    expect(
      await print(
        `true, int(5), -6, 1.5, "x", 1h, datetime(2026-01-01), guid(${id}), dynamic({"a":[1,null]}), 0x10, 1e3, @"c:\\x"`,
      ),
    ).toEqual([true, 5, -6, 1.5, 'x', '01:00:00', '2026-01-01T00:00:00Z', id, '{"a":[1,null]}', 16, 1000, 'c:\\x'])
    expect(await columns('print 1, b="x"')).toEqual(['print_0:long', 'b:string'])
  })
  test('datatable writes every type, and its nulls', async () => {
    const schema = 'a:timespan, b:datetime, c:guid, d:dynamic, e:int, f:real, g:bool, h:long, i:string'
    const nulls =
      'timespan(null), datetime(null), guid(null), dynamic(null), int(null), real(null), bool(null), long(null), ""'
    const text = `datatable(${schema})[1d, datetime(2026-01-01), guid(${id}), dynamic([1]), int(5), 1.5, true, -5, "x", ${nulls}]`
    expect(await rows(text)).toEqual([
      ['1.00:00:00', '2026-01-01T00:00:00Z', id, '[1]', 5, 1.5, true, -5, 'x'],
      [null, null, null, null, null, null, null, null, ''],
    ])
    expect(await rows(`datatable(${schema})[]`)).toEqual([])
  })
  test('range counts both ends, of numbers, dates and spans, up and down', async () => {
    expect(await rows('range x from 5 to 1 step -2')).toEqual([[5], [3], [1]])
    expect(await rows('range x from 1 to 2 step 0.5')).toEqual([[1], [1.5], [2]])
    expect(await rows('range x from 1h to 90m step 30m')).toEqual([['01:00:00'], ['01:30:00']])
    expect(await rows('range x from datetime(2026-01-01) to datetime(2026-01-02 12:00) step 1d')).toEqual([
      ['2026-01-01T00:00:00Z'],
      ['2026-01-02T00:00:00Z'],
    ])
    expect(await rows('range x from 1 to 0 step 1')).toEqual([])
  })
})

test('an operator that is not there is refused by its name and place', async () => {
  const refused = {
    facet: 'facet by Name',
    reduce: 'reduce by Name',
    'top-nested': 'top-nested 2 of Name by count()',
    fork: 'fork (count) (take 1)',
    partition: 'partition by Name (take 1)',
    scan: 'scan with (step s: true;)',
    consume: 'consume',
  }
  for (const [name, text] of Object.entries(refused)) {
    await expect(rows(`T\n| ${text}`), name).rejects.toMatchObject({
      kind: 'Unsupported',
      line: 2,
      column: 3,
      message: expect.stringContaining(name),
    })
  }
})
