import { expect, test } from 'vitest'
import { heatmapOf, refusalsOf } from './access-heatmap.ts'

const cell = (principalId: string, column: string, calls: number, refused = 0) => ({
  principalId,
  column,
  calls,
  refused,
})

test('axes go by reach, then by calls, and every count stands in its own cell', () => {
  const { principalIds, columns, calls, refused } = heatmapOf([
    cell('few', 'b', 900),
    cell('wide', 'a', 1, 1),
    cell('wide', 'b', 2),
    cell('wide', 'c', 3, 2),
    cell('narrow', 'b', 5),
  ])
  expect(principalIds).toEqual(['wide', 'few', 'narrow'])
  expect(columns).toEqual(['b', 'c', 'a'])
  expect(calls).toEqual([2, 3, 1, 900, 0, 0, 5, 0, 0])
  expect([...refusalsOf(refused)]).toEqual([
    [1, 2],
    [2, 1],
  ])
})

test('what is beyond the limits is what reaches least', () => {
  const cells = [cell('a', 'x', 1), cell('a', 'y', 1), cell('b', 'x', 9)]
  expect(heatmapOf(cells, ['X', 'z'], { principals: 1, columns: 1 })).toEqual({
    principalIds: ['a'],
    columns: ['x'],
    calls: [1],
    refused: [],
  })
})

test('columns without a cell come last, and none of them twice', () => {
  const { columns, calls } = heatmapOf([cell('a', 'x', 1), cell('b', 'x', 2)], ['X', 'z'])
  expect([columns, calls]).toEqual([
    ['x', 'z'],
    [2, 0, 1, 0],
  ])
})
