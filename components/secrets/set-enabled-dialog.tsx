'use client'

import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { problemTitle } from '@/components/ui/problem-notice.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { usePatchVersion } from '@/lib/queries/secret-writes.ts'
import type { SecretPlace } from '@/lib/queries/secrets.ts'
import { shortVersion } from './version-id.tsx'

export interface SetEnabledDialogProps {
  place: SecretPlace
  version: SecretVersion
  isCurrent: boolean
  onClose: () => void
}

/** Disables an enabled version or enables a disabled one, and offers the way back. */
export function SetEnabledDialog({ place, version, isCurrent, onClose }: SetEnabledDialogProps) {
  const patch = usePatchVersion(place)
  const undo = usePatchVersion(place)
  const id = shortVersion(version.version)
  const [verb, wasDone] = version.enabled ? ['Disable', 'disabled'] : ['Enable', 'enabled']
  const change = (enabled: boolean) => ({ version: version.version, isCurrent, patch: { enabled } })
  const takeBack = () =>
    undo.mutate(change(version.enabled), {
      onSuccess: () => showToast({ tone: 'ok', title: `Version ${id} is as it was` }),
      onError: ({ problem }) =>
        showToast({ tone: 'danger', title: problemTitle(problem), description: problem.message, timeoutMs: 0 }),
    })
  const apply = () =>
    patch.mutate(change(!version.enabled), {
      onSuccess: () => {
        onClose()
        showToast({ tone: 'ok', title: `Version ${id} is ${wasDone}`, action: { label: 'Undo', onClick: takeBack } })
      },
    })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`${verb} version ${id}`}
      confirmLabel={`${verb} version`}
      tone={version.enabled ? 'danger' : 'primary'}
      onConfirm={apply}
      submitError={patch.error && problemFrom(patch.error)}
      loading={patch.isPending}
    >
      <p>{consequence(version.enabled, isCurrent)}</p>
    </ConfirmDialog>
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
