'use client'

import { DeleteObjectDialog } from '@/components/delete-object-dialog.tsx'
import type { CurrentCertificate } from '@/lib/domain/certificate.ts'
import { useDeleteCertificate } from '@/lib/queries/certificate-writes.ts'
import { pages } from '@/lib/routes.ts'
import type { CertificateObject } from './use-certificate-object.ts'

export interface DeleteCertificateDialogProps {
  object: CertificateObject
  current: CurrentCertificate
  onClose: () => void
}

/** Deletes a certificate with its key, its secret and all its versions. */
export function DeleteCertificateDialog({ object, current, onClose }: DeleteCertificateDialogProps) {
  const { place, vault, versions, isComplete } = object
  return (
    <DeleteObjectDialog
      noun="certificate"
      vaultName={place.vaultName}
      name={place.certificateName}
      tags={current.tags}
      versionCount={isComplete ? versions.length : null}
      consequence="with them the key and the secret of the same name: whoever fetches the certificate to serve it then gets 404."
      vault={vault}
      listHref={pages.certificates(place.vaultName)}
      objectHref={pages.certificate(place.vaultName, place.certificateName)}
      mayRecover={object.whyNot('recover') === null}
      remove={useDeleteCertificate(place)}
      onClose={onClose}
    />
  )
}
