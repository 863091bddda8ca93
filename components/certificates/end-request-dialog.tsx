'use client'

import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { useEndRequest } from '@/lib/queries/certificate-writes.ts'
import type { CertificatePlace } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'

export interface EndRequestDialogProps {
  place: CertificatePlace
  how: 'cancel' | 'forget'
  onClose: () => void
}

const words = {
  cancel: {
    title: 'Cancel the request',
    confirm: 'Cancel request',
    done: 'The end of the request is asked for',
    text: 'What was signed from this CSR cannot be merged afterwards: a new request makes a new key. Versions that are there stay as they are.',
  },
  forget: {
    title: 'Forget the request',
    confirm: 'Forget request',
    done: 'The request is forgotten',
    text: 'Key Vault drops the request and what it would have made. Versions that are there stay as they are.',
  },
} as const

/** Ends a request that runs, or drops one that has ended. */
export function EndRequestDialog({ place, how, onClose }: EndRequestDialogProps) {
  const end = useEndRequest(place)
  const { title, confirm, done, text } = words[how]
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={title}
      confirmLabel={confirm}
      submitError={end.error && problemFrom(end.error)}
      loading={end.isPending}
      onConfirm={() =>
        end.mutate(how, {
          onSuccess: () => {
            onClose()
            showToast({ tone: 'ok', title: done })
          },
        })
      }
    >
      <p>{text}</p>
    </ConfirmDialog>
  )
}
