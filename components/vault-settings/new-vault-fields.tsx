'use client'

import { useQuery } from '@tanstack/react-query'
import { Controller, type UseFormReturn, useWatch } from 'react-hook-form'
import { TagFields } from '@/components/object-form/object-fields.tsx'
import { Choice } from '@/components/ui/choice.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Switch } from '@/components/ui/switch.tsx'
import { regions } from '@/lib/domain/regions.ts'
import { vaultFlagNames, vaultFlagWords, vaultLimits } from '@/lib/domain/vault-settings.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultSettingsQueries } from '@/lib/queries/vault-settings.ts'
import { NameAnswer } from './name-answer.tsx'
import type { NewVaultForm } from './new-vault-form.ts'
import type { useNameCheck } from './use-name-check.ts'

type Form = UseFormReturn<NewVaultForm>

/** Everything that is decided when a vault is made. */
export function NewVaultFields({ form, nameCheck }: { form: Form; nameCheck: ReturnType<typeof useNameCheck> }) {
  const errors = form.formState.errors
  const isProtected = useWatch({ control: form.control, name: 'isPurgeProtectionEnabled' })
  const network = useWatch({ control: form.control, name: 'network' })
  return (
    <>
      <PlaceFields form={form} />
      <Field
        label="Name"
        hint="3 to 24 lower-case letters, digits and hyphens. It is part of the vault’s address, so it is unique in all of Azure and cannot be changed."
        error={errors.name?.message}
      >
        <Input isMono {...form.register('name')} />
      </Field>
      <NameAnswer {...nameCheck} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Controller
          control={form.control}
          name="sku"
          render={({ field }) => (
            <Choice
              label="SKU"
              value={field.value}
              onValueChange={field.onChange}
              items={[
                { value: 'standard', label: 'Standard' },
                { value: 'premium', label: 'Premium (keys in an HSM)' },
              ]}
            />
          )}
        />
        <Field
          label="Days that deleted items are kept"
          hint={`${vaultLimits.minRetentionDays} to ${vaultLimits.maxRetentionDays}. It cannot be changed afterwards, by nobody.`}
          error={errors.softDeleteRetentionDays?.message}
        >
          <Input inputMode="numeric" {...form.register('softDeleteRetentionDays')} />
        </Field>
      </div>
      <Controller
        control={form.control}
        name="permissionModel"
        render={({ field }) => (
          <Choice
            label="Permission model"
            value={field.value}
            onValueChange={field.onChange}
            items={[
              { value: 'rbac', label: 'Azure roles (RBAC)' },
              { value: 'accessPolicy', label: 'Access policies' },
            ]}
          />
        )}
      />
      <p className="-mt-2 text-muted text-xs">
        Roles are Azure’s default. With either, nobody reaches the data of the new vault before you let them.
      </p>
      <Controller
        control={form.control}
        name="network"
        render={({ field }) => (
          <Choice
            label="Public network access"
            value={field.value}
            onValueChange={field.onChange}
            items={[
              { value: 'selectedNetworks', label: 'Selected networks, none yet' },
              { value: 'disabled', label: 'Disabled' },
              { value: 'allNetworks', label: 'All networks' },
            ]}
          />
        )}
      />
      <p className="-mt-2 text-muted text-xs">{networkNotes[network]}</p>
      <SwitchField
        form={form}
        name="letsTrustedServicesIn"
        label="Let services that Microsoft trusts pass the firewall"
        hint="Azure Backup, Disk Encryption and others that Microsoft lists reach the vault from any network; they need a right to its data all the same."
      />
      <SwitchField
        form={form}
        name="isPurgeProtectionEnabled"
        label="Purge protection"
        hint={
          isProtected
            ? 'Irreversible: once on, nobody can switch it off, and nobody, Microsoft included, can erase a deleted item or the deleted vault before its time.'
            : 'Off: whoever may purge can erase deleted items at once. It can be switched on later, and never off again.'
        }
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium text-xs">Services of Azure beside roles and policies</legend>
        {vaultFlagNames.map((name) => (
          <SwitchField
            key={name}
            form={form}
            name={name}
            label={vaultFlagWords[name].label}
            hint={vaultFlagWords[name].allows}
          />
        ))}
      </fieldset>
      <TagFields form={form} noun="vault" readable="tags" most={vaultLimits.tags} />
    </>
  )
}

const networkNotes: Record<NewVaultForm['network'], string> = {
  selectedNetworks: 'Closed until you let an address or a network in, on its Network tab.',
  disabled: 'It answers through private endpoints only, which you add afterwards.',
  allNetworks: 'It answers any address of the internet; roles or policies alone protect it.',
}

function PlaceFields({ form }: { form: Form }) {
  const errors = form.formState.errors
  const subscriptionId = useWatch({ control: form.control, name: 'subscriptionId' })
  const subscriptions = useQuery(vaultSettingsQueries.subscriptions())
  const groups = useQuery(vaultSettingsQueries.resourceGroups(subscriptionId))
  const error = subscriptions.error ?? groups.error
  const ownRegions = (groups.data?.items ?? []).map(({ location }) => location).toSorted()
  return (
    <>
      {error ? <ProblemNotice problem={problemFrom(error)} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Controller
          control={form.control}
          name="subscriptionId"
          render={({ field }) => (
            <Field label="Subscription" error={errors.subscriptionId?.message}>
              <Select
                value={field.value}
                onValueChange={(value) => {
                  field.onChange(value)
                  form.setValue('resourceGroup', '')
                }}
                items={[
                  { value: '', label: subscriptions.isPending ? 'Reading …' : 'Choose …' },
                  ...(subscriptions.data?.items ?? []).map((one) => ({ value: one.subscriptionId, label: one.name })),
                ]}
              />
            </Field>
          )}
        />
        <Controller
          control={form.control}
          name="resourceGroup"
          render={({ field }) => (
            <Field
              label="Resource group"
              hint={groups.data?.items.length === 0 ? 'You see no resource group in this subscription.' : null}
              error={errors.resourceGroup?.message}
            >
              <Select
                value={field.value}
                onValueChange={(value) => {
                  field.onChange(value)
                  const location = groups.data?.items.find(({ name }) => name === value)?.location
                  if (location && form.getValues('location') === '') form.setValue('location', location)
                }}
                items={[
                  { value: '', label: groupsLabel(subscriptionId, groups.isPending) },
                  ...(groups.data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
                ]}
              />
            </Field>
          )}
        />
      </div>
      <Controller
        control={form.control}
        name="location"
        render={({ field }) => (
          <Field
            label="Region"
            hint="It cannot be changed afterwards. The regions of your resource groups come first."
            error={errors.location?.message}
          >
            <Select
              value={field.value}
              onValueChange={field.onChange}
              items={[
                { value: '', label: 'Choose …' },
                ...[...new Set([...ownRegions, ...regions])].map((region) => ({ value: region, label: region })),
              ]}
            />
          </Field>
        )}
      />
    </>
  )
}

function groupsLabel(subscriptionId: string, isPending: boolean): string {
  if (subscriptionId === '') return 'Choose a subscription first'
  return isPending ? 'Reading …' : 'Choose …'
}

type FlagName = 'letsTrustedServicesIn' | 'isPurgeProtectionEnabled' | (typeof vaultFlagNames)[number]

function SwitchField({ form, name, label, hint }: { form: Form; name: FlagName; label: string; hint: string }) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <Switch label={label} hint={hint} name={name} checked={field.value} onCheckedChange={field.onChange} />
      )}
    />
  )
}
