import type { FieldError, FieldErrors, FieldValues, Resolver } from 'react-hook-form'
import type { FormErrors } from './object-form.ts'

/** Gives a check of the whole form to react-hook-form: every message goes beside its own field, before any call. */
export function resolverOf<F extends FieldValues>(check: (form: F) => FormErrors<F> | null): Resolver<F> {
  return (form, _context, { fields }) => {
    const found: Record<string, string | undefined> = { ...check(form), ...unfinishedDates(fields) }
    const errors: Record<string, FieldError> = {}
    for (const [name, message] of Object.entries(found)) if (message) errors[name] = { type: 'check', message }
    // Each key is one of the form's own fields; `tags` takes its message as a whole.
    return Object.keys(errors).length > 0
      ? { values: {}, errors: errors as FieldErrors<F> }
      : { values: form, errors: {} }
  }
}

/** A half-typed date reads as no date at all; only the field itself knows. */
function unfinishedDates(fields: object): Record<string, string> {
  const isUnfinished = (name: string) => {
    const field: { ref?: unknown } | undefined = new Map(Object.entries(fields)).get(name)
    return field?.ref instanceof HTMLInputElement && field.ref.validity.badInput
  }
  const message = 'Complete the date and time, or clear the field.'
  return {
    ...(isUnfinished('notBefore') && { notBefore: message }),
    ...(isUnfinished('expiresOn') && { expiresOn: message }),
  }
}
