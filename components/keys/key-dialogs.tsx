'use client'

import { BackupDialog } from '@/components/backup/backup-dialog.tsx'
import type { KeyDetail, KeyVersion } from '@/lib/domain/key.ts'
import { DeleteKeyDialog } from './delete-key-dialog.tsx'
import { EditKeyDialog } from './edit-key-dialog.tsx'
import { ImportKeyDialog } from './import-key-dialog.tsx'
import { KeyEnabledDialog } from './key-enabled-dialog.tsx'
import { KeyTesterDialog } from './key-tester-dialog.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'
import { RotationPolicyDialog } from './rotation-policy-dialog.tsx'
import type { KeyObject } from './use-key-object.ts'

/** What a person has asked to do, and with which version. */
export interface KeyAction {
  kind:
    | 'rotate'
    | 'rotationPolicy'
    | 'newVersion'
    | 'importVersion'
    | 'use'
    | 'edit'
    | 'setEnabled'
    | 'backup'
    | 'delete'
  version: string
}

export interface KeyDialogsProps {
  object: KeyObject
  current: KeyDetail
  action: KeyAction
  version: KeyVersion
  onClose: () => void
}

/** The dialog of an action. Each is mounted while it is open and forgets everything when it closes. */
export function KeyDialogs({ object, current, action, version, onClose }: KeyDialogsProps) {
  const { place, versions, isComplete } = object
  const isCurrent = version.version === current.version
  switch (action.kind) {
    case 'rotate':
      return <RotateKeyDialog place={place} current={current} onClose={onClose} />
    case 'rotationPolicy':
      return <RotationPolicyDialog place={place} onClose={onClose} />
    case 'newVersion':
      return <NewKeyDialog {...place} onClose={onClose} />
    case 'importVersion':
      return <ImportKeyDialog {...place} onClose={onClose} />
    case 'use':
      return <KeyTesterDialog object={object} version={action.version} onClose={onClose} />
    case 'edit':
      return <EditKeyDialog place={place} version={action.version} isCurrent={isCurrent} onClose={onClose} />
    case 'setEnabled':
      return <KeyEnabledDialog place={place} version={version} isCurrent={isCurrent} onClose={onClose} />
    case 'backup':
      return (
        <BackupDialog
          vaultName={place.vaultName}
          collection="keys"
          name={place.keyName}
          versionCount={isComplete ? versions.length : null}
          onClose={onClose}
        />
      )
    case 'delete':
      return <DeleteKeyDialog object={object} current={current} onClose={onClose} />
  }
}
