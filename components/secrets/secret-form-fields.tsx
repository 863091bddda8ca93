'use client'

import type { UseFormReturn } from 'react-hook-form'
import { ObjectFields } from '@/components/object-form/object-fields.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { secretLimits } from '@/lib/domain/secret.ts'
import type { SecretForm } from './secret-form.ts'

/** Content type, dates, state and tags: what the forms for a new version and for its properties share. */
export function PropertyFields({ form }: { form: UseFormReturn<SecretForm> }) {
  return (
    <>
      <Field
        label="Content type"
        hint="What the value is, for people and programs, such as application/json. Never the value."
        error={form.formState.errors.contentType?.message}
      >
        <Input {...form.register('contentType')} maxLength={secretLimits.contentTypeLength + 1} />
      </Field>
      <ObjectFields
        form={form}
        noun="secret"
        datesHint="Both dates inform only: Key Vault gives out a secret outside them too."
        enabledHint="Key Vault gives the value of a disabled version to nobody."
        alsoReadable="content type"
      />
    </>
  )
}
