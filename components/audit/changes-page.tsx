'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleSlash, History, RefreshCw } from 'lucide-react'
import { createParser, parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { utcInstant, utcMinute } from '@/lib/domain/audit-period.ts'
import { auditChanges } from '@/lib/queries/audit-changes.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { DataTable } from '../data-table/data-table.tsx'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Popover } from '../ui/popover.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { AuditFrame } from './audit-frame.tsx'
import { changeColumns } from './change-columns.tsx'
import { changeRows, changesExport } from './change-rows.ts'
import { CoverageNote } from './coverage-note.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { QueryPanel } from './query-panel.tsx'
import { usePeriod } from './use-period.ts'
import { ValueFilterMenu } from './value-filter-menu.tsx'

const BeforeForm = lazily(() => import('./before-form.tsx').then((part) => part.BeforeForm))
const tableOptions = { sort: '-time', hidden: ['client'], facets: ['kind', 'who'] }
const nothing = { changes: [], principals: [] }
const dayMs = 86_400_000
const instant = createParser({ parse: utcInstant, serialize: (ms: number) => new Date(ms).toISOString() })

/** What was changed, over all vaults or some: what changed before the outage. */
export function ChangesPage() {
  const periodState = usePeriod('7d')
  const [{ vault: vaults, before }, setAsked] = useQueryStates({
    vault: parseAsArrayOf(parseAsString).withDefault([]),
    before: instant,
  })
  const period = useMemo(
    () => (before === null ? periodState.period : { fromMs: before - dayMs, toMs: before }),
    [before, periodState.period],
  )
  const reading = useQuery(auditChanges(period, vaults))
  const known = useQuery(vaultQueries.list())
  const state = useTableUrlState(tableOptions)
  const { data } = reading
  const rows = useMemo(() => changeRows(data ?? nothing, before), [data, before])
  const coverage = data?.coverage ?? []
  return (
    <AuditFrame about="Who changed a vault, who may reach it, its logging or an object in it, and from where.">
      <div className="flex min-h-0 flex-1 flex-col gap-2 pt-3">
        <div className="flex flex-wrap items-start gap-2 px-4 sm:px-6">
          <Popover
            label="What changed before"
            trigger={
              <Button
                {...BeforeForm.onIntent}
                aria-pressed={before !== null}
                className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
              >
                <History aria-hidden />
                {before === null ? 'What changed before …' : `Before ${utcMinute(before)} UTC`}
              </Button>
            }
          >
            <BeforeForm key={before} beforeMs={before} onChange={(ms) => void setAsked({ before: ms })} />
          </Popover>
          <ValueFilterMenu
            label="Vault"
            values={vaults}
            options={(known.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))}
            onChange={(values) => void setAsked({ vault: values.length > 0 ? values : null })}
          />
          <div className="ml-auto flex flex-wrap items-center gap-2">
            {before === null ? <PeriodPicker {...periodState} /> : null}
            <IconButton
              label="Ask again"
              variant="secondary"
              isLoading={reading.isFetching}
              onClick={() => void reading.refetch()}
            >
              {reading.isFetching ? null : <RefreshCw aria-hidden />}
            </IconButton>
          </div>
        </div>
        <DataTable
          label="Changes"
          noun={['change', 'changes']}
          columns={changeColumns}
          rows={rows}
          rowId={({ id }) => id}
          state={state}
          isLoading={reading.isPending}
          isStreaming={false}
          error={reading.error ? problemFrom(reading.error) : null}
          onRetry={() => void reading.refetch()}
          actionsOf={(shown) => (
            <ExportMenu
              table={() => changesExport(shown)}
              rowCount={shown.length}
              {...(data && { report: () => ({ title: 'Changes', period: data, ...data }) })}
            />
          )}
          notice={
            <>
              <CoverageNote coverage={coverage} />
              <UnreadableParts problems={data?.problems ?? []} consequence="Changes may be missing." />
              <QueryPanel queries={data?.queries ?? []} />
            </>
          }
          empty={<NoChange isKnown={data !== undefined && data.queries.length > 0} />}
        />
      </div>
    </AuditFrame>
  )
}

function NoChange({ isKnown }: { isKnown: boolean }) {
  return isKnown ? (
    <EmptyState icon={<History aria-hidden />} title="No change is logged in this time">
      <p>The logs that were asked have none. Of what is named above nothing is known.</p>
    </EmptyState>
  ) : (
    <EmptyState icon={<CircleSlash aria-hidden />} title="Whether something was changed is not known">
      <p>There is no log here that you may read. Each vault is named above, with the reason.</p>
    </EmptyState>
  )
}
