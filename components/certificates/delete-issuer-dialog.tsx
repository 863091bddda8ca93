'use client'

import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { useDeleteIssuer } from '@/lib/queries/certificate-authorities.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'

export interface DeleteIssuerDialogProps {
  vaultName: string
  issuerName: string
  onClose: () => void
}

/** Takes an account at a certificate authority away from the vault, for good. */
export function DeleteIssuerDialog({ vaultName, issuerName, onClose }: DeleteIssuerDialogProps) {
  const remove = useDeleteIssuer(vaultName)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Delete issuer ${issuerName}`}
      confirmLabel="Delete issuer"
      typeToConfirm={issuerName}
      submitError={remove.error && problemFrom(remove.error)}
      loading={remove.isPending}
      onConfirm={() =>
        remove.mutate(issuerName, {
          onSuccess: () => {
            onClose()
            showToast({ tone: 'ok', title: `Issuer ${issuerName} is deleted` })
          },
        })
      }
    >
      <p>
        It cannot be recovered: its account and password have to be entered again. Certificates whose policy names it
        are renewed no more; those that are there stay valid.
      </p>
    </ConfirmDialog>
  )
}
