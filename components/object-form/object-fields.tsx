'use client'

import { Plus, X } from 'lucide-react'
import { Controller, type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Switch } from '@/components/ui/switch.tsx'
import { objectLimits, tagCountMessage } from '@/lib/domain/object-properties.ts'
import type { ObjectForm } from './object-form.ts'

export interface ObjectFieldsProps<F extends ObjectForm> {
  form: UseFormReturn<F>
  /** What is being written, as in "A secret has at most 15 tags." */
  noun: string
  /** What the two dates do. */
  datesHint: string
  /** What being disabled does. */
  enabledHint: string
  /** Beside "Whoever may list secrets reads": what else they read. */
  alsoReadable?: string
}

/** Dates, state and tags, which every version of a secret or key has. */
export function ObjectFields<F extends ObjectForm>({ noun, datesHint, enabledHint, ...props }: ObjectFieldsProps<F>) {
  // A form of more fields takes and gives these the same way; react-hook-form's type is not covariant in them.
  const form = props.form as unknown as UseFormReturn<ObjectForm>
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField form={form} name="notBefore" label="Activation (UTC)" />
        <DateField form={form} name="expiresOn" label="Expiry (UTC)" />
      </div>
      <p className="-mt-2 text-muted text-xs">{datesHint}</p>
      <Controller
        control={form.control}
        name="isEnabled"
        render={({ field }) => (
          <Switch
            label="Enabled"
            hint={enabledHint}
            name={field.name}
            checked={field.value}
            onCheckedChange={field.onChange}
          />
        )}
      />
      <TagFields form={form} noun={noun} readable={props.alsoReadable ? `tags and ${props.alsoReadable}` : 'tags'} />
    </>
  )
}

type Form = UseFormReturn<ObjectForm>

function DateField({ form, name, label }: { form: Form; name: 'notBefore' | 'expiresOn'; label: string }) {
  const isRemoved = useWatch({ control: form.control, name }) === '' && Boolean(form.formState.defaultValues?.[name])
  return (
    <Field
      label={label}
      hint={isRemoved && 'Key Vault may keep a date that was set. You are told if it does.'}
      error={form.formState.errors[name]?.message}
    >
      <Input type="datetime-local" step={1} {...form.register(name)} />
    </Field>
  )
}

export interface TagFieldsProps<F extends Pick<ObjectForm, 'tags'>> {
  form: UseFormReturn<F>
  noun: string
  readable: string
  /** How many there can be; a vault carries more than what is in it. */
  most?: number
}

export function TagFields<F extends Pick<ObjectForm, 'tags'>>({
  noun,
  readable,
  most = objectLimits.tags,
  ...props
}: TagFieldsProps<F>) {
  // As in ObjectFields: react-hook-form's type is not covariant in the fields of a form.
  const form = props.form as unknown as UseFormReturn<Pick<ObjectForm, 'tags'>>
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
          disabledReason={fields.length >= most && tagCountMessage(noun, most)}
        >
          <Plus aria-hidden />
          Add tag
        </Button>
        <span className="text-muted text-xs">
          Whoever may list {noun}s reads {readable}: put no secret there.
        </span>
      </div>
    </fieldset>
  )
}
