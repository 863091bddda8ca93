import * as z from 'zod/mini'
import { SecretVersionId } from './names.ts'
import { type SecretProperties, SecretVersion, secretLimits } from './secret.ts'

/** Tags that a rollback leaves on the version it writes, so that people and a later reconciliation can find it. */
export const provenanceTags = { target: 'strongroom-rollback-of', operation: 'strongroom-op-id' } as const

const ExpiryChoice = z.enum(['copy', 'clear'])

/** The body of POST …/secrets/{name}/rollback. */
export const RollbackRequest = z.strictObject({
  version: SecretVersionId,
  expectedCurrentVersion: SecretVersionId,
  /** Names the attempt: sent again with the same id, a rollback that already happened is reported, not repeated. */
  operationId: z.optional(z.uuid('An operation id is a UUID.')),
  /** `clear` writes the new version without the target's expiry, for a target that has expired. */
  expiry: z.optional(ExpiryChoice),
})
export type RollbackRequest = z.infer<typeof RollbackRequest>

export const RollbackResult = z.object({
  /** The version that the rollback wrote, as read back. */
  newVersion: SecretVersion,
  targetVersion: z.string(),
  previousVersion: z.string(),
  droppedTags: z.array(z.string()),
  operationId: z.string(),
  /** True when the write's own answer was lost and the version was found by its operation tag or time. */
  isReconciled: z.boolean(),
  /** A version that another writer made at the same moment; null when there was none. */
  concurrentVersion: z.nullable(z.string()),
})
export type RollbackResult = z.infer<typeof RollbackResult>

/** The body of POST …/secrets/{name}/compare. */
export const CompareRequest = z.strictObject({ left: SecretVersionId, right: SecretVersionId })
export type CompareRequest = z.infer<typeof CompareRequest>

/** What may be said of two values without showing either. Lengths are characters. */
export const SecretComparison = z.object({
  isEqual: z.boolean(),
  leftLength: z.number(),
  rightLength: z.number(),
  /** Names of the top-level keys that differ where both values are JSON objects, else null. */
  json: z.nullable(
    z.object({ added: z.array(z.string()), removed: z.array(z.string()), changed: z.array(z.string()) }),
  ),
})
export type SecretComparison = z.infer<typeof SecretComparison>

export interface RollbackPlan {
  contentType: string | null
  tags: Record<string, string>
  expiresOn: string | null
  notBefore: string | null
  droppedTags: string[]
}

/**
 * What a rollback writes beside the value: the target's content type, dates and tags, and provenance. A secret holds 15
 * tags; the target's own always fit, so provenance gives way: first the version's id, then the operation's.
 */
export function planRollback(
  target: Pick<SecretProperties, 'contentType' | 'tags' | 'expiresOn' | 'notBefore'>,
  options: { version: string; operationId: string; expiry?: RollbackRequest['expiry'] },
): RollbackPlan {
  const own = Object.entries(target.tags).filter(
    ([name]) => name !== provenanceTags.target && name !== provenanceTags.operation,
  )
  const provenance = [
    [provenanceTags.operation, options.operationId],
    [provenanceTags.target, options.version],
  ] as const
  const room = secretLimits.tags - own.length
  return {
    contentType: target.contentType,
    tags: Object.fromEntries([...own, ...provenance.slice(0, room)]),
    expiresOn: options.expiry === 'clear' ? null : target.expiresOn,
    notBefore: target.notBefore,
    droppedTags: provenance.slice(room).map(([name]) => name),
  }
}
