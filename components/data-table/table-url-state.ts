'use client'

import type { ColumnFiltersState, SortingState } from '@tanstack/react-table'
import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

export interface TableUrlState {
  /** The free text; `q` in the address. */
  filter: string
  setFilter: (filter: string) => void
  /** One column; `sort=name` or `sort=-name` in the address. */
  sorting: SortingState
  setSorting: (sorting: SortingState) => void
  /** Ids of hidden columns; `hide=a,b` in the address. */
  hidden: string[]
  setHidden: (hidden: string[]) => void
  /** Chosen values per facet column, under the column's own id in the address. */
  facets: ColumnFiltersState
  setFacet: (columnId: string, values: string[]) => void
  /** Takes the text and every facet away. */
  clearFilters: () => void
}

export interface TableUrlOptions {
  /** `name`, or `-name` for descending. */
  sort: string
  /** Columns hidden unless the reader asks for them. */
  hidden?: readonly string[]
  /** Ids of the columns that have a facet. */
  facets?: readonly string[]
}

const parseList = parseAsArrayOf(parseAsString)

/** Keeps what a table shows in the address, so that a view can be shared. Options must be constant. */
export function useTableUrlState({ sort, hidden = [], facets = [] }: TableUrlOptions): TableUrlState {
  const [own, setOwn] = useQueryStates({
    q: parseAsString.withDefault(''),
    sort: parseAsString.withDefault(sort),
    hide: parseList.withDefault([...hidden]),
  })
  const [chosen, setChosen] = useQueryStates(Object.fromEntries(facets.map((id) => [id, parseList.withDefault([])])))
  const sorting = useMemo(
    () => [own.sort.startsWith('-') ? { id: own.sort.slice(1), desc: true } : { id: own.sort, desc: false }],
    [own.sort],
  )
  const columnFilters = useMemo(
    () => Object.entries(chosen).flatMap(([id, value]) => (value.length ? [{ id, value }] : [])),
    [chosen],
  )
  return {
    filter: own.q,
    setFilter: (q) => void setOwn({ q: q || null }),
    sorting,
    setSorting: ([first]) => void setOwn({ sort: first ? `${first.desc ? '-' : ''}${first.id}` : null }),
    hidden: own.hide,
    setHidden: (hide) => void setOwn({ hide }),
    facets: columnFilters,
    setFacet: (id, values) => void setChosen({ [id]: values.length ? values : null }),
    clearFilters: () => {
      void setOwn({ q: null })
      void setChosen(null)
    },
  }
}
