'use client'

import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Problem } from '../../lib/domain/problem.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { RowSelection } from './row-selection.ts'
import { TableRows } from './table-rows.tsx'
import { TableToolbar } from './table-toolbar.tsx'
import { type DataTableOptions, useDataTable } from './use-data-table.ts'

export interface DataTableProps<T extends object> extends DataTableOptions<T> {
  /** The table's accessible name. */
  label: string
  /** What a row is: ['vault', 'vaults']. */
  noun: readonly [one: string, many: string]
  /** Makes each row a link; the first column is then the link itself. */
  rowHref?: (row: T) => string
  /** Before the first page has come. */
  isLoading: boolean
  /** While further pages are coming. */
  isStreaming: boolean
  /** What ended the list; rows that came before stay and are said to be incomplete. */
  error: Problem | null
  onRetry: () => void
  /** In the place of the rows where there is none at all: why, and what to do. */
  empty: ReactNode
  /** Said after the count, as in "24 vaults in 3 subscriptions". */
  countNote?: string
  /** Between toolbar and rows: what the reader must know of the list as a whole. */
  notice?: ReactNode
  /** Lets rows be chosen; what is done with them stands in `notice`. */
  selection?: RowSelection
  /** Controls at the right of the toolbar. */
  actions?: ReactNode
  /** Further controls, made of the rows that the filter leaves, in their order. */
  actionsOf?: (shown: T[]) => ReactNode
  /** Give it a height where it does not fill the page, for example `max-h-96`. */
  className?: string
}

/** A table of everything: filter, facets, sort and columns in the address, rows drawn as they come into view. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, noun, rowHref, isLoading, isStreaming, error, onRetry, empty, notice, state } = props
  const table = useDataTable(props)
  const total = props.rows.length
  const shown = table.getRowModel().rows.length
  const actions = (
    <>
      {props.actionsOf?.(table.getRowModel().rows.map(({ original }) => original))}
      {props.actions}
    </>
  )
  const isEmpty = !isLoading && !isStreaming && total === 0
  return (
    <div className={classNames('flex min-h-0 flex-1 flex-col', props.className)}>
      <div className="flex flex-col gap-2 px-4 pb-2 sm:px-6">
        {isEmpty ? null : <TableToolbar table={table} state={state} noun={noun[1]} actions={actions} />}
        {notice}
        {error && total > 0 ? (
          <ProblemNotice
            problem={error}
            actions={
              <Button size="sm" onClick={onRetry}>
                Load the list again
              </Button>
            }
          />
        ) : null}
        <p role="status" className="text-muted text-xs tabular-nums">
          {countText(props, shown)}
        </p>
      </div>
      {error && total === 0 ? (
        <div className="flex-1 overflow-auto border-t">
          <ProblemNotice variant="page" problem={error} actions={<Button onClick={onRetry}>Try again</Button>} />
        </div>
      ) : isEmpty ? (
        <div className="flex-1 overflow-auto border-t">{empty}</div>
      ) : shown === 0 && total > 0 ? (
        <div className="flex-1 overflow-auto border-t">
          <EmptyState
            icon={<SearchX aria-hidden />}
            title={`No ${noun[0]} matches the filter`}
            actions={<Button onClick={state.clearFilters}>Clear filters</Button>}
          >
            <p>
              {isStreaming
                ? `The list is still loading; ${total.toLocaleString('en')} are here so far.`
                : `${total.toLocaleString('en')} ${total === 1 ? noun[0] : noun[1]} ${total === 1 ? 'is' : 'are'} hidden by it.`}
            </p>
          </EmptyState>
        </div>
      ) : (
        <TableRows {...{ table, label, rowHref, isLoading, isStreaming }} selection={props.selection} />
      )}
    </div>
  )
}

function countText<T extends object>(
  { rows, noun, countNote, isLoading, isStreaming, error }: DataTableProps<T>,
  shown: number,
): string {
  if (isLoading) return `Loading ${noun[1]} …`
  const total = rows.length
  if (error && total === 0) return `No ${noun[1]} could be loaded`
  if (total === 0 && !isStreaming) return `No ${noun[1]}`
  const count =
    shown === total ? total.toLocaleString('en') : `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`
  return [
    `${count} ${total === 1 ? noun[0] : noun[1]}`,
    countNote ? ` ${countNote}` : '',
    isStreaming ? ' so far, more are coming' : '',
    error ? ' (incomplete)' : '',
  ].join('')
}
