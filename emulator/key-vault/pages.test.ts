import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KeyVaultCall } from './operation.ts'
import { pageOf } from './pages.ts'

/** The parts of a call that pages are made from. */
const callOf = (url: string) =>
  ({ url: new URL(url), vaultUri: 'https://kv.vault.emulator.test', apiVersion: '7.6' }) as KeyVaultCall

function crawl(rows: string[], size: number): string[] {
  const seen: string[] = []
  for (let url: string | null = `https://kv.vault.emulator.test/secrets?maxresults=${size}`; url; ) {
    const page: ReturnType<typeof pageOf<string>> = pageOf(callOf(url), rows, (row) => row)
    expect(page.rows.length).toBeLessThanOrEqual(size)
    seen.push(...page.rows)
    url = page.nextLink
  }
  return seen
}

test('a crawl gives every row once, whatever the rows, their order and the size of pages', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { maxLength: 80 })
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 25 }), (rows, size) => {
      expect(crawl(rows, size)).toEqual(rows.toSorted((left, right) => (left < right ? -1 : 1)))
    }),
  )
})

test('a row that goes away between two pages hides no other', () => {
  const rows = ['a', 'b', 'c', 'd']
  const first = pageOf(callOf('https://kv.vault.emulator.test/secrets?maxresults=2'), rows, (row) => row)
  expect(first.rows).toEqual(['a', 'b'])
  const second = pageOf(callOf(first.nextLink ?? ''), ['a', 'c', 'd'], (row) => row)
  expect(second.rows).toEqual(['c', 'd'])
})
