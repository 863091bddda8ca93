import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonOfRow } from './row-json.ts'

const json = fc.jsonValue({ maxDepth: 3 })
const item = fc.dictionary(fc.string(), json)

test('says what the item says, whatever it said before', () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (items) => {
      const row = {}
      for (const one of [...items, ...items])
        expect(JSON.parse(jsonOfRow(row, one))).toEqual(JSON.parse(JSON.stringify(one)))
    }),
  )
})

test.each([
  [{ tags: {} }, { tags: [] }],
  [{ exp: 1 }, {}],
  [{}, { exp: 1 }],
  [{ tags: { a: '1' } }, { tags: { b: '1' } }],
])('notices the difference between %j and %j', (before, after) => {
  const row = {}
  jsonOfRow(row, before)
  expect(jsonOfRow(row, after)).toBe(JSON.stringify(after))
})
