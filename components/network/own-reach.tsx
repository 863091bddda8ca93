'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleX } from 'lucide-react'
import { networkVerdict } from '@/lib/domain/network-exposure.ts'
import { verdictSentence } from '@/lib/domain/network-words.ts'
import { reachWords } from '@/lib/domain/reach.ts'
import type { VaultNetwork } from '@/lib/domain/vault-network.ts'
import { networkQueries } from '@/lib/queries/network.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'

/** The address that Strongroom calls from, as far as Key Vault has told it, and whether it gets through here. */
export function OwnReach({ vaultName, network }: { vaultName: string; network: VaultNetwork }) {
  const { data: reach, error, isFetching, refetch } = useQuery(networkQueries.reachOf(vaultName))
  const own = reach?.ownAddress ?? network.ownAddress
  return (
    <section aria-labelledby="own-reach" className="flex flex-col gap-2">
      <h2 id="own-reach" className="font-semibold text-base">
        Strongroom itself
      </h2>
      {own ? (
        <p>
          Calls from <span className="font-mono text-xs">{own.address}</span>, as Key Vault told{' '}
          <RelativeTime date={own.learnedOn} /> when it refused a call.{' '}
          {verdictSentence(networkVerdict(network.settings, { kind: 'address', address: own.address }))}
        </p>
      ) : (
        <p className="text-muted">
          The address that this server calls from is not known yet. Key Vault tells it when a firewall refuses a call;
          nobody else is asked.
        </p>
      )}
      {reach ? (
        <p className="flex items-center gap-2">
          {reach.outcome === 'reached' ? (
            <CircleCheck className="size-4 shrink-0 text-ok" aria-hidden />
          ) : (
            <CircleX className="size-4 shrink-0 text-danger" aria-hidden />
          )}
          {reachWords[reach.outcome]}
        </p>
      ) : null}
      {reach?.problem ? <ProblemNotice problem={reach.problem} /> : null}
      {error ? <ProblemNotice problem={problemFrom(error)} /> : null}
      <div>
        <Button size="sm" isLoading={isFetching} onClick={() => void refetch()}>
          Check whether it reaches this vault
        </Button>
      </div>
      <p className="text-muted text-xs">Asks for one secret’s name as you. The vault logs it.</p>
    </section>
  )
}
