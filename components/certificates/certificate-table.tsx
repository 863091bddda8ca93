'use client'

import { useQuery } from '@tanstack/react-query'
import { FileUp, Landmark, Mail, Plus } from 'lucide-react'
import { useState } from 'react'
import { RestoreButton } from '@/components/backup/restore-button.tsx'
import { useBulkRows } from '@/components/bulk/use-bulk-rows.tsx'
import { DataTable } from '@/components/data-table/data-table.tsx'
import { useTableUrlState } from '@/components/data-table/table-url-state.ts'
import { lazily } from '@/components/lazily.tsx'
import { ObjectIcon } from '@/components/object-icon.tsx'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import type { Certificate } from '@/lib/domain/certificate.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { pages } from '@/lib/routes.ts'
import { certificateColumns } from './certificate-columns.tsx'

const ContactsDialog = lazily(() => import('./contacts-dialog.tsx').then((part) => part.ContactsDialog))
const ImportCertificateDialog = lazily(() =>
  import('./import-certificate-dialog.tsx').then((part) => part.ImportCertificateDialog),
)
const IssuersDialog = lazily(() => import('./issuers-dialog.tsx').then((part) => part.IssuersDialog))
const NewCertificateDialog = lazily(() =>
  import('./new-certificate-dialog.tsx').then((part) => part.NewCertificateDialog),
)

const tableOptions = {
  sort: 'name',
  hidden: ['due', 'issued'],
  facets: ['enabled', 'due', 'issued'],
}

const noCertificates: Certificate[] = []

/** The certificates of a vault; rows appear as Key Vault's pages arrive. */
export function CertificateTable({ vaultName }: { vaultName: string }) {
  const { data: list, isPending, isFetching, error, refetch } = useQuery(certificateQueries.list(vaultName))
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const [open, setOpen] = useState<'new' | 'import' | 'issuers' | 'contacts' | null>(null)
  const state = useTableUrlState(tableOptions)
  const rows = list?.items ?? noCertificates
  const { selection, bulkBar } = useBulkRows({ kind: 'certificate', vaultName, vault, rows })
  const whyNot = (operation: 'create' | 'import') =>
    rightReason('certificates', operation, vault?.rights.certificates[operation], vault?.facts?.permissionModel ?? null)
  const close = () => setOpen(null)
  const actions = (
    <>
      <Button {...IssuersDialog.onIntent} onClick={() => setOpen('issuers')}>
        <Landmark aria-hidden />
        Issuers
      </Button>
      <Button {...ContactsDialog.onIntent} onClick={() => setOpen('contacts')}>
        <Mail aria-hidden />
        Contacts
      </Button>
      <RestoreButton vaultName={vaultName} collection="certificates" />
      <Button {...ImportCertificateDialog.onIntent} onClick={() => setOpen('import')} disabledReason={whyNot('import')}>
        <FileUp aria-hidden />
        Import
      </Button>
      <Button
        variant="primary"
        {...NewCertificateDialog.onIntent}
        onClick={() => setOpen('new')}
        disabledReason={whyNot('create')}
      >
        <Plus aria-hidden />
        New certificate
      </Button>
    </>
  )
  return (
    <>
      <DataTable
        label={`Certificates of ${vaultName}`}
        noun={['certificate', 'certificates']}
        columns={certificateColumns}
        rows={rows}
        rowId={(certificate) => certificate.name}
        rowHref={(certificate) => pages.certificate(vaultName, certificate.name)}
        state={state}
        isLoading={isPending && isFetching}
        isStreaming={isFetching && list?.isComplete === false}
        error={error && problemFrom(error)}
        onRetry={() => void refetch()}
        actions={actions}
        selection={selection}
        notice={bulkBar}
        className="pt-3"
        empty={
          <EmptyState
            icon={<ObjectIcon kind="certificate" />}
            title="This vault holds no certificates"
            actions={actions}
          >
            <p>Deleted certificates that can still be recovered are not listed here.</p>
          </EmptyState>
        }
      />
      {open === 'new' ? <NewCertificateDialog vaultName={vaultName} onClose={close} /> : null}
      {open === 'import' ? <ImportCertificateDialog vaultName={vaultName} onClose={close} /> : null}
      {open === 'issuers' ? <IssuersDialog vaultName={vaultName} onClose={close} /> : null}
      {open === 'contacts' ? <ContactsDialog vaultName={vaultName} onClose={close} /> : null}
    </>
  )
}
