'use client'

import Link from 'next/link'
import { useMemo, useState } from 'react'
import { estateOf } from '@/lib/domain/access-matrix.ts'
import { oldVersionsEnd, type PlannedPrincipal, policyPlan } from '@/lib/domain/policy-plan.ts'
import { planCommands, undoCommands } from '@/lib/domain/policy-plan-commands.ts'
import { pages } from '@/lib/routes.ts'
import { CommandBlocks } from '../access/command-blocks.tsx'
import { type AccessDirectory, useAccess } from '../access/use-access.ts'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'

const types = { user: 'User', group: 'Group', servicePrincipal: 'ServicePrincipal', unknown: null } as const

/** The move from access policies to roles over all vaults: what each takes, and one script for those chosen. */
export function EstatePlanPage() {
  const { access, directory, error, isReading, reload } = useAccess()
  return (
    <>
      <PageHeader title="From access policies to roles">
        <p className="text-muted text-sm">
          Every vault that access policies still decide. API versions before 2026-02-01 end on{' '}
          <time dateTime={oldVersionsEnd}>27 February 2027</time>; vaults stay as they are, and tools that use them
          stop.
        </p>
      </PageHeader>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-4 pb-6 sm:px-6">
        <UnreadableParts
          problems={access?.reading.problems ?? []}
          consequence="The plan knows nothing of what is missing."
        />
        {error && !access ? (
          <ProblemNotice variant="page" problem={error} actions={<Button onClick={reload}>Try again</Button>} />
        ) : access?.isComplete && directory ? (
          <Plans reading={access.reading} asOfMs={access.asOfMs} directory={directory} />
        ) : (
          <Skeleton className="w-1/2" aria-busy={isReading} />
        )}
      </div>
    </>
  )
}

type Reading = NonNullable<ReturnType<typeof useAccess>['access']>['reading']

function Plans({ reading, asOfMs, directory }: { reading: Reading; asOfMs: number; directory: AccessDirectory }) {
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set())
  const plans = useMemo(() => {
    const { estate, vaults } = estateOf(reading, Math.floor(asOfMs / 1000))
    const principal = (id: string): PlannedPrincipal => {
      const { name, type, isGone } = directory.principal(id)
      return { name, type: types[type], isGone: isGone === true }
    }
    return vaults
      .filter(({ permissionModel }) => permissionModel === 'accessPolicy')
      .map((vault) => policyPlan({ vault, estate, principal }, 'builtIn'))
  }, [reading, asOfMs, directory])
  const chosen = plans.filter(({ vaultName }) => !skipped.has(vaultName))
  if (plans.length === 0) return <p>No vault that you can see is decided by access policies.</p>
  const joined = (commands: typeof planCommands) =>
    ['Azure CLI', 'PowerShell'].map((label) => ({
      label,
      text: chosen
        .map((plan) => `# ${plan.vaultName}\n${commands(plan).find((one) => one.label === label)?.text ?? ''}`)
        .join('\n\n'),
    }))
  return (
    <>
      <div className="shrink-0 overflow-x-auto">
        <table className="w-full min-w-[48rem] border-collapse border-t text-left text-sm">
          <caption className="sr-only">Vaults of access policies</caption>
          <thead className="text-muted text-xs">
            <tr className="border-b [&_th]:h-8 [&_th]:px-2 [&_th]:font-medium">
              <th scope="col">Vault</th>
              <th scope="col">Entries</th>
              <th scope="col">New assignments</th>
              <th scope="col">Not mapped</th>
              <th scope="col">Who gets more</th>
              <th scope="col">Who loses something</th>
            </tr>
          </thead>
          <tbody>
            {plans.map(({ vaultName, entries, steps, losses }) => (
              <tr key={vaultName} className="border-b align-top tabular-nums [&>*]:px-2 [&>*]:py-2">
                <th scope="row" className="font-normal">
                  <Checkbox
                    checked={!skipped.has(vaultName)}
                    onCheckedChange={(isOn) => {
                      const next = new Set(skipped)
                      if (isOn) next.delete(vaultName)
                      else next.add(vaultName)
                      setSkipped(next)
                    }}
                    label={<span className="font-mono text-xs">{vaultName}</span>}
                  />
                  <Link
                    href={pages.accessPolicyPlan(vaultName)}
                    prefetch={false}
                    className="ml-6 text-accent text-xs hover:underline"
                  >
                    Plan of {vaultName}
                  </Link>
                </th>
                <td>{entries.length}</td>
                <td>{steps.filter(({ kind }) => kind === 'assignRole').length}</td>
                <td>{entries.filter(({ outcome }) => outcome === 'compound' || outcome === 'gone').length}</td>
                <td>{entries.filter(({ over }) => over.some(({ isSensitive }) => isSensitive)).length}</td>
                <td>{new Set(losses.map(({ principalId }) => principalId)).size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen.length > 0 ? (
        <section aria-labelledby="estate-commands" className="flex max-w-4xl flex-col gap-3">
          <h2 id="estate-commands" className="font-semibold text-base">
            Commands for {chosen.length} {chosen.length === 1 ? 'vault' : 'vaults'}
          </h2>
          <p className="text-muted text-sm">
            Deny assignments are not known over all vaults: the plan of one vault tells of them.
          </p>
          <CommandBlocks commands={joined(planCommands)} />
          <details>
            <summary className="cursor-pointer text-muted text-sm">The way back</summary>
            <div className="pt-2">
              <CommandBlocks commands={joined(undoCommands)} />
            </div>
          </details>
        </section>
      ) : null}
    </>
  )
}
