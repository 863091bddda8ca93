import { expect, test } from 'vitest'
import { isMet } from './access-condition.ts'
import { parseCondition } from './access-condition-syntax.ts'

const request = {
  action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  attributes: new Map([
    ['resource microsoft.keyvault/vaults:name', 'kv-pay'],
    ['resource microsoft.keyvault/vaults/secrets:name', 'db-password'],
    ['request microsoft.keyvault/vaults/secrets:name', null],
  ]),
}
const name = '@Resource[Microsoft.KeyVault/vaults/secrets:name]'
const absent = '@Request[Microsoft.KeyVault/vaults/secrets:name]'
const unheardOf = '@Environment[UtcNow]'

test.each([
  [`${name} StringEquals 'db-password'`, 'yes'],
  [`${name} StringEquals 'DB-Password'`, 'no'],
  [`${name} StringNotEquals 'other'`, 'yes'],
  [`${name} StringNotEqualsIgnoreCase 'DB-PASSWORD'`, 'no'],
  [`${name} StringLike 'db-*'`, 'yes'],
  [`${name} StringLike 'db?password'`, 'yes'],
  [`${name} StringLike 'db.password'`, 'no'],
  [`${name} StringLike 'db\\*'`, 'no'],
  [`${name} StringNotLike 'db-*'`, 'no'],
  [`${name} StringStartsWith 'db'`, 'yes'],
  [`${name} ForAnyOfAnyValues:StringEquals {'a', 'db-password'}`, 'yes'],
  [`${name} ForAnyOfAllValues:StringNotEquals {'a', 'db-password'}`, 'no'],
  [`${name} ForAllOfAnyValues:StringEquals {'a', 'b'}`, 'no'],
  [`@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'kv-pay' AND ${name} StringEquals 'x'`, 'no'],
  [`${name} StringEquals 'x' OR ${name} StringEquals 'db-password'`, 'yes'],
  [`${name} StringEquals 'x' || !(${name} StringEquals 'x') && NOT ${name} StringEquals 'y'`, 'yes'],
  ["ActionMatches{'Microsoft.KeyVault/vaults/secrets/*'}", 'yes'],
  ["!(ActionMatches{'Microsoft.KeyVault/vaults/keys/*'})", 'yes'],
  ["SubOperationMatches{'Blob.List'}", 'no'],
  [`Exists ${name}`, 'yes'],
  [`Not Exists ${absent}`, 'yes'],
  [`${absent} StringEquals 'x'`, 'no'],
  [`${absent} StringNotEquals 'x'`, 'no'],
  [`${name} StringEquals ${name}`, 'yes'],
  [`${unheardOf} DateTimeGreaterThan '2026-01-01T00:00:00Z'`, 'unknown'],
  [`${unheardOf} DateTimeGreaterThan '2026' OR ${name} StringEquals 'db-password'`, 'yes'],
  [`${unheardOf} DateTimeGreaterThan '2026' AND ${name} StringEquals 'x'`, 'no'],
  [`${name} NumericEquals 5`, 'unknown'],
  [`${name} StringEquals`, 'unknown'],
  [`(${name} StringEquals 'x'`, 'unknown'],
  ["'it''s", 'unknown'],
  ['', 'yes'],
])('%s: %s', (condition, met) => {
  expect(isMet(condition, request)).toBe(met)
})

test('a quote within a text is doubled, and lines may break anywhere', () => {
  expect(parseCondition("(\n @Resource[a:b]\n StringEquals 'it''s'\n)")).toEqual({
    kind: 'comparison',
    attribute: { source: 'resource', name: 'a:b' },
    operator: 'StringEquals',
    values: ["it's"],
  })
})
