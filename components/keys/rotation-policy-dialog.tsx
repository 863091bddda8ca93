'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormDialog } from '@/components/form-dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Switch } from '@/components/ui/switch.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { type RotationPolicy, rotationLimits, rotationWords } from '@/lib/domain/rotation-policy.ts'
import { useSetRotationPolicy } from '@/lib/queries/key-writes.ts'
import { type KeyPlace, keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { checkRotationForm, type DurationFields, type RotationForm, rotationFormOf } from './rotation-form.ts'

export interface RotationPolicyDialogProps {
  place: KeyPlace
  onClose: () => void
}

/** Edits how Key Vault follows a key up; its limits stand beside the fields. */
export function RotationPolicyDialog({ place, onClose }: RotationPolicyDialogProps) {
  const { data: policy } = useQuery(keyQueries.rotationPolicy(place))
  return policy ? <PolicyForm place={place} policy={policy} onClose={onClose} /> : null
}

const { leastExpiryDays, leastTriggerDays } = rotationLimits

function PolicyForm({ place, policy, onClose }: RotationPolicyDialogProps & { policy: RotationPolicy }) {
  const save = useSetRotationPolicy(place)
  const [form, setForm] = useState<RotationForm>(() => rotationFormOf(policy))
  const [isSubmitted, setIsSubmitted] = useState(false)
  const { body, errors } = checkRotationForm(form)
  const shown = isSubmitted ? errors : {}
  const set = (change: Partial<RotationForm>) => setForm((before) => ({ ...before, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsSubmitted(true)
    if (!body) return
    save.mutate(body, {
      onSuccess: (saved) => {
        onClose()
        showToast({ tone: 'ok', title: 'Rotation policy saved', description: `${rotationWords(saved)}.` })
      },
    })
  }
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Rotation policy of ${place.keyName}`}
      description="Each version that Key Vault makes by itself is charged for. Versions that are there keep their dates."
      submitLabel="Save policy"
      onSubmit={submit}
      submitError={save.error && problemFrom(save.error)}
      loading={save.isPending}
    >
      <Switch
        label="New versions expire"
        hint="The life of each version that a rotation makes, by hand or by itself."
        checked={form.hasExpiry}
        onCheckedChange={(hasExpiry) => set({ hasExpiry })}
      />
      {form.hasExpiry ? (
        <Duration
          label="They expire after"
          hint={`At least ${leastExpiryDays} days.`}
          error={shown.expiresIn}
          value={form.expiresIn}
          onChange={(expiresIn) => set({ expiresIn })}
        />
      ) : null}
      <Field label="Rotation" error={form.rotate === 'never' ? shown.rotate : undefined}>
        <Select
          value={form.rotate}
          onValueChange={(rotate) => set({ rotate })}
          items={[
            { value: 'never', label: 'By hand alone' },
            { value: 'afterCreation', label: 'By itself, a time after a version is made' },
            { value: 'beforeExpiry', label: 'By itself, a time before a version expires' },
          ]}
        />
      </Field>
      {form.rotate === 'never' ? null : (
        <Duration
          label={form.rotate === 'afterCreation' ? 'Rotate after' : 'Rotate before expiry by'}
          hint={`At least ${leastTriggerDays} days after a version is made, and at least ${leastTriggerDays} days before it expires.`}
          error={shown.rotate}
          value={form.rotateAt}
          onChange={(rotateAt) => set({ rotateAt })}
        />
      )}
      <Duration
        label="Notify before expiry by"
        hint={`At least ${leastTriggerDays} days. Event Grid gets KeyNearExpiry; Key Vault takes 30 days where nothing is set.`}
        error={shown.notifyBeforeExpiry}
        value={form.notify}
        onChange={(notify) => set({ notify })}
      />
    </FormDialog>
  )
}

interface DurationProps {
  label: string
  hint: ReactNode
  error: string | undefined
  value: DurationFields
  onChange: (value: DurationFields) => void
}

function Duration({ label, hint, error, value, onChange }: DurationProps) {
  return (
    <div className="flex items-start gap-2">
      <Field label={label} hint={hint} error={error} className="flex-1">
        <Input
          inputMode="numeric"
          value={value.count}
          onChange={(event) => onChange({ ...value, count: event.target.value })}
        />
      </Field>
      <Select
        label={`Unit of “${label}”`}
        className="mt-5 w-32"
        value={value.unit}
        onValueChange={(unit) => onChange({ ...value, unit })}
        items={[
          { value: 'D', label: 'days' },
          { value: 'M', label: 'months' },
          { value: 'Y', label: 'years' },
        ]}
      />
    </div>
  )
}
