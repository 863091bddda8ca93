'use client'

import { useQuery } from '@tanstack/react-query'
import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { saveFile } from '@/components/export/export-table.ts'
import { showToast } from '@/components/ui/toast.tsx'
import { type BackupCollection, backupVersionLimit } from '@/lib/domain/backup.ts'
import { useBackup } from '@/lib/queries/backups.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { backupFileName, nounOf, placeRule } from './backup-words.ts'

export interface BackupDialogProps {
  vaultName: string
  collection: BackupCollection
  name: string
  /** How many versions there are, where that is known for certain. */
  versionCount: number | null
  onClose: () => void
}

/** Says what a backup is good for, has Key Vault make it, and hands it to the browser as a file. */
export function BackupDialog({ vaultName, collection, name, versionCount, onClose }: BackupDialogProps) {
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const backup = useBackup(vaultName, collection)
  const noun = nounOf(collection)
  const isTooMany = versionCount !== null && versionCount > backupVersionLimit
  const save = () =>
    backup.mutate(name, {
      onSuccess: ({ blob }) => {
        const bytes = Uint8Array.from(atob(blob), (character) => character.charCodeAt(0))
        saveFile(new Blob([bytes]), backupFileName(collection, vaultName, name, Date.now()))
        onClose()
        showToast({ tone: 'ok', title: `${name} is backed up`, description: 'The file is among your downloads.' })
      },
    })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Back up ${name}`}
      confirmLabel="Download backup"
      tone="primary"
      onConfirm={save}
      submitError={backup.error && problemFrom(backup.error)}
      loading={backup.isPending}
      confirmDisabledReason={
        isTooMany &&
        `It has ${versionCount.toLocaleString('en')} versions; Key Vault backs up no object with more than ${backupVersionLimit}.`
      }
    >
      <p>
        The file holds {versionCount === null ? 'all versions' : versionWords(versionCount)} of this {noun}, sealed by
        Key Vault: nobody else can open it, and whoever may restore can bring it back from it.
      </p>
      <p>{placeRule(vault?.facts ?? null)}</p>
      <p className="text-muted">
        A restored {noun} is a copy of its own: what is done to the original afterwards, such as disabling a leaked
        version, does not reach it.
      </p>
    </ConfirmDialog>
  )
}

function versionWords(count: number): string {
  return count === 1 ? 'the one version' : `all ${count.toLocaleString('en')} versions`
}
