'use client'

import { type ReactNode, useCallback, useMemo, useRef } from 'react'
import { type RowSelection, withAllToggled, withToggled } from './row-selection.ts'
import { SelectBox } from './select-box.tsx'

/** The boxes of a table in which rows can be chosen: by box, by Shift and box, and by whatever else calls `toggle`. */
export function useRowBoxes(selection: RowSelection | undefined, shownIds: readonly string[]) {
  const anchor = useRef<string | null>(null)
  const now = useRef({ selection, shownIds })
  now.current = { selection, shownIds }
  /** Stays the same function, so that rows need not be drawn anew for it. */
  const toggle = useCallback((id: string | undefined, isRange: boolean) => {
    const { selection: chosen, shownIds: ids } = now.current
    if (!chosen || id === undefined) return
    chosen.setSelected(withToggled(chosen.selected, ids, id, isRange ? anchor.current : null))
    anchor.current = id
  }, [])
  const selected = selection?.selected
  const chosenCount = useMemo(
    () => (selected?.size ? shownIds.reduce((sum, id) => sum + (selected.has(id) ? 1 : 0), 0) : 0),
    [selected, shownIds],
  )
  const headStart: ReactNode = selection ? (
    <SelectBox
      label="Select all that are shown"
      isChecked={shownIds.length > 0 && chosenCount === shownIds.length}
      isMixed={chosenCount > 0 && chosenCount < shownIds.length}
      onToggle={() => selection.setSelected(withAllToggled(selection.selected, shownIds))}
    />
  ) : null
  return { toggle, headStart }
}
