'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { CommandsMenu } from '@/components/commands-menu.tsx'
import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { type DeletedVault, recoveryChecklist } from '@/lib/domain/deleted-vault.ts'
import { recoverVaultCommands } from '@/lib/domain/vault-commands.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useRecoverVault } from '@/lib/queries/vault-settings.ts'
import { pages } from '@/lib/routes.ts'

export interface DeletedVaultDialogProps {
  vault: DeletedVault
  onClose: () => void
}

/** Brings a deleted vault back, with the list of what does not come back with it. */
export function RecoverVaultDialog({ vault, onClose }: DeletedVaultDialogProps) {
  const router = useRouter()
  const recover = useRecoverVault()
  const { name: vaultName, subscriptionId, location } = vault
  return (
    <ConfirmDialog
      open
      size="md"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Recover ${vaultName}`}
      confirmLabel="Recover vault"
      tone="primary"
      submitError={recover.error && problemFrom(recover.error)}
      loading={recover.isPending}
      onConfirm={() =>
        recover.mutate(
          { vaultName, place: { subscriptionId, location } },
          {
            onSuccess: () => {
              onClose()
              showToast({
                tone: 'ok',
                title: `${vaultName} is back`,
                description:
                  'Its role assignments and event subscriptions are not: go through what does not come back. Its address may need a minute to be known.',
                timeoutMs: 0,
              })
              router.push(pages.vaultSettings(vaultName))
            },
          },
        )
      }
    >
      <p>
        The vault comes back to {vault.resourceGroup} in {vault.subscriptionName}, with its secrets, keys, certificates,
        settings and access policies as they were.
      </p>
      <Checklist />
      <div>
        <CommandsMenu commands={recoverVaultCommands(vault)} />
      </div>
    </ConfirmDialog>
  )
}

/** What to do afterwards; the ticks are the reader's own and kept nowhere. */
function Checklist() {
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const toggle = (title: string) =>
    setDone((before) => new Set(before.has(title) ? [...before].filter((one) => one !== title) : [...before, title]))
  return (
    <section aria-labelledby="recovery-checklist">
      <h3 id="recovery-checklist" className="pb-1 font-semibold text-sm">
        What does not come back
      </h3>
      <ul className="divide-y divide-line border-y">
        {recoveryChecklist.map(({ title, what }) => (
          <li key={title} className="py-2">
            <Checkbox label={title} checked={done.has(title)} onCheckedChange={() => toggle(title)} />
            <p className="pl-6 text-muted text-xs">{what}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
