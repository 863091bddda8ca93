'use client'

import { useState } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { Field } from '@/components/ui/field.tsx'
import { Textarea } from '@/components/ui/textarea.tsx'
import { secretLimits } from '@/lib/domain/secret.ts'
import type { SecretForm } from './secret-form.ts'

/** The value of a new version: many lines, dots until asked otherwise, with its size as Key Vault counts it. */
export function ValueField({ form }: { form: UseFormReturn<SecretForm> }) {
  const [isShown, setIsShown] = useState(false)
  const value = useWatch({ control: form.control, name: 'value' })
  const bytes = new TextEncoder().encode(value).length
  const size = `${bytes.toLocaleString('en')} of ${secretLimits.valueBytes.toLocaleString('en')} bytes`
  return (
    <div className="flex flex-col gap-2">
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
      <Checkbox label="Show the value while I type" checked={isShown} onCheckedChange={setIsShown} />
    </div>
  )
}
