'use client'

import { ListFilter, Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { controlStyle } from '../ui/control-style.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Menu, MenuCheckboxItem } from '../ui/menu.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import { listenForFilterKey } from './row-keys.ts'
import type { TableUrlState } from './table-url-state.ts'
import type { DataTableInstance } from './use-data-table.ts'

export interface TableToolbarProps<T extends object> {
  table: DataTableInstance<T>
  state: TableUrlState
  /** What is listed, as in "Filter vaults". */
  noun: string
  actions?: ReactNode
}

export function TableToolbar<T extends object>({ table, state, noun, actions }: TableToolbarProps<T>) {
  const columns = table.getAllLeafColumns()
  const isFiltered = state.filter !== '' || state.facets.length > 0
  return (
    <div className="flex flex-wrap items-start gap-2 sm:flex-nowrap">
      <FilterBox state={state} noun={noun} />
      {/* On a narrow screen the facets make one row to swipe, below the filter box; the padding keeps focus rings whole. */}
      <div className="order-last -m-1 flex min-w-0 basis-full items-center gap-2 overflow-x-auto p-1 empty:hidden sm:order-none sm:flex-1 sm:basis-0 sm:flex-wrap">
        {columns.map((column) =>
          column.columnDef.meta?.isFacet ? <Facet key={column.id} column={column} state={state} /> : null,
        )}
        {isFiltered ? (
          <Button variant="ghost" onClick={state.clearFilters}>
            Clear
          </Button>
        ) : null}
      </div>
      <div className="ml-auto flex shrink-0 items-center gap-2">
        {actions}
        <ColumnChooser
          columns={columns.flatMap((column) =>
            column.columnDef.meta?.isFixed ? [] : [{ id: column.id, label: labelOf(column) }],
          )}
          hidden={state.hidden}
          onChange={state.setHidden}
        />
      </div>
    </div>
  )
}

/** A box for free text; the slash key leads to it. */
export function FilterBox({ state, noun }: { state: Pick<TableUrlState, 'filter' | 'setFilter'>; noun: string }) {
  return (
    <div className="relative min-w-40 flex-1 sm:max-w-64 sm:min-w-56">
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
      <input
        type="search"
        aria-label={`Filter ${noun}`}
        placeholder={`Filter ${noun}`}
        autoComplete="off"
        spellCheck={false}
        value={state.filter}
        onChange={(event) => state.setFilter(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (state.filter) state.setFilter('')
          else event.currentTarget.blur()
        }}
        ref={(input) => (input ? listenForFilterKey(input) : undefined)}
        className={classNames(controlStyle, 'peer h-8 pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      {state.filter ? (
        <IconButton
          label="Clear the filter"
          size="sm"
          className="absolute top-1 right-1"
          onClick={() => state.setFilter('')}
        >
          <X aria-hidden />
        </IconButton>
      ) : (
        <span className="pointer-events-none absolute top-2 right-2 hidden sm:peer-focus:hidden sm:block">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  )
}

type Column<T extends object> = ReturnType<DataTableInstance<T>['getAllLeafColumns']>[number]

function Facet<T extends object>({ column, state }: { column: Column<T>; state: TableUrlState }) {
  const chosen = state.facets.find((facet) => facet.id === column.id)?.value
  // The state hook writes string arrays only.
  const values = (chosen ?? []) as string[]
  const label = labelOf(column)
  const say = column.columnDef.meta?.facetLabel ?? ((value: string) => value)
  const counts = [...column.getFacetedUniqueValues()].map(([value, count]) => ({ value: String(value), count }))
  const absent = values.filter((value) => !counts.some((each) => each.value === value))
  const options = [...counts, ...absent.map((value) => ({ value, count: 0 }))].sort((a, b) =>
    say(a.value).localeCompare(say(b.value)),
  )
  const summary = values.length === 1 ? say(values[0] ?? '') : `${values.length} chosen`
  return (
    <Menu
      trigger={
        <Button className={classNames(values.length > 0 && 'border-accent bg-accent-wash text-accent')}>
          {values.length ? null : <ListFilter aria-hidden />}
          <span className="max-w-56 truncate">{values.length ? `${label}: ${summary}` : label}</span>
        </Button>
      }
    >
      {options.length ? (
        options.map(({ value, count }) => (
          <MenuCheckboxItem
            key={value}
            checked={values.includes(value)}
            detail={count}
            onCheckedChange={(checked) =>
              state.setFacet(column.id, checked ? [...values, value] : values.filter((each) => each !== value))
            }
          >
            {say(value)}
          </MenuCheckboxItem>
        ))
      ) : (
        <p className="px-2 py-1 text-muted text-sm">Nothing to choose from yet.</p>
      )}
    </Menu>
  )
}

function labelOf<T extends object>(column: Column<T>): string {
  const { header, meta } = column.columnDef
  return meta?.label ?? (typeof header === 'string' ? header : column.id)
}
