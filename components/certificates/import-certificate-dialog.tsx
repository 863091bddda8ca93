'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { NameHolderLink } from '@/components/deleted/name-holder-link.tsx'
import { FormDialog } from '@/components/form-dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Switch } from '@/components/ui/switch.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { maxImportBytes } from '@/lib/domain/certificate.ts'
import { useImportCertificate } from '@/lib/queries/certificate-writes.ts'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { pages } from '@/lib/routes.ts'
import { checkCertificateName } from './new-certificate-dialog.tsx'
import { fileAsBase64 } from './read-file.ts'

export interface ImportCertificateDialogProps {
  vaultName: string
  /** The certificate that gets a new version; a new certificate where there is none. */
  certificateName?: string
  onClose: () => void
}

/** Brings a certificate with its private key into the vault. File and password live in this dialog alone. */
export function ImportCertificateDialog({ vaultName, certificateName, onClose }: ImportCertificateDialogProps) {
  const router = useRouter()
  const cache = useQueryClient()
  const send = useImportCertificate()
  const [name, setName] = useState(certificateName ?? '')
  const [file, setFile] = useState<File | null>(null)
  const [password, setPassword] = useState('')
  const [isEnabled, setIsEnabled] = useState(true)
  const [errors, setErrors] = useState<{ name?: string; file?: string }>({})
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const listed = cache.getQueryData(certificateQueries.list(vaultName).queryKey)?.items ?? []
    const existing = listed.map((certificate) => certificate.name)
    const mistakes = {
      name: (certificateName ? null : checkCertificateName(name, existing)) ?? '',
      file: fileMistake(file),
    }
    setErrors(mistakes)
    if (!file || mistakes.name || mistakes.file) return
    const body = { content: await fileAsBase64(file), enabled: isEnabled, ...(password && { password }) }
    send.mutate(
      { place: { vaultName, certificateName: name }, body },
      {
        onSuccess: ({ version }) => {
          onClose()
          showToast({
            tone: 'ok',
            title: certificateName ? `Version ${version.slice(0, 8)} is now current` : `${name} is imported`,
          })
          if (!certificateName) router.push(pages.certificate(vaultName, name))
        },
      },
    )
  }
  const problem = send.error && problemFrom(send.error)
  const passwordError = problem?.fields?.find(({ path }) => path === 'password')?.message
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={certificateName ? `Import a version of ${certificateName}` : 'Import a certificate'}
      description={`A certificate with its private key goes into ${vaultName}, as it is.`}
      submitLabel="Import certificate"
      onSubmit={(event) => void submit(event)}
      submitError={problem}
      submitErrorActions={
        send.error?.code === 'secret_deleted' ? (
          <NameHolderLink vaultName={vaultName} name={send.variables?.place.certificateName ?? ''} />
        ) : null
      }
      loading={send.isPending}
    >
      {certificateName ? null : (
        <Field label="Name" hint="Letters, digits and hyphens." error={errors.name || undefined}>
          <Input isMono value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      )}
      <Field
        label="Certificate file"
        hint="PFX (.pfx, .p12), or PEM with the private key in PKCS#8. Certificates of the authorities above it may be in it."
        error={errors.file || undefined}
      >
        <Input type="file" className="py-1" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
      </Field>
      <Field label="Password of the PFX" hint="Empty for PEM and for a PFX without one." error={passwordError}>
        <Input
          type="password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Switch
        label="Enabled"
        hint="Key Vault gives key and secret of a disabled version to nobody."
        checked={isEnabled}
        onCheckedChange={setIsEnabled}
      />
    </FormDialog>
  )
}

function fileMistake(file: File | null): string {
  if (!file) return 'Choose a file.'
  if (file.size === 0) return 'The file is empty.'
  return file.size > maxImportBytes ? 'A certificate file is at most 1 MB long.' : ''
}
