'use client'

import { useQuery } from '@tanstack/react-query'
import { vaultQueries } from '../../lib/queries/vaults.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { VaultFactList } from './vault-fact-list.tsx'
import { VaultRights } from './vault-rights.tsx'

/** The overview tab: every fact of the vault, and what the person can do in it. */
export function VaultOverview({ vaultName }: { vaultName: string }) {
  const { data: vault, error } = useQuery(vaultQueries.detail(vaultName))
  // Every tab of a vault stands in a VaultFrame, which shows the error.
  if (!vault) return error ? null : <OverviewSkeleton />
  return (
    <div className="grid max-w-7xl items-start gap-x-10 gap-y-8 px-4 py-5 sm:px-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      <VaultFactList vault={vault} />
      <VaultRights rights={vault.rights.secrets} permissionModel={vault.facts?.permissionModel ?? null} />
    </div>
  )
}

function OverviewSkeleton() {
  return (
    <div aria-busy="true" className="flex max-w-3xl flex-col gap-5 px-4 py-6 sm:px-6">
      {['w-1/2', 'w-2/3', 'w-1/3', 'w-3/5', 'w-2/5', 'w-3/4'].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  )
}
