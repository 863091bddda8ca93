'use client'

import { useState } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Choice } from '@/components/ui/choice.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { Field } from '@/components/ui/field.tsx'
import { Textarea } from '@/components/ui/textarea.tsx'
import { secretLimits } from '@/lib/domain/secret.ts'
import type { SecretForm } from './secret-form.ts'
import { ValueFromFile } from './value-from-file.tsx'
import { ValueGenerator } from './value-generator.tsx'

const sources = [
  { value: 'typed', label: 'Type or paste' },
  { value: 'file', label: 'From a file' },
  { value: 'generated', label: 'Generate' },
] as const

/** The value of a new version: typed, from a file or made by chance; dots until asked otherwise, with its size as Key Vault counts it. */
export function ValueField({ form }: { form: UseFormReturn<SecretForm> }) {
  const [source, setSource] = useState<(typeof sources)[number]['value']>('typed')
  const [isShown, setIsShown] = useState(false)
  const value = useWatch({ control: form.control, name: 'value' })
  const bytes = new TextEncoder().encode(value).length
  const size = `${bytes.toLocaleString('en')} of ${secretLimits.valueBytes.toLocaleString('en')} bytes`
  const take = (next: string) => form.setValue('value', next, { shouldDirty: true, shouldValidate: next !== '' })
  return (
    <div className="flex flex-col gap-3">
      <Choice label="Where the value comes from" value={source} onValueChange={setSource} items={sources} />
      {source === 'file' ? <ValueFromFile onValue={take} /> : null}
      {source === 'generated' ? <ValueGenerator onValue={take} /> : null}
      <Field
        label="Value"
        error={form.formState.errors.value?.message}
        hint={value.endsWith('\n') ? `${size}. It ends with a line break, which becomes part of it.` : size}
      >
        <Textarea
          isMono
          rows={4}
          {...form.register('value')}
          data-1p-ignore
          className={classNames('text-xs', !isShown && '[-webkit-text-security:disc]')}
        />
      </Field>
      <Checkbox label="Show the value" checked={isShown} onCheckedChange={setIsShown} />
    </div>
  )
}
