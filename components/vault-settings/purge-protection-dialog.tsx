'use client'

import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { changeableOf } from '@/lib/domain/vault-settings.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useChangeVault } from '@/lib/queries/vault-settings.ts'
import type { SettingsDialogProps } from './settings-page.tsx'

/** Switches purge protection on, for good, after the vault's name was typed. */
export function PurgeProtectionDialog({ settings, onClose }: SettingsDialogProps) {
  const save = useChangeVault(settings.name)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Switch on purge protection of ${settings.name}`}
      confirmLabel="Switch on for good"
      typeToConfirm={settings.name}
      isIrreversible
      submitError={save.error && problemFrom(save.error)}
      loading={save.isPending}
      onConfirm={() =>
        save.mutate(
          { before: changeableOf(settings), change: { isPurgeProtectionEnabled: true } },
          {
            onSuccess: () => {
              onClose()
              showToast({ tone: 'ok', title: `Purge protection of ${settings.name} is on` })
            },
          },
        )
      }
    >
      <p>
        <strong className="font-semibold">This cannot be undone by anybody.</strong> From then on every deleted secret,
        key and certificate of this vault, and the vault itself once deleted, stays for{' '}
        {settings.softDeleteRetentionDays} days and holds its name for as long. Microsoft cannot shorten that either.
      </p>
      <p className="text-muted">
        Deleted items can still be recovered, and are purged by Azure when their time is over.
      </p>
    </ConfirmDialog>
  )
}
