'use client'

import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '../../lib/domain/problem.ts'
import type { Vault } from '../../lib/domain/vault.ts'
import { problemFrom } from '../../lib/queries/problem-from.ts'
import { vaultQueries } from '../../lib/queries/vaults.ts'
import { pages } from '../../lib/routes.ts'
import { DataTable } from '../data-table/data-table.tsx'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { lazily } from '../lazily.tsx'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { NoVaults } from './no-vaults-lazily.tsx'
import { vaultColumns } from './vault-columns.tsx'
import { missingVaultsWords } from './vault-words.ts'

const OpenByNameDialog = lazily(() => import('./open-by-name-dialog.tsx').then((part) => part.OpenByNameDialog))
const NewVaultDialog = lazily(() =>
  import('../vault-settings/new-vault-dialog.tsx').then((part) => part.NewVaultDialog),
)

const noVaults: Vault[] = []
const noProblems: Problem[] = []
const tableOptions = {
  sort: 'name',
  hidden: ['retention', 'uri'],
  facets: ['subscription', 'region', 'model', 'purge', 'network'],
} as const

/** Every vault the person can see, over all subscriptions. */
export function VaultsPage() {
  const { data, error, isPending, isFetching, refetch } = useQuery(vaultQueries.list())
  const state = useTableUrlState(tableOptions)
  const [isOpening, setIsOpening] = useState(false)
  const [isMaking, setIsMaking] = useState(false)
  const vaults = data?.items ?? noVaults
  const problems = data?.problems ?? noProblems
  const subscriptionCount = new Set(vaults.map((vault) => vault.subscriptionId)).size
  return (
    <>
      <PageHeader
        title="Vaults"
        actions={
          <>
            <Button {...OpenByNameDialog.onIntent} onClick={() => setIsOpening(true)}>
              Open by name
            </Button>
            <Button variant="primary" {...NewVaultDialog.onIntent} onClick={() => setIsMaking(true)}>
              Create a vault
            </Button>
          </>
        }
      />
      <DataTable
        label="Vaults"
        noun={['vault', 'vaults']}
        columns={vaultColumns}
        rows={vaults}
        rowId={(vault) => vault.id}
        rowHref={(vault) => pages.vault(vault.name)}
        state={state}
        isLoading={isPending}
        isStreaming={isFetching && data?.isComplete === false}
        error={error ? problemFrom(error) : null}
        onRetry={refetch}
        countNote={`in ${subscriptionCount} ${subscriptionCount === 1 ? 'subscription' : 'subscriptions'}`}
        notice={<UnreadableParts problems={problems} consequence={missingVaultsWords(problems)} />}
        empty={<NoVaults isPartial={problems.length > 0} onRetry={refetch} />}
        actions={
          <IconButton label="Load the list again" variant="secondary" isLoading={isFetching} onClick={() => refetch()}>
            {isFetching ? null : <RefreshCw aria-hidden />}
          </IconButton>
        }
      />
      {isMaking ? <NewVaultDialog onClose={() => setIsMaking(false)} /> : null}
      {isOpening ? <OpenByNameDialog open onOpenChange={setIsOpening} /> : null}
    </>
  )
}
