import { expect, test } from 'vitest'
import { cellMark, cellStateOf, clusteredOrder, type HeatGrid, pickGrid } from './heat-grid.ts'

const grid = (calls: number[], refused: number[], marks: number[], columnCount = calls.length): HeatGrid => ({
  rowCount: calls.length / columnCount,
  columnCount,
  calls: Uint32Array.from(calls),
  refused: Uint32Array.from(refused),
  marks: Uint8Array.from(marks),
})

test('no calls are none only where the log proves it, and unused only where there is a right', () => {
  const { unproven, could } = cellMark
  const one = grid(
    [3, 3, 3, 0, 0, 0, 0, 5],
    [0, 1, 3, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, could, unproven, unproven | could, unproven],
  )
  expect(Array.from({ length: 8 }, (_, place) => cellStateOf(one, place))).toEqual([
    'used',
    'partlyRefused',
    'refused',
    'none',
    'unused',
    'notLogged',
    'notLogged',
    'used',
  ])
})

test('picking keeps each cell with its row and column', () => {
  const picked = pickGrid(grid([1, 2, 3, 4, 5, 6], [0, 0, 3, 0, 0, 6], [0, 1, 0, 0, 1, 0], 3), [1, 0], [2, 1])
  expect([...picked.calls]).toEqual([6, 5, 3, 2])
  expect([...picked.refused]).toEqual([6, 0, 3, 0])
  expect([...picked.marks]).toEqual([0, 1, 0, 1])
})

test('clustering puts alike beside alike and leaves nothing out', () => {
  const rows = ['110000', '000111', '110000', '000110', '111000']
  const order = clusteredOrder(rows.length, 6, (row, bit) => rows[row]?.[bit] === '1')
  expect([...order].sort()).toEqual([0, 1, 2, 3, 4])
  expect(order.map((row) => rows[row])).toEqual(['000111', '000110', '110000', '110000', '111000'])
})
