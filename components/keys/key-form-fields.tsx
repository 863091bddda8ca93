'use client'

import { Controller, type UseFormReturn, useWatch } from 'react-hook-form'
import { ObjectFields } from '@/components/object-form/object-fields.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Select } from '@/components/ui/select.tsx'
import { type KeyUse, keyCurves, keySizesBits, usesOf } from '@/lib/domain/key.ts'
import type { KeyForm } from './key-form.ts'

type Form = UseFormReturn<KeyForm>

const itemsOf = <T extends string>(values: readonly T[], label: (value: T) => string = String) =>
  values.map((value) => ({ value, label: label(value) }))

/** Type, and size or curve: what cannot be changed once the key is made. */
export function ShapeFields({ form }: { form: Form }) {
  const { control } = form
  const keyType = useWatch({ control, name: 'keyType' })
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Controller
        control={control}
        name="keyType"
        render={({ field }) => (
          <Field label="Type" error={form.formState.errors.keyType?.message}>
            <Select
              value={field.value}
              onValueChange={(next) => {
                field.onChange(next)
                form.setValue('operations', [...usesOf[next]])
              }}
              items={[
                { value: 'RSA', label: 'RSA: signs, encrypts and wraps' },
                { value: 'EC', label: 'EC: signs' },
              ]}
            />
          </Field>
        )}
      />
      {keyType === 'RSA' ? (
        <Controller
          control={control}
          name="keySizeBits"
          render={({ field }) => (
            <Field label="Size" error={form.formState.errors.keySizeBits?.message}>
              <Select
                value={field.value}
                onValueChange={field.onChange}
                items={itemsOf(
                  keySizesBits.map((size) => String(size) as KeyForm['keySizeBits']), // the same three
                  (size) => `${size} bits`,
                )}
              />
            </Field>
          )}
        />
      ) : (
        <Controller
          control={control}
          name="curve"
          render={({ field }) => (
            <Field label="Curve" error={form.formState.errors.curve?.message}>
              <Select
                value={field.value}
                onValueChange={field.onChange}
                items={itemsOf(keyCurves, (curve) => (curve === 'P-256K' ? 'P-256K (secp256k1)' : curve))}
              />
            </Field>
          )}
        />
      )}
    </div>
  )
}

/** Where the private half is kept. `sku` is the vault's tier, where that is known. */
export function HsmField({ form, sku }: { form: Form; sku: 'standard' | 'premium' | undefined }) {
  return (
    <Controller
      control={form.control}
      name="isHsm"
      render={({ field }) => (
        <Field
          label="Kept in"
          error={form.formState.errors.isHsm?.message}
          hint={
            sku === 'standard'
              ? 'This vault is of the standard tier: a hardware module needs a premium vault.'
              : 'A hardware module needs a premium vault, and each key in one is charged for.'
          }
        >
          <Select
            value={field.value ? 'hsm' : 'software'}
            onValueChange={(next) => field.onChange(next === 'hsm')}
            items={[
              { value: 'software', label: 'Software' },
              { value: 'hsm', label: 'Hardware security module (HSM)' },
            ]}
          />
        </Field>
      )}
    />
  )
}

const useWords: Partial<Record<KeyUse, string>> = { wrapKey: 'wrap keys', unwrapKey: 'unwrap keys' }

/** What the key may be used for. */
export function OperationFields({ form, uses }: { form: Form; uses: readonly KeyUse[] }) {
  const error = form.formState.errors.operations?.message
  return (
    <Controller
      control={form.control}
      name="operations"
      render={({ field }) => (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium text-xs">Permitted operations</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {uses.map((use) => (
              <Checkbox
                key={use}
                label={useWords[use] ?? use}
                checked={field.value.includes(use)}
                onCheckedChange={(isOn) =>
                  field.onChange(uses.filter((each) => (each === use ? isOn : field.value.includes(each))))
                }
              />
            ))}
          </div>
          {error ? (
            <p role="alert" className="text-danger text-xs">
              {error}
            </p>
          ) : null}
        </fieldset>
      )}
    />
  )
}

/** Dates, state and tags of a key. */
export function KeyPropertyFields({ form }: { form: Form }) {
  return (
    <ObjectFields
      form={form}
      noun="key"
      datesHint="Outside them the key signs, encrypts and wraps nothing; it still verifies, decrypts and unwraps."
      enabledHint="Key Vault uses a disabled version for nobody and nothing."
    />
  )
}
