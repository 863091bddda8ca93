'use client'

import { CommandsMenu } from '@/components/commands-menu.tsx'
import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { absoluteTime } from '@/components/ui/relative-time.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { purgeVaultCommands } from '@/lib/domain/vault-commands.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { usePurgeVault } from '@/lib/queries/vault-settings.ts'
import type { DeletedVaultDialogProps } from './recover-vault-dialog.tsx'

/** Destroys a deleted vault for good, after its name was typed. */
export function PurgeVaultDialog({ vault, onClose }: DeletedVaultDialogProps) {
  const purge = usePurgeVault()
  const { name: vaultName, subscriptionId, location } = vault
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Purge ${vaultName}`}
      confirmLabel="Purge vault"
      typeToConfirm={vaultName}
      isIrreversible
      submitError={purge.error && problemFrom(purge.error)}
      loading={purge.isPending}
      onConfirm={() =>
        purge.mutate(
          { vaultName, place: { subscriptionId, location } },
          {
            onSuccess: () => {
              onClose()
              showToast({ tone: 'ok', title: `${vaultName} is purged`, description: 'Its name is free again.' })
            },
          },
        )
      }
    >
      <p>
        <strong className="font-semibold">This cannot be undone by anybody.</strong> The vault is destroyed with every
        secret, key and certificate in it; what was encrypted with its keys is lost with them.
      </p>
      <p className="text-muted">
        It takes Microsoft.KeyVault/locations/deletedVaults/purge/action on the subscription; Key Vault Purge Operator
        is the smallest role that has it.
        {vault.scheduledPurgeDate
          ? ` Left alone, it can be recovered until ${absoluteTime(vault.scheduledPurgeDate, 'UTC')} and is purged by Azure then.`
          : ''}
      </p>
      <div>
        <CommandsMenu commands={purgeVaultCommands(vault)} />
      </div>
    </ConfirmDialog>
  )
}
