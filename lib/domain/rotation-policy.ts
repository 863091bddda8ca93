import * as z from 'zod/mini'
import { addDuration, durationText, nominalDays, parseDuration } from './iso-duration.ts'
import { Timestamp } from './object-properties.ts'

/** How Key Vault follows a key up. Durations are ISO 8601, for example `P90D`. */
export const RotationPolicy = z.object({
  /** How long each version that is made from now on lives; null where it does not expire. */
  expiresIn: z.nullable(z.string()),
  /** When a new version is made by itself; null where it is not. */
  rotate: z.nullable(z.object({ trigger: z.enum(['afterCreation', 'beforeExpiry']), duration: z.string() })),
  /** How long before an expiry Event Grid is told; null where it is not. */
  notifyBeforeExpiry: z.nullable(z.string()),
  updatedOn: z.nullable(Timestamp),
})
export type RotationPolicy = z.infer<typeof RotationPolicy>

/** @see https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation */
export const rotationLimits = { leastExpiryDays: 28, leastTriggerDays: 7, mostDays: 36_500 } as const

const Duration = z.string().check(
  z.refine((text) => {
    const duration = parseDuration(text)
    return duration !== null && nominalDays(duration) > 0 && nominalDays(duration) <= rotationLimits.mostDays
  }, 'A duration is a whole number of days, months or years, at most 100 years.'),
)

/** The body of PUT …/rotation-policy. */
export const NewRotationPolicy = z
  .strictObject({
    expiresIn: z.nullable(Duration),
    rotate: z.nullable(z.strictObject({ trigger: z.enum(['afterCreation', 'beforeExpiry']), duration: Duration })),
    notifyBeforeExpiry: z.nullable(Duration),
  })
  .check((context) => {
    for (const { path, message } of mistakesOf(context.value)) {
      context.issues.push({ code: 'custom', path: [path], message, input: context.value })
    }
  })
export type NewRotationPolicy = z.infer<typeof NewRotationPolicy>

type Field = keyof NewRotationPolicy

const daysOf = (text: string) => {
  const duration = parseDuration(text)
  return duration ? nominalDays(duration) : 0
}

/** What Key Vault would refuse, by field. Months count as 30 days and years as 365. */
export function mistakesOf(policy: NewRotationPolicy): { path: Field; message: string }[] {
  const { expiresIn, rotate, notifyBeforeExpiry } = policy
  const { leastExpiryDays, leastTriggerDays } = rotationLimits
  const lifeDays = expiresIn === null ? null : daysOf(expiresIn)
  const mistakes: { path: Field; message: string }[] = []
  const say = (path: Field, message: string) => mistakes.push({ path, message })
  if (lifeDays !== null && lifeDays < leastExpiryDays) {
    say('expiresIn', `A version lives at least ${leastExpiryDays} days.`)
  }
  if (rotate) {
    const days = daysOf(rotate.duration)
    const when = rotate.trigger === 'afterCreation' ? 'after a version is made' : 'before it expires'
    if (days < leastTriggerDays) say('rotate', `A key rotates at least ${leastTriggerDays} days ${when}.`)
    else if (rotate.trigger === 'beforeExpiry' && lifeDays === null) {
      say('rotate', 'Without an expiry there is no time before it: let versions expire, or rotate after creation.')
    } else if (lifeDays !== null && lifeDays - days < leastTriggerDays) {
      const other = rotate.trigger === 'afterCreation' ? 'before the version expires' : 'after the version is made'
      say('rotate', `That leaves less than ${leastTriggerDays} days: a key also rotates at least that long ${other}.`)
    }
  }
  if (notifyBeforeExpiry) {
    const days = daysOf(notifyBeforeExpiry)
    if (days < leastTriggerDays) say('notifyBeforeExpiry', `At least ${leastTriggerDays} days before the expiry.`)
    else if (lifeDays !== null && lifeDays - days < leastTriggerDays) {
      say('notifyBeforeExpiry', `At least ${leastTriggerDays} days after the version is made.`)
    }
  }
  return mistakes
}

/** `Rotates 30 days before expiry`, `Rotates 90 days after a version is made`, `Does not rotate by itself`. */
export function rotationWords({ rotate }: Pick<RotationPolicy, 'rotate'>): string {
  if (!rotate) return 'Does not rotate by itself'
  const duration = durationText(rotate.duration)
  return rotate.trigger === 'beforeExpiry'
    ? `Rotates ${duration} before expiry`
    : `Rotates ${duration} after a version is made`
}

/**
 * When Key Vault makes the next version by itself, given the current one; null where it does not. A date in the past is
 * due: Key Vault acts within a day or so.
 */
export function nextRotation(
  { rotate }: Pick<RotationPolicy, 'rotate'>,
  current: { createdOn: string | null; expiresOn: string | null },
): string | null {
  const duration = parseDuration(rotate?.duration ?? null)
  if (!rotate || !duration) return null
  if (rotate.trigger === 'afterCreation') return current.createdOn && addDuration(current.createdOn, duration)
  return current.expiresOn && addDuration(current.expiresOn, duration, -1)
}
