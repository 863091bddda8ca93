'use client'

import { useAccount } from '@azure/msal-react'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, Clock } from 'lucide-react'
import { allows } from '@/lib/domain/own-access.ts'
import { ownPermissionQueries } from '@/lib/queries/role-assignments.ts'
import type { Granted } from './assign-role-dialog.tsx'

export interface EffectCheckProps {
  vaultName: string
  granted: Granted
  /** The data action that it was given for. */
  action: string
}

const everyMs = 10_000

/** What becomes of a grant: it takes up to ten minutes. For oneself it is asked until it holds. */
export function EffectCheck({ vaultName, granted, action }: EffectCheckProps) {
  const { principal, roleName, object, isFound } = granted
  const isOneself = useAccount()?.localAccountId === principal.id
  const { data } = useQuery({
    ...ownPermissionQueries.at(vaultName, object),
    enabled: isOneself,
    refetchInterval: ({ state }) => (allows(state.data?.permissions ?? [], action, 'data') ? false : everyMs),
  })
  const holds = isOneself && allows(data?.permissions ?? [], action, 'data')
  const Icon = holds ? CircleCheck : Clock
  return (
    <p
      role="status"
      className={`flex items-start gap-2 rounded-md border px-3 py-2 ${holds ? 'border-ok-line bg-ok-wash' : 'border-info-line bg-info-wash'}`}
    >
      <Icon className={`mt-0.5 size-4 shrink-0 ${holds ? 'text-ok' : 'text-info'}`} aria-hidden />
      <span>
        <strong className="font-semibold">
          {principal.name} has the role {roleName}
          {object ? ` on ${object.split('/')[1]}` : ''}.
        </strong>{' '}
        {isFound ? 'Azure’s answer was lost, and the assignment was found there. ' : ''}
        {holds
          ? 'It works now.'
          : isOneself
            ? 'It takes up to 10 minutes. Azure is asked every 10 seconds, and this line says when it works.'
            : 'It takes up to 10 minutes. Whether it works shows at their next try; this page shows them the same for themselves.'}
      </span>
    </p>
  )
}
