'use client'

import { useQuery } from '@tanstack/react-query'
import { useForm, useWatch } from 'react-hook-form'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { Dialog } from '@/components/ui/dialog.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { KeyDetail } from '@/lib/domain/key.ts'
import { usePatchKeyVersion } from '@/lib/queries/key-writes.ts'
import { type KeyPlace, keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { checkKeyPatch, formOfKey, type KeyForm, usesFor } from './key-form.ts'
import { KeyPropertyFields, OperationFields } from './key-form-fields.tsx'

export interface EditKeyDialogProps {
  place: KeyPlace
  version: string
  isCurrent: boolean
  onClose: () => void
}

/** Changes what stands beside a version's material. Its operations are in no list, so the version is read first. */
export function EditKeyDialog({ place, version, isCurrent, onClose }: EditKeyDialogProps) {
  const { data: detail, error } = useQuery(keyQueries.version(place, version))
  if (detail) return <EditForm place={place} detail={detail} isCurrent={isCurrent} onClose={onClose} />
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Edit properties of version ${version.slice(0, 8)}`}
    >
      {error ? <ProblemNotice problem={problemFrom(error)} /> : <Skeleton className="w-2/3" />}
    </Dialog>
  )
}

interface EditFormProps {
  place: KeyPlace
  detail: KeyDetail
  isCurrent: boolean
  onClose: () => void
}

function EditForm({ place, detail, isCurrent, onClose }: EditFormProps) {
  const patch = usePatchKeyVersion(place)
  const before = formOfKey(detail)
  const isUnchanged = (values: KeyForm) => JSON.stringify(values) === JSON.stringify(before)
  const form = useForm<KeyForm>({
    defaultValues: before,
    resolver: resolverOf((values) => (isUnchanged(values) ? null : checkKeyPatch(values, detail).errors)),
  })
  useWatch({ control: form.control })
  const id = detail.version.slice(0, 8)
  const submit = form.handleSubmit((values) => {
    const { body } = checkKeyPatch(values, detail)
    if (!body) return
    patch.mutate(
      { version: detail.version, isCurrent, patch: body },
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
      loading={patch.isPending}
      submitDisabledReason={isUnchanged(form.getValues()) && 'Nothing is changed yet.'}
    >
      <OperationFields form={form} uses={usesFor(detail.keyType)} />
      <KeyPropertyFields form={form} />
    </FormDialog>
  )
}
