'use client'

import { useForm, useWatch } from 'react-hook-form'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { Button } from '@/components/ui/button.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { usePatchVersion } from '@/lib/queries/secret-writes.ts'
import type { SecretPlace } from '@/lib/queries/secrets.ts'
import { checkPatch, formOf, isUnchanged } from './secret-form.ts'
import { PropertyFields } from './secret-form-fields.tsx'
import { shortVersion } from './version-id.tsx'

export interface EditPropertiesDialogProps {
  place: SecretPlace
  version: SecretVersion
  isCurrent: boolean
  /** Opens the form for a new version; absent where that is no way out. */
  onNewVersion: (() => void) | undefined
  onClose: () => void
}

/** Changes what stands beside a version's value. Sends only what was changed. */
export function EditPropertiesDialog({ place, version, isCurrent, onNewVersion, onClose }: EditPropertiesDialogProps) {
  const patch = usePatchVersion(place)
  const form = useForm({
    defaultValues: formOf(version),
    resolver: resolverOf((values) => (isUnchanged(values, version) ? null : checkPatch(values, version).errors)),
  })
  useWatch({ control: form.control })
  const id = shortVersion(version.version)
  const submit = form.handleSubmit((values) => {
    const { body } = checkPatch(values, version)
    if (!body) return
    patch.mutate(
      { version: version.version, isCurrent, patch: body },
      {
        onSuccess: () => {
          onClose()
          showToast({ tone: 'ok', title: `Properties of version ${id} saved` })
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
      title={`Edit properties of version ${id}`}
      description={isCurrent ? 'This is the current version.' : 'This is not the current version.'}
      submitLabel="Save properties"
      onSubmit={submit}
      submitError={patch.error && problemFrom(patch.error)}
      submitErrorActions={
        patch.error?.code === 'date_kept' && onNewVersion ? (
          <Button size="sm" onClick={onNewVersion}>
            Write a new version
          </Button>
        ) : null
      }
      loading={patch.isPending}
      submitDisabledReason={isUnchanged(form.getValues(), version) && 'Nothing is changed yet.'}
    >
      <PropertyFields form={form} />
    </FormDialog>
  )
}
