'use client'

import { useForm } from 'react-hook-form'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { showToast } from '@/components/ui/toast.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useSetSecret } from '@/lib/queries/secret-writes.ts'
import type { SecretPlace } from '@/lib/queries/secrets.ts'
import { checkNewVersion, formForNextVersion } from './secret-form.ts'
import { PropertyFields } from './secret-form-fields.tsx'
import { ValueField } from './value-field.tsx'
import { shortVersion } from './version-id.tsx'

export interface NewVersionDialogProps {
  place: SecretPlace
  current: SecretVersion
  onClose: () => void
}

/** Writes a new value. Mounted while it is open, so that nothing of a value stays when it closes. */
export function NewVersionDialog({ place, current, onClose }: NewVersionDialogProps) {
  const save = useSetSecret()
  const form = useForm({
    defaultValues: formForNextVersion(current),
    resolver: resolverOf((values) => checkNewVersion(values).errors),
  })
  const submit = form.handleSubmit((values) => {
    const { body } = checkNewVersion(values)
    if (!body) return
    save.mutate(
      { place, body },
      {
        onSuccess: ({ version }) => {
          onClose()
          showToast({ tone: 'ok', title: `Version ${shortVersion(version)} is now current` })
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
      title={`New version of ${place.secretName}`}
      description="It becomes the current version at once. Content type and tags are taken over from the one it replaces; dates are not."
      submitLabel="Save version"
      onSubmit={submit}
      submitError={save.error && problemFrom(save.error)}
      loading={save.isPending}
    >
      <ValueField form={form} />
      <PropertyFields form={form} />
    </FormDialog>
  )
}
