import { expect, test } from 'vitest'
import { formatOfValue, indentedJson, sizeWords } from './value-format.ts'

test.each([
  ['hunter2', 'text'],
  ['', 'text'],
  ['12345', 'text'],
  ['a\nb', 'multiline'],
  ['{"user":"svc"}', 'json'],
  ['[1, 2]', 'json'],
  ['{not json', 'text'],
  ['-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n', 'pem'],
  ['-----BEGIN nothing', 'text'],
] as const)('%j reads as %s', (value, format) => {
  expect(formatOfValue(value)).toBe(format)
})

test('JSON is laid out on many lines without changing what it says', () => {
  expect(indentedJson('{"a":{"b":1}}')).toBe('{\n  "a": {\n    "b": 1\n  }\n}')
})

test.each([
  ['', '0 characters'],
  ['🔑', '1 character'],
  ['a\nb\n', '2 lines, 4 characters'],
])('the size of %j is told in words', (value, words) => {
  expect(sizeWords(value)).toBe(words)
})
