import { expect, test } from 'vitest'
import { createAdmission } from './admission.ts'

const limits = { concurrent: 2, waiting: 2, longestWaitMs: 60_000, inWindow: 100, windowMs: 30_000 }
const { signal: staying } = new AbortController()

/** Queries that end when they are told to. */
function held() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const query = (name: string) => () => {
    begun.push(name)
    return new Promise<void>((resolve) => ends.set(name, resolve))
  }
  return { begun, query, end: (name: string) => ends.get(name)?.() }
}

test('so many queries of a person run at once, and the next begins when one ends', async () => {
  const admission = createAdmission(limits)
  const { begun, query, end } = held()
  const all = ['a', 'b', 'c'].map((name) => admission.run('person', staying, query(name)))
  await Promise.resolve()
  expect(begun).toEqual(['a', 'b'])
  const other = admission.run('another', staying, query('d'))
  await Promise.resolve()
  expect(begun).toEqual(['a', 'b', 'd'])
  end('a')
  await all[0]
  await Promise.resolve()
  expect(begun).toEqual(['a', 'b', 'd', 'c'])
  for (const name of ['b', 'c', 'd']) end(name)
  await Promise.all([...all, other])
})

test('what would wait behind too many is refused with 429 and when to come again', async () => {
  const admission = createAdmission(limits)
  const { query, end } = held()
  const all = ['a', 'b', 'c', 'd'].map((name) => admission.run('person', staying, query(name)))
  await expect(admission.run('person', staying, query('e'))).rejects.toMatchObject({
    status: 429,
    headers: { 'Retry-After': '30' },
  })
  for (const name of ['a', 'b']) end(name)
  await Promise.all(all.slice(0, 2))
  await Promise.resolve()
  for (const name of ['c', 'd']) end(name)
  await Promise.all(all)
})

test('too many in a while are refused, though none is running', async () => {
  const admission = createAdmission({ ...limits, inWindow: 3 })
  const quick = () => admission.run('person', staying, async () => 'done')
  for (let count = 0; count < 3; count++) expect(await quick()).toBe('done')
  await expect(quick()).rejects.toMatchObject({ status: 429, info: { code: 'ThrottledError' } })
  expect(await admission.run('another', staying, async () => 'done')).toBe('done')
})

test('who leaves gives up the place in the line', async () => {
  const admission = createAdmission({ ...limits, waiting: 1 })
  const { begun, query, end } = held()
  const leaving = new AbortController()
  const running = ['a', 'b'].map((name) => admission.run('person', staying, query(name)))
  const left = admission.run('person', leaving.signal, query('gone'))
  await Promise.resolve()
  leaving.abort()
  await expect(left).rejects.toMatchObject({ status: 429 })
  const waiting = admission.run('person', staying, query('c'))
  end('a')
  await running[0]
  await Promise.resolve()
  expect(begun).toEqual(['a', 'b', 'c'])
  for (const name of ['b', 'c']) end(name)
  await Promise.all([...running, waiting])
})
