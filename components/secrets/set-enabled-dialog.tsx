'use client'

import { EnabledDialog } from '@/components/enabled-dialog.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { usePatchVersion } from '@/lib/queries/secret-writes.ts'
import type { SecretPlace } from '@/lib/queries/secrets.ts'

export interface SetEnabledDialogProps {
  place: SecretPlace
  version: SecretVersion
  isCurrent: boolean
  onClose: () => void
}

/** Disables an enabled version of a secret or enables a disabled one. */
export function SetEnabledDialog({ place, version, isCurrent, onClose }: SetEnabledDialogProps) {
  const patch = usePatchVersion(place)
  const undo = usePatchVersion(place)
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
  if (isEnabled) {
    return isCurrent
      ? 'This is the current version: everybody who asks for the secret then gets 403. Key Vault does not fall back to an older version. It can be enabled again at any time.'
      : 'Consumers pinned to this version then get 403; everybody else is not affected. It can be enabled again at any time.'
  }
  return isCurrent
    ? 'This is the current version: whoever may read the secret gets its value again.'
    : 'Whoever may read the secret can then read this version by its id. The current version stays the current one.'
}
