'use client'

import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { problemTitle } from '@/components/ui/problem-notice.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { problemFrom } from '@/lib/queries/problem-from.ts'

interface EnabledChange {
  version: string
  isCurrent: boolean
  patch: { enabled: boolean }
}

/** What this needs of a mutation that changes properties of one version. */
interface Patching {
  mutate(change: EnabledChange, options: { onSuccess: () => void }): void
  error: Error | null
  isPending: boolean
}

/** The same, whose end is told to whoever waits for it: callbacks of `mutate` are dropped with the dialog. */
interface Undoing {
  mutateAsync(change: EnabledChange): Promise<unknown>
}

export interface EnabledDialogProps {
  version: { version: string; enabled: boolean }
  isCurrent: boolean
  /** What the change does to those who use the version, and how to come back from it. */
  consequence: string
  patch: Patching
  /** A second one, so that a failed undo is not shown as a failure of this dialog. */
  undo: Undoing
  onClose: () => void
}

/** Disables an enabled version or enables a disabled one, and offers the way back. */
export function EnabledDialog({ version, isCurrent, consequence, patch, undo, onClose }: EnabledDialogProps) {
  const id = version.version.slice(0, 8)
  const [verb, wasDone] = version.enabled ? ['Disable', 'disabled'] : ['Enable', 'enabled']
  const change = (enabled: boolean) => ({ version: version.version, isCurrent, patch: { enabled } })
  const takeBack = async () => {
    try {
      await undo.mutateAsync(change(version.enabled))
      showToast({ tone: 'ok', title: `Version ${id} is as it was` })
    } catch (error) {
      const problem = problemFrom(error)
      showToast({ tone: 'danger', title: problemTitle(problem), description: problem.message, timeoutMs: 0 })
    }
  }
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
      <p>{consequence}</p>
    </ConfirmDialog>
  )
}
