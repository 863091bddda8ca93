'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus, Route } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { type AccessPolicy, grantWords, policyKey, type VaultAccessPolicies } from '@/lib/domain/access-policy.ts'
import { accessPolicyQueries } from '@/lib/queries/access-policies.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { pages } from '@/lib/routes.ts'
import { FilterBox } from '../data-table/table-toolbar.tsx'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { ModelNote } from './model-note.tsx'
import { policyNames } from './policy-names.ts'
import { PolicyTable } from './policy-table.tsx'

const PolicyDialog = lazily(() => import('./policy-dialog.tsx').then((part) => part.PolicyDialog))
const RemovePolicyDialog = lazily(() => import('./remove-policy-dialog.tsx').then((part) => part.RemovePolicyDialog))

/** The Access policies tab: every entry with what it permits, and how one is added, changed or removed. */
export function AccessPoliciesPage({ vaultName }: { vaultName: string }) {
  const { data, error, isFetching, refetch } = useQuery(accessPolicyQueries.ofVault(vaultName))
  if (data) return <Loaded vaultName={vaultName} policies={data} onReload={() => void refetch()} />
  if (!error) {
    return (
      <div aria-busy="true" className="flex max-w-3xl flex-col gap-5 px-4 py-6 sm:px-6">
        {['w-1/2', 'w-2/3', 'w-1/3'].map((width) => (
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
  policies: VaultAccessPolicies
  onReload: () => void
}

/** Why the person cannot change entries; null where they can, or where only the call can tell. */
const mayNot = ({ rights }: VaultAccessPolicies) =>
  rights.write === 'no'
    ? 'You have no role with Microsoft.KeyVault/vaults/accessPolicies/write. Key Vault Contributor is the smallest that has it.'
    : null

function Loaded({ vaultName, policies, onReload }: LoadedProps) {
  const [filter, setFilter] = useState('')
  const [open, setOpen] = useState<{ kind: 'set' | 'remove'; entry: AccessPolicy | null } | null>(null)
  const names = policyNames(policies)
  const reason = mayNot(policies)
  const word = filter.trim().toLowerCase()
  const entries = policies.entries
    .filter((entry) => [names.text(entry), grantWords(entry.permissions)].join(' ').toLowerCase().includes(word))
    .toSorted((left, right) => names.text(left).localeCompare(names.text(right)))
  const dialogProps = {
    vaultName,
    policies,
    onReload: () => {
      onReload()
      setOpen(null)
    },
    onClose: () => setOpen(null),
  }
  return (
    <>
      <div className="flex flex-col gap-3 px-4 py-3 sm:px-6">
        <ModelNote policies={policies} />
        <UnreadableParts problems={policies.problems} consequence="The entries themselves are complete." />
        <div className="flex flex-wrap items-start gap-2">
          <FilterBox state={{ filter, setFilter }} noun="access policies" />
          <div className="ml-auto flex flex-wrap items-center gap-2">
            {policies.permissionModel === 'accessPolicy' ? (
              <Link href={pages.accessPolicyPlan(vaultName)} className={buttonStyle()}>
                <Route aria-hidden />
                Plan the move to roles
              </Link>
            ) : null}
            <Button
              variant="primary"
              {...PolicyDialog.onIntent}
              disabledReason={reason}
              onClick={() => setOpen({ kind: 'set', entry: null })}
            >
              <Plus aria-hidden />
              Add access policy
            </Button>
          </div>
        </div>
        <p role="status" className="text-muted text-xs tabular-nums">
          {word ? `${entries.length.toLocaleString('en')} of ` : ''}
          {policies.entries.length.toLocaleString('en')} of at most 1,024 access policies
        </p>
      </div>
      <div className="min-h-0 flex-1 overflow-auto border-t">
        {entries.length > 0 ? (
          <PolicyTable
            entries={entries}
            names={names}
            disabledReason={reason}
            onEdit={(entry) => setOpen({ kind: 'set', entry })}
            onRemove={(entry) => setOpen({ kind: 'remove', entry })}
            onIntent={PolicyDialog.onIntent}
          />
        ) : (
          <EmptyState
            icon={<KeyRound aria-hidden />}
            title={word ? 'No entry has these words' : 'This vault has no access policies'}
            {...(word && { actions: <Button onClick={() => setFilter('')}>Clear the filter</Button> })}
          />
        )}
      </div>
      {open?.kind === 'set' ? (
        <PolicyDialog key={open.entry ? policyKey(open.entry) : ''} entry={open.entry} {...dialogProps} />
      ) : open?.entry ? (
        <RemovePolicyDialog entry={open.entry} {...dialogProps} />
      ) : null}
    </>
  )
}

export interface PolicyDialogProps {
  vaultName: string
  policies: VaultAccessPolicies
  /** Reads the entries again, for where somebody else changed them. */
  onReload: () => void
  onClose: () => void
}
