import { describe, expect, test } from 'vitest'
import { sampleEngine } from '../testing/sample.ts'

/** parse, parse-where and parse-kv. */
const { rows, columns } = sampleEngine()

const line = 'print t="Event: Release (name=Pipe, total=27, lock=2026-01-15 08:40:00, free)"'

describe('parse', () => {
  test('takes the shortest text of each column up to the next text, and reads it by the type', async () => {
    const text = `${line} | parse t with * "name=" name ", total=" total:long ", lock=" lock:datetime ", " rest ")" | project-away t`
    expect(await columns(text)).toEqual(['name:string', 'total:long', 'lock:datetime', 'rest:string'])
    expect(await rows(text)).toEqual([['Pipe', 27, '2026-01-15T08:40:00Z', 'free']])
  })
  test('a column at the end takes the rest, a star there throws it away', async () => {
    expect(await rows('print t="a:b:c" | parse t with x ":" y | project x, y')).toEqual([['a', 'b:c']])
    expect(await rows('print t="a:b:c" | parse t with x ":" * | project x')).toEqual([['a']])
    expect(await rows('print t="n=12 and more" | parse t with "n=" n:long * | project n')).toEqual([[12]])
  })
  test('a row that does not match stays, empty and null', async () => {
    const text = 'datatable(t:string)["a:1", "b", "c:x"] | parse t with k ":" v:long | sort by t asc | project k, v'
    expect(await rows(text)).toEqual([
      ['a', 1],
      ['', null],
      ['', null],
    ])
  })
  test('the whole text must match, and marks of regular expressions mean themselves', async () => {
    expect(await rows('print t="xa:1" | parse t with "a:" n:long | project n')).toEqual([[null]])
    expect(await rows('print t="a.(b)[1]" | parse t with "a.(" x ")[" n:int "]" | project x, n')).toEqual([['b', 1]])
    expect(await rows('print t="axb" | parse t with "a.b" * | project t')).toEqual([['axb']])
  })
  test('a column that was there is replaced in its place', async () => {
    const text = 'print t="a:1", k="old" | parse t with k ":" v:long'
    expect(await rows(text)).toEqual([['a:1', 'a', 1]])
  })
  test('relaxed leaves null what is not of its type, where simple does not match', async () => {
    const pattern = '"a=" a:long ", b=" b'
    expect(await rows(`print t="a=2x, b=y" | parse t with ${pattern} | project a, b`)).toEqual([[null, '']])
    expect(await rows(`print t="a=2x, b=y" | parse kind=relaxed t with ${pattern} | project a, b`)).toEqual([
      [null, 'y'],
    ])
  })
  test('regex takes patterns, the longest text, and flags', async () => {
    expect(await rows('print t="a=1, b=2, c=3" | parse kind=regex t with * "[ab]=" v "," * | project v')).toEqual([
      ['2'],
    ])
    expect(await rows('print t="a=1, a=2, c=3" | parse kind=regex t with "(a)=" v "," * | project v')).toEqual([
      ['1, a=2'],
    ])
    expect(await rows('print t="A=1, a=2, c=3" | parse kind=regex flags=Ui t with "a=" v "," * | project v')).toEqual([
      ['1'],
    ])
    expect(await rows('print t="k(1)" | parse kind=regex t with "(k)\\\\(" n:long "[)]" | project n')).toEqual([[1]])
  })
  test('parse-where drops the rows that do not match', async () => {
    const text = 'datatable(t:string)["a:1", "b", "c:x"] | parse-where t with k ":" v:long | project k, v'
    expect(await rows(text)).toEqual([['a', 1]])
  })
})

describe('parse-kv', () => {
  test('reads the keys that are asked for', async () => {
    const text =
      'print t="c=3;b=;a=x y" | parse-kv t as (a:string, b:string, c:long, d:long) with (pair_delimiter=";", kv_delimiter="=")'
    expect(await rows(`${text} | project-away t`)).toEqual([['x y', '', 3, null]])
  })
  test('a quoted value may hold the delimiter', async () => {
    const text = `print t="a:'x y' aa:2" | parse-kv t as (a:string, aa:int) with (pair_delimiter=" ", kv_delimiter=":", quote="'")`
    expect(await rows(`${text} | project-away t`)).toEqual([['x y', 2]])
  })
  test('its other settings are refused', async () => {
    for (const setting of ['', 'with (regex="(.)=(.)")', 'with (pair_delimiter=";", kv_delimiter="=", greedy=true)']) {
      await expect(rows(`print t="a=1" | parse-kv t as (a:long) ${setting}`)).rejects.toMatchObject({
        kind: 'Unsupported',
      })
    }
  })
})
