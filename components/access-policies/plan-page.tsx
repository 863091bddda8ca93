'use client'

import Link from 'next/link'
import { useMemo, useState } from 'react'
import { namedPrincipals } from '@/lib/domain/access-holding.ts'
import { oldVersionsEnd, type PlanChoice, policyPlan } from '@/lib/domain/policy-plan.ts'
import { planCommands, undoCommands } from '@/lib/domain/policy-plan-commands.ts'
import { planInputOf } from '@/lib/domain/policy-plan-input.ts'
import { pages } from '@/lib/routes.ts'
import { CommandBlocks } from '../access/command-blocks.tsx'
import { useVaultAccess } from '../access/use-vault-access.ts'
import { Choice } from '../ui/choice.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { PlanApply } from './plan-apply.tsx'
import { PlanEntries } from './plan-entries.tsx'
import { PlanLosses } from './plan-losses.tsx'

const dayMs = 86_400_000
const choices = [
  { value: 'builtIn', label: 'Built-in roles first' },
  { value: 'exact', label: 'Nobody more than before' },
] as const

/** The way of one vault from access policies to roles: what becomes of each entry, who loses what, what to run. */
export function PlanPage({ vaultName }: { vaultName: string }) {
  const { access, problem } = useVaultAccess(vaultName)
  const [choice, setChoice] = useState<PlanChoice>('builtIn')
  const [nowMs] = useState(() => Date.now())
  const plan = useMemo(
    () => access && policyPlan(planInputOf(access.reading, Math.floor(nowMs / 1000)), choice),
    [access, choice, nowMs],
  )
  if (problem) return <ProblemNotice variant="page" problem={problem} />
  if (!access || !plan) {
    return (
      <div aria-busy="true" className="flex max-w-3xl flex-col gap-5 px-4 py-6 sm:px-6">
        <Skeleton className="w-1/2" />
        <Skeleton className="w-2/3" />
      </div>
    )
  }
  const named = namedPrincipals(access.reading)
  const isDone = access.vault.permissionModel === 'rbac'
  const daysLeft = Math.max(0, Math.ceil((Date.parse(oldVersionsEnd) - nowMs) / dayMs))
  const assignments = plan.steps.filter(({ kind }) => kind === 'assignRole').length
  const customRoles = plan.steps.filter(({ kind }) => kind === 'createRole').length
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="flex max-w-7xl flex-col gap-8 px-4 py-5 sm:px-6">
        <section aria-labelledby="plan-first" className="flex flex-col gap-3">
          <h2 id="plan-first" className="font-semibold text-base">
            From access policies to roles
          </h2>
          <p className="text-sm">
            <Link href={pages.accessPlan()} prefetch={false} className="text-accent hover:underline">
              The same for all vaults of access policies
            </Link>
          </p>
          {isDone ? (
            <p>This vault uses roles already. What stands here is how its kept entries would be mapped.</p>
          ) : null}
          <UnreadableParts
            problems={access.reading.problems}
            consequence="The plan knows nothing of what is missing: read it again with those rights before you follow it."
          />
          <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
            <li>
              It takes Microsoft.Authorization/roleAssignments/write and Microsoft.KeyVault/vaults/write on the vault
              {customRoles > 0 ? ', and Microsoft.Authorization/roleDefinitions/write on its subscription' : ''}. Key
              Vault Data Access Administrator assigns eight built-in roles alone: neither Certificate User nor a custom
              role.
            </li>
            <li>
              It makes {assignments} role {assignments === 1 ? 'assignment' : 'assignments'}
              {customRoles > 0 ? ` and ${customRoles} custom ${customRoles === 1 ? 'role' : 'roles'}` : ''}. A
              subscription holds 4,000 assignments.
            </li>
            <li>
              Pipelines and templates that write this vault must say enableRbacAuthorization: true first, or the next
              deployment may switch it back. API versions before 2026-02-01 end on{' '}
              <time dateTime={oldVersionsEnd}>27 February 2027</time>, in {daysLeft} days.
            </li>
            <li>
              A role works everywhere after up to 10 minutes, a group’s new role for a managed identity after up to a
              day. Entries stay in the vault, so the way back is a switch.
            </li>
          </ul>
          <Choice label="Which roles" value={choice} onValueChange={setChoice} items={choices} />
        </section>
        <PlanEntries plan={plan} named={named} />
        <PlanLosses plan={plan} named={named} />
        {isDone ? null : <PlanApply key={choice} plan={plan} named={named} />}
        <section aria-labelledby="plan-commands" className="flex max-w-4xl flex-col gap-3">
          <h2 id="plan-commands" className="font-semibold text-base">
            The same without Strongroom
          </h2>
          <CommandBlocks commands={planCommands(plan)} />
          <details>
            <summary className="cursor-pointer text-muted text-sm">The way back</summary>
            <div className="pt-2">
              <CommandBlocks commands={undoCommands(plan)} />
            </div>
          </details>
        </section>
      </div>
    </div>
  )
}
