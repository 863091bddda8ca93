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

/** With these there is no vault to show anything of. After any other failure its data may well answer. */
const isNoVault = new Set<ErrorCode>(['vault_not_found', 'invalid_request'])

// A name that belongs to nobody has no address either, so the call ends before any vault could answer it.
const maybeMistyped = new Set<ErrorCode>(['vault_unreachable', 'vault_not_found'])

/**
 * A vault's pages: its header and tabs. The tab's content gives way to the reason only where there is no such vault:
 * secrets are read from the vault itself, and stay when Resource Manager does not tell about it.
 */
export function VaultFrame({ vaultName, children }: { vaultName: string; children: ReactNode }) {
  const { data: vault, error, refetch, isFetching } = useQuery(vaultQueries.detail(vaultName))
  const problem = error && !vault ? problemFrom(error) : null
  const spelling = problem && maybeMistyped.has(problem.code) ? spellingHint : null
  if (problem && isNoVault.has(problem.code)) {
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
          {spelling ? <p className="mx-auto -mt-8 max-w-2xl px-4 pl-10 text-muted">{spelling}</p> : null}
        </div>
      </>
    )
  }
  return (
    <>
      <VaultHeader vaultName={vaultName} vault={vault} isLoading={!problem} />
      {problem ? (
        <div className="flex flex-col gap-2 px-4 pt-3 sm:px-6">
          <ProblemNotice
            problem={{ ...problem, subject: 'The vault’s settings and your rights' }}
            actions={
              <Button size="sm" isLoading={isFetching} onClick={() => refetch()}>
                Try again
              </Button>
            }
          />
          {spelling ? <p className="text-muted">{spelling}</p> : null}
        </div>
      ) : null}
      {children}
    </>
  )
}

const spellingHint =
  'If you opened it by its name, check the spelling: nothing answers for a vault that does not exist.'
