import {
  type Checked,
  changedPropertiesOf,
  checkedForm,
  emptyObjectForm,
  newPropertiesOf,
  type ObjectForm,
  objectFormOf,
  tagErrors,
} from '@/components/object-form/object-form.ts'
import { SecretName } from '@/lib/domain/names.ts'
import { provenanceTags } from '@/lib/domain/rollback.ts'
import { NewSecretVersion, SecretPropertiesPatch, type SecretVersion } from '@/lib/domain/secret.ts'

/** What the fields of a secret's forms hold. */
export interface SecretForm extends ObjectForm {
  name: string
  value: string
  contentType: string
}

export const emptySecretForm: SecretForm = { ...emptyObjectForm, name: '', value: '', contentType: '' }

/** The fields of a version's properties. The value is not known here and stays empty. */
export function formOf(version: SecretVersion): SecretForm {
  return { name: version.name, value: '', contentType: version.contentType ?? '', ...objectFormOf(version) }
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

export function checkNewVersion(form: SecretForm): Checked<NewSecretVersion, SecretForm> {
  const checked = NewSecretVersion.safeParse({
    value: form.value,
    contentType: form.contentType || null,
    ...newPropertiesOf(form),
  })
  return checkedForm(checked, { ...tagErrors(form), ...(form.value === '' && { value: 'Enter a value.' }) })
}

/** The properties that differ from the version's own, and only those. */
export function checkPatch(form: SecretForm, before: SecretVersion): Checked<SecretPropertiesPatch, SecretForm> {
  const { patch, errors } = changedPropertiesOf('secret', form, before)
  const { contentType } = form
  const isTypeChanged = contentType !== (before.contentType ?? '')
  return checkedForm(SecretPropertiesPatch.safeParse({ ...patch, ...(isTypeChanged && { contentType }) }), errors)
}

/** True where saving would change nothing. */
export function isUnchanged(form: SecretForm, before: SecretVersion): boolean {
  return JSON.stringify({ ...form, value: '' }) === JSON.stringify(formOf(before))
}
