import { describe, expect, test } from 'vitest'
import { sampleEngine } from '../testing/sample.ts'

/** Rows of several tables: union and search. T's n is a long, T2's a string. */
const { rows, columns } = sampleEngine()

describe('union', () => {
  test('a column that two tables type differently becomes two, and what a table has not is null', async () => {
    expect(await columns('union T, T2')).toEqual([
      'TimeGenerated:datetime',
      'Name:string',
      'n_long:long',
      'n_string:string',
      'm:real',
    ])
    expect(
      await rows(
        'union T, T2 | where Name in ("a", "c") | sort by Name asc, m asc | project Name, n_long, n_string, m',
      ),
    ).toEqual([
      ['a', 5, '', null],
      ['a', null, 'five', 1.5],
      ['c', null, '', 2.5],
    ])
  })
  test('a column whose own name is taken by that rule keeps its values', async () => {
    const text = 'union (T | where n == 7 | project n_long = 1, n), (T2 | where m > 2 | project n)'
    expect(await rows(text)).toEqual([
      [1, 7, ''],
      [null, null, ''],
    ])
  })
  test('kind=inner keeps what all tables have, kind=outer everything', async () => {
    expect(await columns('union kind=inner T, T2')).toEqual(['Name:string'])
    expect(await columns('union kind=outer T, T2')).toHaveLength(5)
  })
  test('a wildcard stands for the tables that it fits', async () => {
    expect(await rows('union T* | count')).toEqual([[5]])
    expect(await rows('union * | count')).toEqual([[6]])
    await expect(rows('union Nothing*')).rejects.toMatchObject({ kind: 'SemanticError' })
  })
  test("withsource shows each row's table", async () => {
    expect(
      await rows('union withsource=From T*, (Bags | take 1) | summarize count() by From | sort by From asc'),
    ).toEqual([
      ['Bags', 1],
      ['T', 3],
      ['T2', 2],
    ])
    expect(await columns('T | union withsource=From T')).toEqual([
      'From:string',
      'TimeGenerated:datetime',
      'Name:string',
      'n:long',
    ])
  })
  test('isfuzzy leaves out what does not exist, and only it', async () => {
    expect(await rows('union isfuzzy=true T, Missing | count')).toEqual([[3]])
    expect(await rows('union isfuzzy=true (Missing | where y == 1), (T | where n == 5) | count')).toEqual([[1]])
    await expect(rows('union T, Missing | count')).rejects.toMatchObject({ kind: 'SemanticError' })
  })
  test('a table twice gives its rows twice', async () => {
    expect(await rows('T | union T, (T | where n == 5) | count')).toEqual([[7]])
  })
})

describe('search', () => {
  const from = (text: string) => rows(`${text} | summarize count() by $table | sort by $table asc`)
  test('a text is a whole term in any column of any table', async () => {
    expect(await from('search "a"')).toEqual([
      ['Bags', 1],
      ['T', 1],
      ['T2', 1],
    ])
    expect(await from('search "FIVE"')).toEqual([['T2', 1]])
    expect(await from('search "fiv"')).toEqual([])
    expect(await from('search "2.5"')).toEqual([['T2', 1]])
  })
  test('a star stands for the rest of a term', async () => {
    for (const text of ['"fiv*"', '"*ive"', '"*iv*"', '"f*e"'])
      expect(await from(`search ${text}`), text).toEqual([['T2', 1]])
    for (const text of ['"iv*"', '"*iv"', '"i*e"']) expect(await from(`search ${text}`), text).toEqual([])
    expect(await from('search *')).toEqual([
      ['Bags', 1],
      ['T', 3],
      ['T2', 2],
    ])
  })
  test('in names the tables, a colon the column, and conditions are joined', async () => {
    expect(await from('search in (T) "a"')).toEqual([['T', 1]])
    expect(await from('search in (T*) "five" or n_long == 7')).toEqual([
      ['T', 1],
      ['T2', 1],
    ])
    expect(await rows('T | search Name:"b" or "7" | sort by Name asc | project Name')).toEqual([[''], ['b']])
    expect(await rows('T | search not(Name:"b") and n > 6 | project n')).toEqual([[7]])
    expect(await from('search * has "five"')).toEqual([['T2', 1]])
  })
  test('case counts when it is asked to', async () => {
    expect(await from('search kind=case_sensitive "A"')).toEqual([])
    expect(await from('search kind=case_sensitive in (T) "a"')).toEqual([['T', 1]])
  })
  test('$table comes first', async () => {
    expect((await columns('search in (T) "a"'))[0]).toBe('$table:string')
  })
})
