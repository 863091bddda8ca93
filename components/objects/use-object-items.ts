'use client'

import { useDeferredValue, useMemo, useState } from 'react'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { matchesFilter, parseFilter } from '@/lib/domain/object-filter.ts'
import { groupEntries, sortByName, sortEntries } from '@/lib/domain/object-order.ts'
import type { GroupHead } from '../data-table/windowed-rows.tsx'

export interface ShownState {
  filter: string
  sorting: readonly { id: string; desc: boolean }[]
}

/**
 * The rows that a list shows: sorted by name as they arrive, once more for each order, then filtered at each keystroke, since a filter keeps the order.
 * Typing comes first; the rows follow when there is time.
 */
export function useShownEntries(entries: readonly ObjectEntry[], { filter, sorting }: ShownState) {
  const [sort] = sorting
  const wanted = useDeferredValue(filter)
  const arrived = useDeferredValue(entries)
  const column = useDeferredValue(sort?.id ?? 'name')
  const isDescending = useDeferredValue(sort?.desc ?? false)
  const parts = useMemo(() => parseFilter(wanted), [wanted])
  const byName = useMemo(() => sortByName(arrived), [arrived])
  const sorted = useMemo(() => sortEntries(byName, column, isDescending), [byName, column, isDescending])
  return useMemo(() => {
    const nowMs = Date.now()
    return parts.length > 0 ? sorted.filter((entry) => matchesFilter(parts, entry, nowMs)) : sorted
  }, [sorted, parts])
}

/** Rows under the heads of their groups, which can be closed; as they are where there is no group. */
export function useGroupedItems(shown: readonly ObjectEntry[], group: string) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const items = useMemo(() => (group === 'none' ? shown : inGroups(shown, group, closed)), [shown, group, closed])
  const toggleGroup = (label: string) =>
    setClosed((before) => {
      const next = new Set(before)
      if (!next.delete(label)) next.add(label)
      return next
    })
  return { items, toggleGroup }
}

function inGroups(entries: readonly ObjectEntry[], group: string, closed: ReadonlySet<string>) {
  return groupEntries(entries, group).flatMap(({ label, entries: own }): (ObjectEntry | GroupHead)[] => {
    const isOpen = !closed.has(label)
    const head: GroupHead = { isGroupHead: true, label, count: own.length, isOpen }
    return isOpen ? [head, ...own] : [head]
  })
}
