import { expect, test } from 'vitest'
import { coverageWithRows, type UsageRow, usersOf } from './object-usage.ts'

const current = { version: 'v3', sinceMs: 1_000 }
const row = (rest: Partial<UsageRow>): UsageRow => ({
  callerId: 'a',
  applicationId: '',
  callerName: '',
  identityResource: '',
  operation: 'SecretGet',
  version: '',
  isPinned: false,
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
  expect(standing({ version: 'v1', isPinned: true })).toEqual(['fixed'])
  expect(standing({ version: 'v3', isPinned: true })).toEqual(['newest'])
  expect(standing({ version: 'v1', isPinned: true, lastDoneMs: 500 })).toEqual(['fixed'])
})

test('who takes what is current is never said to stay on an older version, whichever the log says it got', () => {
  expect(standing({ version: 'v2', lastDoneMs: 900 })).toEqual(['before'])
  expect(standing({ version: 'v3' })).toEqual(['newest'])
})

test('who reads the current one and goes on reading an older one by its id is flagged', () => {
  const older = { version: 'v1', isPinned: true, lastDoneMs: 1_500 }
  expect(standing({ version: 'v3', lastDoneMs: 1_900 }, older)).toEqual(['fixed'])
  expect(standing({ version: 'v3', lastDoneMs: 1_900 }, { ...older, lastDoneMs: 900 })).toEqual(['newest'])
})

test('a rollback reaches who asks without a version, and nobody who names one, not even the current one', () => {
  const follows = (...rows: Partial<UsageRow>[]) => usersOf(rows.map(row), current)[0]?.followsCurrent
  expect(follows({ version: 'v2', lastDoneMs: 900 })).toBe(true)
  expect(follows({ version: 'v3', isPinned: true })).toBe(false)
  expect(follows({ version: 'v1', isPinned: true })).toBe(false)
  expect(follows({ version: 'v1', isPinned: true }, { version: 'v3', lastDoneMs: 1_200 })).toBe(true)
  expect(follows({ version: 'v3', isPinned: true }, { version: 'v2', lastDoneMs: 900 })).toBe(false)
  expect(follows({ lastDoneMs: null, refused: 1 })).toBe(false)
})

test('rows prove that a vault is logged; without them silence stays silence', () => {
  const silent = { vaultName: 'v', state: 'silent', provenFromMs: null } as const
  expect(coverageWithRows(silent, [row({ firstMs: 7 })])).toMatchObject({ state: 'logged', provenFromMs: 7 })
  expect(coverageWithRows(silent, [])).toBe(silent)
})

test('the last use counts: who moved on from a fixed version is told as moved', () => {
  const older = { version: 'v1', isPinned: true }
  expect(standing({ ...older, lastDoneMs: 900 }, { version: '', lastDoneMs: 1_800 })).toEqual(['newest'])
  expect(standing({ ...older, lastDoneMs: 1_900 }, { version: '', lastDoneMs: 1_800 })).toEqual(['fixed'])
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
