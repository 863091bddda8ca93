'use client'

import { useQuery } from '@tanstack/react-query'
import { deedOf, keyVaultAction } from '@/lib/domain/key-vault-action.ts'
import { type OwnAccess, ownAccess } from '@/lib/domain/own-access.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import type { VaultDetail } from '@/lib/domain/vault.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { ownPermissionQueries } from '@/lib/queries/role-assignments.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { GrantAdvice, type GrantAdviceProps } from './grant-advice.tsx'
import { useOneself } from './use-named-principal.ts'
import { type Step, VerdictSteps } from './verdict-steps.tsx'

export interface OwnWhyProps {
  vaultName: string
  object: ObjectPath | null
  action: string
  onGranted: GrantAdviceProps['onGranted']
}

/** The answer for oneself. It needs no right to read role assignments, and says what it therefore cannot know. */
export function OwnWhy({ vaultName, object, action, onGranted }: OwnWhyProps) {
  const oneself = useOneself()
  const vault = useQuery(vaultQueries.detail(vaultName))
  const own = useQuery(ownPermissionQueries.at(vaultName, object))
  const error = vault.error ?? own.error
  if (error) {
    return <ProblemNotice problem={problemFrom(error)} />
  }
  if (!vault.data || !own.data) {
    return (
      <div className="flex flex-col gap-2">
        <Skeleton className="h-6 w-72" />
        <Skeleton className="h-4 w-96" />
      </div>
    )
  }
  const { facts, rights } = vault.data
  const permissionModel = facts?.permissionModel ?? null
  const access = ownAccess({ action, permissionModel, permissions: own.data.permissions, rights })
  return (
    <div className="flex flex-col gap-6">
      <VerdictSteps
        outcome={access.outcome}
        title={titles[access.outcome](deedOf(action))}
        steps={stepsOf(access, { vault: vault.data, object, action })}
      >
        <p className="text-muted">{limits(access)}</p>
      </VerdictSteps>
      {access.outcome === 'can' ? null : (
        <GrantAdvice
          vault={{ name: vaultName, id: facts?.id ?? null, permissionModel }}
          object={object}
          action={action}
          principal={oneself}
          isOneself
          onGranted={onGranted}
        />
      )}
    </div>
  )
}

const titles: Record<OwnAccess['outcome'], (deed: string) => string> = {
  can: (deed) => `Your own roles let you ${deed}`,
  cannot: (deed) => `You cannot ${deed}: no role of yours allows it here`,
  couldGrantItself: (deed) => `You cannot ${deed} now, and may give it to yourself`,
  unknown: (deed) => `Whether you can ${deed} cannot be known from here`,
}

function stepsOf(
  { outcome, by }: OwnAccess,
  { vault, object, action }: { vault: VaultDetail; object: ObjectPath | null; action: string },
): Step[] {
  const { facts } = vault
  const isData = keyVaultAction(action)?.kind === 'data'
  return [
    { label: 'Principal', text: 'You, with every group you are in' },
    {
      label: 'Place',
      text: object ? `${object.split('/')[1]} in ${vault.name}` : vault.name,
      detail: facts ? `${facts.id}${object ? `/${object}` : ''}` : 'Resource Manager does not show you this vault',
    },
    {
      label: 'Decides',
      text: !isData
        ? 'Roles'
        : facts === null
          ? 'Not shown: roles, or the vault’s access policies'
          : facts.permissionModel === 'rbac'
            ? 'Roles (the vault uses Azure role-based access control)'
            : 'The access policies of the vault; roles on its data mean nothing there',
    },
    {
      label: 'Found',
      text:
        by === 'policies'
          ? outcome === 'can'
            ? 'An entry that names you'
            : 'No entry that names you; entries for your groups cannot be told from here'
          : by === 'nothing'
            ? 'Azure does not tell you your permissions here'
            : outcome === 'can'
              ? 'A role of yours that holds the action'
              : 'No role of yours that holds the action',
    },
    { label: 'Action', text: deedOf(action), detail: action },
    ...(outcome === 'couldGrantItself'
      ? [{ label: 'But', text: by === 'policies' ? 'You may change the access policies' : 'You may assign roles here' }]
      : []),
  ]
}

function limits({ outcome, by }: OwnAccess): string {
  if (by === 'nothing') {
    return 'The vault itself knows: what it refused you stands in its answer. Ask for the role below, or have somebody who sees role assignments open this page for you.'
  }
  if (outcome === 'can') {
    return 'If it is refused nonetheless: a role given a moment ago needs up to 10 minutes; a deny assignment or a condition on the role may forbid it; or the vault’s network does. Azure’s list of your permissions tells none of these.'
  }
  return 'Azure lists here what is active now. A role that you may activate (Privileged Identity Management), and deny assignments, are not in it. Who else holds what needs the right to read role assignments.'
}
