import { describe, expect, test } from 'vitest'
import { sampleEngine } from './testing/sample.ts'

/** What names mean: let, functions, as, materialize, toscalar, and tables beside in. */
const { rows, print, columns } = sampleEngine()

describe('let', () => {
  test('names a value, a table or a function, each with the names of its own place', async () => {
    expect(await rows('let x = 6; let f = (a:long) { a + x }; let S = T | where n < x; S | project f(n)')).toEqual([
      [11],
    ])
  })
  test('a name of a table covers the table of that name', async () => {
    expect(await rows('let T = T | where n == 7; T | union T | project n')).toEqual([[7], [7]])
    expect(await rows('let T = T2; T | count')).toEqual([[2]])
  })
  test('a column covers a value of the same name', async () => {
    expect(await rows('let n = 100; T | where n < 100 | count')).toEqual([[2]])
  })
  test('a name within a function covers one outside it, and is gone after it', async () => {
    expect(await rows('let x = 1; let f = () { let x = 2; x * 10 }; print f(), x')).toEqual([[20, 1]])
    expect(await rows('let x = 1; let f = (x:long) { x * 10 }; print f(3), x')).toEqual([[30, 1]])
  })
  test('a name that was given twice is refused', async () => {
    await expect(rows('let x = 1; let x = 2; print x')).rejects.toMatchObject({ kind: 'SemanticError' })
  })
})

describe('functions', () => {
  test('of tables: extra columns of the argument stay, defaults and named arguments count', async () => {
    const f = 'let f = (X:(n:long), least:long=6) { let bound = least; X | where n >= bound };'
    expect(await columns(`${f} f(T)`)).toEqual(['TimeGenerated:datetime', 'Name:string', 'n:long'])
    expect(await rows(`${f} f(T) | project n`)).toEqual([[7]])
    expect(await rows(`${f} f(T, 5) | sort by n asc | project n`)).toEqual([[5], [7]])
    expect(await rows(`${f} f(T, least=8) | count`)).toEqual([[0]])
  })
  test('of any table, of no argument, and views', async () => {
    expect(await rows('let f = (X:(*)) { X | count }; f(T2)')).toEqual([[2]])
    expect(await rows('let f = () { T }; f() | count')).toEqual([[3]])
    expect(await rows('let f = view () { T }; f | count')).toEqual([[3]])
  })
  test('of values call each other, and take columns', async () => {
    const text = 'let twice = (v:long) { v * 2 }; let f = (v:long) { twice(v) + 1 }; T | where n == 5 | project f(n)'
    expect(await rows(text)).toEqual([[11]])
  })
  test('invoke hands over the table', async () => {
    const f = 'let f = (X:(n:long), plus:long) { X | extend more = n + plus | where isnotnull(n) };'
    expect(await rows(`${f} T | invoke f(10) | sort by n asc | project more`)).toEqual([[15], [17]])
  })
  test('what is not implemented within a function is refused at its own place', async () => {
    const text = 'let f = (a:long) {\n  a + geo_distance_2points(1.0, 2.0, 3.0, 4.0)\n};\nprint f(1)'
    await expect(rows(text)).rejects.toMatchObject({ kind: 'Unsupported', line: 2, column: 7 })
  })
})

describe('as and materialize', () => {
  test('as names the table from there on', async () => {
    expect(await rows('T | where isnotnull(n) | as Z | where n == 5 | union Z | sort by n asc | project n')).toEqual([
      [5],
      [5],
      [7],
    ])
    expect(await rows('T | as Z | where n == toscalar(Z | summarize max(n)) | project n')).toEqual([[7]])
    expect(await rows('T | as Z | join kind=inner Z on Name | count')).toEqual([[3]])
  })
  test('materialize computes once: both readings agree on a random row', async () => {
    const text = 'let m = materialize(range x from 1 to 1000 step 1 | sample 1); m | union m | distinct x | count'
    expect(await rows(text)).toEqual([[1]])
  })
  test('materialize within a table', async () => {
    expect(await rows('let m = materialize(T); m | where n == toscalar(m | summarize min(n)) | project n')).toEqual([
      [5],
    ])
  })
})

describe('toscalar', () => {
  test('is the first column of the first row', async () => {
    expect(await print('toscalar(T | sort by n asc nulls last | project n, Name)')).toEqual([5])
    expect(await print('toscalar(T | summarize max(n)) + 1')).toEqual([8])
  })
  test('of no row is null, of a text empty', async () => {
    expect(await print('toscalar(T | where false | project n), toscalar(T | where false | project Name)')).toEqual([
      null,
      '',
    ])
  })
})

describe('a table beside in', () => {
  test('in looks at the first column', async () => {
    expect(await rows('T | where Name in ((T2 | project Name)) | project n')).toEqual([[5]])
    expect(await rows('let S = T2 | project Name; T | where Name !in (S) | sort by Name desc | project Name')).toEqual([
      ['b'],
      [''],
    ])
    expect(await rows('T | where Name in~ ((print x = "A")) | project n')).toEqual([[5]])
  })
  test('a null is in no table, and a table of nulls holds nothing', async () => {
    const none = '(T | where isnull(n) | project n)'
    expect(await rows(`T | where n in (${none}) | count`)).toEqual([[0]])
    expect(await rows(`T | where n !in (${none}) | count`)).toEqual([[3]])
  })
  test('has_any looks for each as a term', async () => {
    expect(await rows('T2 | where n has_any ((print x = "FIVE")) | project Name')).toEqual([['a']])
  })
})
