import type { HeatmapPrincipal } from '@/lib/domain/access-heatmap.ts'
import { type CellState, cellStateOf } from '@/lib/domain/heat-grid.ts'
import type { HeatmapView } from '@/lib/domain/heatmap-view.ts'
import type { ExportTable } from '../export/export-table.ts'
import { stateWords } from './heatmap-words.ts'

/** A cell that tells something, as a row of its own. */
export interface HeatmapRow {
  id: string
  principal: HeatmapPrincipal
  column: string
  calls: number
  refused: number
  state: CellState
}

/** Cells with calls or with an unused right; of what is not logged there is nothing to tell but its vault. */
export function heatmapRows({ grid, principals, columns }: HeatmapView): HeatmapRow[] {
  return principals.flatMap((principal, row) =>
    columns.flatMap((column, at) => {
      const place = row * columns.length + at
      const state = cellStateOf(grid, place)
      if (state === 'none' || state === 'notLogged') return []
      const calls = grid.calls[place] ?? 0
      return [{ id: `${principal.id} ${column}`, principal, column, calls, refused: grid.refused[place] ?? 0, state }]
    }),
  )
}

export function heatmapExport(rows: readonly HeatmapRow[], by: 'vault' | 'object'): ExportTable {
  return {
    fileName: 'access-heatmap',
    head: ['Caller', 'Caller id', by === 'vault' ? 'Vault' : 'Object', 'Calls', 'Refused', 'State'],
    rows: rows.map(({ principal, column, calls, refused, state }) => [
      principal.name,
      principal.id,
      column,
      String(calls),
      String(refused),
      stateWords[state],
    ]),
  }
}
