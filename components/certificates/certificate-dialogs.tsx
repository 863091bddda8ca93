'use client'

import { BackupDialog } from '@/components/backup/backup-dialog.tsx'
import type { CertificateVersion, CurrentCertificate } from '@/lib/domain/certificate.ts'
import { CertificateEnabledDialog } from './certificate-enabled-dialog.tsx'
import { DeleteCertificateDialog } from './delete-certificate-dialog.tsx'
import { EditTagsDialog } from './edit-tags-dialog.tsx'
import { EndRequestDialog } from './end-request-dialog.tsx'
import { ImportCertificateDialog } from './import-certificate-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { NewCertificateDialog } from './new-certificate-dialog.tsx'
import { PolicyDialog } from './policy-dialog.tsx'
import type { CertificateObject } from './use-certificate-object.ts'

/** What a person has asked to do, and with which version. */
export interface CertificateAction {
  kind:
    | 'newVersion'
    | 'importVersion'
    | 'policy'
    | 'setEnabled'
    | 'editTags'
    | 'merge'
    | 'cancelRequest'
    | 'forgetRequest'
    | 'backup'
    | 'delete'
  version: string
}

export interface CertificateDialogsProps {
  object: CertificateObject
  current: CurrentCertificate
  action: CertificateAction
  version: CertificateVersion
  onClose: () => void
}

/** The dialog of an action. Each is mounted while it is open and forgets everything when it closes. */
export function CertificateDialogs({ object, current, action, version, onClose }: CertificateDialogsProps) {
  const { place, versions, isComplete, vault } = object
  const isCurrent = version.version === current.version
  switch (action.kind) {
    case 'newVersion':
      return <NewCertificateDialog {...place} policy={current.policy} onClose={onClose} />
    case 'importVersion':
      return <ImportCertificateDialog {...place} onClose={onClose} />
    case 'policy':
      return <PolicyDialog place={place} policy={current.policy} sku={vault?.facts?.sku} onClose={onClose} />
    case 'setEnabled':
      return <CertificateEnabledDialog place={place} version={version} isCurrent={isCurrent} onClose={onClose} />
    case 'editTags':
      return <EditTagsDialog place={place} version={version} isCurrent={isCurrent} onClose={onClose} />
    case 'merge':
      return <MergeDialog place={place} onClose={onClose} />
    case 'cancelRequest':
      return <EndRequestDialog place={place} how="cancel" onClose={onClose} />
    case 'forgetRequest':
      return <EndRequestDialog place={place} how="forget" onClose={onClose} />
    case 'backup':
      return (
        <BackupDialog
          vaultName={place.vaultName}
          collection="certificates"
          name={place.certificateName}
          versionCount={isComplete ? versions.length : null}
          onClose={onClose}
        />
      )
    case 'delete':
      return <DeleteCertificateDialog object={object} current={current} onClose={onClose} />
  }
}
