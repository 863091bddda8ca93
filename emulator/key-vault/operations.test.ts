import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { matchOperation, operationNameOf, operations } from './operations.ts'

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
afterAll(() => cloud.close())

const example = (path: string) => path.replace(/\{\w+-version\}/, 'a'.repeat(32)).replaceAll(/\{[\w-]+\}/g, 'some-name')

test('every operation of secrets, keys and certificates is in the table, once', () => {
  const count = (object: string) => operations.filter(({ policy }) => policy.object === object).length
  expect([count('secrets'), count('keys'), count('certificates')]).toEqual([12, 25, 27])
  expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length)
  expect(new Set(operations.map(({ auditName }) => auditName)).size).toBe(operations.length)
})

test.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s is found by its own path',
  (_, operation) => {
    const { method, path, auditName } = operation
    expect(matchOperation(method, example(path))?.operation.name).toBe(operation.name)
    expect(matchOperation(method, `${example(path).replace('/secrets', '/SECRETS')}/`)?.operation.name).toBe(
      operation.name,
    )
    expect(operationNameOf(method, example(path))).toBe(auditName)
    expect(operation.dataAction).toMatch(/^Microsoft\.KeyVault\/vaults\/[\w/]+$/)
    expect(operation.policy.permission).toMatch(/^[a-zA-Z]+$/)
  },
)

test('a version may be left out, and is nothing but 32 hexadecimal digits', () => {
  expect(matchOperation('GET', '/secrets/a')).toMatchObject({ name: 'a', version: '' })
  expect(matchOperation('GET', `/secrets/a/${'AB'.repeat(16)}`)).toMatchObject({ name: 'a', version: 'ab'.repeat(16) })
  expect(matchOperation('GET', '/secrets/a/latest')).toBeUndefined()
  expect(operationNameOf('GET', '/secrets/a/versions')).toBe('SecretListVersions')
  expect(operationNameOf('POST', '/secrets/restore')).toBe('SecretRestore')
  expect(operationNameOf('DELETE', '/secrets')).toBeUndefined()
})

const planned = operations.filter(({ run }) => !run).map((operation) => [operation.name, operation] as const)

test.runIf(planned.length > 0).each(planned)(
  '%s is answered 501 with its name',
  async (name, { method, path, auditName }) => {
    cloud.emulator.calls.reset()
    const url = `https://kv-roles.vault.emulator.test${example(path)}?api-version=7.6`
    const answer = await cloud.send(method, url, method.startsWith('P') ? { body: {} } : {})
    expect(answer).toMatchObject({ status: 501, json: { error: { code: 'NotImplemented' } } })
    expect(answer.text).toContain(`'${name}'`)
    expect(cloud.emulator.calls.counts().byOperation).toEqual({ [auditName]: 1 })
  },
)
