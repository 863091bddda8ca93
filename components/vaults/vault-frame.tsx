'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ErrorCode } from '../../lib/domain/problem.ts'
import { problemFrom } from '../../lib/queries/problem-from.ts'
import { vaultQueries } from '../../lib/queries/vaults.ts'
import { pages } from '../../lib/routes.ts'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { VaultHeader } from './vault-header.tsx'

// A name that belongs to nobody has no address either, so the call ends before any vault could answer it.
const maybeMistyped = new Set<ErrorCode>(['vault_unreachable', 'vault_not_found'])

/** A vault's pages: its header and tabs, and in place of the tab's content the reason when the vault cannot be opened. */
export function VaultFrame({ vaultName, children }: { vaultName: string; children: ReactNode }) {
  const { data: vault, error, refetch, isFetching } = useQuery(vaultQueries.detail(vaultName))
  if (error && !vault) {
    const problem = problemFrom(error)
    return (
      <>
        <PageHeader title={<span className="font-mono text-lg">{vaultName}</span>} />
        <div className="flex-1 border-t">
          <ProblemNotice
            variant="page"
            problem={problem}
            actions={
              <>
                <Button isLoading={isFetching} onClick={() => refetch()}>
                  Try again
                </Button>
                <Link href={pages.vaults()} className={buttonStyle()}>
                  All vaults
                </Link>
              </>
            }
          />
          {maybeMistyped.has(problem.code) ? (
            <p className="mx-auto -mt-8 max-w-2xl px-4 pl-10 text-muted">
              If you opened it by its name, check the spelling: nothing answers for a vault that does not exist.
            </p>
          ) : null}
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
