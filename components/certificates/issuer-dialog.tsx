'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FormDialog } from '@/components/form-dialog.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { type CertificateIssuer, issuerProviders, NewCertificateIssuer } from '@/lib/domain/certificate-authority.ts'
import { IssuerName } from '@/lib/domain/names.ts'
import { useSetIssuer } from '@/lib/queries/certificate-authorities.ts'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { givenOf, type PersonRow, PersonRows } from './person-rows.tsx'
import { useManageReason } from './use-manage-reason.ts'

export interface IssuerDialogProps {
  vaultName: string
  /** The issuer to change; a new one where there is none. */
  issuerName?: string
  onClose: () => void
}

/** Adds an account at a certificate authority, or changes one. */
export function IssuerDialog({ vaultName, issuerName, onClose }: IssuerDialogProps) {
  const { data, error } = useQuery({
    ...certificateQueries.issuer(vaultName, issuerName ?? ''),
    enabled: issuerName !== undefined,
  })
  if (issuerName === undefined || data)
    return <IssuerForm vaultName={vaultName} {...(data && { issuer: data })} onClose={onClose} />
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Issuer ${issuerName}`}
    >
      {error ? <ProblemNotice problem={problemFrom(error)} /> : <Skeleton className="w-2/3" />}
    </Dialog>
  )
}

const providerOf = (name: string | null | undefined) =>
  issuerProviders.find((one) => one === name) ?? issuerProviders[0]

const administratorFields = { firstName: 'First name', lastName: 'Last name', email: 'E-mail', phone: 'Phone' } as const
type AdministratorRow = PersonRow<keyof typeof administratorFields>

const administratorsOf = (issuer: CertificateIssuer | undefined): AdministratorRow[] =>
  (issuer?.administrators ?? []).map(({ firstName = '', lastName = '', email = '', phone = '' }, id) => ({
    id,
    firstName,
    lastName,
    email,
    phone,
  }))

interface IssuerFormProps {
  vaultName: string
  issuer?: CertificateIssuer
  onClose: () => void
}

function IssuerForm({ vaultName, issuer, onClose }: IssuerFormProps) {
  const save = useSetIssuer(vaultName)
  const reason = useManageReason(vaultName, 'manageIssuers')
  const [name, setName] = useState(issuer?.name ?? '')
  const [provider, setProvider] = useState(providerOf(issuer?.provider))
  const [accountId, setAccountId] = useState(issuer?.accountId ?? '')
  const [password, setPassword] = useState('')
  const [organizationId, setOrganizationId] = useState(issuer?.organizationId ?? '')
  const before = administratorsOf(issuer)
  const [administrators, setAdministrators] = useState(before)
  const [error, setError] = useState<{ name?: string; rest?: string }>({})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const named = IssuerName.safeParse(name)
    const body = {
      provider,
      accountId,
      ...(password && { password }),
      ...(organizationId && { organizationId }),
      // Only a change is sent: what is not named stays as it is.
      ...(JSON.stringify(administrators) !== JSON.stringify(before) && { administrators: administrators.map(givenOf) }),
    }
    const checked = NewCertificateIssuer.safeParse(body)
    setError({
      ...(!named.success && { name: named.error.issues[0]?.message ?? '' }),
      ...(!checked.success && { rest: checked.error.issues[0]?.message ?? '' }),
    })
    if (!named.success || !checked.success) return
    save.mutate(
      { name, method: issuer ? 'PATCH' : 'PUT', body: checked.data },
      {
        onSuccess: () => {
          onClose()
          showToast({ tone: 'ok', title: `Issuer ${name} is saved` })
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
      title={issuer ? `Issuer ${issuer.name}` : 'Add an issuer'}
      description="Key Vault signs in there with this account. It gives the password to nobody, not even to you."
      submitLabel="Save issuer"
      onSubmit={submit}
      submitError={save.error && problemFrom(save.error)}
      loading={save.isPending}
      submitDisabledReason={reason}
    >
      {issuer ? null : (
        <Field label="Name" hint="What policies call it: letters, digits and hyphens." error={error.name}>
          <Input isMono value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      )}
      <Field label="Provider">
        <Select
          value={provider}
          onValueChange={setProvider}
          items={issuerProviders.map((one) => ({ value: one, label: one }))}
        />
      </Field>
      <Field label="Account id" error={error.rest}>
        <Input value={accountId} onChange={(event) => setAccountId(event.target.value)} />
      </Field>
      <Field label="Account password" hint={issuer ? 'Empty to keep the one that is there.' : undefined}>
        <Input
          type="password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Field label="Organisation id">
        <Input value={organizationId} onChange={(event) => setOrganizationId(event.target.value)} />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium text-xs">Administrators</legend>
        <p className="text-muted text-xs">Whom the certificate authority may turn to about an order.</p>
        <PersonRows
          noun="administrator"
          rows={administrators}
          onChange={setAdministrators}
          fields={administratorFields}
          disabledReason={reason ?? (administrators.length >= 10 ? 'An issuer has at most 10 administrators.' : null)}
        />
      </fieldset>
    </FormDialog>
  )
}
