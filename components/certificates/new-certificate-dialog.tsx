'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { NameHolderLink } from '@/components/deleted/name-holder-link.tsx'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { CertificatePolicy } from '@/lib/domain/certificate-policy.ts'
import { CertificateName } from '@/lib/domain/names.ts'
import { useCreateCertificate } from '@/lib/queries/certificate-writes.ts'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { pages } from '@/lib/routes.ts'
import { PolicyFields } from './policy-fields.tsx'
import { checkPolicy, emptyPolicyForm, type PolicyForm, policyFormOf } from './policy-form.ts'

export interface NewCertificateDialogProps {
  vaultName: string
  /** The certificate that gets a new version; a new certificate where there is none. */
  certificateName?: string
  /** Its policy, which the form begins with. */
  policy?: CertificatePolicy | null
  onClose: () => void
}

interface Form extends PolicyForm {
  name: string
}

/** Asks Key Vault for a certificate, or for a new version of one: signed by itself, by an issuer, or outside. */
export function NewCertificateDialog({ vaultName, certificateName, policy, onClose }: NewCertificateDialogProps) {
  const router = useRouter()
  const cache = useQueryClient()
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const create = useCreateCertificate()
  const form = useForm<Form>({
    defaultValues: { ...(policy ? policyFormOf(policy) : emptyPolicyForm), name: certificateName ?? '' },
    resolver: resolverOf((values) => {
      const listed = cache.getQueryData(certificateQueries.list(vaultName).queryKey)?.items ?? []
      const existing = listed.map(({ name }) => name)
      const name = certificateName ? null : checkCertificateName(values.name, existing)
      const { errors } = checkPolicy(values)
      return name ? { ...errors, name } : errors
    }),
  })
  const submit = form.handleSubmit((values) => {
    const { body } = checkPolicy(values)
    if (!body) return
    create.mutate(
      { place: { vaultName, certificateName: values.name }, body: { policy: body } },
      {
        onSuccess: () => {
          onClose()
          showToast({
            tone: 'ok',
            title: certificateName ? 'A new version is asked for' : `${values.name} is asked for`,
          })
          if (!certificateName) router.push(pages.certificate(vaultName, values.name))
        },
      },
    )
  })
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={certificateName ? `New version of ${certificateName}` : 'New certificate'}
      description={
        certificateName
          ? 'What stands here becomes the policy of the certificate. The current version stays until the new one is issued.'
          : `Key Vault makes the key in ${vaultName}, and has the certificate signed.`
      }
      submitLabel={certificateName ? 'Ask for version' : 'Create certificate'}
      onSubmit={submit}
      submitError={create.error && problemFrom(create.error)}
      submitErrorActions={
        create.error?.code === 'secret_deleted' ? (
          <NameHolderLink vaultName={vaultName} name={create.variables?.place.certificateName ?? ''} />
        ) : null
      }
      loading={create.isPending}
    >
      {certificateName ? null : (
        <Field label="Name" hint="Letters, digits and hyphens." error={form.formState.errors.name?.message}>
          <Input isMono {...form.register('name')} />
        </Field>
      )}
      <PolicyFields form={form} vaultName={vaultName} sku={vault?.facts?.sku} />
    </FormDialog>
  )
}

/** What is wrong with a name for a new certificate; null where nothing is. */
export function checkCertificateName(name: string, existingNames: readonly string[]): string | null {
  const checked = CertificateName.safeParse(name)
  if (!checked.success) return checked.error.issues[0]?.message ?? null
  // Key Vault does not tell names apart by case, and would take this for a new version of the other.
  return existingNames.some((each) => each.toLowerCase() === name.toLowerCase())
    ? `${name} is there already. Open it to add a version to it.`
    : null
}
