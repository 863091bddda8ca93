import { nominalDays, parseDuration } from '@/lib/domain/iso-duration.ts'
import { mistakesOf, type NewRotationPolicy, type RotationPolicy } from '@/lib/domain/rotation-policy.ts'

export type Unit = 'D' | 'M' | 'Y'

/** A duration as two fields: a whole number and its unit. */
export interface DurationFields {
  count: string
  unit: Unit
}

export interface RotationForm {
  hasExpiry: boolean
  expiresIn: DurationFields
  rotate: 'never' | 'afterCreation' | 'beforeExpiry'
  rotateAt: DurationFields
  notify: DurationFields
}

export type RotationErrors = Partial<Record<'expiresIn' | 'rotate' | 'notifyBeforeExpiry', string>>

/** In one unit: a text of several, such as P1Y6M, becomes days of the same nominal length. */
function toFields(text: string | null, otherwise: DurationFields): DurationFields {
  const duration = parseDuration(text)
  if (!duration) return otherwise
  const { years, months, days } = duration
  if (years && !months && !days) return { count: String(years), unit: 'Y' }
  if (months && !years && !days) return { count: String(months), unit: 'M' }
  return { count: String(nominalDays(duration)), unit: 'D' }
}

export function rotationFormOf({ expiresIn, rotate, notifyBeforeExpiry }: RotationPolicy): RotationForm {
  return {
    hasExpiry: expiresIn !== null,
    expiresIn: toFields(expiresIn, { count: '1', unit: 'Y' }),
    rotate: rotate?.trigger ?? 'never',
    rotateAt: toFields(rotate?.duration ?? null, { count: '30', unit: 'D' }),
    notify: toFields(notifyBeforeExpiry, { count: '30', unit: 'D' }),
  }
}

const isWhole = ({ count }: DurationFields) => /^[1-9]\d{0,4}$/.test(count.trim())
const textOf = ({ count, unit }: DurationFields) => `P${count.trim()}${unit}`

/** The policy that the fields say, and what Key Vault would refuse of it, by field. */
export function checkRotationForm(form: RotationForm): { body: NewRotationPolicy | null; errors: RotationErrors } {
  const errors: RotationErrors = {}
  const whole = 'Enter a whole number, from 1 to 99999.'
  if (form.hasExpiry && !isWhole(form.expiresIn)) errors.expiresIn = whole
  if (form.rotate !== 'never' && !isWhole(form.rotateAt)) errors.rotate = whole
  if (!isWhole(form.notify)) errors.notifyBeforeExpiry = whole
  if (Object.keys(errors).length > 0) return { body: null, errors }
  const body: NewRotationPolicy = {
    expiresIn: form.hasExpiry ? textOf(form.expiresIn) : null,
    rotate: form.rotate === 'never' ? null : { trigger: form.rotate, duration: textOf(form.rotateAt) },
    notifyBeforeExpiry: textOf(form.notify),
  }
  for (const { path, message } of mistakesOf(body)) errors[path] ??= message
  return { body: Object.keys(errors).length > 0 ? null : body, errors }
}
