import { expect, test } from 'vitest'
import { placeAfter } from './grid-keys.ts'

const size = { rows: 10, columns: 5, page: 4 }
const press = (key: string, ctrlKey = false) => placeAfter({ key, ctrlKey }, { row: 2, column: 1 }, size)

test('keys move by one cell, by a page, and to the ends, and never out of the grid', () => {
  expect(press('ArrowDown')).toEqual({ row: 3, column: 1 })
  expect(press('ArrowLeft')).toEqual({ row: 2, column: 0 })
  expect(press('PageDown')).toEqual({ row: 6, column: 1 })
  expect(press('PageUp')).toEqual({ row: 0, column: 1 })
  expect(press('Home')).toEqual({ row: 2, column: 0 })
  expect(press('End', true)).toEqual({ row: 9, column: 4 })
  expect(placeAfter({ key: 'ArrowUp', ctrlKey: false }, { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 })
})

test('other keys are left to the page', () => {
  expect(press('a')).toBeUndefined()
})
