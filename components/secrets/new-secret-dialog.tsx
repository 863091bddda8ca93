'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { NameHolderLink } from '@/components/deleted/name-holder-link.tsx'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useSetSecret } from '@/lib/queries/secret-writes.ts'
import { type SecretPlace, secretQueries } from '@/lib/queries/secrets.ts'
import { pages } from '@/lib/routes.ts'
import { checkName, checkNewVersion, emptySecretForm } from './secret-form.ts'
import { PropertyFields } from './secret-form-fields.tsx'
import { ValueField } from './value-field.tsx'

/** Makes a secret. Mounted while it is open, so that nothing of a value stays when it closes. */
export function NewSecretDialog({ vaultName, onClose }: { vaultName: string; onClose: () => void }) {
  const router = useRouter()
  const cache = useQueryClient()
  const save = useSetSecret()
  const form = useForm({
    defaultValues: emptySecretForm,
    resolver: resolverOf((values) => {
      const listed = cache.getQueryData(secretQueries.list(vaultName).queryKey)?.items ?? []
      const name = checkName(
        values.name,
        listed.map((secret) => secret.name),
      )
      const { errors } = checkNewVersion(values)
      return name ? { ...errors, name } : errors
    }),
  })
  const submit = form.handleSubmit((values) => {
    const { body } = checkNewVersion(values)
    if (!body) return
    const place = { vaultName, secretName: values.name }
    save.mutate(
      { place, body: { ...body, isNew: true } },
      {
        onSuccess: ({ version }) => {
          onClose()
          showToast({ tone: 'ok', title: `Secret ${values.name} made` })
          router.push(pages.secret(vaultName, values.name))
          void tellOfOthers(cache, place, version)
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
      title="New secret"
      description={`Makes a secret in ${vaultName}.`}
      submitLabel="Create secret"
      onSubmit={submit}
      submitError={save.error && problemFrom(save.error)}
      submitErrorActions={
        save.error?.code === 'secret_deleted' ? (
          <NameHolderLink vaultName={vaultName} name={save.variables?.place.secretName ?? ''} />
        ) : save.error?.code === 'secret_exists' ? (
          <Link
            href={pages.secret(vaultName, save.variables?.place.secretName ?? '')}
            className={buttonStyle({ size: 'sm' })}
          >
            Open the secret
          </Link>
        ) : null
      }
      loading={save.isPending}
    >
      <Field
        label="Name"
        hint="Letters, digits and hyphens. A name that is taken is refused, also one that a deleted object still holds."
        error={form.formState.errors.name?.message}
      >
        <Input isMono {...form.register('name')} />
      </Field>
      <ValueField form={form} />
      <PropertyFields form={form} />
    </FormDialog>
  )
}

/** The version list that the secret's page loads anyway shows whether another writer came at the same moment. */
async function tellOfOthers(cache: QueryClient, place: SecretPlace, written: string): Promise<void> {
  const list = await cache.fetchQuery(secretQueries.versions(place)).catch(() => undefined)
  if (!list?.items.some(({ version }) => version !== written)) return
  showToast({
    tone: 'warning',
    title: `${place.secretName} is not new`,
    description: 'Somebody made a secret of this name at the same moment, and what you wrote became a version of it.',
    timeoutMs: 0,
  })
}
