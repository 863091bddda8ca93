'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type UseFormReturn, useForm, useWatch } from 'react-hook-form'
import { NameHolderLink } from '@/components/deleted/name-holder-link.tsx'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Textarea } from '@/components/ui/textarea.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { keyTypeOf, usesOf } from '@/lib/domain/key.ts'
import { useImportKey } from '@/lib/queries/key-writes.ts'
import { keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { pages } from '@/lib/routes.ts'
import { checkImport, checkKeyName, emptyKeyForm, type KeyForm } from './key-form.ts'
import { HsmField, KeyPropertyFields, OperationFields } from './key-form-fields.tsx'

export interface ImportKeyDialogProps {
  vaultName: string
  /** The key that gets a new version; a new key where there is none. */
  keyName?: string
  onClose: () => void
}

/** Hands a private key to the vault. Mounted while it is open, so that nothing of the key stays when it closes. */
export function ImportKeyDialog({ vaultName, keyName, onClose }: ImportKeyDialogProps) {
  const router = useRouter()
  const cache = useQueryClient()
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const importKey = useImportKey()
  const facts = vault?.facts
  const form = useForm<KeyForm>({
    defaultValues: { ...emptyKeyForm, name: keyName ?? '' },
    resolver: resolverOf((values) => {
      const listed = cache.getQueryData(keyQueries.list(vaultName).queryKey)?.items ?? []
      const existing = listed.map((key) => key.name)
      const name = keyName ? null : checkKeyName(values.name, existing)
      return { ...checkImport(values, facts).errors, ...(name && { name }) }
    }),
  })
  const submit = form.handleSubmit((values) => {
    const { body } = checkImport(values, facts)
    if (!body) return
    importKey.mutate(
      { place: { vaultName, keyName: values.name }, body },
      {
        onSuccess: ({ version }) => {
          onClose()
          showToast({
            tone: 'ok',
            title: keyName ? `Version ${version.slice(0, 8)} is now current` : `Key ${values.name} imported`,
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
      title={keyName ? `Import a version of ${keyName}` : 'Import a key'}
      description="The private key goes through this page and the Strongroom server to Key Vault, and is kept by neither. Once it is in, nobody can read it out again."
      submitLabel={keyName ? 'Import version' : 'Import key'}
      onSubmit={submit}
      submitError={importKey.error && problemFrom(importKey.error)}
      submitErrorActions={
        importKey.error?.code === 'secret_deleted' ? (
          <NameHolderLink vaultName={vaultName} name={importKey.variables?.place.keyName ?? ''} />
        ) : null
      }
      loading={importKey.isPending}
    >
      {keyName ? null : (
        <Field label="Name" hint="Letters, digits and hyphens." error={form.formState.errors.name?.message}>
          <Input isMono {...form.register('name')} />
        </Field>
      )}
      <MaterialFields form={form} />
      <ImportOperations form={form} />
      <HsmField form={form} sku={facts?.sku} />
      <KeyPropertyFields form={form} />
    </FormDialog>
  )
}

/** What the key may be used for, as soon as its text tells what it can do. */
function ImportOperations({ form }: { form: UseFormReturn<KeyForm> }) {
  const type = keyTypeOf(useWatch({ control: form.control, name: 'material' }))
  if (type) return <OperationFields form={form} uses={usesOf[type]} />
  return (
    <p className="text-muted text-xs">
      Its operations can be chosen once the key is here. Of an encrypted one only Key Vault’s own copy tells the type:
      all that it can do is permitted, and can be narrowed afterwards.
    </p>
  )
}

function MaterialFields({ form }: { form: UseFormReturn<KeyForm> }) {
  const { errors } = form.formState
  return (
    <>
      <Field
        label="Private key"
        hint="PEM (PKCS#8, PKCS#1 or SEC 1) or a JSON Web Key: RSA of 2048, 3072 or 4096 bits, or EC on P-256, P-384, P-521 or P-256K."
        error={errors.material?.message}
      >
        <Textarea
          isMono
          rows={5}
          {...form.register('material')}
          data-1p-ignore
          className="text-xs [-webkit-text-security:disc]"
        />
      </Field>
      <Field label="Or from a file" hint="Read in this browser into the field above.">
        <Input
          type="file"
          accept=".pem,.key,.json,.jwk"
          className="py-1"
          onChange={async (event) => {
            const file = event.target.files?.[0]
            if (file) form.setValue('material', await file.text(), { shouldValidate: form.formState.isSubmitted })
          }}
        />
      </Field>
      <Field label="Passphrase" hint="Of an encrypted PEM alone." error={errors.passphrase?.message}>
        <Input type="password" autoComplete="off" {...form.register('passphrase')} />
      </Field>
    </>
  )
}
