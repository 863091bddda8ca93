'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { DataTable } from '@/components/data-table/data-table.tsx'
import { useTableUrlState } from '@/components/data-table/table-url-state.ts'
import { lazily } from '@/components/lazily.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { nothingDeleted } from '@/lib/domain/deleted-everywhere.ts'
import { type DeletedFamily, foldDeleted } from '@/lib/domain/deleted-object.ts'
import { cancelDeleted, deletedEverywhere, reloadDeleted } from '@/lib/queries/deleted-everywhere.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { ReadProgress } from '../objects/read-progress.tsx'
import { PageHeader } from '../page-header.tsx'
import { NoVaults } from '../vaults/no-vaults-lazily.tsx'
import { useOpenedVaults } from '../vaults/opened-vaults.ts'
import { deletedColumns, vaultColumn } from './deleted-columns.tsx'
import { DeletedTabs } from './deleted-tabs.tsx'
import { whyNotPurge, whyNotRecover } from './deleted-words.ts'

const PurgeDialog = lazily(() => import('./purge-dialog.tsx').then((part) => part.PurgeDialog))
const RecoverDialog = lazily(() => import('./recover-dialog.tsx').then((part) => part.RecoverDialog))

const tableOptions = { sort: 'scheduledPurgeDate', hidden: ['tags'], facets: ['kind', 'protection'] }
const nothing = nothingDeleted(0)

/** What was deleted in any vault and can still come back, what is purged first at the top. */
export function DeletedPage() {
  const cache = useQueryClient()
  const { names } = useOpenedVaults()
  const { data = nothing, isPending, isFetching, error } = useQuery(deletedEverywhere(names))
  const [asked, setAsked] = useState<{ what: 'recover' | 'purge'; object: DeletedFamily } | null>(null)
  const state = useTableUrlState(tableOptions)
  const rows = useMemo(() => foldDeleted(data.items), [data.items])
  const columns = useMemo(() => {
    const [name, ...others] = deletedColumns({
      // The rights in every vault would be a call for each: here the call itself tells, unless protection does.
      whyNotRecover: (object) => whyNotRecover(object, undefined),
      whyNotPurge: (object) => whyNotPurge(object, undefined),
      onRecover: (object) => setAsked({ what: 'recover', object }),
      onPurge: (object) => setAsked({ what: 'purge', object }),
    })
    return name ? [name, vaultColumn, ...others] : others
  }, [])
  const problem = error ? problemFrom(error) : null
  const reload = () => void reloadDeleted(cache, 'all')
  const reading = {
    inventory: data,
    isReading: isFetching,
    error: null,
    reload,
    retryFailed: () => void reloadDeleted(cache, 'failed'),
    cancel: () => cancelDeleted(cache),
  }
  const Asked = asked?.what === 'purge' ? PurgeDialog : RecoverDialog
  return (
    <>
      <PageHeader title="Deleted items" tabs={<DeletedTabs />} />
      <DataTable
        className="pt-3"
        label="Deleted items of all vaults"
        noun={['deleted item', 'deleted items']}
        columns={columns}
        rows={rows}
        rowId={({ vaultName, kind, name }) => `${vaultName} ${kind} ${name}`}
        state={state}
        isLoading={isPending && isFetching}
        isStreaming={isFetching}
        error={problem}
        onRetry={reload}
        notice={<ReadProgress reading={reading} count="All vaults" />}
        actions={
          <IconButton label="Read all vaults again" variant="secondary" isLoading={isFetching} onClick={reload}>
            {isFetching ? null : <RefreshCw aria-hidden />}
          </IconButton>
        }
        empty={
          data.vaultCount === 0 ? (
            <NoVaults isPartial={data.problems.length > 0} onRetry={reload} />
          ) : (
            <EmptyState icon={<Trash2 aria-hidden />} title="Nothing deleted can be recovered">
              <p>What is deleted in a vault stays here until its retention ends or somebody purges it.</p>
            </EmptyState>
          )
        }
      />
      {asked ? <Asked object={asked.object} onClose={() => setAsked(null)} /> : null}
    </>
  )
}
