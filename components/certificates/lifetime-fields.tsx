'use client'

import { Controller, type UseFormReturn, useWatch } from 'react-hook-form'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { PolicyForm } from './policy-form.ts'

/** What Key Vault does before a version ends, and when. */
export function LifetimeFields({ form }: { form: UseFormReturn<PolicyForm> }) {
  const [action, trigger] = useWatch({ control: form.control, name: ['action', 'trigger'] })
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-xs">Before it ends</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        <Controller
          control={form.control}
          name="action"
          render={({ field }) => (
            <Field label="Key Vault">
              <Select
                value={field.value}
                onValueChange={field.onChange}
                items={[
                  { value: 'AutoRenew', label: 'Renews it' },
                  { value: 'EmailContacts', label: 'Tells the contacts' },
                  { value: 'nothing', label: 'Does nothing' },
                ]}
              />
            </Field>
          )}
        />
        {action === 'nothing' ? null : (
          <>
            <Controller
              control={form.control}
              name="trigger"
              render={({ field }) => (
                <Field label="Counted in">
                  <Select
                    value={field.value}
                    onValueChange={field.onChange}
                    items={[
                      { value: 'lifetimePercentage', label: 'Percent of its life' },
                      { value: 'daysBeforeExpiry', label: 'Days before the end' },
                    ]}
                  />
                </Field>
              )}
            />
            <Field
              label={trigger === 'lifetimePercentage' ? 'Percent' : 'Days'}
              error={form.formState.errors.at?.message}
            >
              <Input type="number" min={1} {...form.register('at')} />
            </Field>
          </>
        )}
      </div>
    </fieldset>
  )
}
