'use client'

import { EnabledDialog } from '@/components/enabled-dialog.tsx'
import type { KeyVersion } from '@/lib/domain/key.ts'
import { usePatchKeyVersion } from '@/lib/queries/key-writes.ts'
import type { KeyPlace } from '@/lib/queries/keys.ts'

export interface KeyEnabledDialogProps {
  place: KeyPlace
  version: KeyVersion
  isCurrent: boolean
  onClose: () => void
}

/** Disables an enabled version of a key or enables a disabled one. */
export function KeyEnabledDialog({ place, version, isCurrent, onClose }: KeyEnabledDialogProps) {
  const patch = usePatchKeyVersion(place)
  const undo = usePatchKeyVersion(place)
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
  if (!isEnabled) return 'Whoever may use the key can then use this version again.'
  return isCurrent
    ? 'This is the current version: whoever uses the key without naming a version then gets 403, and so do data that it encrypted, such as disks and databases under it. Key Vault does not fall back to an older version. It can be enabled again at any time.'
    : 'What this version encrypted or wrapped can then not be opened, and what it signed not be verified by Key Vault. It can be enabled again at any time.'
}
