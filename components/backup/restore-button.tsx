'use client'

import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import { lazily } from '@/components/lazily.tsx'
import { Button } from '@/components/ui/button.tsx'
import type { BackupCollection } from '@/lib/domain/backup.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'

const RestoreDialog = lazily(() => import('./restore-dialog.tsx').then((part) => part.RestoreDialog))

/** Opens the dialog that brings an object back from a file, for a vault's list of that kind. */
export function RestoreButton({ vaultName, collection }: { vaultName: string; collection: BackupCollection }) {
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        {...RestoreDialog.onIntent}
        onClick={() => setIsOpen(true)}
        disabledReason={rightReason(
          collection,
          'restore',
          vault?.rights[collection].restore,
          vault?.facts?.permissionModel ?? null,
        )}
      >
        <ArchiveRestore aria-hidden />
        Restore
      </Button>
      {isOpen ? <RestoreDialog vaultName={vaultName} collection={collection} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
