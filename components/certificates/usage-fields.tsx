'use client'

import { Controller, type UseFormReturn } from 'react-hook-form'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { keyUsages } from '@/lib/domain/certificate-policy.ts'
import { extendedUsageName, keyUsageName } from '@/lib/domain/certificate-words.ts'
import type { PolicyForm } from './policy-form.ts'

const offered = [
  '1.3.6.1.5.5.7.3.1',
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.3',
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.8',
]

interface UsagesProps {
  form: UseFormReturn<PolicyForm>
  name: 'keyUsages' | 'extendedKeyUsages'
  legend: string
  usages: readonly string[]
  label: (usage: string) => string
}

/** What the key and the certificate may be used for. Usages that are not offered here stay as they are. */
export function UsageFields({ form }: Pick<UsagesProps, 'form'>) {
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-muted">Usages of the key and of the certificate</summary>
      <div className="mt-2 flex flex-col gap-4">
        <Usages form={form} name="keyUsages" legend="Key usages" usages={keyUsages} label={keyUsageName} />
        <Usages
          form={form}
          name="extendedKeyUsages"
          legend="Extended key usages"
          usages={offered}
          label={extendedUsageName}
        />
      </div>
    </details>
  )
}

function Usages({ form, name, legend, usages, label }: UsagesProps) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium text-xs">{legend}</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {[...new Set([...usages, ...field.value])].map((usage) => (
              <Checkbox
                key={usage}
                label={label(usage)}
                checked={field.value.includes(usage)}
                onCheckedChange={(isOn) =>
                  field.onChange(isOn ? [...field.value, usage] : field.value.filter((each) => each !== usage))
                }
              />
            ))}
          </div>
        </fieldset>
      )}
    />
  )
}
