import * as z from 'zod/mini'
import { ObjectKind } from './object.ts'
import { Problem } from './problem.ts'
import { durationWords } from './relative-time.ts'
import type { ObjectCollection } from './rights.ts'

/**
 * A soft-deleted secret, key or certificate, as Key Vault's lists tell it. Dates are ISO 8601 in UTC; null where the vault
 * does not say.
 */
export const DeletedObject = z.object({
  kind: ObjectKind,
  name: z.string(),
  deletedOn: z.nullable(z.string()),
  /** Key Vault purges it by itself at this moment. */
  scheduledPurgeDate: z.nullable(z.string()),
  /** For example `Recoverable+Purgeable`. */
  recoveryLevel: z.nullable(z.string()),
  /** True when a certificate of the same name made it: it is recovered and purged with that certificate alone. */
  managed: z.boolean(),
  tags: z.record(z.string(), z.string()),
})
export type DeletedObject = z.infer<typeof DeletedObject>

/** A page of the deleted objects of a vault; `problems` names the kinds that could not be read. */
export const DeletedPage = z.object({ items: z.array(DeletedObject), problems: z.optional(z.array(Problem)) })
export type DeletedPage = z.infer<typeof DeletedPage>

/** The body of POST …/recover. */
export const RecoverRequest = z.strictObject({
  /** The deletion was asked for a moment ago and may not show yet: wait for it first, some seconds. */
  isJustDeleted: z.optional(z.boolean()),
})
export type RecoverRequest = z.infer<typeof RecoverRequest>

/** `isShown` is false where the recovery was accepted and the object does not show yet, or the caller may not list it. */
export const RecoveredObject = z.object({ kind: ObjectKind, name: z.string(), isShown: z.boolean() })
export type RecoveredObject = z.infer<typeof RecoveredObject>

export const PurgedObject = z.object({ kind: ObjectKind, name: z.string() })
export type PurgedObject = z.infer<typeof PurgedObject>

/** The collection of a kind, as Key Vault's addresses and the tables of rights name it. */
export function collectionOf(kind: ObjectKind): ObjectCollection {
  return `${kind}s`
}

/** Whether Key Vault would purge an object of this recovery level; undefined where the vault does not say. */
export function isPurgeable(recoveryLevel: string | null): boolean | undefined {
  return recoveryLevel === null ? undefined : recoveryLevel.includes('Purgeable')
}

/** A deleted object of a vault with what goes with it: of a certificate its key and its secret. */
export interface DeletedFamily extends DeletedObject {
  vaultName: string
  companions: ObjectKind[]
}

/** Folds the key and the secret of each deleted certificate under it. What is managed stays where its certificate is not listed. */
export function foldDeleted(objects: readonly (DeletedObject & { vaultName: string })[]): DeletedFamily[] {
  const placeOf = ({ vaultName, name }: { vaultName: string; name: string }) => `${vaultName}/${name.toLowerCase()}`
  const managed = new Map<string, ObjectKind[]>()
  for (const object of objects) {
    if (object.managed) managed.set(placeOf(object), [...(managed.get(placeOf(object)) ?? []), object.kind].sort())
  }
  const certificates = new Set(objects.filter(({ kind }) => kind === 'certificate').map(placeOf))
  return objects
    .filter((object) => !(object.managed && certificates.has(placeOf(object))))
    .map((object) => ({
      ...object,
      companions: object.kind === 'certificate' ? (managed.get(placeOf(object)) ?? []) : [],
    }))
}

export interface PurgeTime {
  /** `in 5 days`, `in 40 minutes`, `any moment`, `date not known`. */
  words: string
  /** Whole days left; null where the vault does not say. */
  daysLeft: number | null
  /** Under three days: a recovery that is wanted has to come now. */
  isNear: boolean
}

const dayMs = 86_400_000

/** How long a deleted object can still be brought back. */
export function purgeTime(scheduledPurgeDate: string | null, nowMs: number): PurgeTime {
  if (scheduledPurgeDate === null) return { words: 'date not known', daysLeft: null, isNear: false }
  const leftMs = Date.parse(scheduledPurgeDate) - nowMs
  if (leftMs <= 0) return { words: 'any moment', daysLeft: 0, isNear: true }
  return {
    words: `in ${durationWords(leftMs / 1000)}`,
    daysLeft: Math.floor(leftMs / dayMs),
    isNear: leftMs < 3 * dayMs,
  }
}
