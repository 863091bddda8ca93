'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { networkFindings } from '@/lib/domain/network-finding.ts'
import type { VaultNetwork as Network } from '@/lib/domain/vault-network.ts'
import { networkQueries } from '@/lib/queries/network.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EndpointList } from './endpoint-list.tsx'
import { FindingList } from './finding-list.tsx'
import { NetworkFacts } from './network-facts.tsx'
import { OwnReach } from './own-reach.tsx'
import { Simulator } from './simulator.tsx'

const EditNetworkDialog = lazily(() => import('./edit-network-dialog.tsx').then((part) => part.EditNetworkDialog))

/** The Network tab: from where the vault answers, who would get in, and how that is changed. */
export function VaultNetwork({ vaultName }: { vaultName: string }) {
  const { data: network, error, isFetching, refetch } = useQuery(networkQueries.ofVault(vaultName))
  if (network) return <Loaded vaultName={vaultName} network={network} onReload={refetch} />
  if (!error) {
    return (
      <div aria-busy="true" className="flex max-w-3xl flex-col gap-5 px-4 py-6 sm:px-6">
        {['w-1/2', 'w-2/3', 'w-1/3', 'w-3/5'].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    )
  }
  return (
    <ProblemNotice
      variant="page"
      problem={problemFrom(error)}
      actions={
        <Button isLoading={isFetching} onClick={() => void refetch()}>
          Try again
        </Button>
      }
    />
  )
}

interface LoadedProps {
  vaultName: string
  network: Network
  onReload: () => Promise<unknown>
}

function Loaded({ vaultName, network, onReload }: LoadedProps) {
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const { data: reach } = useQuery(networkQueries.reachOf(vaultName))
  const [isEditing, setIsEditing] = useState(false)
  const ownAddress = (reach?.ownAddress ?? network.ownAddress)?.address ?? null
  const { settings } = network
  const findings = networkFindings(
    { name: vaultName, tags: vault?.facts?.tags ?? {}, network: settings },
    reach?.outcome === 'refused',
  )
  return (
    <div className="grid max-w-7xl items-start gap-x-10 gap-y-8 px-4 py-5 sm:px-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      <div className="flex min-w-0 flex-col gap-8">
        <section aria-labelledby="network-settings">
          <div className="flex items-center gap-2 pb-2">
            <h2 id="network-settings" className="flex-1 font-semibold text-base">
              From where it answers
            </h2>
            <Button
              {...EditNetworkDialog.onIntent}
              disabledReason={
                network.rights.write === 'no' &&
                'You have no role that changes this vault, such as Key Vault Contributor.'
              }
              onClick={() => setIsEditing(true)}
            >
              Edit network rules
            </Button>
          </div>
          <NetworkFacts settings={settings} />
        </section>
        <EndpointList vaultName={vaultName} network={network} />
        <section aria-labelledby="network-findings">
          <h2 id="network-findings" className="pb-2 font-semibold text-base">
            Findings
          </h2>
          <FindingList
            findings={findings}
            vault={{ name: vaultName, ...network }}
            settings={settings}
            ownAddress={ownAddress}
          />
        </section>
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <Simulator settings={settings} />
        <OwnReach vaultName={vaultName} network={network} />
      </div>
      {isEditing ? (
        <EditNetworkDialog
          vaultName={vaultName}
          network={network}
          ownAddress={ownAddress}
          onReload={() => {
            void onReload()
            setIsEditing(false)
          }}
          onClose={() => setIsEditing(false)}
        />
      ) : null}
    </div>
  )
}
