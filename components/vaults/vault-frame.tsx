'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemFrom } from '../../lib/queries/problem-from.ts'
import { vaultQueries } from '../../lib/queries/vaults.ts'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { VaultHeader } from './vault-header.tsx'

/** A vault's pages: its header and tabs, and in place of the tab's content the reason when the vault cannot be opened. */
export function VaultFrame({ vaultName, children }: { vaultName: string; children: ReactNode }) {
  const { data: vault, error, refetch, isFetching } = useQuery(vaultQueries.detail(vaultName))
  if (error && !vault) {
    return (
      <>
        <PageHeader title={<span className="font-mono text-lg">{vaultName}</span>} />
        <div className="flex-1 border-t">
          <ProblemNotice
            variant="page"
            problem={problemFrom(error)}
            actions={
              <Button isLoading={isFetching} onClick={() => refetch()}>
                Try again
              </Button>
            }
          />
        </div>
      </>
    )
  }
  return (
    <>
      <VaultHeader vaultName={vaultName} vault={vault} />
      {children}
    </>
  )
}
