'use client'

import { useMemo, useState } from 'react'

/** The chosen rows of a table, by the ids of its rows. */
export interface RowSelection {
  selected: ReadonlySet<string>
  setSelected: (selected: ReadonlySet<string>) => void
  clear: () => void
}

export function useRowSelection(): RowSelection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set())
  return useMemo(() => ({ selected, setSelected, clear: () => setSelected(new Set()) }), [selected])
}

/**
 * A row chosen, or no longer; with `anchorId` every row from that one on too, in the order they are shown in, and all of
 * them become what the row itself becomes.
 */
export function withToggled(
  selected: ReadonlySet<string>,
  shownIds: readonly string[],
  id: string,
  anchorId: string | null,
): Set<string> {
  const next = new Set(selected)
  const isChosen = !selected.has(id)
  const anchor = anchorId === null ? -1 : shownIds.indexOf(anchorId)
  const end = shownIds.indexOf(id)
  const range = anchor < 0 || end < 0 ? [id] : shownIds.slice(Math.min(anchor, end), Math.max(anchor, end) + 1)
  for (const each of range) {
    if (isChosen) next.add(each)
    else next.delete(each)
  }
  return next
}

/** All shown rows chosen; or none of them, where all were. What a filter hides keeps its state. */
export function withAllToggled(selected: ReadonlySet<string>, shownIds: readonly string[]): Set<string> {
  const areAll = shownIds.length > 0 && shownIds.every((id) => selected.has(id))
  const next = new Set(selected)
  for (const id of shownIds) {
    if (areAll) next.delete(id)
    else next.add(id)
  }
  return next
}
