'use client'

import { type FormEvent, useState } from 'react'
import { FormDialog } from '@/components/form-dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Textarea } from '@/components/ui/textarea.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { MergeCertificate } from '@/lib/domain/certificate.ts'
import { useMergeCertificate } from '@/lib/queries/certificate-writes.ts'
import type { CertificatePlace } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { fileAsBase64 } from './read-file.ts'

/** Completes a request with what the certificate authority sent back. */
export function MergeDialog({ place, onClose }: { place: CertificatePlace; onClose: () => void }) {
  const merge = useMergeCertificate(place)
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const take = async (file: File | undefined) => {
    if (!file) return
    setError(undefined)
    const base64 = await fileAsBase64(file)
    const content = atob(base64)
    // A .cer file is PEM or DER: what is not text goes on in base64.
    setText(content.includes('-----BEGIN ') ? content : base64)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const checked = MergeCertificate.safeParse({ certificate: text.trim() })
    setError(checked.error?.issues[0]?.message)
    if (!checked.success) return
    merge.mutate(checked.data.certificate, {
      onSuccess: ({ version }) => {
        onClose()
        showToast({ tone: 'ok', title: `Version ${version.slice(0, 8)} is issued` })
      },
    })
  }
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Merge the signed certificate of ${place.certificateName}`}
      description="It must be made from the latest CSR of this certificate: the private key never left the vault."
      submitLabel="Merge certificate"
      onSubmit={submit}
      submitError={merge.error && problemFrom(merge.error)}
      loading={merge.isPending}
    >
      <Field label="File" hint="PEM (.pem, .crt, .cer) or DER (.cer, .der).">
        <Input type="file" className="py-1" onChange={(event) => void take(event.target.files?.[0])} />
      </Field>
      <Field
        label="Certificate"
        hint="Or paste it as PEM; the certificates of the authorities above it may follow."
        error={error}
      >
        <Textarea isMono rows={8} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </FormDialog>
  )
}
