import { expect, test } from 'vitest'
import { type UsageRow, usersOf } from './object-usage.ts'

const current = { version: 'v3', sinceMs: 1_000 }
const row = (rest: Partial<UsageRow>): UsageRow => ({
  callerId: 'a',
  applicationId: '',
  callerName: '',
  identityResource: '',
  operation: 'SecretGet',
  version: '',
  calls: 1,
  refused: 0,
  failed: 0,
  firstMs: 900,
  lastMs: 2_000,
  lastDoneMs: 2_000,
  address: '198.51.100.1',
  addresses: ['198.51.100.1'],
  client: '',
  assignmentId: '',
  ...rest,
})
const standing = (...rows: Partial<UsageRow>[]) => usersOf(rows.map(row), current).map((user) => user.standing)

test('a read without a version got what was current then, so it is the newest only after that was made', () => {
  expect(standing({ lastDoneMs: 2_000 })).toEqual(['newest'])
  expect(standing({ lastDoneMs: 999 })).toEqual(['before'])
})

test('a read of an older version by its id stays with that one', () => {
  expect(standing({ version: 'v1' })).toEqual(['fixed'])
  expect(standing({ version: 'v3' })).toEqual(['newest'])
})

test('the last use counts: who moved on from a fixed version is told as moved', () => {
  expect(standing({ version: 'v1', lastDoneMs: 1_500 }, { version: '', lastDoneMs: 1_800 })).toEqual(['newest'])
  expect(standing({ version: 'v1', lastDoneMs: 1_900 }, { version: '', lastDoneMs: 1_800 })).toEqual(['fixed'])
})

test('who was refused, and who only looked after it, has no version', () => {
  expect(standing({ lastDoneMs: null, refused: 1 })).toEqual(['none'])
  expect(standing({ operation: 'SecretUpdate' })).toEqual(['none'])
})

test('calls of one caller add up, and the last to call comes first', () => {
  const users = usersOf(
    [
      row({ callerId: 'a', calls: 2, lastMs: 1_100 }),
      row({ callerId: 'b', lastMs: 3_000, assignmentId: 'x' }),
      row({ callerId: 'a', version: 'v1', calls: 3, refused: 1, lastMs: 2_500, addresses: ['203.0.113.9'] }),
    ],
    current,
  )
  expect(users).toMatchObject([
    { callerId: 'b', calls: 1, assignmentId: 'x' },
    { callerId: 'a', calls: 5, refused: 1, lastMs: 2_500, addresses: ['198.51.100.1', '203.0.113.9'] },
  ])
})
