import {
  type Checked,
  changedPropertiesOf,
  checkedForm,
  emptyObjectForm,
  type FormErrors,
  newPropertiesOf,
  type ObjectForm,
  objectFormOf,
  tagErrors,
} from '@/components/object-form/object-form.ts'
import {
  ImportKey,
  type KeyDetail,
  KeyPropertiesPatch,
  type KeyUse,
  type keyCurves,
  keyTypeOf,
  NewKey,
  usesOf,
} from '@/lib/domain/key.ts'
import { KeyName } from '@/lib/domain/names.ts'
import type { VaultFacts } from '@/lib/domain/vault.ts'

/** What the fields of a key's forms hold. */
export interface KeyForm extends ObjectForm {
  name: string
  keyType: 'RSA' | 'EC'
  keySizeBits: '2048' | '3072' | '4096'
  curve: (typeof keyCurves)[number]
  isHsm: boolean
  operations: KeyUse[]
  /** A private key on its way in, and what opens it. */
  material: string
  passphrase: string
}

export const emptyKeyForm: KeyForm = {
  ...emptyObjectForm,
  name: '',
  keyType: 'RSA',
  keySizeBits: '2048',
  curve: 'P-256',
  isHsm: false,
  operations: [...usesOf.RSA],
  material: '',
  passphrase: '',
}

/** The uses that a form can offer for a key that is there. */
export const usesFor = (keyType: string): readonly KeyUse[] => (keyType.startsWith('RSA') ? usesOf.RSA : usesOf.EC)

/** The fields of a version's properties. */
export function formOfKey(version: KeyDetail): KeyForm {
  const uses = usesFor(version.keyType)
  return {
    ...emptyKeyForm,
    ...objectFormOf(version),
    name: version.name,
    operations: uses.filter((use) => version.operations.includes(use)),
  }
}

export function checkKeyName(name: string, existingNames: readonly string[]): string | null {
  const checked = KeyName.safeParse(name)
  if (!checked.success) return checked.error.issues[0]?.message ?? null
  // Key Vault does not tell names apart by case, and would take this for a new version of the other.
  return existingNames.some((each) => each.toLowerCase() === name.toLowerCase())
    ? `${name} is there already. Open it to add a version to it.`
    : null
}

type Sku = Pick<VaultFacts, 'sku'> | null | undefined

/** What a standard vault has not. Where the tier is not known, Key Vault decides. */
function hsmMistake({ isHsm }: Pick<KeyForm, 'isHsm'>, facts: Sku): FormErrors<KeyForm> {
  return isHsm && facts?.sku === 'standard'
    ? { isHsm: 'This vault is of the standard tier: only a premium vault keeps keys in a hardware module.' }
    : {}
}

export function checkNewKey(form: KeyForm, facts: Sku): Checked<NewKey, KeyForm> {
  const { keyType, keySizeBits, curve, isHsm, operations } = form
  const shape = keyType === 'RSA' ? { keySizeBits: Number(keySizeBits) } : { curve }
  const checked = NewKey.safeParse({ keyType, ...shape, isHsm, operations, ...newPropertiesOf(form) })
  return checkedForm(checked, { ...tagErrors(form), ...hsmMistake(form, facts) })
}

export function checkImport(form: KeyForm, facts: Sku): Checked<ImportKey, KeyForm> {
  const { material, passphrase, isHsm, operations } = form
  // What the key can do depends on its type. Where only its passphrase would tell, all of it is permitted.
  const type = keyTypeOf(material)
  const checked = ImportKey.safeParse({
    material,
    ...(passphrase && { passphrase }),
    isHsm,
    ...(type && { operations: operations.filter((use) => usesOf[type].includes(use)) }),
    ...newPropertiesOf(form),
  })
  return checkedForm(checked, { ...tagErrors(form), ...hsmMistake(form, facts) })
}

/** The properties that differ from the version's own, and only those. */
export function checkKeyPatch(form: KeyForm, before: KeyDetail): Checked<KeyPropertiesPatch, KeyForm> {
  const { patch, errors } = changedPropertiesOf('key', form, before)
  const was = formOfKey(before).operations
  const isSame = was.length === form.operations.length && was.every((use) => form.operations.includes(use))
  return checkedForm(
    KeyPropertiesPatch.safeParse({ ...patch, ...(!isSame && { operations: form.operations }) }),
    errors,
  )
}
