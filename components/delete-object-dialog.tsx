'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { undoDeletion } from '@/components/deleted/undo-deletion.ts'
import { isProduction, retentionWords } from '@/components/secrets/deletion-words.ts'
import { absoluteTime } from '@/components/ui/relative-time.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { Deletion } from '@/lib/domain/object-properties.ts'
import type { VaultDetail } from '@/lib/domain/vault.ts'
import { staleDeleted } from '@/lib/queries/deleted-objects.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'

export interface DeleteObjectDialogProps {
  noun: 'secret' | 'key' | 'certificate'
  vaultName: string
  name: string
  tags: Record<string, string>
  /** How many versions go with it; null while they are still coming. */
  versionCount: number | null
  /** What then happens to those who use it, as the end of a sentence. */
  consequence: string
  vault: VaultDetail | undefined
  /** Where the reader goes afterwards. */
  listHref: string
  /** Where the object is, once the reader has taken the deletion back. */
  objectHref: string
  /** False where the reader is known to have no right to recover it. */
  mayRecover: boolean
  /** The mutation that deletes it. */
  remove: {
    mutate(variables: undefined, options: { onSuccess: (deletion: Deletion) => void }): void
    error: Error | null
    isPending: boolean
  }
  onClose: () => void
}

/** Deletes an object with all its versions, softly, and says until when that can be taken back. */
export function DeleteObjectDialog(props: DeleteObjectDialogProps) {
  const {
    noun,
    vaultName,
    name,
    tags,
    versionCount,
    consequence,
    vault,
    listHref,
    objectHref,
    mayRecover,
    remove,
    onClose,
  } = props
  const router = useRouter()
  const cache = useQueryClient()
  const facts = vault?.facts ?? null
  const takeBack = () => undoDeletion(cache, { vaultName, kind: noun, name }, () => router.push(objectHref))
  const versions =
    versionCount === null
      ? 'all its versions'
      : `its ${versionCount.toLocaleString('en')} version${versionCount === 1 ? '' : 's'}`
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Delete ${name}`}
      confirmLabel={`Delete ${noun}`}
      submitError={remove.error && problemFrom(remove.error)}
      loading={remove.isPending}
      {...(isProduction(tags, facts?.tags ?? {}) && { typeToConfirm: name })}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: ({ scheduledPurgeDate }) => {
            router.push(listHref)
            onClose()
            staleDeleted(cache, vaultName)
            showToast({
              tone: 'ok',
              title: `${name} is deleted`,
              ...(scheduledPurgeDate && {
                description: `Recoverable until ${absoluteTime(scheduledPurgeDate, 'UTC')}.`,
              }),
              ...(mayRecover && { action: { label: 'Undo', onClick: takeBack } }),
            })
          },
        })
      }
    >
      <p>
        The {noun} and {versions} go together, and {consequence} Its name cannot be used again meanwhile.
      </p>
      <p className="text-muted">{retentionWords(facts, Date.now())}</p>
    </ConfirmDialog>
  )
}
