import { expect, test } from 'vitest'
import { toEntry } from './object-entry.ts'
import { groupEntries, sortByName, sortEntries } from './object-order.ts'
import { objectRow } from './object-row.test-support.ts'

const entries = [
  objectRow({ name: 'b', expiresOn: '2027-01-01T00:00:00Z', tags: { owner: 'Zoe' } }),
  objectRow({ name: 'A', expiresOn: null }),
  objectRow({ name: 'c', expiresOn: '2026-01-01T00:00:00Z', tags: { owner: 'adam' } }),
].map(toEntry)
const sorted = (column: string, isDescending = false) =>
  sortEntries(sortByName(entries), column, isDescending).map(({ name }) => name)

test('what has no value comes last in either direction', () => {
  expect(sorted('expires')).toEqual(['c', 'b', 'A'])
  expect(sorted('expires', true)).toEqual(['b', 'c', 'A'])
  expect(sorted('owner')).toEqual(['c', 'b', 'A'])
})

test('names are sorted whatever their case, and so is a column that does not exist', () => {
  expect(sorted('name')).toEqual(['A', 'b', 'c'])
  expect(sorted('name', true)).toEqual(['c', 'b', 'A'])
  expect(sorted('constructor')).toEqual(['A', 'b', 'c'])
})

test('equal rows stay in the order of names, in either direction', () => {
  expect(sorted('kind')).toEqual(['A', 'b', 'c'])
  expect(sorted('kind', true)).toEqual(['A', 'b', 'c'])
  expect(sorted('status', true)).toEqual(['A', 'b', 'c'])
  expect(sorted('age')).toEqual(['A', 'b', 'c'])
})

test('groups stand by name, those without at the end, and keep the order within', () => {
  expect(groupEntries(entries, 'owner').map(({ label }) => label)).toEqual(['Zoe', 'adam', 'No owner'])
  expect(groupEntries(entries, 'kind')).toEqual([{ label: 'Secrets', entries }])
})
