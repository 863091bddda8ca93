'use client'

import { Controller, useForm, useWatch } from 'react-hook-form'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { TagFields } from '@/components/object-form/object-fields.tsx'
import { type ObjectForm, tagErrors, tagsOf } from '@/components/object-form/object-form.ts'
import { Switch } from '@/components/ui/switch.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import {
  changeableOf,
  type VaultFlags,
  type VaultSettings,
  type VaultSettingsChange,
  VaultTags,
  vaultFlagNames,
  vaultFlagWords,
  vaultLimits,
} from '@/lib/domain/vault-settings.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useChangeVault } from '@/lib/queries/vault-settings.ts'
import { ReloadSettings } from './reload-settings.tsx'
import type { SettingsDialogProps } from './settings-page.tsx'

interface SettingsForm extends VaultFlags {
  tags: ObjectForm['tags']
}

/** Changes tags and what services may take. Sends only what was changed. */
export function EditSettingsDialog({ settings, onReload, onClose }: SettingsDialogProps) {
  const save = useChangeVault(settings.name)
  const form = useForm<SettingsForm>({
    defaultValues: {
      ...changeableOf(settings),
      tags: Object.entries(settings.tags).map(([name, value]) => ({ name, value })),
    },
    resolver: resolverOf((values) => {
      const checked = VaultTags.safeParse(tagsOf(values))
      const tags = tagErrors(values).tags ?? (checked.success ? undefined : checked.error.issues[0]?.message)
      return tags ? { tags } : null
    }),
  })
  useWatch({ control: form.control })
  const isUnchanged = Object.keys(changeOf(form.getValues(), settings)).length === 0
  const submit = form.handleSubmit((values) =>
    save.mutate(
      { before: changeableOf(settings), change: changeOf(values, settings) },
      {
        onSuccess: () => {
          onClose()
          showToast({ tone: 'ok', title: `Settings of ${settings.name} saved` })
        },
      },
    ),
  )
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title="Edit tags and services"
      description={`Of ${settings.name}. Only what you change is sent.`}
      submitLabel="Save settings"
      onSubmit={submit}
      submitError={save.error && problemFrom(save.error)}
      submitErrorActions={<ReloadSettings error={save.error} onReload={onReload} onClose={onClose} />}
      loading={save.isPending}
      submitDisabledReason={isUnchanged && 'Nothing is changed yet.'}
    >
      {vaultFlagNames.map((name) => (
        <Controller
          key={name}
          control={form.control}
          name={name}
          render={({ field }) => (
            <Switch
              label={vaultFlagWords[name].label}
              hint={vaultFlagWords[name].allows}
              name={name}
              checked={field.value}
              onCheckedChange={field.onChange}
            />
          )}
        />
      ))}
      <TagFields form={form} noun="vault" readable="tags" most={vaultLimits.tags} />
    </FormDialog>
  )
}

function changeOf(form: SettingsForm, settings: VaultSettings): VaultSettingsChange['change'] {
  const tags = tagsOf(form)
  const names = Object.keys(tags)
  const isSame =
    names.length === form.tags.length &&
    names.length === Object.keys(settings.tags).length &&
    names.every((name) => settings.tags[name] === tags[name])
  const flags = vaultFlagNames.filter((name) => form[name] !== settings[name])
  return { ...(!isSame && { tags }), ...Object.fromEntries(flags.map((name) => [name, form[name]])) }
}
