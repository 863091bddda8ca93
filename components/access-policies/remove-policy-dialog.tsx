'use client'

import { useState } from 'react'
import { type AccessPolicy, grantWords } from '@/lib/domain/access-policy.ts'
import { withPolicy } from '@/lib/domain/access-policy-change.ts'
import { removePolicyCommands } from '@/lib/domain/access-policy-commands.ts'
import { useSetAccessPolicy } from '@/lib/queries/access-policies.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { CommandBlocks } from '../access/command-blocks.tsx'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import type { PolicyDialogProps } from './access-policies-page.tsx'
import { PolicyEffect, ReloadPolicies, usePolicyEffect } from './policy-effect.tsx'
import { policyNames } from './policy-names.ts'

/** Removes one entry. The last that may manage, and one's own, ask for the vault's name. */
export function RemovePolicyDialog({
  entry,
  vaultName,
  policies,
  onReload,
  onClose,
}: PolicyDialogProps & { entry: AccessPolicy }) {
  const [before] = useState(policies.entries)
  const names = policyNames(policies)
  const { name } = names.principal(entry.objectId)
  const { objectId, applicationId } = entry
  const remove = useSetAccessPolicy(vaultName)
  const effect = usePolicyEffect({
    ...{ vaultName, policies, before, after: withPolicy(before, entry, null) },
    key: { objectId, ...(applicationId && { applicationId }) },
  })
  const isLockOut = effect.lockOut.isOwn || effect.lockOut.isLastManager
  return (
    <ConfirmDialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Remove the access policy of ${name}`}
      confirmLabel="Remove access policy"
      submitError={remove.error && problemFrom(remove.error)}
      loading={remove.isPending}
      confirmDisabledReason={effect.changes === null && !effect.problem ? 'Who loses what is still being read.' : null}
      {...(isLockOut && { typeToConfirm: vaultName })}
      onConfirm={() =>
        remove.mutate(
          {
            principalId: objectId,
            ...(applicationId && { applicationId }),
            expected: entry.permissions,
            wanted: null,
          },
          {
            onSuccess: () => {
              onClose()
              showToast({
                tone: 'ok',
                title: 'The access policy is removed',
                description: 'It ended at once. The entry can be added again as it was.',
              })
            },
          },
        )
      }
    >
      <p className="text-muted">
        It permits {grantWords(entry.permissions)}
        {applicationId ? `, only through ${names.application(applicationId)}` : ''}.
      </p>
      <PolicyEffect effect={effect} policies={policies} vaultName={vaultName} />
      <ReloadPolicies error={remove.error} onReload={onReload} />
      <details>
        <summary className="cursor-pointer text-muted text-sm">The same without Strongroom</summary>
        <div className="pt-2">
          <CommandBlocks
            commands={removePolicyCommands(
              { vaultName, resourceGroup: policies.resourceGroup, principalId: objectId, applicationId },
              entry.permissions,
            )}
          />
        </div>
      </details>
    </ConfirmDialog>
  )
}
