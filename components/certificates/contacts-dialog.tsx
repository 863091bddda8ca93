'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { FormDialog } from '@/components/form-dialog.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Input } from '@/components/ui/input.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { type CertificateContacts, NewCertificateContacts } from '@/lib/domain/certificate-authority.ts'
import { useSetContacts } from '@/lib/queries/certificate-authorities.ts'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useManageReason } from './use-manage-reason.ts'

interface Props {
  vaultName: string
  onClose: () => void
}

const title = 'Certificate contacts'

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

interface Row {
  id: number
  email: string
  name: string
  phone: string
}

const rowsOf = ({ contacts }: CertificateContacts): Row[] =>
  contacts.map(({ email, name = '', phone = '' }, id) => ({ id, email, name, phone }))

function ContactsForm({ vaultName, contacts, onClose }: Props & CertificateContacts) {
  const save = useSetContacts(vaultName)
  const before = rowsOf({ contacts })
  const [rows, setRows] = useState(before)
  const [error, setError] = useState('')
  const reason = useManageReason(vaultName, 'manageContacts')
  const isUnchanged = JSON.stringify(rows) === JSON.stringify(before)
  const set = (id: number, change: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...change } : row)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = rows.map(({ email, name, phone }) => ({
      email: email.trim(),
      ...(name && { name }),
      ...(phone && { phone }),
    }))
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
      {rows.map((row, index) => (
        <div key={row.id} className="flex items-center gap-2">
          {(['email', 'name', 'phone'] as const).map((name) => (
            <Field key={name} label={`${fieldNames[name]} of contact ${index + 1}`} isLabelHidden className="flex-1">
              <Input
                placeholder={fieldNames[name]}
                value={row[name]}
                onChange={(event) => set(row.id, { [name]: event.target.value })}
              />
            </Field>
          ))}
          <IconButton
            label={`Remove contact ${index + 1}`}
            onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      {error ? (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      ) : null}
      <div>
        <Button
          size="sm"
          disabledReason={reason}
          onClick={() => setRows([...rows, { id: Date.now(), email: '', name: '', phone: '' }])}
        >
          <Plus aria-hidden />
          Add contact
        </Button>
      </div>
    </FormDialog>
  )
}

const fieldNames = { email: 'E-mail', name: 'Name', phone: 'Phone' } as const
