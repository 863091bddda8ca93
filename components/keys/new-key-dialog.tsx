'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm, useWatch } from 'react-hook-form'
import { NameHolderLink } from '@/components/deleted/name-holder-link.tsx'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { usesOf } from '@/lib/domain/key.ts'
import { useCreateKey } from '@/lib/queries/key-writes.ts'
import { keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { pages } from '@/lib/routes.ts'
import { checkKeyName, checkNewKey, emptyKeyForm, type KeyForm } from './key-form.ts'
import { HsmField, KeyPropertyFields, OperationFields, ShapeFields } from './key-form-fields.tsx'

export interface NewKeyDialogProps {
  vaultName: string
  /** The key that gets a new version; a new key where there is none. */
  keyName?: string
  onClose: () => void
}

/** Has Key Vault make a key, or a version of another kind for one that is there. */
export function NewKeyDialog({ vaultName, keyName, onClose }: NewKeyDialogProps) {
  const router = useRouter()
  const cache = useQueryClient()
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const create = useCreateKey()
  const facts = vault?.facts
  const form = useForm<KeyForm>({
    defaultValues: { ...emptyKeyForm, name: keyName ?? '' },
    resolver: resolverOf((values) => {
      const listed = cache.getQueryData(keyQueries.list(vaultName).queryKey)?.items ?? []
      const existing = listed.map((key) => key.name)
      const name = keyName ? null : checkKeyName(values.name, existing)
      return { ...checkNewKey(values, facts).errors, ...(name && { name }) }
    }),
  })
  const keyType = useWatch({ control: form.control, name: 'keyType' })
  const submit = form.handleSubmit((values) => {
    const { body } = checkNewKey(values, facts)
    if (!body) return
    create.mutate(
      { place: { vaultName, keyName: values.name }, body },
      {
        onSuccess: ({ version }) => {
          onClose()
          showToast({
            tone: 'ok',
            title: keyName ? `Version ${version.slice(0, 8)} is now current` : `Key ${values.name} made`,
          })
          if (!keyName) router.push(pages.key(vaultName, values.name))
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
      title={keyName ? `New version of ${keyName}` : 'New key'}
      description={
        keyName
          ? 'It becomes the current version at once, and takes nothing over from the one before it. To keep the kind, rotate instead.'
          : `Key Vault makes it in ${vaultName}; its private half never leaves.`
      }
      submitLabel={keyName ? 'Create version' : 'Create key'}
      onSubmit={submit}
      submitError={create.error && problemFrom(create.error)}
      submitErrorActions={
        create.error?.code === 'secret_deleted' ? (
          <NameHolderLink vaultName={vaultName} name={create.variables?.place.keyName ?? ''} />
        ) : null
      }
      loading={create.isPending}
    >
      {keyName ? null : (
        <Field label="Name" hint="Letters, digits and hyphens." error={form.formState.errors.name?.message}>
          <Input isMono {...form.register('name')} />
        </Field>
      )}
      <ShapeFields form={form} />
      <HsmField form={form} sku={facts?.sku} />
      <OperationFields form={form} uses={usesOf[keyType]} />
      <KeyPropertyFields form={form} />
    </FormDialog>
  )
}
