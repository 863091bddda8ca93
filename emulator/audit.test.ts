import { expect, test } from 'vitest'
import { type CallRecord, createCallLog } from './audit.ts'

// Only the name matters to the log itself.
const row = (operationName: string) => ({ operationName }) as CallRecord

test('the log keeps the newest rows in order while its counts stay exact', () => {
  const log = createCallLog(3)
  for (const name of ['A', 'B', 'C', 'D', 'B']) log.record(row(name))
  expect(log.rows.map(({ operationName }) => operationName)).toEqual(['C', 'D', 'B'])
  expect(log.counts()).toEqual({ total: 5, byOperation: { A: 1, B: 2, C: 1, D: 1 } })
})

test('a call without a row counts, and a reset forgets everything', () => {
  const log = createCallLog()
  log.count('TokenOnBehalfOf')
  log.record(row('SecretGet'))
  expect(log.counts()).toEqual({ total: 2, byOperation: { SecretGet: 1, TokenOnBehalfOf: 1 } })
  expect(log.rows).toHaveLength(1)
  log.reset()
  expect(log.counts()).toEqual({ total: 0, byOperation: {} })
  expect(log.rows).toEqual([])
})
