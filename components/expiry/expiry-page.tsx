'use client'

import { CalendarDays, CalendarX } from 'lucide-react'
import { useMemo } from 'react'
import { foldManaged } from '@/lib/domain/object-entry.ts'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { WindowedRows } from '../data-table/windowed-rows.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { lazily } from '../lazily.tsx'
import { FilterChips } from '../objects/filter-chips.tsx'
import { GroupMenu } from '../objects/group-menu.tsx'
import { exportOf } from '../objects/object-export.ts'
import { ObjectFilterBox } from '../objects/object-filter-box.tsx'
import { objectHref } from '../objects/object-href.ts'
import { ReadProgress } from '../objects/read-progress.tsx'
import { useGroup } from '../objects/use-group.ts'
import { useGroupedItems, useShownEntries } from '../objects/use-object-items.ts'
import { useObjects } from '../objects/use-objects.ts'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { MenuItem } from '../ui/menu.tsx'
import { NoVaults } from '../vaults/no-vaults-lazily.tsx'
import { ExpiryBars } from './expiry-bars.tsx'
import { expiryColumns } from './expiry-columns.tsx'
import { ThresholdPopover } from './threshold-popover.tsx'
import { rotationId, useExpiryView } from './use-expiry-view.ts'
import { WeekTimeline } from './week-timeline.tsx'

const CheckStatus = lazily(() => import('../checks/check-status.tsx').then((part) => part.CheckStatus))

const tableOptions = { sort: 'expires', hidden: ['updated', 'tags'] }

/** What expires when, over all vaults: a certificate with its key and secret counts once. */
export function ExpiryPage() {
  const reading = useObjects()
  const { inventory, isLoading, isReading, error, reload } = reading
  const state = useTableUrlState(tableOptions)
  const [group, setGroup] = useGroup()
  const folded = useMemo(() => foldManaged(inventory.entries), [inventory.entries])
  const found = useShownEntries(folded, state)
  const view = useExpiryView(found)
  const { rows } = view
  const { items, toggleGroup } = useGroupedItems(rows, group)
  const clear = () => {
    state.clearFilters()
    view.setDue('')
  }
  const isEmpty = !isReading && inventory.entries.length === 0
  return (
    <>
      <PageHeader title="Expiry" />
      <div className="flex flex-col gap-2 px-4 pb-2 sm:px-6">
        {isEmpty ? null : (
          <>
            <ExpiryBars bars={view.bars} chosen={view.due} onChoose={view.setDue} />
            <WeekTimeline weeks={view.weeks} chosen={view.week} onChoose={view.setWeek} />
            <div className="flex flex-wrap items-start gap-2">
              <ObjectFilterBox filter={state.filter} onChange={state.setFilter} entries={folded} />
              <GroupMenu group={group} onChange={setGroup} />
              <ThresholdPopover thresholds={view.thresholds} onChange={view.setThresholds} />
              <ExportMenu table={() => exportOf('expiry', rows)} rowCount={rows.length}>
                <MenuItem
                  icon={<CalendarDays aria-hidden />}
                  onSelect={() => void import('./save-calendar.ts').then(({ saveCalendar }) => saveCalendar(rows))}
                >
                  Calendar (iCalendar)
                </MenuItem>
              </ExportMenu>
            </div>
            <FilterChips filter={state.filter} onChange={state.setFilter} />
          </>
        )}
        <ReadProgress reading={reading} count={isLoading ? 'Reading' : countWords(rows.length)} />
        {view.due === rotationId && !isEmpty ? (
          <CheckStatus check="rotation" entries={inventory.entries} isReading={isReading} />
        ) : null}
      </div>
      {isEmpty ? (
        error ? null : (
          <div className="flex-1 overflow-auto border-t">
            <NoVaults isPartial={inventory.problems.length > 0} onRetry={reload} />
          </div>
        )
      ) : rows.length === 0 && !isReading ? (
        <div className="flex-1 overflow-auto border-t">
          <EmptyState
            icon={<CalendarX aria-hidden />}
            title={view.due === rotationId ? 'No key is known to be past its rotation' : 'Nothing expires here'}
            actions={<Button onClick={clear}>Show all that expires</Button>}
          >
            <p>
              {view.due === rotationId
                ? 'Key Vault tells it of each key alone: what was asked stands above.'
                : 'No object that could be read expires in this time and matches the filter.'}
            </p>
          </EmptyState>
        </div>
      ) : (
        <WindowedRows
          label="Expiries"
          columns={expiryColumns}
          items={items}
          rowId={(entry) => entry.id}
          rowHref={objectHref}
          onToggleGroup={toggleGroup}
          state={state}
          isLoading={isLoading}
          isStreaming={isReading}
        />
      )}
    </>
  )
}

const countWords = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'object' : 'objects'}`
