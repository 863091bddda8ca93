import { expect, test } from 'vitest'
import type { AccessHeatmap } from './access-heatmap.ts'
import { type CellState, cellStateOf } from './heat-grid.ts'
import { type HeatmapView, shownView, wholeView } from './heatmap-view.ts'

const principal = (id: string) => ({ id, name: `Name of ${id}`, type: 'User' as const })
const logged = (vaultName: string, provenFromMs: number | null) => ({
  vaultName,
  state: 'logged' as const,
  provenFromMs,
})

const heatmap: AccessHeatmap = {
  by: 'vault',
  principals: [principal('ann'), principal('bob')],
  columns: ['kv-a', 'kv-new', 'kv-dark'],
  calls: [4, 0, 0, 2, 1, 0],
  // Bob's two calls to kv-a.
  refused: [3, 2],
  total: { principals: 2, columns: 3 },
  coverage: [
    logged('kv-a', 105),
    logged('kv-new', 500),
    { vaultName: 'kv-dark', state: 'notLogged', provenFromMs: null },
  ],
  queries: [],
  problems: [],
}
const period = { fromMs: 100, toMs: 700 }
const rights = { principals: [principal('cat'), principal('ann')], could: (id: string) => id === 'cat' }

function statesOf({ grid, principals, columns }: HeatmapView): Record<string, CellState[]> {
  return Object.fromEntries(
    principals.map(({ id }, row) => [id, columns.map((_, column) => cellStateOf(grid, row * columns.length + column))]),
  )
}

test('a vault that was logged for a part of the period proves no zero, and its calls show', () => {
  expect(statesOf(wholeView(heatmap, period))).toEqual({
    ann: ['used', 'notLogged', 'notLogged'],
    bob: ['refused', 'used', 'notLogged'],
  })
})

test('whoever has a right and never called has a row, unused only where that is proven', () => {
  expect(statesOf(wholeView(heatmap, period, rights)).cat).toEqual(['unused', 'notLogged', 'notLogged'])
})

test('where callers were cut off, nobody beyond them counts as having done nothing', () => {
  const cut = { ...heatmap, total: { principals: 600, columns: 3 } }
  expect(statesOf(wholeView(cut, period, rights)).cat).toEqual(['notLogged', 'notLogged', 'notLogged'])
})

test('a word finds callers, else vaults with whom they concern, and each count stays with its names', () => {
  const whole = wholeView(heatmap, period)
  const bob = shownView(whole, { q: 'of BOB', order: 'reach' })
  expect([bob.principals.map(({ id }) => id), [...bob.grid.calls]]).toEqual([['bob'], [2, 1, 0]])
  const fresh = shownView(whole, { q: 'new', order: 'reach' })
  expect([fresh.principals.map(({ id }) => id), fresh.columns, [...fresh.grid.calls]]).toEqual([
    ['bob'],
    ['kv-new'],
    [1],
  ])
  const named = shownView(whole, { q: '', order: 'name' })
  expect(named.columns).toEqual(['kv-a', 'kv-dark', 'kv-new'])
  expect([...named.grid.calls]).toEqual([4, 0, 0, 2, 0, 1])
})
