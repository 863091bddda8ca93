'use client'

import { useForm, useWatch } from 'react-hook-form'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { showToast } from '@/components/ui/toast.tsx'
import type { CertificatePolicy } from '@/lib/domain/certificate-policy.ts'
import { useSetPolicy } from '@/lib/queries/certificate-writes.ts'
import type { CertificatePlace } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { PolicyFields } from './policy-fields.tsx'
import { checkPolicy, emptyPolicyForm, type PolicyForm, policyFormOf } from './policy-form.ts'

export interface PolicyDialogProps {
  place: CertificatePlace
  policy: CertificatePolicy | null
  sku: 'standard' | 'premium' | undefined
  onClose: () => void
}

/** Changes how the next version is made and when. Versions that are there do not change. */
export function PolicyDialog({ place, policy, sku, onClose }: PolicyDialogProps) {
  const save = useSetPolicy(place)
  const before = policy ? policyFormOf(policy) : emptyPolicyForm
  const isUnchanged = (values: PolicyForm) => JSON.stringify(values) === JSON.stringify(before)
  const form = useForm<PolicyForm>({
    defaultValues: before,
    resolver: resolverOf((values) => checkPolicy(values).errors),
  })
  useWatch({ control: form.control })
  const submit = form.handleSubmit((values) => {
    const { body } = checkPolicy(values)
    if (!body) return
    save.mutate(body, {
      onSuccess: () => {
        onClose()
        showToast({ tone: 'ok', title: 'Policy saved' })
      },
    })
  })
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Edit the policy of ${place.certificateName}`}
      description="It makes the next version. Those that are there stay as they are."
      submitLabel="Save policy"
      onSubmit={submit}
      submitError={save.error && problemFrom(save.error)}
      loading={save.isPending}
      submitDisabledReason={isUnchanged(form.getValues()) && 'Nothing is changed yet.'}
    >
      <PolicyFields form={form} vaultName={place.vaultName} sku={sku} />
    </FormDialog>
  )
}
