'use client'

import { EnabledDialog } from '@/components/enabled-dialog.tsx'
import type { CertificateVersion } from '@/lib/domain/certificate.ts'
import { usePatchCertificate } from '@/lib/queries/certificate-writes.ts'
import type { CertificatePlace } from '@/lib/queries/certificates.ts'

export interface CertificateEnabledDialogProps {
  place: CertificatePlace
  version: CertificateVersion
  isCurrent: boolean
  onClose: () => void
}

/** Disables an enabled version of a certificate or enables a disabled one. */
export function CertificateEnabledDialog({ place, version, isCurrent, onClose }: CertificateEnabledDialogProps) {
  const patch = usePatchCertificate(place)
  const undo = usePatchCertificate(place)
  return (
    <EnabledDialog
      version={version}
      isCurrent={isCurrent}
      consequence={consequence(version.enabled, isCurrent)}
      patch={patch}
      undo={undo}
      onClose={onClose}
    />
  )
}

function consequence(isEnabled: boolean, isCurrent: boolean): string {
  if (!isEnabled) return 'Its key can then be used again, and its secret read again.'
  return isCurrent
    ? 'This is the current version: its key and its secret go with it, so whoever fetches the certificate to serve it gets 403. Key Vault does not fall back to an older version. It can be enabled again at any time.'
    : 'Its key and its secret go with it: whoever is pinned to this version gets 403. It can be enabled again at any time.'
}
