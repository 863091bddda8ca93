'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FormDialog } from '@/components/form-dialog.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { type CertificateContacts, NewCertificateContacts } from '@/lib/domain/certificate-authority.ts'
import { useSetContacts } from '@/lib/queries/certificate-authorities.ts'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { givenOf, type PersonRow, PersonRows } from './person-rows.tsx'
import { useManageReason } from './use-manage-reason.ts'

interface Props {
  vaultName: string
  onClose: () => void
}

const title = 'Certificate contacts'
const fieldNames = { email: 'E-mail', name: 'Name', phone: 'Phone' } as const

/** Whom Key Vault writes to before a certificate of the vault ends. */
export function ContactsDialog({ vaultName, onClose }: Props) {
  const { data, error } = useQuery(certificateQueries.contacts(vaultName))
  if (data) return <ContactsForm vaultName={vaultName} contacts={data.contacts} onClose={onClose} />
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={title}
    >
      {error ? <ProblemNotice problem={problemFrom(error)} /> : <Skeleton className="w-2/3" />}
    </Dialog>
  )
}

type Row = PersonRow<keyof typeof fieldNames>

const rowsOf = ({ contacts }: CertificateContacts): Row[] =>
  contacts.map(({ email, name = '', phone = '' }, id) => ({ id, email, name, phone }))

function ContactsForm({ vaultName, contacts, onClose }: Props & CertificateContacts) {
  const save = useSetContacts(vaultName)
  const before = rowsOf({ contacts })
  const [rows, setRows] = useState(before)
  const [error, setError] = useState('')
  const reason = useManageReason(vaultName, 'manageContacts')
  const isUnchanged = JSON.stringify(rows) === JSON.stringify(before)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = rows.map((row) => ({ email: '', ...givenOf(row) }))
    const checked = NewCertificateContacts.safeParse({ contacts: given })
    // None at all is sound: they are then deleted.
    const mistake = given.length > 0 && !checked.success ? (checked.error.issues[0]?.message ?? '') : ''
    setError(mistake)
    if (mistake) return
    save.mutate(
      { contacts: given },
      {
        onSuccess: () => {
          onClose()
          showToast({ tone: 'ok', title: 'Contacts saved' })
        },
      },
    )
  }
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={title}
      description={`Key Vault writes to them about all certificates of ${vaultName}, when the policy of a certificate says so.`}
      submitLabel="Save contacts"
      onSubmit={submit}
      submitError={save.error && problemFrom(save.error)}
      loading={save.isPending}
      submitDisabledReason={reason ?? (isUnchanged && 'Nothing is changed yet.')}
    >
      {rows.length === 0 ? <p className="text-muted text-sm">Nobody is told when a certificate ends.</p> : null}
      <PersonRows noun="contact" rows={rows} onChange={setRows} fields={fieldNames} disabledReason={reason} />
      {error ? (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      ) : null}
    </FormDialog>
  )
}
