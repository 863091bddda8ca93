import type { FieldError, FieldErrors, Resolver } from 'react-hook-form'
import type { SecretForm, SecretFormErrors } from './secret-form.ts'

/** Gives a check of the whole form to react-hook-form: every message goes beside its own field, before any call. */
export function resolverOf(check: (form: SecretForm) => SecretFormErrors | null): Resolver<SecretForm> {
  return (form, _context, { fields }) => {
    const found = { ...check(form), ...unfinishedDates(fields) }
    const errors: Record<string, FieldError> = {}
    for (const [name, message] of Object.entries(found)) if (message) errors[name] = { type: 'check', message }
    // Each key is one of the form's own fields; `tags` takes its message as a whole.
    return Object.keys(errors).length > 0
      ? { values: {}, errors: errors as FieldErrors<SecretForm> }
      : { values: form, errors: {} }
  }
}

/** A half-typed date reads as no date at all; only the field itself knows. */
function unfinishedDates(fields: Record<string, { ref?: unknown } | undefined>): SecretFormErrors {
  const isUnfinished = (name: string) => {
    const ref = fields[name]?.ref
    return ref instanceof HTMLInputElement && ref.validity.badInput
  }
  const message = 'Complete the date and time, or clear the field.'
  return {
    ...(isUnfinished('notBefore') && { notBefore: message }),
    ...(isUnfinished('expiresOn') && { expiresOn: message }),
  }
}
