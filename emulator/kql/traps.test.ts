import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine, type Value } from './engine.ts'
import { KqlError } from './errors.ts'

/** The places where SQL and the language differ, each with rows computed by hand. */
let engine: Engine
const nowMs = Date.UTC(2026, 0, 15, 10, 30)

beforeAll(async () => {
  engine = await openEngine([
    {
      name: 'T',
      columns: [
        { name: 'TimeGenerated', type: 'datetime' },
        { name: 'Name', type: 'string' },
        { name: 'n', type: 'long' },
      ],
    },
  ])
  await engine.insert('T', [
    { TimeGenerated: nowMs - 60_000, Name: 'a', n: 5 },
    { TimeGenerated: nowMs - 120_000, Name: 'b', n: null },
    { TimeGenerated: nowMs - 7_200_000, Name: '', n: 7 },
  ])
})
afterAll(() => engine.close())

const rows = async (text: string): Promise<Value[][]> => (await engine.query(text, { nowMs })).rows
const one = async (text: string) => (await rows(`print ${text}`))[0]
const X =
  'let X = datatable(k:string, v:long)["a",1,"a",2,"b",3]; let Y = datatable(k:string, w:long)["a",10,"a",20,"c",30];'

test('1 a null string does not exist', async () => {
  expect(await one(`isnull(""), isempty(""), tostring(long(null)), isnull(long(null))`)).toEqual([
    false,
    true,
    '',
    true,
  ])
  expect(await rows('T | where isempty(Name) | project n')).toEqual([[7]])
  expect(await rows(`${X} X | join kind=leftouter Y on k | where isempty(k1) | project k, k1, w`)).toEqual([
    ['b', '', null],
  ])
})

describe('2 equality is two-valued, but of two nulls', () => {
  test('a null is unlike any value, so both ways to deny keep it', async () => {
    expect(await rows('T | where n != 5 | sort by Name asc | project Name')).toEqual([[''], ['b']])
    expect(await rows('T | where not(n == 5) | count')).toEqual([[2]])
    expect(await rows('T | where n !in (5) | count')).toEqual([[2]])
    expect(await one('long(null) == 1, long(null) != 1, not(long(null) == 1), 1 == long(null)')).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
  test('two nulls are neither equal nor unequal', async () => {
    expect(await one('long(null) == long(null), long(null) != long(null)')).toEqual([null, null])
    expect(await rows('T | where n == n | count')).toEqual([[2]])
    expect(await rows('T | where not(n == n) | count')).toEqual([[0]])
  })
  test('less and greater are null of a null, and so is their denial', async () => {
    expect(await one('long(null) < 1, not(long(null) < 1), long(null) between (1 .. 2)')).toEqual([null, null, null])
    expect(await rows('T | where n < 6 | project Name')).toEqual([['a']])
    expect(await rows('T | where not(n < 6) | project Name')).toEqual([['']])
    expect(await rows('T | where n !between (6 .. 8) | project Name')).toEqual([['a']])
  })
  test('and, or of a null', async () => {
    expect(await one('bool(null) and true, bool(null) and false, bool(null) or true, bool(null) or false')).toEqual([
      null,
      false,
      true,
      null,
    ])
  })
  test('a text is never null: what is denied of one holds for the empty text', async () => {
    expect(await rows('T | where Name != "a" | count')).toEqual([[2]])
    expect(await rows('T | where Name !has "a" and Name !contains "a" and Name !startswith "a" | count')).toEqual([[2]])
    expect(await one('tostring(long(null)) == "", tostring(long(null)) != "a"')).toEqual([true, true])
  })
})

describe('3 joins', () => {
  const join = (kind: string) => rows(`${X} X | join ${kind} Y on k | sort by k asc, v asc, k1 asc, w asc`)
  test('the default takes one left row for each key', async () => {
    expect((await join('')).map(([k, , k1, w]) => [k, k1, w])).toEqual([
      ['a', 'a', 10],
      ['a', 'a', 20],
    ])
  })
  test('inner, outer and full', async () => {
    const inner = [
      ['a', 1, 'a', 10],
      ['a', 1, 'a', 20],
      ['a', 2, 'a', 10],
      ['a', 2, 'a', 20],
    ]
    expect(await join('kind=inner')).toEqual(inner)
    expect(await join('kind=leftouter')).toEqual([...inner, ['b', 3, '', null]])
    expect(await join('kind=rightouter')).toEqual([['', null, 'c', 30], ...inner])
    expect(await join('kind=fullouter')).toEqual([['', null, 'c', 30], ...inner, ['b', 3, '', null]])
  })
  test('semi and anti show one side', async () => {
    expect(await rows(`${X} X | join kind=leftsemi Y on k | sort by v asc`)).toEqual([
      ['a', 1],
      ['a', 2],
    ])
    for (const kind of ['leftanti', 'anti', 'leftantisemi'])
      expect(await rows(`${X} X | join kind=${kind} Y on k`)).toEqual([['b', 3]])
    expect(await rows(`${X} X | join kind=rightsemi Y on k | sort by w asc`)).toEqual([
      ['a', 10],
      ['a', 20],
    ])
    for (const kind of ['rightanti', 'rightantisemi'])
      expect(await rows(`${X} X | join kind=${kind} Y on k`)).toEqual([['c', 30]])
  })
  test('null keys never match; a right column of a taken name gets a 1', async () => {
    const text = 'let N = datatable(k:long, v:long)[long(null),1, 2,2]; N | join kind=inner N on k'
    const { columns, rows: found } = await engine.query(text, { nowMs })
    expect(columns.map(({ name }) => name)).toEqual(['k', 'v', 'k1', 'v1'])
    expect(found).toEqual([[2, 2, 2, 2]])
  })
  test('lookup drops the right key', async () => {
    expect(await rows(`${X} X | lookup Y on k | sort by v asc, w asc`)).toEqual([
      ['a', 1, 10],
      ['a', 1, 20],
      ['a', 2, 10],
      ['a', 2, 20],
      ['b', 3, null],
    ])
  })
})

test('4 sort is descending, nulls are least, and the order outlives its column', async () => {
  expect(await rows('T | sort by n | project Name')).toEqual([[''], ['a'], ['b']])
  expect(await rows('T | sort by n asc | project Name')).toEqual([['b'], ['a'], ['']])
  expect(await rows('T | top 1 by n | project Name')).toEqual([['']])
  expect(await rows('T | sort by n asc nulls last | take 2 | project Name')).toEqual([['a'], ['']])
})

test('5 has finds whole terms, and an underscore ends one', async () => {
  expect(
    await one(
      `"foo_bar" has "bar", "foobar" has "bar", "a.b" has "a.b", "axb" has "a.b", "X" has "x", "X" has_cs "x", "X" !has "x"`,
    ),
  ).toEqual([true, false, true, false, true, false, false])
  expect(
    await one(
      `"ABC" contains "b", "ABC" contains_cs "b", "ABC" startswith "ab", "ABC" endswith "BC", "A" =~ "a", "A" == "a", "A" in~ ("a"), "A" in ("a"), "A" !~ "a"`,
    ),
  ).toEqual([true, false, true, true, true, false, true, false, false])
})

test('6 names tell case', async () => {
  const { columns, rows: found } = await engine.query('print a=1, A=2 | project A, a', { nowMs })
  expect(columns.map(({ name }) => name)).toEqual(['A', 'a'])
  expect(found).toEqual([[2, 1]])
  await expect(rows('t | count')).rejects.toMatchObject({ kind: 'SemanticError' })
})

test('7 whole numbers divide towards zero, remainders are not negative, toint cuts', async () => {
  expect(
    await one(
      '7/2, -7/2, 7%3, -7%3, 1/0, 7/2.0, toint(1.5), toint(1.9), toint(dynamic(1.5)), tolong("12"), tolong("x")',
    ),
  ).toEqual([3, -3, 1, 2, null, 3.5, 1, 1, 1, 12, null])
})

test('8 timespans compare, divide and print as their own', async () => {
  expect(
    await one('1h > 30m, 1h / 30m, 1d + 1h, -90s, 1h * 2, datetime(2026-01-02) - datetime(2026-01-01), 10ms'),
  ).toEqual([true, 2, '1.01:00:00', '-00:01:30', '02:00:00', '1.00:00:00', '00:00:00.0100000'])
})

test('9 bin floors, weeks begin on Monday, startofweek on Sunday', async () => {
  expect(
    await one(
      'bin(datetime(2026-01-15 10:31), 1h), bin(-7, 5), bin(7.5, 2.0), bin(90m, 1h), bin(datetime(2026-01-15), 7d), startofweek(datetime(2026-01-15))',
    ),
  ).toEqual(['2026-01-15T10:00:00Z', -10, 6, '01:00:00', '2026-01-12T00:00:00Z', '2026-01-11T00:00:00Z'])
})

test('10 aggregates of nothing', async () => {
  expect(
    await rows(
      'T | where false | summarize sum(n), avg(n), count(), make_set(n), make_list(n), min(n), stdev(n), max(Name)',
    ),
  ).toEqual([[0, 'NaN', 0, '[]', '[]', null, 0, '']])
  expect(await rows('T | summarize make_set(n)')).toEqual([['[5,7]']])
  expect(await rows('T | where false | summarize count() by Name')).toEqual([])
})

test('11 a percentile is one of the values, dcount is exact', async () => {
  const text =
    'datatable(x:long)[1,2,3,4] | summarize percentile(x, 50), percentile(x, 95), percentile(x, 100), dcount(x)'
  expect(await rows(text)).toEqual([[2, 4, 4, 4]])
})

test('12 make-series: from is in it, to is not, gaps are 0, bins begin at from', async () => {
  const day = (hour: string) => `2026-01-15T${hour}:00.0000000Z`
  expect(
    await rows(
      'T | make-series c=count() on TimeGenerated from datetime(2026-01-15 08:15) to datetime(2026-01-15 10:15) step 1h',
    ),
  ).toEqual([['[1,0]', JSON.stringify([day('08:15'), day('09:15')])]])
  // Bins of bin(), both ends in it: the one that began before the range is not.
  expect(
    await rows(
      'T | make-series c=count() on TimeGenerated in range(datetime(2026-01-15 08:15), datetime(2026-01-15 10:00), 1h)',
    ),
  ).toEqual([['[0,2]', JSON.stringify([day('09:00'), day('10:00')])]])
  // Without ends: from the first bin with rows to the last.
  expect(await rows('T | make-series c=count() on TimeGenerated step 1h')).toEqual([
    ['[1,0,2]', JSON.stringify([day('08:00'), day('09:00'), day('10:00')])],
  ])
})

test('13 mv-expand: items, bags, a null row, no row', async () => {
  expect(await rows('print d=dynamic([1,2]) | mv-expand d to typeof(long)')).toEqual([[1], [2]])
  expect(await rows('print d=dynamic({"a":1,"b":2}) | mv-expand d')).toEqual([['{"a":1}'], ['{"b":2}']])
  expect(await rows('print d=dynamic(null) | mv-expand d')).toEqual([[null]])
  expect(await rows('print d=dynamic([]) | mv-expand d')).toEqual([])
  expect(
    await rows('print a=dynamic([1,2]), b=dynamic(["x"]) | mv-expand a to typeof(long), b to typeof(string)'),
  ).toEqual([
    [1, 'x'],
    [2, ''],
  ])
})

test('14 dynamic: what is missing is null, texts lose their quotes, indexes count from the end', async () => {
  expect(
    await rows(
      'print d=dynamic({"a":{"b c":"x"},"l":[1,2,3]}) | project d.z, d.a.b, tostring(d.a["b c"]), d.l[0], d.l[-1], d.a["b c"] == "x", tostring(d.z)',
    ),
  ).toEqual([[null, null, 'x', '1', '3', true, '']])
  expect(
    await rows(
      `print d=dynamic({"a":{"yes":true,"no":false,"none":null,"n":1.5,"it's/~ *":"q","o":{"k":[1]},"l":[{"k":1}]},"s":"text"}) | project tostring(d.a.yes), tostring(d.a.no), tostring(d.a.none), tostring(d.a.n), tostring(d.a["it's/~ *"]), tostring(d.a.o), tostring(d.a.none.x), tostring(d.s.x), tostring(d.a.l.k), d.a.o.k, isnull(d.a.none), tostring(d.a.l[0].k)`,
    ),
  ).toEqual([['True', 'False', '', '1.5', 'q', '{"k":[1]}', '', '', '', '[1]', true, '1']])
})

test('15 tostring of a bool and of a date', async () => {
  expect(
    await one(
      'tostring(true), tostring(datetime(2026-01-02 03:04:05.1234567)), strcat("a", 1, true), tostring(1.5), tostring(2.0)',
    ),
  ).toEqual(['True', '2026-01-02T03:04:05.1234560Z', 'a1True', '1.5', '2'])
})

test("16 arguments in the language's own order", async () => {
  expect(
    await one(
      `extract("b(.)", 1, "abc"), replace("b+", "x", "abbc"), trim("-", "-a-"), substring("abcd", 1, 2), indexof("abc", "c"), indexof("abc", "z"), split("a,b", ",", 1), split("a,b", ","), dayofweek(datetime(2026-01-15)), datetime_diff("day", datetime(2026-01-15), datetime(2026-01-10))`,
    ),
  ).toEqual(['c', 'axc', 'a', 'bc', 2, -1, '["b"]', '["a","b"]', '4.00:00:00', 5])
})

test('17 column_ifexists is decided by the columns there are', async () => {
  expect(
    await rows('T | where Name == "a" | project a=column_ifexists("Name", "-"), b=column_ifexists("None", "-")'),
  ).toEqual([['a', '-']])
  await expect(rows('T | project None')).rejects.toMatchObject({ kind: 'SemanticError', line: 1, column: 13 })
})

test('18 names: let covers a table, as names what came before, materialize and toscalar are read where they stand', async () => {
  expect(await rows('let x = 6; let f = (a:long) { a + x }; let S = T | where n < x; S | project f(n)')).toEqual([[11]])
  expect(await rows('let x = 1; let f = () { let x = 2; x }; let T = T | where n == 5; T | project f(), x')).toEqual([
    [2, 1],
  ])
  expect(await rows('T | as Z | where n == toscalar(Z | summarize max(n)) | project n')).toEqual([[7]])
})

test('19 date literals are UTC to the microsecond', async () => {
  expect(await one('datetime(2026-07-01 12:00:00.123456), datetime(2026-07-01), now(), ago(1h)')).toEqual([
    '2026-07-01T12:00:00.1234560Z',
    '2026-07-01T00:00:00Z',
    '2026-01-15T10:30:00Z',
    '2026-01-15T09:30:00Z',
  ])
  await expect(rows('print "a" < "b"')).rejects.toMatchObject({ kind: 'SemanticError' })
  expect(await rows('T | where n == "5" | project Name')).toEqual([['a']])
})

test('20 an error has its class, line and column', async () => {
  await expect(rows('T\n| where (')).rejects.toMatchObject({ kind: 'SyntaxError', line: 2 })
  await expect(rows('T\n| where Nix == 1')).rejects.toMatchObject({ kind: 'SemanticError', line: 2, column: 9 })
})

test('21 render is for the client', async () => {
  const result = await engine.query('T | summarize count() by Name | render timechart with (title="x")', { nowMs })
  expect(result.rows).toHaveLength(3)
  expect(result.visualization).toEqual({ visualization: 'timechart', title: 'x' })
})

test('a text that looks like a place of a template stays itself', async () => {
  expect(await one(`strcat("$1", "$2", "$'"), tolower("$1"), toint("$'")`)).toEqual(["$1$2$'", '$1', null])
})

test('22 a text stays a text in SQL, and files and commands are refused', async () => {
  expect(await one(`"'); DROP TABLE t0; --", 'it\\'s'`)).toEqual([`'); DROP TABLE t0; --`, "it's"])
  expect(await rows(`print d=dynamic({"a":1}) | project d["a') FROM t0; --"], d['"'], d.a`)).toEqual([
    [null, null, '1'],
  ])
  const refused = [
    'externaldata(a:string)["/etc/passwd"]',
    '.show tables',
    'workspace("x").T',
    'print read_text("/etc/passwd")',
    'read_csv("/etc/passwd")',
  ]
  for (const text of refused) await expect(rows(text), text).rejects.toBeInstanceOf(KqlError)
  expect(await rows('T | count')).toEqual([[3]])
})

test('a timespan bounds every table', async () => {
  const timespan = { fromMs: nowMs - 3_600_000, toMs: nowMs }
  expect((await engine.query('union T, T | count', { nowMs, timespan })).rows).toEqual([[4]])
})

test('arg_max keeps the row together, aggregates stand in expressions, a name follows each column', async () => {
  expect(await rows('T | summarize arg_max(TimeGenerated, *)')).toEqual([['2026-01-15T10:29:00Z', 'a', 5]])
  expect(await rows('T | summarize latest=arg_max(TimeGenerated, n), c=count()*2 by Name | where Name == "b"')).toEqual(
    [['b', '2026-01-15T10:28:00Z', null, 2]],
  )
  const { columns } = await engine.query(
    'T | summarize count(), avg(n), make_set(Name), percentile(n, 95) by bin(TimeGenerated, 1h)',
    { nowMs },
  )
  expect(columns.map(({ name }) => name)).toEqual(['TimeGenerated', 'count_', 'avg_n', 'set_Name', 'percentile_n_95'])
})
