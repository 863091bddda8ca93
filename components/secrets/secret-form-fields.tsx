'use client'

import { Plus, X } from 'lucide-react'
import { Controller, type UseFormReturn, useFieldArray } from 'react-hook-form'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Switch } from '@/components/ui/switch.tsx'
import { secretLimits } from '@/lib/domain/secret.ts'
import type { SecretForm } from './secret-form.ts'

type Form = UseFormReturn<SecretForm>

/** Content type, dates, state and tags: what the forms for a new version and for its properties share. */
export function PropertyFields({ form }: { form: Form }) {
  const { register, control, formState } = form
  const { errors } = formState
  return (
    <>
      <Field
        label="Content type"
        hint="What the value is, for people and programs, such as application/json. Never the value."
        error={errors.contentType?.message}
      >
        <Input {...register('contentType')} maxLength={secretLimits.contentTypeLength + 1} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField form={form} name="notBefore" label="Activation (UTC)" />
        <DateField form={form} name="expiresOn" label="Expiry (UTC)" />
      </div>
      <p className="-mt-2 text-muted text-xs">Both dates inform only: Key Vault gives out a secret outside them too.</p>
      <Controller
        control={control}
        name="isEnabled"
        render={({ field }) => (
          <Switch
            label="Enabled"
            hint="Key Vault gives the value of a disabled version to nobody."
            name={field.name}
            checked={field.value}
            onCheckedChange={field.onChange}
          />
        )}
      />
      <TagFields form={form} />
    </>
  )
}

function DateField({ form, name, label }: { form: Form; name: 'notBefore' | 'expiresOn'; label: string }) {
  return (
    <Field label={label} error={form.formState.errors[name]?.message}>
      <Input type="datetime-local" step={1} {...form.register(name)} />
    </Field>
  )
}

function TagFields({ form }: { form: Form }) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'tags' })
  const error = form.formState.errors.tags?.message ?? form.formState.errors.tags?.root?.message
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-xs">Tags</legend>
      {fields.map((field, index) => (
        <div key={field.id} className="flex items-center gap-2">
          <Field label={`Name of tag ${index + 1}`} isLabelHidden className="flex-1">
            <Input placeholder="Name" {...form.register(`tags.${index}.name`)} />
          </Field>
          <Field label={`Value of tag ${index + 1}`} isLabelHidden className="flex-1">
            <Input placeholder="Value" {...form.register(`tags.${index}.value`)} />
          </Field>
          <IconButton label={`Remove tag ${index + 1}`} onClick={() => remove(index)}>
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      {error ? (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="sm"
          onClick={() => append({ name: '', value: '' })}
          disabledReason={fields.length >= secretLimits.tags && `A secret has at most ${secretLimits.tags} tags.`}
        >
          <Plus aria-hidden />
          Add tag
        </Button>
        <span className="text-muted text-xs">
          Whoever may list secrets reads tags and content type: put no secret there.
        </span>
      </div>
    </fieldset>
  )
}
