'use client'

import { useForm, useWatch } from 'react-hook-form'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { TagFields } from '@/components/object-form/object-fields.tsx'
import {
  changedPropertiesOf,
  checkedForm,
  type ObjectForm,
  objectFormOf,
} from '@/components/object-form/object-form.ts'
import { showToast } from '@/components/ui/toast.tsx'
import { CertificatePropertiesPatch, type CertificateVersion } from '@/lib/domain/certificate.ts'
import { usePatchCertificate } from '@/lib/queries/certificate-writes.ts'
import type { CertificatePlace } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'

export interface EditTagsDialogProps {
  place: CertificatePlace
  version: CertificateVersion
  isCurrent: boolean
  onClose: () => void
}

/** Changes the tags of one version; its dates the certificate itself says. Sends only what was changed. */
export function EditTagsDialog({ place, version, isCurrent, onClose }: EditTagsDialogProps) {
  const patch = usePatchCertificate(place)
  const before = objectFormOf(version)
  const isUnchanged = ({ tags }: ObjectForm) => JSON.stringify(tags) === JSON.stringify(before.tags)
  const check = (form: ObjectForm) => {
    const { patch: changed, errors } = changedPropertiesOf('certificate', form, version)
    return checkedForm<CertificatePropertiesPatch, ObjectForm>(CertificatePropertiesPatch.safeParse(changed), errors)
  }
  const form = useForm<ObjectForm>({
    defaultValues: before,
    resolver: resolverOf((values) => (isUnchanged(values) ? null : check(values).errors)),
  })
  useWatch({ control: form.control })
  const id = version.version.slice(0, 8)
  const submit = form.handleSubmit((values) => {
    const { body } = check(values)
    if (!body) return
    patch.mutate(
      { version: version.version, patch: body },
      {
        onSuccess: () => {
          onClose()
          showToast({ tone: 'ok', title: `Tags of version ${id} saved` })
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
      title={`Edit tags of version ${id}`}
      description={isCurrent ? 'This is the current version.' : 'This is not the current version.'}
      submitLabel="Save tags"
      onSubmit={submit}
      submitError={patch.error && problemFrom(patch.error)}
      loading={patch.isPending}
      submitDisabledReason={isUnchanged(form.getValues()) && 'Nothing is changed yet.'}
    >
      <TagFields form={form} noun="certificate" readable="tags" />
    </FormDialog>
  )
}
