'use client'

import { useQuery } from '@tanstack/react-query'
import { RefreshCw, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { DataTable } from '@/components/data-table/data-table.tsx'
import { useTableUrlState } from '@/components/data-table/table-url-state.ts'
import { DeletedTabs } from '@/components/deleted/deleted-tabs.tsx'
import { lazily } from '@/components/lazily.tsx'
import { PageHeader } from '@/components/page-header.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { UnreadableParts } from '@/components/unreadable-parts.tsx'
import type { DeletedVault } from '@/lib/domain/deleted-vault.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultSettingsQueries } from '@/lib/queries/vault-settings.ts'
import { deletedVaultColumns } from './deleted-vault-columns.tsx'

const PurgeVaultDialog = lazily(() => import('./purge-vault-dialog.tsx').then((part) => part.PurgeVaultDialog))
const RecoverVaultDialog = lazily(() => import('./recover-vault-dialog.tsx').then((part) => part.RecoverVaultDialog))

const tableOptions = { sort: 'scheduledPurgeDate', hidden: ['tags'], facets: ['subscription', 'region', 'protection'] }
const noVaults: DeletedVault[] = []

/** Vaults that were deleted in any subscription and can still come back, what is purged first at the top. */
export function DeletedVaultsPage() {
  const { data, error, isPending, isFetching, refetch } = useQuery(vaultSettingsQueries.deleted())
  const [asked, setAsked] = useState<{ what: 'recover' | 'purge'; vault: DeletedVault } | null>(null)
  const state = useTableUrlState(tableOptions)
  const columns = useMemo(
    () =>
      deletedVaultColumns({
        onRecover: (vault) => setAsked({ what: 'recover', vault }),
        onPurge: (vault) => setAsked({ what: 'purge', vault }),
      }),
    [],
  )
  const problems = data?.problems ?? []
  return (
    <>
      <PageHeader title="Deleted vaults" tabs={<DeletedTabs />} />
      <DataTable
        className="pt-3"
        label="Deleted vaults"
        noun={['deleted vault', 'deleted vaults']}
        columns={columns}
        rows={data?.items ?? noVaults}
        rowId={({ subscriptionId, location, name }) => `${subscriptionId} ${location} ${name}`}
        state={state}
        isLoading={isPending}
        isStreaming={isFetching && data?.isComplete === false}
        error={error ? problemFrom(error) : null}
        onRetry={refetch}
        notice={<UnreadableParts problems={problems} consequence="Deleted vaults may be missing from the list." />}
        actions={
          <IconButton label="Load the list again" variant="secondary" isLoading={isFetching} onClick={() => refetch()}>
            {isFetching ? null : <RefreshCw aria-hidden />}
          </IconButton>
        }
        empty={
          <EmptyState icon={<Trash2 aria-hidden />} title="No deleted vault can be recovered">
            <p>A vault that is deleted stays here until its retention ends or somebody purges it.</p>
          </EmptyState>
        }
      />
      {asked?.what === 'recover' ? (
        <RecoverVaultDialog vault={asked.vault} onClose={() => setAsked(null)} />
      ) : asked ? (
        <PurgeVaultDialog vault={asked.vault} onClose={() => setAsked(null)} />
      ) : null}
    </>
  )
}
