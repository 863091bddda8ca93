'use client'

import { useQuery } from '@tanstack/react-query'
import { RefreshCw, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { BulkBarWhenNeeded } from '@/components/bulk/bulk-bar-when-needed.tsx'
import { DataTable } from '@/components/data-table/data-table.tsx'
import { useRowSelection } from '@/components/data-table/row-selection.ts'
import { useTableUrlState } from '@/components/data-table/table-url-state.ts'
import { lazily } from '@/components/lazily.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { UnreadableParts } from '@/components/unreadable-parts.tsx'
import { type DeletedFamily, foldDeleted } from '@/lib/domain/deleted-object.ts'
import { deletedQueries } from '@/lib/queries/deleted-objects.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { deletedColumns } from './deleted-columns.tsx'
import { whyNotPurge, whyNotRecover } from './deleted-words.ts'

const PurgeDialog = lazily(() => import('./purge-dialog.tsx').then((part) => part.PurgeDialog))
const RecoverDialog = lazily(() => import('./recover-dialog.tsx').then((part) => part.RecoverDialog))

const tableOptions = { sort: 'scheduledPurgeDate', hidden: ['protection'], facets: ['kind', 'protection'] }

const idOf = ({ kind, name }: DeletedFamily) => `${kind} ${name}`
/** A plan of recoveries asks nothing of what the object was before. */
const toTarget = (row: DeletedFamily) => ({ ...row, enabled: true, expiresOn: null, notBefore: null })

/** What was deleted in a vault and can still come back, what is purged first at the top. */
export function DeletedTable({ vaultName }: { vaultName: string }) {
  const { data, isPending, isFetching, error, refetch } = useQuery(deletedQueries.ofVault(vaultName))
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const [asked, setAsked] = useState<{ what: 'recover' | 'purge'; object: DeletedFamily } | null>(null)
  const state = useTableUrlState(tableOptions)
  const rows = useMemo(() => foldDeleted((data?.items ?? []).map((one) => ({ ...one, vaultName }))), [data, vaultName])
  const selection = useRowSelection()
  const targets = useMemo(
    () => rows.filter((row) => selection.selected.has(idOf(row))).map(toTarget),
    [rows, selection],
  )
  const columns = useMemo(
    () =>
      deletedColumns({
        whyNotRecover: (object) => whyNotRecover(object, vault),
        whyNotPurge: (object) => whyNotPurge(object, vault),
        onRecover: (object) => setAsked({ what: 'recover', object }),
        onPurge: (object) => setAsked({ what: 'purge', object }),
      }),
    [vault],
  )
  const problems = data?.problems ?? []
  const Asked = asked?.what === 'purge' ? PurgeDialog : RecoverDialog
  return (
    <>
      <DataTable
        label={`Deleted items of ${vaultName}`}
        noun={['deleted item', 'deleted items']}
        columns={columns}
        rows={rows}
        rowId={idOf}
        state={state}
        isLoading={isPending && isFetching}
        isStreaming={isFetching && data?.isComplete === false}
        error={error && problemFrom(error)}
        onRetry={() => void refetch()}
        className="pt-3"
        selection={selection}
        notice={
          <>
            <UnreadableParts problems={problems} consequence="They are missing from the list." />
            <BulkBarWhenNeeded
              list={`${vaultName} deleted`}
              {...{ selection, targets }}
              factsOf={() => vault?.facts ?? null}
              noun={['deleted item', 'deleted items']}
              actions={['recover']}
              whyNotAny={() => null}
              whyNot={(_, target) => whyNotRecover(target, vault)}
            />
          </>
        }
        actions={
          <IconButton
            label="Load the list again"
            variant="secondary"
            isLoading={isFetching}
            onClick={() => void refetch()}
          >
            {isFetching ? null : <RefreshCw aria-hidden />}
          </IconButton>
        }
        empty={
          <EmptyState icon={<Trash2 aria-hidden />} title="Nothing deleted can be recovered here">
            <p>
              {problems.length > 0
                ? 'What could be read holds nothing. The kinds named above could not be read.'
                : 'What is deleted in this vault stays here until its retention ends or somebody purges it.'}
            </p>
          </EmptyState>
        }
      />
      {asked ? <Asked object={asked.object} onClose={() => setAsked(null)} /> : null}
    </>
  )
}
