'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { loggingCommands } from '@/lib/domain/logging-setting.ts'
import { loggingQueries, useSwitchLoggingOn } from '@/lib/queries/logging.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { CommandBlocks } from '../access/command-blocks.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { Field } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Select } from '../ui/select.tsx'
import { showToast } from '../ui/toast.tsx'
import { useMaySwitchLoggingOn } from './use-may-switch-logging-on.ts'

/** Sends a vault's calls to a workspace, or tells whoever may do it how. */
export function SwitchLoggingOnDialog({ vaultName, onClose }: { vaultName: string; onClose: () => void }) {
  const vault = useQuery(vaultQueries.detail(vaultName))
  const workspaces = useQuery(loggingQueries.workspaces())
  const mayNot = useMaySwitchLoggingOn(vaultName)
  const [chosen, setChosen] = useState('')
  const switchOn = useSwitchLoggingOn(vaultName)
  const items = workspaces.data?.items ?? []
  const workspace = items.find(({ workspaceId }) => workspaceId === chosen)
  const unread = workspaces.error ?? vault.error
  return (
    <FormDialog
      open
      onOpenChange={(open) => open || onClose()}
      size="lg"
      title={`Log the calls to ${vaultName}`}
      description="A diagnostic setting sends every call from now on to a workspace. What was called before stays unknown. Azure charges for what is kept."
      submitLabel="Switch logging on"
      loading={switchOn.isPending}
      submitError={switchOn.error ? problemFrom(switchOn.error) : null}
      submitDisabledReason={mayNot ?? (!workspace && 'Choose the workspace first.')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!workspace) return
        switchOn.mutate(
          { workspaceId: workspace.workspaceId },
          {
            onSuccess: ({ workspaceName }) => {
              showToast({
                tone: 'ok',
                title: `Calls to ${vaultName} go to ${workspaceName}`,
                description: 'In Azure the first row comes after some minutes.',
              })
              onClose()
            },
          },
        )
      }}
    >
      {unread ? <ProblemNotice problem={problemFrom(unread)} /> : null}
      <Field label="Workspace" hint="You need a right on it too: to send to it is to use its keys.">
        <Select
          value={chosen}
          onValueChange={setChosen}
          items={[
            { value: '', label: workspaces.isPending ? 'Reading …' : 'Choose one' },
            ...items.map(({ workspaceId, name, retentionDays }) => ({
              value: workspaceId,
              label: `${name}, keeps ${retentionDays} days`,
            })),
          ]}
        />
      </Field>
      {mayNot ? <p className="text-muted">{mayNot} Whoever has it can use these:</p> : null}
      <CommandBlocks
        commands={loggingCommands(
          vault.data?.facts?.id ?? '<id of the vault>',
          workspace?.id ?? '<id of the workspace>',
        )}
      />
    </FormDialog>
  )
}
