'use client'

import { DeleteObjectDialog } from '@/components/delete-object-dialog.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { useDeleteSecret } from '@/lib/queries/secret-writes.ts'
import { pages } from '@/lib/routes.ts'
import type { SecretObject } from './use-secret-object.ts'

export interface DeleteSecretDialogProps {
  secret: SecretObject
  current: SecretVersion
  onClose: () => void
}

/** Deletes a secret with all its versions. */
export function DeleteSecretDialog({ secret, current, onClose }: DeleteSecretDialogProps) {
  const { place, vault, versions, isComplete } = secret
  return (
    <DeleteObjectDialog
      noun="secret"
      vaultName={place.vaultName}
      name={place.secretName}
      tags={current.tags}
      versionCount={isComplete ? versions.length : null}
      consequence="everybody who asks for it then gets 404."
      vault={vault}
      listHref={pages.secrets(place.vaultName)}
      objectHref={pages.secret(place.vaultName, place.secretName)}
      mayRecover={secret.whyNot('recover') === null}
      remove={useDeleteSecret(place)}
      onClose={onClose}
    />
  )
}
