'use client'

import { BackupDialog } from '@/components/backup/backup-dialog.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { DeleteSecretDialog } from './delete-secret-dialog.tsx'
import { EditPropertiesDialog } from './edit-properties-dialog.tsx'
import { NewVersionDialog } from './new-version-dialog.tsx'
import { RollbackDialog } from './rollback-dialog.tsx'
import { SetEnabledDialog } from './set-enabled-dialog.tsx'
import type { SecretObject } from './use-secret-object.ts'

/** What a person has asked to do, and with which version. */
export interface SecretAction {
  kind: 'newVersion' | 'edit' | 'setEnabled' | 'delete' | 'rollback' | 'backup'
  version: string
}

export interface SecretDialogsProps {
  secret: SecretObject
  current: SecretVersion
  action: SecretAction
  version: SecretVersion
  onAction: (action: SecretAction) => void
  onClose: () => void
  onLook: (version: string) => void
}

/** The dialog of an action. Each is mounted while it is open and forgets everything when it closes. */
export function SecretDialogs({ secret, current, action, version, onAction, onClose, onLook }: SecretDialogsProps) {
  const { place } = secret
  switch (action.kind) {
    case 'newVersion':
      return <NewVersionDialog place={place} current={current} onClose={onClose} />
    case 'edit':
      return (
        <EditPropertiesDialog
          place={place}
          version={version}
          isCurrent={version === current}
          onNewVersion={
            version === current && !secret.whyNot('set')
              ? () => onAction({ kind: 'newVersion', version: current.version })
              : undefined
          }
          onClose={onClose}
        />
      )
    case 'setEnabled':
      return <SetEnabledDialog place={place} version={version} isCurrent={version === current} onClose={onClose} />
    case 'delete':
      return <DeleteSecretDialog secret={secret} current={current} onClose={onClose} />
    case 'backup':
      return (
        <BackupDialog
          vaultName={place.vaultName}
          collection="secrets"
          name={place.secretName}
          versionCount={secret.isComplete ? secret.versions.length : null}
          onClose={onClose}
        />
      )
    case 'rollback':
      return <RollbackDialog secret={secret} current={current} target={version} onClose={onClose} onLook={onLook} />
  }
}
