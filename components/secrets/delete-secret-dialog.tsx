'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { undoDeletion } from '@/components/deleted/undo-deletion.ts'
import { absoluteTime } from '@/components/ui/relative-time.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { staleDeleted } from '@/lib/queries/deleted-objects.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useDeleteSecret } from '@/lib/queries/secret-writes.ts'
import { pages } from '@/lib/routes.ts'
import { isProduction, retentionWords } from './deletion-words.ts'
import type { SecretObject } from './use-secret-object.ts'

export interface DeleteSecretDialogProps {
  secret: SecretObject
  current: SecretVersion
  onClose: () => void
}

/** Deletes a secret with all its versions, softly, and says until when that can be taken back. */
export function DeleteSecretDialog({ secret, current, onClose }: DeleteSecretDialogProps) {
  const router = useRouter()
  const { place, vault, versions, isComplete } = secret
  const remove = useDeleteSecret(place)
  const count = `${versions.length.toLocaleString('en')} version${versions.length === 1 ? '' : 's'}`
  const facts = vault?.facts ?? null
  const cache = useQueryClient()
  const deletedPlace = { vaultName: place.vaultName, kind: 'secret', name: place.secretName } as const
  const mayRecover = secret.whyNot('recover') === null
  const onRecovered = () => router.push(pages.secret(place.vaultName, place.secretName))
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Delete ${place.secretName}`}
      confirmLabel="Delete secret"
      submitError={remove.error && problemFrom(remove.error)}
      loading={remove.isPending}
      {...(isProduction(current.tags, facts?.tags ?? {}) && { typeToConfirm: place.secretName })}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: ({ scheduledPurgeDate }) => {
            router.push(pages.secrets(place.vaultName))
            onClose()
            staleDeleted(cache, place.vaultName)
            showToast({
              tone: 'ok',
              title: `${place.secretName} is deleted`,
              ...(scheduledPurgeDate && {
                description: `Recoverable until ${absoluteTime(scheduledPurgeDate, 'UTC')}.`,
              }),
              ...(mayRecover && {
                action: { label: 'Undo', onClick: () => undoDeletion(cache, deletedPlace, onRecovered) },
              }),
            })
          },
        })
      }
    >
      <p>
        {isComplete ? `The secret and its ${count} go together` : 'The secret and all its versions go together'}, and
        everybody who asks for it then gets 404. Its name cannot be used again meanwhile.
      </p>
      <p className="text-muted">{retentionWords(facts, Date.now())}</p>
    </ConfirmDialog>
  )
}
