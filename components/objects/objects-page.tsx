'use client'

import { RefreshCw, SearchX } from 'lucide-react'
import { bulkLedgers } from '@/lib/auth/tab-memory.ts'
import { checksAskedBy } from '@/lib/domain/object-check.ts'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { pages } from '@/lib/routes.ts'
import { useBulkKey } from '../bulk/use-bulk-key.ts'
import { ColumnChooser } from '../data-table/column-chooser.tsx'
import { useRowSelection } from '../data-table/row-selection.ts'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { WindowedRows } from '../data-table/windowed-rows.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { lazily } from '../lazily.tsx'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { NoVaults } from '../vaults/no-vaults-lazily.tsx'
import { FilterChips } from './filter-chips.tsx'
import { GroupMenu } from './group-menu.tsx'
import { objectColumns } from './object-columns.tsx'
import { exportOf } from './object-export.ts'
import { ObjectFilterBox } from './object-filter-box.tsx'
import { objectHref } from './object-href.ts'
import { ReadProgress } from './read-progress.tsx'
import { SavedViews } from './saved-views.tsx'
import { useGroup } from './use-group.ts'
import { useGroupedItems, useShownEntries } from './use-object-items.ts'
import { useObjects } from './use-objects.ts'

const BulkObjects = lazily(() => import('./bulk-objects.tsx').then((part) => part.BulkObjects))
const CheckStatus = lazily(() => import('../checks/check-status.tsx').then((part) => part.CheckStatus))

/** What the ledger of a change over all vaults is kept under. */
const bulkList = 'everything'
const tableOptions = { sort: 'name', hidden: ['updated', 'versions'] }
const choosable = objectColumns.flatMap(({ id, header, label, isFixed }) =>
  isFixed ? [] : [{ id, label: label ?? header }],
)
const rowId = (entry: ObjectEntry) => entry.id

/** Every secret, key and certificate of every vault in one list. */
export function ObjectsPage() {
  const reading = useObjects()
  const { inventory, isLoading, isReading, error, reload } = reading
  const state = useTableUrlState(tableOptions)
  const [group, setGroup] = useGroup()
  const { filter, setFilter } = state
  const shown = useShownEntries(inventory.entries, state)
  const { items, toggleGroup } = useGroupedItems(shown, group)
  const selection = useRowSelection()
  const bulkKey = useBulkKey({ list: bulkList })
  const hasBulk = selection.selected.size > 0 || bulkLedgers.read(bulkKey) !== null
  const total = inventory.entries.length
  return (
    <>
      <PageHeader title="Objects" />
      <div className="flex flex-col gap-2 px-4 pb-2 sm:px-6">
        <div className="flex flex-wrap items-start gap-2">
          <ObjectFilterBox filter={filter} onChange={setFilter} entries={inventory.entries} />
          <GroupMenu group={group} onChange={setGroup} />
          <SavedViews path={pages.objects()} />
          <ExportMenu table={() => exportOf('objects', shown)} rowCount={shown.length} />
          <IconButton label="Read all vaults again" variant="secondary" isLoading={isReading} onClick={reload}>
            {isReading ? null : <RefreshCw aria-hidden />}
          </IconButton>
          <ColumnChooser columns={choosable} hidden={state.hidden} onChange={state.setHidden} />
        </div>
        <FilterChips filter={filter} onChange={setFilter} />
        {hasBulk ? <BulkObjects list={bulkList} entries={inventory.entries} selection={selection} /> : null}
        <ReadProgress reading={reading} count={isLoading ? 'Reading' : countWords(shown.length, total)} />
        {checksAskedBy(filter).map((check) => (
          <CheckStatus key={check} {...{ check, isReading }} entries={inventory.entries} />
        ))}
      </div>
      {total === 0 && !isReading ? (
        error ? null : (
          <div className="flex-1 overflow-auto border-t">
            {inventory.vaultCount === 0 ? (
              <NoVaults isPartial={inventory.problems.length > 0} onRetry={reload} />
            ) : (
              <EmptyState title="There is no object that you can see">
                <p>The vaults that could be read are empty; those that could not are named above.</p>
              </EmptyState>
            )}
          </div>
        )
      ) : total > 0 && shown.length === 0 ? (
        <div className="flex-1 overflow-auto border-t">
          <EmptyState
            icon={<SearchX aria-hidden />}
            title={
              checksAskedBy(filter).length > 0
                ? 'No object is known to match the filter'
                : 'No object matches the filter'
            }
            actions={<Button onClick={() => setFilter('')}>Clear the filter</Button>}
          />
        </div>
      ) : (
        <WindowedRows
          label="Objects"
          columns={objectColumns}
          items={items}
          rowId={rowId}
          rowHref={objectHref}
          onToggleGroup={toggleGroup}
          selection={selection}
          state={state}
          isLoading={isLoading}
          isStreaming={isReading}
        />
      )}
    </>
  )
}

function countWords(shown: number, total: number): string {
  const all = `${total.toLocaleString('en')} ${total === 1 ? 'object' : 'objects'}`
  return shown === total ? all : `${shown.toLocaleString('en')} of ${all}`
}
