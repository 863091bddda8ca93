'use client'

import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { CommandsMenu } from '@/components/commands-menu.tsx'
import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { Button } from '@/components/ui/button.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { assignedAtVault } from '@/lib/domain/deleted-vault.ts'
import { deleteVaultCommands, reassignScript } from '@/lib/domain/vault-commands.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { roleAssignmentQueries } from '@/lib/queries/role-assignments.ts'
import { useDeleteVault } from '@/lib/queries/vault-settings.ts'
import { pages } from '@/lib/routes.ts'
import { saveFile } from '../export/export-table.ts'
import type { SettingsDialogProps } from './settings-page.tsx'

/** Deletes a vault, after its name was typed. What does not come back with it is offered as a script first. */
export function DeleteVaultDialog({ settings, onClose }: SettingsDialogProps) {
  const router = useRouter()
  const remove = useDeleteVault(settings.name)
  return (
    <ConfirmDialog
      open
      size="md"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Delete ${settings.name}`}
      confirmLabel="Delete vault"
      typeToConfirm={settings.name}
      submitError={remove.error && problemFrom(remove.error)}
      loading={remove.isPending}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: ({ scheduledPurgeDate }) => {
            showToast({
              tone: 'ok',
              title: `${settings.name} is deleted`,
              description: scheduledPurgeDate
                ? `It can be recovered until ${scheduledPurgeDate.slice(0, 10)}.`
                : `It can be recovered for ${settings.softDeleteRetentionDays} days.`,
            })
            router.push(pages.deletedVaults())
          },
        })
      }
    >
      <p>
        The vault stops answering at once, with all its secrets, keys and certificates: whatever reads them fails, and
        what was encrypted with its keys cannot be opened. It can be recovered for {settings.softDeleteRetentionDays}{' '}
        days, and its name is held for as long.
      </p>
      <p className="text-muted">
        {settings.isPurgeProtectionEnabled
          ? 'Purge protection is on: nobody can erase it before that.'
          : 'Purge protection is off: whoever may purge can erase it for good at once.'}
      </p>
      <Assignments vaultName={settings.name} vaultId={settings.id} />
      <div>
        <CommandsMenu commands={deleteVaultCommands(settings)} />
      </div>
    </ConfirmDialog>
  )
}

/** The roles that a recovery would not bring back, to save. */
function Assignments({ vaultName, vaultId }: { vaultName: string; vaultId: string }) {
  const { data, error, isPending } = useQuery(roleAssignmentQueries.ofVault(vaultName))
  if (isPending) return <p className="text-muted">Reading which roles are assigned at it …</p>
  if (error) {
    return (
      <p>
        A recovery does not bring back role assignments, and those at this vault cannot be read by you just now: ask
        somebody who may read them to write them down first.
      </p>
    )
  }
  const lost = assignedAtVault(vaultId, data.assignments)
  if (lost.length === 0) return <p>No role is assigned at this very vault, so a recovery leaves none out.</p>
  return (
    <div className="flex flex-col items-start gap-2">
      <p>
        A recovery does not bring back its{' '}
        {lost.length === 1 ? 'one role assignment' : `${lost.length} role assignments`}, nor event subscriptions. Save
        them first, to assign them again afterwards.
      </p>
      <Button
        size="sm"
        onClick={() =>
          saveFile(
            new Blob([reassignScript(vaultName, lost)], { type: 'text/x-shellscript' }),
            `${vaultName}-role-assignments.sh`,
          )
        }
      >
        <Download aria-hidden />
        Save the role assignments as a script
      </Button>
    </div>
  )
}
