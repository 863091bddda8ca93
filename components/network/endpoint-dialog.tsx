'use client'

import { useState } from 'react'
import type { Command } from '@/lib/domain/command-line.ts'
import { useDecideEndpoint } from '@/lib/queries/network.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { CommandsMenu } from '../commands-menu.tsx'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { showToast } from '../ui/toast.tsx'

export type EndpointDeed = 'Approved' | 'Rejected' | 'remove'

const words: Record<EndpointDeed, { verb: string; done: string; consequence: string }> = {
  Approved: {
    verb: 'Approve',
    done: 'approved',
    consequence:
      'Whatever can reach this endpoint can then call the vault, around its firewall. Make sure that the network is yours.',
  },
  Rejected: {
    verb: 'Reject',
    done: 'rejected',
    consequence: 'What calls through this endpoint stops working at once. It can be approved again later.',
  },
  remove: {
    verb: 'Remove',
    done: 'removed',
    consequence:
      'What calls through this endpoint stops working at once. The endpoint itself stays where it is, disconnected for good: to come back, a new one has to be made.',
  },
}

export interface EndpointDialogProps {
  vaultName: string
  connection: string
  deed: EndpointDeed
  commands: Command[]
  onClose: () => void
}

/** Approves, rejects or removes one private endpoint connection. */
export function EndpointDialog({ vaultName, connection, deed, commands, onClose }: EndpointDialogProps) {
  const [description, setDescription] = useState('')
  const decide = useDecideEndpoint(vaultName)
  const { verb, done, consequence } = words[deed]
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`${verb} ${connection}?`}
      confirmLabel={verb}
      tone={deed === 'Approved' ? 'primary' : 'danger'}
      loading={decide.isPending}
      submitError={decide.error ? problemFrom(decide.error) : null}
      {...(deed === 'remove' && { typeToConfirm: connection })}
      onConfirm={() =>
        decide.mutate(
          { connection, decision: deed === 'remove' ? null : { status: deed, description } },
          {
            onSuccess: () => {
              showToast({ tone: 'ok', title: `${connection} is ${done}` })
              onClose()
            },
          },
        )
      }
    >
      <p>{consequence}</p>
      {deed === 'remove' ? null : (
        <Field label="Why" hint="Optional. Whoever made the endpoint reads it.">
          <Input value={description} maxLength={140} onChange={(event) => setDescription(event.target.value)} />
        </Field>
      )}
      {commands.length > 0 ? (
        <div>
          <CommandsMenu commands={commands} />
        </div>
      ) : null}
    </ConfirmDialog>
  )
}
