'use client'

import { Choice } from '../ui/choice.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import type { AssignForm, CheckedForm } from './assign-form.ts'

export interface AssignPlaceFieldsProps {
  form: AssignForm
  errors: CheckedForm['errors']
  /** Whether the role reaches secrets, which alone a condition can tell apart by name. */
  hasSecrets: boolean
  onChange: (part: Partial<AssignForm>) => void
}

/** Where a role is to hold: the vault, one object of it, or its secrets of certain names. */
export function AssignPlaceFields({ form, errors, hasSecrets, onChange }: AssignPlaceFieldsProps) {
  return (
    <>
      <Choice
        label="Where"
        value={form.place}
        onValueChange={(place) => onChange({ place })}
        items={[
          { value: 'vault', label: 'The vault' },
          { value: 'secrets', label: 'One secret' },
          { value: 'keys', label: 'One key' },
          { value: 'certificates', label: 'One certificate' },
        ]}
      />
      {form.place === 'vault' ? null : (
        <Field
          label="Its name"
          error={errors.objectName}
          hint="Every version of it. The assignment stays when the object is deleted, and holds again for a new one of that name."
        >
          <Input isMono value={form.objectName} onChange={(event) => onChange({ objectName: event.target.value })} />
        </Field>
      )}
      {form.place === 'vault' && hasSecrets ? (
        <Choice
          label="Condition on the names of secrets"
          value={form.match}
          onValueChange={(match) => onChange({ match })}
          items={[
            { value: 'all', label: 'None' },
            { value: 'equals', label: 'The name is' },
            { value: 'startsWith', label: 'The name begins with' },
          ]}
        />
      ) : null}
      {form.place === 'vault' && hasSecrets && form.match !== 'all' ? (
        <Field
          label={form.match === 'equals' ? 'Names' : 'Beginnings'}
          error={errors.names}
          hint="With commas between them. A list names no secret, so the condition takes lists away: whoever has nothing else opens a secret by its name."
        >
          <Input isMono value={form.names} onChange={(event) => onChange({ names: event.target.value })} />
        </Field>
      ) : null}
    </>
  )
}
