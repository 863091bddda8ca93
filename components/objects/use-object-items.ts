'use client'

import { useDeferredValue, useMemo, useState } from 'react'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { matchesFilter, parseFilter } from '@/lib/domain/object-filter.ts'
import { groupEntries, sortEntries } from '@/lib/domain/object-order.ts'
import type { GroupHead } from '../data-table/windowed-rows.tsx'

export interface ObjectListState {
  filter: string
  sorting: readonly { id: string; desc: boolean }[]
  /** Empty for none. */
  group: string
}

/**
 * The rows that a list shows: sorted once for each order, then filtered at each keystroke, since a filter keeps the order.
 * Typing comes first; the rows follow when there is time.
 */
export function useObjectItems(entries: readonly ObjectEntry[], { filter, sorting, group }: ObjectListState) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const wanted = useDeferredValue(filter)
  const arrived = useDeferredValue(entries)
  const [sort] = sorting
  const column = useDeferredValue(sort?.id ?? 'name')
  const isDescending = useDeferredValue(sort?.desc ?? false)
  const parts = useMemo(() => parseFilter(wanted), [wanted])
  const sorted = useMemo(() => sortEntries(arrived, column, isDescending), [arrived, column, isDescending])
  const shown = useMemo(() => {
    const nowMs = Date.now()
    return parts.length > 0 ? sorted.filter((entry) => matchesFilter(parts, entry, nowMs)) : sorted
  }, [sorted, parts])
  const items = useMemo(() => (group ? inGroups(shown, group, closed) : shown), [shown, group, closed])
  const toggleGroup = (label: string) =>
    setClosed((before) => {
      const next = new Set(before)
      if (!next.delete(label)) next.add(label)
      return next
    })
  return { items, shown, toggleGroup }
}

function inGroups(entries: readonly ObjectEntry[], group: string, closed: ReadonlySet<string>) {
  return groupEntries(entries, group).flatMap(({ label, entries: own }): (ObjectEntry | GroupHead)[] => {
    const isOpen = !closed.has(label)
    const head: GroupHead = { isGroupHead: true, label, count: own.length, isOpen }
    return isOpen ? [head, ...own] : [head]
  })
}
