import { expect, test } from 'vitest'
import { withAllToggled, withToggled } from './row-selection.ts'

const shown = ['a', 'b', 'c', 'd', 'e']
const list = (set: ReadonlySet<string>) => [...set].sort().join('')

test('a range reaches from the anchor to the row, in either direction, and takes the state of the row', () => {
  const some = withToggled(new Set(), shown, 'b', null)
  expect(list(withToggled(some, shown, 'd', 'b'))).toBe('bcd')
  expect(list(withToggled(new Set(['e']), shown, 'a', 'c'))).toBe('abce')
  expect(list(withToggled(new Set(shown), shown, 'd', 'b'))).toBe('ae')
})

test('an anchor that a filter hides makes no range', () => {
  expect(list(withToggled(new Set(['z']), shown, 'c', 'z'))).toBe('cz')
})

test('all shown rows are chosen, then none of them, and hidden ones keep their state', () => {
  const all = withAllToggled(new Set(['b', 'hidden']), shown)
  expect(list(all)).toBe('abcdehidden')
  expect(list(withAllToggled(all, shown))).toBe('hidden')
})
