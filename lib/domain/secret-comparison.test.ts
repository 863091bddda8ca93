import { expect, test } from 'vitest'
import { compareSecretValues } from './secret-comparison.ts'

test('equal values are equal and different ones are not, and neither value is in the answer', () => {
  expect(compareSecretValues('hunter2', 'hunter2')).toEqual({
    isEqual: true,
    leftLength: 7,
    rightLength: 7,
    json: null,
  })
  const answer = compareSecretValues('hunter2', 'correct horse')
  expect(answer).toEqual({ isEqual: false, leftLength: 7, rightLength: 13, json: null })
  expect(JSON.stringify(answer)).not.toMatch(/hunter2|horse/)
})

test('a length counts characters, not code units', () => {
  expect(compareSecretValues('🔑', 'é')).toMatchObject({ leftLength: 1, rightLength: 1 })
})

test('two JSON objects tell which keys differ, by name alone', () => {
  const left = JSON.stringify({ host: 'a', port: 1, gone: 0, same: { x: 1, y: [1, 2] } })
  const right = JSON.stringify({ same: { y: [1, 2], x: 1 }, port: 2, host: 'a', fresh: 0 })
  expect(compareSecretValues(left, right).json).toEqual({ added: ['fresh'], removed: ['gone'], changed: ['port'] })
})

test('key order and white space alone make the texts differ and the JSON not', () => {
  expect(compareSecretValues('{"a":1,"b":2}', '{ "b": 2, "a": 1 }')).toMatchObject({
    isEqual: false,
    json: { added: [], removed: [], changed: [] },
  })
})

test.each(['[1]', '"text"', '{broken', '7', 'null'])('%s is no JSON object, so no keys are told', (text) => {
  expect(compareSecretValues(text, '{"a":1}').json).toBeNull()
})

test('a key named __proto__ is a key like any other', () => {
  expect(compareSecretValues('{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}').json?.changed).toEqual(['__proto__'])
})

test('nesting of thousands of levels is compared', () => {
  const deep = (core: string) => `{"k":${'['.repeat(4000)}${core}${']'.repeat(4000)}}`
  expect(compareSecretValues(deep('1'), deep('2')).json?.changed).toEqual(['k'])
  expect(compareSecretValues(deep('1'), deep('1')).json?.changed).toEqual([])
})
