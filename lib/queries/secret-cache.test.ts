import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test } from 'vitest'
import type { SecretVersion } from '../domain/secret.ts'
import { currentVersionOf } from '../domain/secret-versions.ts'
import { cacheNewVersion, cacheRow, cacheVersion, uncacheSecret } from './secret-cache.ts'
import { secretQueries } from './secrets.ts'

const place = { vaultName: 'kv-pay', secretName: 'db-password' }
const version = (id: string, over: Partial<SecretVersion> = {}): SecretVersion => ({
  name: place.secretName,
  version: id,
  enabled: true,
  createdOn: '2026-01-01T00:00:00Z',
  updatedOn: '2026-01-01T00:00:00Z',
  expiresOn: null,
  notBefore: null,
  contentType: null,
  tags: {},
  managed: false,
  ...over,
})
const { version: _, ...row } = version('aa')

let cache: QueryClient
const versions = () => cache.getQueryData(secretQueries.versions(place).queryKey)
const rows = () => cache.getQueryData(secretQueries.list(place.vaultName).queryKey)

beforeEach(() => {
  cache = new QueryClient()
  cache.setQueryData(secretQueries.versions(place).queryKey, { items: [version('aa')], problems: [], isComplete: true })
  cache.setQueryData(secretQueries.list(place.vaultName).queryKey, {
    items: [row, { ...row, name: 'other' }],
    problems: [],
    isComplete: true,
  })
})

test('a version just written is the current one, also within the second of the one before it', () => {
  cacheNewVersion(cache, place, version('zz', { contentType: 'text/plain' }))
  const known = cache.getQueryData(secretQueries.knownCurrent(place).queryKey) ?? undefined
  expect(currentVersionOf(versions()?.items ?? [], known).current?.version).toBe('zz')
  expect(rows()?.items.find(({ name }) => name === place.secretName)?.contentType).toBe('text/plain')
})

test('a changed version takes the place of what was known of it, and no other row moves', () => {
  cacheVersion(cache, place, version('aa', { enabled: false }))
  expect(versions()?.items).toEqual([version('aa', { enabled: false })])
  expect(rows()?.items[0]?.enabled).toBe(true)
})

test('a row of the list never carries a version: the list shows the current one alone', () => {
  cacheRow(cache, place, version('bb'))
  expect(rows()?.items[0]).not.toHaveProperty('version')
})

test('a deleted secret leaves the list and its neighbours stay', () => {
  uncacheSecret(cache, place)
  expect(rows()?.items.map(({ name }) => name)).toEqual(['other'])
})

test('what was never loaded is not made up', () => {
  const empty = new QueryClient()
  cacheNewVersion(empty, place, version('zz'))
  expect(empty.getQueryData(secretQueries.versions(place).queryKey)).toBeUndefined()
  expect(empty.getQueryData(secretQueries.list(place.vaultName).queryKey)).toBeUndefined()
})
