'use client'

import { lazy, Suspense, useState } from 'react'
import { questionOf } from '@/lib/domain/access-change.ts'
import type { Chain } from '@/lib/domain/access-verdict.ts'
import { accessTo } from '@/lib/domain/effective-access.ts'
import { deedOf, keyVaultAction } from '@/lib/domain/key-vault-action.ts'
import type { Principal } from '@/lib/domain/principal.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import type { VaultAssignment } from '@/lib/domain/vault-assignments.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { chainSteps, refusalSteps } from './chain-steps.ts'
import { GrantAdvice, type GrantAdviceProps } from './grant-advice.tsx'
import { whyNotRemovable } from './removable.ts'
import { useVaultAccess } from './use-vault-access.ts'
import { VerdictSteps } from './verdict-steps.tsx'

const RemoveRoleDialog = lazy(() =>
  import('./remove-role-dialog.tsx').then((part) => ({ default: part.RemoveRoleDialog })),
)

export interface PrincipalWhyProps {
  vaultName: string
  object: ObjectPath | null
  action: string
  principal: Principal
  onGranted: GrantAdviceProps['onGranted']
}

/** The answer for anybody, by everything that can be read of a vault's access: every chain that leads there, or none. */
export function PrincipalWhy({ vaultName, object, action, principal, onGranted }: PrincipalWhyProps) {
  const { access, problem } = useVaultAccess(vaultName)
  const [removing, setRemoving] = useState<VaultAssignment | null>(null)
  if (problem) {
    return <ProblemNotice problem={{ ...problem, subject: `Why ${principal.name} can or cannot` }} />
  }
  if (!access) return <Skeleton className="h-24 w-96" />
  const known = keyVaultAction(action)
  const question = known ? questionOf(known, object) : ({ kind: 'management', action } as const)
  const verdict = accessTo(access.vault, access.estate).of(principal.id, question)
  const nameOf = (id: string) => (id === principal.id ? principal.name : access.nameOf(id))
  const asked = { access: { vault: access.vault, nameOf }, principalId: principal.id, object, action }
  const chains: readonly Chain[] = verdict.outcome === 'cannot' ? [] : verdict.chains
  const assignmentOf = (chain: Chain) =>
    chain.kind === 'assignment' ? access.reading.assignments.find(({ id }) => id === chain.assignment.id) : undefined
  return (
    <div className="flex flex-col gap-6">
      {verdict.outcome === 'cannot' ? (
        <VerdictSteps
          outcome="cannot"
          title={titles.cannot(principal.name, deedOf(action))}
          steps={refusalSteps(verdict, asked)}
        />
      ) : (
        chains.map((chain, at) => {
          const assignment = assignmentOf(chain)
          return (
            <VerdictSteps
              key={chain.kind === 'assignment' ? chain.assignment.id : `${chain.entry.objectId} ${at}`}
              outcome={verdict.outcome}
              title={at === 0 ? titles[verdict.outcome](principal.name, deedOf(action)) : 'Also by this way'}
              steps={chainSteps(chain, asked)}
            >
              {assignment && verdict.outcome !== 'couldGrantItself' ? (
                <Button
                  size="sm"
                  className="self-start"
                  disabledReason={whyNotRemovable(assignment, access.vault.id)}
                  onClick={() => setRemoving(assignment)}
                >
                  Remove this role …
                </Button>
              ) : null}
            </VerdictSteps>
          )
        })
      )}
      {access.reading.problems.map((one) => (
        <ProblemNotice key={one.subject} problem={one} />
      ))}
      <p className="text-muted">
        The network decides apart from this: a firewall or a private endpoint may refuse whoever has the right.
      </p>
      {verdict.outcome === 'can' ? null : (
        <GrantAdvice
          vault={{ name: vaultName, id: access.vault.id, permissionModel: access.vault.permissionModel }}
          object={object}
          action={action}
          principal={principal}
          isOneself={false}
          onGranted={onGranted}
        />
      )}
      {removing ? (
        <Suspense>
          <RemoveRoleDialog access={access} assignment={removing} onClose={() => setRemoving(null)} />
        </Suspense>
      ) : null}
    </div>
  )
}

const titles = {
  can: (who: string, deed: string) => `${who} can ${deed}`,
  cannot: (who: string, deed: string) => `${who} cannot ${deed}`,
  couldActivate: (who: string, deed: string) => `${who} cannot ${deed} now, and may activate a role that allows it`,
  couldGrantItself: (who: string, deed: string) => `${who} cannot ${deed} now, and may give it to itself`,
  unknown: (who: string, deed: string) =>
    `Whether ${who} can ${deed} is decided by a condition that cannot be told from here`,
}
