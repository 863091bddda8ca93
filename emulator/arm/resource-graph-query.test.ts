import { expect, test } from 'vitest'
import { runQuery } from './resource-graph-query.ts'

const tables = {
  resources: [
    { id: '/b', name: 'kv-b', type: 'microsoft.keyvault/vaults', note: "one | two and 'three'" },
    { id: '/a', name: 'kv-a', type: 'microsoft.keyvault/vaults', note: '' },
    { id: '/c', name: 'other', type: 'microsoft.storage/accounts', note: '' },
  ],
}
const ids = (query: string) => runQuery(query, tables).map(({ id }) => id)

test('both kinds of quotes and the comparison without case find the same rows', () => {
  expect(ids(`Resources | where type =~ 'Microsoft.KeyVault/vaults' | order by id asc`)).toEqual(['/a', '/b'])
  expect(ids(`resources | where type =~ "microsoft.keyvault/vaults" and name == "kv-a"`)).toEqual(['/a'])
  expect(ids(`resources | where name != 'kv-a' | sort by id`)).toEqual(['/c', '/b'])
})

test('a bar or an and inside a text separates nothing', () => {
  expect(ids(`resources | where note == "one | two and 'three'" | take 1`)).toEqual(['/b'])
})

test.each([
  `resources | summarize count()`,
  `resources | where typo != 'x'`,
  `resources | project nmae`,
  `resources | project constructor`,
  `toString`,
  `resources | where name contains 'kv'`,
])('%s is refused, not guessed', (query) => {
  expect(() => runQuery(query, tables)).toThrow(/support/)
})
