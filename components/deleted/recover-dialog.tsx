'use client'

import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { DeletedFamily } from '@/lib/domain/deleted-object.ts'
import { useRecoverObject } from '@/lib/queries/deleted-objects.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { familyWords } from './deleted-words.ts'

export interface DeletedDialogProps {
  object: DeletedFamily
  onClose: () => void
}

/** Brings a deleted object back. It stays open until the object shows again. */
export function RecoverDialog({ object, onClose }: DeletedDialogProps) {
  const { vaultName } = object
  const recover = useRecoverObject({ vaultName, kind: object.kind, name: object.name })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Recover ${object.name}`}
      confirmLabel={`Recover ${object.kind}`}
      tone="primary"
      submitError={recover.error && problemFrom(recover.error)}
      loading={recover.isPending}
      onConfirm={() =>
        recover.mutate(undefined, {
          onSuccess: ({ isShown }) => {
            onClose()
            showToast(
              isShown
                ? { tone: 'ok', title: `${object.name} is back` }
                : {
                    tone: 'info',
                    title: `${object.name} is being recovered`,
                    description: 'Key Vault accepted it. It may take a minute until it shows.',
                  },
            )
          },
        })
      }
    >
      <p>
        The {familyWords(object)} comes back to {vaultName} with all versions, tags and dates, as it was when it was
        deleted. Whoever had access by a role or policy of the vault has it again.
      </p>
      <p className="text-muted">It can take some seconds. It can be deleted again at any time.</p>
    </ConfirmDialog>
  )
}
