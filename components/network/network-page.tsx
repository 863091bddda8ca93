'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import type { Reach } from '@/lib/domain/reach.ts'
import type { Vault } from '@/lib/domain/vault.ts'
import { networkQueries } from '@/lib/queries/network.ts'
import { loadedObjects } from '@/lib/queries/objects.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { missingVaultsWords } from '../vaults/vault-words.ts'
import { exposureRows } from './network-rows.ts'
import { ExposureTable, FindingTable } from './network-tables.tsx'

const views = ['exposure', 'findings'] as const
const viewItems = [
  { value: 'exposure', label: 'Exposure' },
  { value: 'findings', label: 'Findings' },
] as const
const noVaults: Vault[] = []
const noReach: Reach[] = []

/** From where each vault answers, over all subscriptions, and what of it should be put right. */
export function NetworkPage() {
  const client = useQueryClient()
  const vaults = useQuery(vaultQueries.list())
  const reach = useQuery(networkQueries.reach())
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('exposure'))
  const items = vaults.data?.items ?? noVaults
  const asked = reach.data?.items ?? noReach
  const met = loadedObjects(client)?.statuses
  const rows = useMemo(() => exposureRows(items, asked, met ?? []), [items, asked, met])
  const problems = vaults.data?.problems ?? []
  const ownAddress = asked.findLast(({ ownAddress: own }) => own)?.ownAddress?.address ?? null
  const shared = {
    rows,
    ownAddress,
    isLoading: vaults.isPending,
    isStreaming: vaults.isFetching && vaults.data?.isComplete === false,
    error: vaults.error ? problemFrom(vaults.error) : null,
    onRetry: () => void vaults.refetch(),
    notice: (
      <>
        <UnreadableParts problems={problems} consequence={missingVaultsWords(problems)} />
        {reach.error ? <ProblemNotice problem={problemFrom(reach.error)} /> : null}
        {ownAddress ? (
          <p className="text-muted text-xs">
            Strongroom calls from <span className="font-mono">{ownAddress}</span>, as Key Vault told when it refused a
            call.
          </p>
        ) : null}
      </>
    ),
  }
  return (
    <>
      <PageHeader
        title="Network"
        actions={
          <Button
            isLoading={reach.isFetching}
            disabledReason={items.length === 0 && 'There is no vault to ask.'}
            onClick={() => void reach.refetch()}
          >
            {reach.isFetching ? `Asked ${asked.length} of ${items.length}` : 'Check what Strongroom reaches'}
          </Button>
        }
      >
        <p className="text-muted">From where each vault answers. The check asks each vault once, as you.</p>
        <div className="mt-2">
          <Choice label="Show" value={view} onValueChange={(next) => void setView(next)} items={viewItems} />
        </div>
      </PageHeader>
      {view === 'findings' ? <FindingTable {...shared} /> : <ExposureTable {...shared} />}
    </>
  )
}
