import { SecretName } from '@/lib/domain/names.ts'
import { provenanceTags } from '@/lib/domain/rollback.ts'
import { NewSecretVersion, SecretPropertiesPatch, type SecretVersion } from '@/lib/domain/secret.ts'

/** What the fields of a secret's forms hold: texts as they are typed. Dates are `2027-01-31T14:05[:09]` in UTC. */
export interface SecretForm {
  name: string
  value: string
  contentType: string
  notBefore: string
  expiresOn: string
  isEnabled: boolean
  tags: { name: string; value: string }[]
}

export type SecretFormErrors = Partial<Record<keyof SecretForm, string>>

export type Checked<T> = { body: T; errors: null } | { body: null; errors: SecretFormErrors }

export const emptySecretForm: SecretForm = {
  name: '',
  value: '',
  contentType: '',
  notBefore: '',
  expiresOn: '',
  isEnabled: true,
  tags: [],
}

/** `2027-01-31T14:05:09Z` as a date field takes it; empty for none. */
const toField = (date: string | null) => (date === null ? '' : new Date(date).toISOString().slice(0, 19))

/** What a date field holds as our API takes it. An incomplete text stays as it is, for the schema to refuse. */
const fromField = (text: string) => {
  if (text === '') return null
  return /^\d{4,}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00Z` : `${text}Z`
}

/** The fields of a version's properties. The value is not known here and stays empty. */
export function formOf(version: SecretVersion): SecretForm {
  return {
    name: version.name,
    value: '',
    contentType: version.contentType ?? '',
    notBefore: toField(version.notBefore),
    expiresOn: toField(version.expiresOn),
    isEnabled: version.enabled,
    tags: Object.entries(version.tags).map(([name, value]) => ({ name, value })),
  }
}

/** What a new version takes over from the current one: what describes the secret, not its dates nor where it came from. */
export function formForNextVersion(current: SecretVersion): SecretForm {
  const fromRollback: string[] = Object.values(provenanceTags)
  const { contentType, tags, name } = formOf(current)
  return { ...emptySecretForm, name, contentType, tags: tags.filter((tag) => !fromRollback.includes(tag.name)) }
}

export function checkName(name: string, existingNames: readonly string[]): string | null {
  const checked = SecretName.safeParse(name)
  if (!checked.success) return checked.error.issues[0]?.message ?? null
  // Key Vault does not tell names apart by case, and would take this for a new version of the other.
  return existingNames.some((each) => each.toLowerCase() === name.toLowerCase())
    ? `${name} is there already. Open it to add a version to it.`
    : null
}

export function checkNewVersion(form: SecretForm): Checked<NewSecretVersion> {
  const checked = NewSecretVersion.safeParse({
    value: form.value,
    contentType: form.contentType || null,
    tags: tagsOf(form),
    enabled: form.isEnabled,
    expiresOn: fromField(form.expiresOn),
    notBefore: fromField(form.notBefore),
  })
  const own: SecretFormErrors = { ...tagErrors(form), ...(form.value === '' && { value: 'Enter a value.' }) }
  return result(checked, own)
}

/** The properties that differ from the version's own, and only those. */
export function checkPatch(form: SecretForm, before: SecretVersion): Checked<SecretPropertiesPatch> {
  const was = formOf(before)
  const tags = tagsOf(form)
  const tagPatch = {
    ...Object.fromEntries(
      Object.keys(before.tags).flatMap((name) => (Object.hasOwn(tags, name) ? [] : [[name, null]])),
    ),
    ...Object.fromEntries(Object.entries(tags).filter(([name, value]) => before.tags[name] !== value)),
  }
  const own = { ...tagErrors(form), ...tooManyTags(form) }
  const patch = {
    ...(form.isEnabled !== was.isEnabled && { enabled: form.isEnabled }),
    ...(form.contentType !== was.contentType && { contentType: form.contentType }),
    ...(form.expiresOn !== was.expiresOn && { expiresOn: fromField(form.expiresOn) }),
    ...(form.notBefore !== was.notBefore && { notBefore: fromField(form.notBefore) }),
    ...(Object.keys(tagPatch).length > 0 && { tags: tagPatch }),
  }
  return result(SecretPropertiesPatch.safeParse(patch), { ...own, ...dateOrder(form) })
}

/** True where saving would change nothing. */
export function isUnchanged(form: SecretForm, before: SecretVersion): boolean {
  return JSON.stringify({ ...form, value: '' }) === JSON.stringify(formOf(before))
}

const tagsOf = (form: SecretForm) => Object.fromEntries(form.tags.map(({ name, value }) => [name, value]))

/** A map of tags cannot hold one name twice; without this the later would silently win. */
function tagErrors({ tags }: SecretForm): SecretFormErrors {
  const seen = new Set<string>()
  for (const { name } of tags) {
    if (name === '') return { tags: 'A tag name is not empty.' }
    if (seen.has(name)) return { tags: `The tag ${name} is there twice.` }
    seen.add(name)
  }
  return {}
}

/** A patch names single tags, so its schema cannot count them all. */
function tooManyTags(form: SecretForm): SecretFormErrors {
  const checked = NewSecretVersion.safeParse({ value: 'x', tags: tagsOf(form) })
  return checked.success ? {} : { tags: checked.error.issues[0]?.message ?? '' }
}

/** A patch may hold one date alone, so its schema cannot compare the two. */
function dateOrder({ notBefore, expiresOn }: SecretForm): SecretFormErrors {
  const dates = { notBefore: fromField(notBefore), expiresOn: fromField(expiresOn) }
  return errorsOf(NewSecretVersion.safeParse({ value: 'x', ...dates }))
}

type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }

const fieldOf: Record<string, keyof SecretForm> = { enabled: 'isEnabled' }

function errorsOf(parsed: Parsed<unknown>): SecretFormErrors {
  if (parsed.success) return {}
  const errors: SecretFormErrors = {}
  for (const { path, message } of parsed.error.issues) {
    const name = String(path[0] ?? 'value')
    // The keys of the two bodies are the form's own but for the one in `fieldOf`.
    errors[fieldOf[name] ?? (name as keyof SecretForm)] ??= message
  }
  return errors
}

function result<T>(parsed: Parsed<T>, own: SecretFormErrors): Checked<T> {
  const errors = { ...errorsOf(parsed), ...own }
  return parsed.success && Object.keys(errors).length === 0
    ? { body: parsed.data, errors: null }
    : { body: null, errors }
}
