'use client'

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { heatmapOrders } from '@/lib/domain/heatmap-view.ts'

/** Pixels of a cell. */
export const zooms = ['5', '8', '12', '18', '28'] as const
const usualZoom = '18'

/** What of the heatmap is shown, in the address: `by`, `vaults`, `q`, `order`, `view`, `zoom`, `rights`, `console`. */
export function useHeatmapFilters() {
  const [chosen, setChosen] = useQueryStates({
    by: parseAsStringLiteral(['vault', 'object']).withDefault('vault'),
    vaults: parseAsArrayOf(parseAsString).withDefault([]),
    q: parseAsString.withDefault(''),
    order: parseAsStringLiteral(heatmapOrders).withDefault('reach'),
    view: parseAsStringLiteral(['heatmap', 'table']).withDefault('heatmap'),
    zoom: parseAsStringLiteral(zooms).withDefault(usualZoom),
    rights: parseAsBoolean.withDefault(false),
    console: parseAsBoolean.withDefault(false),
  })
  const set = (next: Partial<typeof chosen>) => void setChosen(next)
  const zoomBy = (by: 1 | -1) => {
    const next = zooms[zooms.indexOf(chosen.zoom) + by]
    if (next) set({ zoom: next })
  }
  return { ...chosen, set, zoomBy }
}
export type HeatmapFilters = ReturnType<typeof useHeatmapFilters>
