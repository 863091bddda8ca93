import { expect, test } from 'vitest'
import { bestMatches } from './palette-search.ts'

const names = ['payments-api-key', 'legacy-payments', 'repayments', 'orders-api', 'pay']
const found = (query: string, most = 9) => bestMatches(names, query, (name) => name, most)

test('a beginning comes before a word, a word before a part, a part before scattered letters', () => {
  expect(found('pay')).toEqual(['pay', 'payments-api-key', 'legacy-payments', 'repayments'])
  expect(found('pak')).toEqual(['payments-api-key'])
  expect(found('API key')).toEqual(['payments-api-key'])
  expect(found('zzz')).toEqual([])
  expect(bestMatches(['abc\nxyz'], 'axz', (text) => text, 1)).toEqual([])
})

test('without a query the first few stand as they are', () => {
  expect(found('  ', 2)).toEqual(['payments-api-key', 'legacy-payments'])
})
