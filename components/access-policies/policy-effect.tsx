'use client'

import { TriangleAlert } from 'lucide-react'
import type { AccessChange } from '@/lib/domain/access-change.ts'
import type { AccessPolicy, VaultAccessPolicies } from '@/lib/domain/access-policy.ts'
import { type LockOut, lockOutBy, policyChanges } from '@/lib/domain/access-policy-change.ts'
import type { Problem } from '@/lib/domain/problem.ts'
import type { ApiError } from '@/lib/queries/api-error.ts'
import { AccessChangeList } from '../access/access-change-list.tsx'
import { useOneself } from '../access/use-named-principal.ts'
import { useVaultAccess } from '../access/use-vault-access.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { policyNames } from './policy-names.ts'

export interface PolicyEffectOf {
  /** null until who is in which group has been read. */
  changes: AccessChange[] | null
  lockOut: LockOut
  problem: Problem | null
  nameOf: (id: string) => string
}

/** What a change of one entry does to whom. `group` is one whose members are to be told too. */
export function usePolicyEffect(asked: {
  vaultName: string
  policies: VaultAccessPolicies
  key: Pick<AccessPolicy, 'objectId' | 'applicationId'>
  before: readonly AccessPolicy[]
  after: readonly AccessPolicy[]
  group?: string
}): PolicyEffectOf {
  const { vaultName, policies, key, before, after, group } = asked
  const { access, problem } = useVaultAccess(vaultName, group)
  const ownId = useOneself().id.toLowerCase()
  const isInForce = policies.permissionModel === 'accessPolicy'
  const names = policyNames(policies)
  const nameOf = (id: string) => access?.nameOf(id) ?? names.principal(id).name
  if (!isInForce) return { changes: [], lockOut: { isOwn: false, isLastManager: false }, problem: null, nameOf }
  const changes =
    access &&
    policyChanges(key, { ...access, vault: { ...access.vault, permissionModel: 'accessPolicy' } }, before, after)
  return { changes, lockOut: lockOutBy(before, after, changes ?? [], ownId), problem, nameOf }
}

/** Who gains or loses what, and whom it locks out, before it happens. */
export function PolicyEffect({
  effect: { changes, lockOut, problem, nameOf },
  policies,
  vaultName,
  nameOf: nameFirst = () => null,
}: {
  effect: PolicyEffectOf
  policies: VaultAccessPolicies
  vaultName: string
  nameOf?: (id: string) => string | null
}) {
  if (policies.permissionModel === 'rbac') {
    return <p className="text-muted text-sm">Nobody gains or loses anything: roles decide in this vault.</p>
  }
  return (
    <>
      {lockOut.isLastManager ? (
        <Warning>
          No entry is left then by which anybody may both write and delete here. Only a role that may write access
          policies can give it back.
        </Warning>
      ) : null}
      {lockOut.isOwn ? <Warning>You lose access yourself by it, from the moment that you do it.</Warning> : null}
      {changes ? (
        <AccessChangeList changes={changes} nameOf={(id) => nameFirst(id) ?? nameOf(id)} place={vaultName} />
      ) : problem ? (
        <ProblemNotice problem={{ ...problem, subject: 'Who gains or loses what' }} />
      ) : (
        <p className="text-muted text-sm">Reading who gains or loses what …</p>
      )}
    </>
  )
}

function Warning({ children }: { children: React.ReactNode }) {
  return (
    <p role="alert" className="flex items-start gap-2 text-sm text-warning">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  )
}

/** The way out where somebody else changed the entry, or nobody knows whether ours was written. */
export function ReloadPolicies({ error, onReload }: { error: ApiError | null; onReload: () => void }) {
  if (error?.code !== 'concurrent_change' && error?.code !== 'outcome_unknown') return null
  return (
    <Button size="sm" onClick={onReload}>
      Reload the access policies
    </Button>
  )
}
