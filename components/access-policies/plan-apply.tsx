'use client'

import { useQuery } from '@tanstack/react-query'
import { Check, Circle, CircleAlert } from 'lucide-react'
import { useState } from 'react'
import type { PlanStep } from '@/lib/domain/policy-plan.ts'
import { changeableOf } from '@/lib/domain/vault-settings.ts'
import { ApiError } from '@/lib/queries/api-error.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useAssignRole } from '@/lib/queries/role-assignments.ts'
import { useChangeVault, vaultSettingsQueries } from '@/lib/queries/vault-settings.ts'
import { useMayAssign } from '../access/use-may-assign.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { showToast } from '../ui/toast.tsx'
import { useSettingsReason } from '../vault-settings/use-settings-reason.ts'
import type { PlanPartProps } from './plan-entries.tsx'

type Assigning = Extract<PlanStep, { kind: 'assignRole' }>

/** Applies the plan: the roles one by one, and the switch when they have had their time. What was done stays said. */
export function PlanApply({ plan, named }: PlanPartProps) {
  const { vaultName } = plan
  // As the plan was when the page opened: what is assigned meanwhile drops out of the plan itself.
  const [steps] = useState(() => plan.steps.filter((step): step is Assigning => step.kind === 'assignRole'))
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const [failed, setFailed] = useState<{ step: Assigning; error: unknown } | null>(null)
  const [isRunning, setIsRunning] = useState(false)
  const [isSwitching, setIsSwitching] = useState(false)
  const assign = useAssignRole(vaultName)
  const mayNotAssign = useMayAssign(vaultName, null, 'write')
  const mayNotSwitch = useSettingsReason(vaultName, 'Microsoft.KeyVault/vaults/write')
  const needsCustomRole = plan.steps.some(({ kind }) => kind === 'createRole')
  const left = steps.filter(({ assignmentName }) => !done.has(assignmentName))

  const run = async () => {
    setIsRunning(true)
    setFailed(null)
    for (const step of left) {
      try {
        await assignOnce(step)
        setDone((before) => new Set([...before, step.assignmentName]))
      } catch (error) {
        setFailed({ step, error })
        break
      }
    }
    setIsRunning(false)
  }
  const assignOnce = async ({ assignmentName, roleDefinitionId, principalId, principalType }: Assigning) => {
    const body = { assignmentName, roleDefinitionId, principalId, principalType: principalType ?? 'User' }
    await assign.mutateAsync({ ...body, description: 'In place of an access policy.' }).catch((error: unknown) => {
      // Somebody assigned the very same: that is what the step is for.
      if (!(error instanceof ApiError && error.code === 'assignment_exists')) throw error
    })
  }
  const untyped = steps.some(({ principalType }) => principalType === null)
  return (
    <section aria-labelledby="plan-apply" className="flex flex-col gap-3">
      <h2 id="plan-apply" className="font-semibold text-base">
        Apply it here
      </h2>
      <ol aria-label="Steps" className="flex flex-col gap-1 text-sm">
        {steps.map((step) => {
          const isDone = done.has(step.assignmentName)
          const Icon = isDone ? Check : failed?.step === step ? CircleAlert : Circle
          return (
            <li key={step.assignmentName} className="flex items-center gap-2">
              <Icon
                className={`size-4 shrink-0 ${isDone ? 'text-ok' : failed?.step === step ? 'text-danger' : 'text-faint'}`}
                role="img"
                aria-label={isDone ? 'Done' : failed?.step === step ? 'Failed' : 'To do'}
              />
              Assign {step.roleName} to {named(step.principalId).name}
            </li>
          )
        })}
        <li className="flex items-center gap-2">
          <Circle className="size-4 shrink-0 text-faint" role="img" aria-label="To do" />
          Wait 10 minutes, then switch the permission model
        </li>
      </ol>
      {failed ? (
        <ProblemNotice
          problem={{
            ...problemFrom(failed.error),
            subject: `${done.size} of ${steps.length} roles are assigned, and access policies still decide`,
          }}
        />
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          isLoading={isRunning}
          disabledReason={
            (left.length === 0 && 'Every role of the plan is assigned.') ||
            (needsCustomRole && 'Make the custom roles first, by the commands below, and open this page again.') ||
            (untyped && 'The directory did not tell what kind some principals are of. Use the commands below.') ||
            mayNotAssign
          }
          onClick={() => void run()}
        >
          {failed ? `Go on with ${left.length} roles` : `Assign ${steps.length} roles`}
        </Button>
        <Button
          disabledReason={
            ((left.length > 0 || needsCustomRole) &&
              'Assign the roles first: until then people would be locked out.') ||
            mayNotSwitch
          }
          onClick={() => setIsSwitching(true)}
        >
          Switch to roles …
        </Button>
      </div>
      {isSwitching ? <SwitchDialog plan={plan} onClose={() => setIsSwitching(false)} /> : null}
    </section>
  )
}

function SwitchDialog({ plan: { vaultName, losses }, onClose }: Pick<PlanPartProps, 'plan'> & { onClose: () => void }) {
  const { data: settings, error } = useQuery(vaultSettingsQueries.ofVault(vaultName))
  const change = useChangeVault(vaultName)
  const losers = new Set(losses.map(({ principalId }) => principalId)).size
  const problem = change.error ?? error
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Switch ${vaultName} to roles`}
      confirmLabel="Switch to roles"
      typeToConfirm={vaultName}
      submitError={problem && problemFrom(problem)}
      loading={change.isPending}
      confirmDisabledReason={!settings && 'The settings are still being read.'}
      onConfirm={() => {
        if (!settings) return
        change.mutate(
          { before: changeableOf(settings), change: { permissionModel: 'rbac' } },
          {
            onSuccess: () => {
              onClose()
              showToast({ tone: 'ok', title: `${vaultName} is on roles now`, description: 'Its entries are kept.' })
            },
          },
        )
      }}
    >
      <p>
        From that moment roles alone decide. A role that was assigned less than 10 minutes ago may not work everywhere
        yet.
        {losers > 0 ? ` ${losers} of those that the plan names lose something.` : ''} It can be switched back at once.
      </p>
    </ConfirmDialog>
  )
}
