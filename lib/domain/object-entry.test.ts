import { expect, test } from 'vitest'
import type { ObjectRow } from './object.ts'
import { foldManaged, toEntry } from './object-entry.ts'
import { objectRow } from './object-row.test-support.ts'

test('the environment comes from a tag whatever its case, else from a word of the vault’s name', () => {
  const environment = (change: Partial<ObjectRow>) => toEntry(objectRow(change)).environment
  expect(environment({})).toBe('production')
  expect(environment({ tags: { Env: 'Stg' } })).toBe('staging')
  expect(environment({ tags: { environment: 'Blue' } })).toBe('blue')
  expect(environment({ tags: { env: ' ' } })).toBe('production')
  expect(environment({ vaultName: 'kv-reproducer-x' })).toBe('')
  expect(environment({ vaultName: 'kv-constructor-x', tags: { env: 'constructor' } })).toBe('constructor')
})

test('the owner comes from a tag or is not known', () => {
  expect(toEntry(objectRow({ tags: { Owner: 'Pay team', team: 'x' } })).owner).toBe('Pay team')
  expect(toEntry(objectRow()).owner).toBe('')
})

test('names of prototype members are tags like any other', () => {
  const tags = JSON.parse('{"__proto__":"polluted","constructor":"x"}') as Record<string, string>
  const entry = toEntry(objectRow({ tags }))
  expect(entry.searchText).toContain('__proto__=polluted')
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test('a certificate’s key and secret are folded into it, and stand where it cannot be seen', () => {
  const made = { name: 'web', managed: true }
  const entries = [
    objectRow({ kind: 'certificate', name: 'web' }),
    objectRow({ kind: 'key', ...made }),
    objectRow(made),
    objectRow({ ...made, vaultName: 'kv-other' }),
    objectRow({ name: 'web2' }),
  ].map(toEntry)
  expect(foldManaged(entries).map(({ id }) => id)).toEqual([
    'kv-payments-prod-weu/certificate/web',
    'kv-other/secret/web',
    'kv-payments-prod-weu/secret/web2',
  ])
})
