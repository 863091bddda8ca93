'use client'

import { useQuery } from '@tanstack/react-query'
import { Controller, type UseFormReturn, useWatch } from 'react-hook-form'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Switch } from '@/components/ui/switch.tsx'
import { Textarea } from '@/components/ui/textarea.tsx'
import { policyLimits } from '@/lib/domain/certificate-policy.ts'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { LifetimeFields } from './lifetime-fields.tsx'
import { type PolicyForm, policyShapes } from './policy-form.ts'
import { UsageFields } from './usage-fields.tsx'

export interface PolicyFieldsProps<F extends PolicyForm> {
  form: UseFormReturn<F>
  vaultName: string
  /** Of the vault, where it is known: only a premium one has hardware modules. */
  sku: 'standard' | 'premium' | undefined
}

/** Everything that makes the next version of a certificate. */
export function PolicyFields<F extends PolicyForm>({ vaultName, sku, ...props }: PolicyFieldsProps<F>) {
  // A form of more fields takes and gives these the same way; react-hook-form's type is not covariant in them.
  const form = props.form as unknown as UseFormReturn<PolicyForm>
  const { register, formState } = form
  const { errors } = formState
  return (
    <>
      <IssuerField form={form} vaultName={vaultName} />
      <Field
        label="Subject"
        hint="A distinguished name, such as CN=www.example.com, O=Example. It may stay empty where there are alternative names."
        error={errors.subject?.message}
      >
        <Input isMono {...register('subject')} />
      </Field>
      <Field
        label="DNS names"
        hint="One a line. Browsers look at these and not at the subject."
        error={errors.dnsNames?.message}
      >
        <Textarea isMono rows={2} {...register('dnsNames')} />
      </Field>
      <details className="text-sm">
        <summary className="cursor-pointer text-muted">Other alternative names</summary>
        <div className="mt-2 grid gap-4 sm:grid-cols-2">
          <Names form={form} name="emails" label="E-mail addresses" />
          <Names form={form} name="userPrincipalNames" label="User principal names" />
          <Names form={form} name="ipAddresses" label="IP addresses" />
          <Names form={form} name="uris" label="URIs" />
        </div>
      </details>
      <KeyFields form={form} sku={sku} />
      <Field
        label="Validity in months"
        hint={`1 to ${policyLimits.mostValidityMonths}; an issuer may allow less.`}
        error={errors.validityMonths?.message}
      >
        <Input type="number" min={1} max={policyLimits.mostValidityMonths} {...register('validityMonths')} />
      </Field>
      <LifetimeFields form={form} />
      <UsageFields form={form} />
    </>
  )
}

type Form = UseFormReturn<PolicyForm>

function Names({
  form,
  name,
  label,
}: {
  form: Form
  name: 'emails' | 'userPrincipalNames' | 'ipAddresses' | 'uris'
  label: string
}) {
  return (
    <Field label={label} error={form.formState.errors[name]?.message}>
      <Textarea isMono rows={2} {...form.register(name)} />
    </Field>
  )
}

function IssuerField({ form, vaultName }: { form: Form; vaultName: string }) {
  const { data } = useQuery(certificateQueries.issuers(vaultName))
  const current = useWatch({ control: form.control, name: 'issuerName' })
  const own = (data?.items ?? []).map(({ name, provider }) => ({
    value: name,
    label: `${name} (${provider ?? 'unknown'})`,
  }))
  const known = [
    { value: 'Self', label: 'Key Vault itself (self-signed)' },
    { value: 'Unknown', label: 'Somebody outside signs a CSR' },
    ...own,
  ]
  const items = known.some(({ value }) => value === current) ? known : [...known, { value: current, label: current }]
  return (
    <Controller
      control={form.control}
      name="issuerName"
      render={({ field }) => (
        <Field
          label="Signed by"
          hint="Certificate authorities that the vault has an account at are added under Issuers."
          error={form.formState.errors.issuerName?.message}
        >
          <Select
            value={field.value}
            onValueChange={(next) => {
              field.onChange(next)
              // Key Vault cannot renew what others sign, and would refuse the policy.
              if (next === 'Unknown' && form.getValues('action') === 'AutoRenew')
                form.setValue('action', 'EmailContacts')
            }}
            items={items}
          />
        </Field>
      )}
    />
  )
}

function KeyFields({ form, sku }: { form: Form; sku: 'standard' | 'premium' | undefined }) {
  const { errors } = form.formState
  const toggle = (name: 'isHsm' | 'isExportable' | 'reusesKey', label: string, hint: string) => (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <Switch
          label={label}
          hint={errors[name]?.message ? <span className="text-danger">{errors[name].message}</span> : hint}
          name={field.name}
          checked={field.value}
          onCheckedChange={(isOn) => {
            field.onChange(isOn)
            if (name === 'isHsm' && isOn) form.setValue('isExportable', false)
          }}
        />
      )}
    />
  )
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Controller
          control={form.control}
          name="shape"
          render={({ field }) => (
            <Field label="Key" error={errors.shape?.message}>
              <Select
                value={field.value}
                onValueChange={(next) => {
                  field.onChange(next)
                  const usages = next.startsWith('EC') ? ['digitalSignature'] : ['digitalSignature', 'keyEncipherment']
                  form.setValue('keyUsages', usages)
                }}
                items={policyShapes.map((shape) => ({ value: shape, label: shape }))}
              />
            </Field>
          )}
        />
        <Controller
          control={form.control}
          name="contentType"
          render={({ field }) => (
            <Field label="Secret is kept as">
              <Select
                value={field.value}
                onValueChange={field.onChange}
                items={[
                  { value: 'application/x-pkcs12', label: 'PKCS#12 (PFX)' },
                  { value: 'application/x-pem-file', label: 'PEM' },
                ]}
              />
            </Field>
          )}
        />
      </div>
      {toggle(
        'isExportable',
        'Exportable key',
        'Whoever may read the secret of this name gets the private key with it.',
      )}
      {toggle('reusesKey', 'Keep the key on renewal', 'Otherwise every version has a key of its own.')}
      {sku === 'standard'
        ? null
        : toggle('isHsm', 'Key in a hardware module', 'It needs a premium vault, and cannot be exportable.')}
    </>
  )
}
