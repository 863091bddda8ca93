import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from './engine.ts'

/** What a query may use. Each refusal is followed by a query that works. */
let engine: Engine
const nowMs = Date.UTC(2026, 0, 15)

beforeAll(async () => {
  engine = await openEngine([{ name: 'T', columns: [{ name: 'n', type: 'long' }] }], undefined, { memoryLimit: '64MB' })
  await engine.insert('T', [{ n: 1 }, { n: 2 }, { n: 3 }])
  await works()
})
afterAll(() => engine.close())

/** The work that is stopped would take minutes; a second is what is promised, the rest is for a busy machine. */
const soonMs = 8_000

const works = async () => expect((await engine.query('T | count', { nowMs })).rows).toEqual([[3]])

/** Ten thousand million pairs: minutes of work, little memory. */
const runaway =
  'range a from 1 to 100000 step 1 | extend k=1 | join kind=inner (range b from 1 to 100000 step 1 | extend k=1) on k | summarize sum(a*b)'

describe('time', () => {
  test('a runaway query stops soon after its limit', async () => {
    const started = performance.now()
    await expect(engine.query(runaway, { nowMs, timeoutMs: 300 })).rejects.toMatchObject({ kind: 'TimedOut' })
    expect(performance.now() - started).toBeLessThan(soonMs)
    await works()
  })
  test('a query whose caller leaves stops soon', async () => {
    const leaving = new AbortController()
    const answer = engine.query(runaway, { nowMs, signal: leaving.signal })
    const left = performance.now()
    leaving.abort()
    await expect(answer).rejects.toMatchObject({ kind: 'TimedOut' })
    expect(performance.now() - left).toBeLessThan(soonMs)
    await works()
  })
  test('a query whose caller has left does not begin', async () => {
    await expect(engine.query('T', { nowMs, signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'TimedOut' })
    await works()
  })
  test('a query within its limit is answered', async () => {
    const { rows } = await engine.query('range a from 1 to 1000 step 1 | summarize sum(a)', {
      nowMs,
      timeoutMs: 30_000,
    })
    expect(rows).toEqual([[500_500]])
  })
})

describe('memory', () => {
  test('a query that needs more than there is has its own kind of error', async () => {
    const text =
      'range a from 1 to 3000000 step 1 | summarize l=make_list(strcat(tostring(a), "xxxxxxxxxxxxxxxxxxxxxxxxx")) by a'
    await expect(engine.query(text, { nowMs })).rejects.toMatchObject({ kind: 'OutOfMemory' })
    await works()
  })
  test('a text may not be multiplied beyond measure', async () => {
    const texts = [
      'print strlen(strrep("abcdefghij", 1000000000))',
      'print strlen(strrep(strrep(strrep("abcdefghij", 1000), 1000), 1000))',
      'print strlen(replace_string(strrep("a", 1000), "a", strrep(strrep("b", 1000), 1000)))',
      'print strlen(replace_regex(strrep("a", 1000), "a", strrep(strrep("b", 1000), 1000)))',
    ]
    for (const text of texts)
      await expect(engine.query(text, { nowMs, timeoutMs: 5_000 }), text).rejects.toThrow(/too long/)
    expect((await engine.query('print strlen(strrep("ab", 1000))', { nowMs })).rows).toEqual([[2000]])
    await works()
  })
})

describe('rows', () => {
  test('beyond the limit are cut, and the answer says so', async () => {
    const cut = await engine.query('T', { nowMs, maxRows: 2 })
    expect([cut.rows.length, cut.isTruncated]).toEqual([2, true])
    const whole = await engine.query('T', { nowMs, maxRows: 3 })
    expect([whole.rows.length, whole.isTruncated]).toEqual([3, false])
  })
  test('are cut while they come: a result of thousands of millions is not computed', async () => {
    const { rows, isTruncated } = await engine.query(
      'range a from 1 to 100000 step 1 | extend k=1 | join kind=inner (range b from 1 to 100000 step 1 | extend k=1) on k',
      { nowMs, maxRows: 10, timeoutMs: 30_000 },
    )
    expect([rows.length, isTruncated]).toEqual([10, true])
  })
})

describe('text', () => {
  test('brackets thousands deep are refused at once, with their place', async () => {
    const started = performance.now()
    await expect(engine.query(`print ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, { nowMs })).rejects.toMatchObject({
      kind: 'SyntaxError',
      line: 1,
    })
    expect(performance.now() - started).toBeLessThan(soonMs)
    expect(
      (await engine.query(`print ${'('.repeat(40)}1${')'.repeat(40)}, "${'('.repeat(600)}"`, { nowMs })).rows[0]?.[0],
    ).toBe(1)
  })
  test('thousands of terms are refused, a list of thousands is not', async () => {
    await expect(engine.query(`print 1${'+1'.repeat(2_000)}`, { nowMs })).rejects.toMatchObject({
      kind: 'SemanticError',
    })
    const list = Array.from({ length: 2_000 }, (_, index) => index + 2).join(', ')
    expect((await engine.query(`T | where n in (${list}) | count`, { nowMs })).rows).toEqual([[2]])
  })
  test('a query of nothing is empty', async () => {
    for (const text of ['', '  ', '// a comment']) {
      await expect(engine.query(text, { nowMs })).rejects.toMatchObject({
        kind: 'SyntaxError',
        message: 'The query is empty.',
      })
    }
  })
})
