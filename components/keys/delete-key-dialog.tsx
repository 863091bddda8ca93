'use client'

import { DeleteObjectDialog } from '@/components/delete-object-dialog.tsx'
import type { KeyDetail } from '@/lib/domain/key.ts'
import { useDeleteKey } from '@/lib/queries/key-writes.ts'
import { pages } from '@/lib/routes.ts'
import type { KeyObject } from './use-key-object.ts'

export interface DeleteKeyDialogProps {
  object: KeyObject
  current: KeyDetail
  onClose: () => void
}

/** Deletes a key with all its versions. */
export function DeleteKeyDialog({ object, current, onClose }: DeleteKeyDialogProps) {
  const { place, vault, versions, isComplete } = object
  return (
    <DeleteObjectDialog
      noun="key"
      vaultName={place.vaultName}
      name={place.keyName}
      tags={current.tags}
      versionCount={isComplete ? versions.length : null}
      consequence="whoever uses it then gets 404: what it encrypted or wrapped cannot be opened until it is recovered."
      vault={vault}
      listHref={pages.keys(place.vaultName)}
      objectHref={pages.key(place.vaultName, place.keyName)}
      mayRecover={object.whyNot('recover') === null}
      remove={useDeleteKey(place)}
      onClose={onClose}
    />
  )
}
