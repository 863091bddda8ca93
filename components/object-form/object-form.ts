import * as z from 'zod/mini'
import { inOrder, newTags } from '@/lib/domain/object-properties.ts'

/** What the forms of secrets and keys share: texts as they are typed. Dates are `2027-01-31T14:05[:09]` in UTC. */
export interface ObjectForm {
  notBefore: string
  expiresOn: string
  isEnabled: boolean
  tags: { name: string; value: string }[]
}

export type FormErrors<F> = Partial<Record<keyof F & string, string>>

export type Checked<T, F> = { body: T; errors: null } | { body: null; errors: FormErrors<F> }

export const emptyObjectForm: ObjectForm = { notBefore: '', expiresOn: '', isEnabled: true, tags: [] }

interface Properties {
  enabled: boolean
  notBefore: string | null
  expiresOn: string | null
  tags: Record<string, string>
}

/** `2027-01-31T14:05:09Z` as a date field takes it; empty for none. */
const toField = (date: string | null) => (date === null ? '' : new Date(date).toISOString().slice(0, 19))

/** What a date field holds as our API takes it. An incomplete text stays as it is, for the schema to refuse. */
const fromField = (text: string) => {
  if (text === '') return null
  return /^\d{4,}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00Z` : `${text}Z`
}

/** The fields of what is there. */
export function objectFormOf({ enabled, notBefore, expiresOn, tags }: Properties): ObjectForm {
  return {
    notBefore: toField(notBefore),
    expiresOn: toField(expiresOn),
    isEnabled: enabled,
    tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
  }
}

export const tagsOf = (form: Pick<ObjectForm, 'tags'>) =>
  Object.fromEntries(form.tags.map(({ name, value }) => [name, value]))

/** What the fields say of a new version, for its schema to check. */
export function newPropertiesOf(form: ObjectForm) {
  return {
    tags: tagsOf(form),
    enabled: form.isEnabled,
    expiresOn: fromField(form.expiresOn),
    notBefore: fromField(form.notBefore),
  }
}

/** What differs from what is there, and only that. `noun` is what carries the tags. */
export function changedPropertiesOf(noun: string, form: ObjectForm, before: Properties) {
  const was = objectFormOf(before)
  const tags = tagsOf(form)
  const tagPatch = {
    ...Object.fromEntries(
      Object.keys(before.tags).flatMap((name) => (Object.hasOwn(tags, name) ? [] : [[name, null]])),
    ),
    ...Object.fromEntries(Object.entries(tags).filter(([name, value]) => before.tags[name] !== value)),
  }
  const patch = {
    ...(form.isEnabled !== was.isEnabled && { enabled: form.isEnabled }),
    ...(form.expiresOn !== was.expiresOn && { expiresOn: fromField(form.expiresOn) }),
    ...(form.notBefore !== was.notBefore && { notBefore: fromField(form.notBefore) }),
    ...(Object.keys(tagPatch).length > 0 && { tags: tagPatch }),
  }
  // A patch names single tags and may hold one date alone, so its schema can neither count nor compare.
  const whole = z.object({ tags: newTags(noun), expiresOn: z.any(), notBefore: z.any() }).check(inOrder())
  return { patch, errors: { ...errorsOf<ObjectForm>(whole.safeParse(newPropertiesOf(form))), ...tagErrors(form) } }
}

/** A map of tags cannot hold one name twice; without this the later would silently win. */
export function tagErrors({ tags }: Pick<ObjectForm, 'tags'>): { tags?: string } {
  const seen = new Set<string>()
  for (const { name } of tags) {
    if (name === '') return { tags: 'A tag name is not empty.' }
    if (seen.has(name)) return { tags: `The tag ${name} is there twice.` }
    seen.add(name)
  }
  return {}
}

type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }

const fieldOf: Record<string, string> = { enabled: 'isEnabled' }

/** The schema's complaints by field. The names in bodies are the forms' own but for the one in `fieldOf`. */
function errorsOf<F>(parsed: Parsed<unknown>, wholeField = 'tags'): FormErrors<F> {
  if (parsed.success) return {}
  const errors: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues) {
    const name = String(path[0] ?? wholeField)
    errors[fieldOf[name] ?? name] ??= message
  }
  return errors as FormErrors<F> // by the comment above
}

/** The body where nothing is wrong with it, else what is wrong by field. `own` goes before the schema's words. */
export function checkedForm<T, F>(parsed: Parsed<T>, own: FormErrors<F>): Checked<T, F> {
  const errors = { ...errorsOf<F>(parsed), ...own }
  return parsed.success && Object.keys(errors).length === 0
    ? { body: parsed.data, errors: null }
    : { body: null, errors }
}
