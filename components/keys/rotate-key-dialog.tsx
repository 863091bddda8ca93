'use client'

import { useQuery } from '@tanstack/react-query'
import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { durationText } from '@/lib/domain/iso-duration.ts'
import type { KeyDetail } from '@/lib/domain/key.ts'
import { useRotateKey } from '@/lib/queries/key-writes.ts'
import { type KeyPlace, keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { shapeWords } from './key-words.ts'

export interface RotateKeyDialogProps {
  place: KeyPlace
  current: KeyDetail
  onClose: () => void
}

/** Has Key Vault make the next version now, and says what that means for those who use the key. */
export function RotateKeyDialog({ place, current, onClose }: RotateKeyDialogProps) {
  const rotate = useRotateKey(place)
  const { data: policy } = useQuery(keyQueries.rotationPolicy(place))
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Rotate ${place.keyName}`}
      confirmLabel="Rotate now"
      tone="primary"
      submitError={rotate.error && problemFrom(rotate.error)}
      loading={rotate.isPending}
      onConfirm={() =>
        rotate.mutate(undefined, {
          onSuccess: ({ version }) => {
            onClose()
            showToast({ tone: 'ok', title: `Version ${version.slice(0, 8)} is now current` })
          },
        })
      }
    >
      <p>
        Key Vault makes a new version ({shapeWords(current)}) with material of its own, current at once
        {policy?.expiresIn ? `; it expires after ${durationText(policy.expiresIn)}` : ''}. Whoever names the key without
        a version gets the new one.
      </p>
      <p className="text-muted">
        The versions before it stay enabled, and must until all that they encrypted or wrapped is re-encrypted. Services
        with customer-managed keys pick the new version up within 24 hours.
      </p>
    </ConfirmDialog>
  )
}
