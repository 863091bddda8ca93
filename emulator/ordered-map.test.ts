import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OrderedMap } from './ordered-map.ts'

const key = fc.string({ minLength: 1, maxLength: 2 })
const step = fc.oneof(
  fc.record({ does: fc.constant('set' as const), key }),
  fc.record({ does: fc.constant('delete' as const), key }),
  fc.record({ does: fc.constant('list' as const), key }),
)

test('lists what comes after a key in order, whatever was set and deleted before', () => {
  fc.assert(
    fc.property(fc.array(key), fc.array(step, { maxLength: 60 }), (initial, steps) => {
      const map = new OrderedMap(initial.map((one) => [one, one]))
      const plain = new Set(initial)
      for (const { does, key: one } of steps) {
        if (does === 'set') {
          map.set(one, one)
          plain.add(one)
        } else if (does === 'delete') {
          expect(map.delete(one)).toBe(plain.delete(one))
        }
        expect([...map.valuesAfter(one)]).toEqual([...plain].sort().filter((other) => other > one))
      }
      expect([...map.valuesAfter('')]).toEqual([...plain].sort())
    }),
  )
})

test('counts a change of a value as a change', () => {
  const map = new OrderedMap([['a', 1]])
  const before = map.changes
  map.set('a', 2)
  expect(map.changes).not.toBe(before)
})
