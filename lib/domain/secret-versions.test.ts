import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currentFirst, currentVersionOf, newestFirst, unexpectedVersions } from './secret-versions.ts'

const made = (version: string, createdOn: string | null) => ({ version, createdOn })
const old = made('aa', '2026-01-01T00:00:00Z')
const first = made('bb', '2026-02-01T00:00:00Z')
const second = made('cc', '2026-02-01T00:00:00Z')
const ancient = made('dd', null)

const ids = (versions: { version: string }[]) => versions.map(({ version }) => version)

test('the newest version comes first and one without a date last', () => {
  expect(ids(newestFirst([old, ancient, first]))).toEqual(['bb', 'aa', 'dd'])
})

test('the order is the same whatever order Key Vault lists the versions in', () => {
  const versions = fc.uniqueArray(
    fc.record({
      version: fc.stringMatching(/^[0-9a-f]{4}$/),
      createdOn: fc.constantFrom(null, '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', '2026-01-02T00:00:00Z'),
    }),
    { selector: ({ version }) => version },
  )
  fc.assert(
    fc.property(versions, fc.infiniteStream(fc.nat()), (list, random) => {
      const shuffled = [...list]
        .map((version) => ({ version, at: random.next().value as number }))
        .sort((left, right) => left.at - right.at)
        .map(({ version }) => version)
      expect(newestFirst(shuffled)).toEqual(newestFirst(list))
    }),
  )
})

test('a tie in one second is reported, not hidden', () => {
  expect(currentVersionOf([old, second, first])).toEqual({ current: first, tiedWith: [second] })
})

test('a version known to be current settles a tie', () => {
  expect(currentVersionOf([old, first, second], 'cc')).toEqual({ current: second, tiedWith: [] })
  expect(ids(currentFirst([old, first, second], 'cc'))).toEqual(['cc', 'bb', 'aa'])
})

test('a version known to have been current gives way to one made later', () => {
  expect(currentVersionOf([old, first], 'aa').current).toBe(first)
})

test('a secret without versions has no current one', () => {
  expect(currentVersionOf([])).toEqual({ current: undefined, tiedWith: [] })
})

test('a version that somebody else wrote meanwhile is found, and ours is not taken for one', () => {
  const before = new Set(['aa'])
  expect(unexpectedVersions([old, first, second], before, 'cc')).toEqual([first])
  expect(unexpectedVersions([old, second], before, 'cc')).toEqual([])
})
