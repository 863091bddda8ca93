'use client'

import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { absoluteTime } from '@/components/ui/relative-time.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { usePurgeObject } from '@/lib/queries/deleted-objects.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { familyWords } from './deleted-words.ts'
import type { DeletedDialogProps } from './recover-dialog.tsx'

/** Destroys a deleted object for good, after its name was typed. */
export function PurgeDialog({ object, onClose }: DeletedDialogProps) {
  const { vaultName } = object
  const purge = usePurgeObject({ vaultName, kind: object.kind, name: object.name })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Purge ${object.name}`}
      confirmLabel={`Purge ${object.kind}`}
      typeToConfirm={object.name}
      isIrreversible
      submitError={purge.error && problemFrom(purge.error)}
      loading={purge.isPending}
      onConfirm={() =>
        purge.mutate(undefined, {
          onSuccess: () => {
            onClose()
            showToast({
              tone: 'ok',
              title: `${object.name} is purged`,
              description: 'Its name will be free in a moment.',
            })
          },
        })
      }
    >
      <p>
        <strong className="font-semibold">This cannot be undone by anybody.</strong> The {familyWords(object)} in{' '}
        {vaultName} is destroyed with all versions; what was encrypted or signed with it may be lost with it. Its name
        can then be used again.
      </p>
      {object.scheduledPurgeDate ? (
        <p className="text-muted">
          Left alone, it can be recovered until {absoluteTime(object.scheduledPurgeDate, 'UTC')} and is purged by Key
          Vault then.
        </p>
      ) : null}
    </ConfirmDialog>
  )
}
