'use client'

import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { DeleteIssuerDialog } from './delete-issuer-dialog.tsx'
import { IssuerDialog } from './issuer-dialog.tsx'
import { useManageReason } from './use-manage-reason.ts'

type Open = { kind: 'add' } | { kind: 'edit' | 'delete'; name: string }

/** The accounts at certificate authorities that the vault can order from. */
export function IssuersDialog({ vaultName, onClose }: { vaultName: string; onClose: () => void }) {
  const { data, error } = useQuery(certificateQueries.issuers(vaultName))
  const [open, setOpen] = useState<Open | null>(null)
  const reason = useManageReason(vaultName, 'manageIssuers')
  const back = () => setOpen(null)
  if (open?.kind === 'delete') return <DeleteIssuerDialog vaultName={vaultName} issuerName={open.name} onClose={back} />
  if (open) {
    return (
      <IssuerDialog vaultName={vaultName} {...(open.kind === 'edit' && { issuerName: open.name })} onClose={back} />
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      title="Certificate issuers"
      description={`Accounts at certificate authorities, which ${vaultName} orders and renews certificates from.`}
      footer={
        <Button variant="primary" disabledReason={reason} onClick={() => setOpen({ kind: 'add' })}>
          <Plus aria-hidden />
          Add issuer
        </Button>
      }
    >
      {error && !data ? <ProblemNotice problem={problemFrom(error)} /> : null}
      {!error && !data ? <Skeleton className="w-2/3" /> : null}
      {data?.items.length === 0 ? (
        <p className="text-muted text-sm">There are none: Key Vault itself signs, or somebody outside.</p>
      ) : null}
      <ul className="divide-y text-sm">
        {data?.items.map(({ name, provider }) => (
          <li key={name} className="flex items-center gap-2 py-1.5">
            <span className="min-w-0 flex-1 truncate font-mono text-xs">{name}</span>
            <span className="text-muted">{provider ?? 'unknown'}</span>
            <IconButton label={`Edit issuer ${name}`} onClick={() => setOpen({ kind: 'edit', name })}>
              <Pencil aria-hidden />
            </IconButton>
            <IconButton
              label={`Delete issuer ${name}`}
              {...(reason && { disabledReason: reason })}
              onClick={() => setOpen({ kind: 'delete', name })}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
