import * as z from 'zod/mini'
import { AuditQuery } from './audit-reading.ts'
import { VaultCoverage } from './log-coverage.ts'
import { VaultName } from './names.ts'
import { Principal } from './principal.ts'
import { Problem } from './problem.ts'

const CollectionPath = z
  .string()
  .check(z.regex(/^(secrets|keys|certificates)\/[0-9A-Za-z-]{1,127}$/, 'Give an object as secrets/db-password.'))

/** Who used one object in a period. */
export const UsageQuery = z.extend(z.pick(AuditQuery, { from: true, to: true }), {
  vault: VaultName,
  object: CollectionPath,
})
export type UsageQuery = z.infer<typeof UsageQuery>

/** Calls of one caller to one version by one operation, counted where the log is. */
export const UsageRow = z.object({
  /** Object id, lower case; empty where the log does not say. */
  callerId: z.string(),
  applicationId: z.string(),
  /** By the token's claims; empty for applications. */
  callerName: z.string(),
  identityResource: z.string(),
  operation: z.string(),
  /** The one that was given out; empty where the log does not say: the one that was current then. */
  version: z.string(),
  /** The call named the version: a newer one does not reach the caller. */
  isPinned: z.boolean(),
  calls: z.number(),
  refused: z.number(),
  failed: z.number(),
  firstMs: z.number(),
  lastMs: z.number(),
  /** Of the last call that succeeded, Unix milliseconds; null where none did. */
  lastDoneMs: z.nullable(z.number()),
  /** Of the last call. */
  address: z.string(),
  /** Twenty at most. */
  addresses: z.array(z.string()),
  client: z.string(),
  assignmentId: z.string(),
})
export type UsageRow = z.infer<typeof UsageRow>

export const ObjectUsage = z.object({
  rows: z.array(UsageRow),
  principals: z.array(Principal),
  /** Of the one vault: without it an empty list means nothing. */
  coverage: z.array(VaultCoverage),
  queries: z.array(z.object({ workspaceName: z.string(), text: z.string() })),
  problems: z.array(Problem),
})
export type ObjectUsage = z.infer<typeof ObjectUsage>

/**
 * Which version a caller has, as far as its calls tell:
 * - `newest`: its last use got the current one
 * - `fixed`: it last asked for an older version by its id, or still does beside other reads, and goes on with that one
 * - `before`: it takes whichever is current, and its last use was before this one was made, so it may hold an older one
 * - `none`: no use of it succeeded
 */
export type VersionStanding = 'newest' | 'fixed' | 'before' | 'none'

/** A caller with all its calls to the object. */
export interface ObjectUser {
  callerId: string
  applicationId: string
  callerName: string
  identityResource: string
  calls: number
  refused: number
  /** Unix milliseconds. */
  lastMs: number
  /** Of the last use that succeeded; null where none did. */
  lastUseMs: number | null
  /** The version of that use; empty for the one that was current. */
  version: string
  standing: VersionStanding
  /** It takes whichever version is current, so a rollback reaches it with its next read. */
  followsCurrent: boolean
  address: string
  addresses: string[]
  client: string
  assignmentId: string
  operations: string[]
}

/** What hands out the content or works with it; the rest looks after the object, or lists it. */
const uses =
  /^(SecretGet|SecretBackup|CertificateGet|CertificateBackup|KeyGet|KeyBackup|Key(Sign|Verify|Encrypt|Decrypt|Wrap|Unwrap|Release))$/

/** The version that is current now, and since when (Unix milliseconds). */
export interface CurrentVersion {
  version: string
  sinceMs: number
}

/** Callers with their last call first. A read without a version got the one that was current at that time. */
export function usersOf(rows: readonly UsageRow[], current: CurrentVersion): ObjectUser[] {
  const byCaller = Map.groupBy(rows, ({ callerId, applicationId }) => `${callerId}|${applicationId}`)
  return [...byCaller.values()]
    .flatMap((all) => {
      const latest = newest(all, ({ lastMs }) => lastMs)
      return latest ? [userOf(all, latest, current)] : []
    })
    .sort((left, right) => right.lastMs - left.lastMs)
}

function userOf(all: readonly UsageRow[], latest: UsageRow, current: CurrentVersion): ObjectUser {
  const done = all
    .filter(({ operation, lastDoneMs }) => uses.test(operation) && lastDoneMs !== null)
    .sort((left, right) => doneMs(right) - doneMs(left))
  // What it did before there was a current version, and no longer does, says nothing of now.
  const recent = done.filter((use, index) => index === 0 || doneMs(use) >= current.sinceMs)
  const use = recent.find((one) => isOlderPin(one, current)) ?? recent[0]
  const { callerId, applicationId, callerName, identityResource, address, client } = latest
  return {
    ...{ callerId, applicationId, callerName, identityResource, address, client },
    calls: sum(all, ({ calls }) => calls),
    refused: sum(all, ({ refused }) => refused),
    lastMs: latest.lastMs,
    lastUseMs: done[0] ? doneMs(done[0]) : null,
    version: use?.version ?? '',
    standing: standingOf(use, current),
    followsCurrent: recent.some(({ isPinned }) => !isPinned),
    addresses: [...new Set(all.flatMap(({ addresses }) => addresses))],
    assignmentId: latest.assignmentId || (all.find(({ assignmentId }) => assignmentId !== '')?.assignmentId ?? ''),
    operations: [...new Set(all.map(({ operation }) => operation))].sort(),
  }
}

const doneMs = ({ lastDoneMs }: UsageRow) => lastDoneMs ?? 0
const isOlderPin = ({ isPinned, version }: UsageRow, current: CurrentVersion) => isPinned && version !== current.version

function standingOf(use: UsageRow | undefined, current: CurrentVersion): VersionStanding {
  if (!use) return 'none'
  if (isOlderPin(use, current)) return 'fixed'
  // Key Vault tells when a version was made to the second.
  const isNewest = use.version === '' ? doneMs(use) >= current.sinceMs : use.version === current.version
  return isNewest ? 'newest' : 'before'
}

/** Rows prove that a vault is logged, though its first row was looked for before they came. */
export function coverageWithRows(coverage: VaultCoverage, rows: readonly UsageRow[]): VaultCoverage {
  if (coverage.state !== 'silent' || rows.length === 0) return coverage
  return { ...coverage, state: 'logged', provenFromMs: Math.min(...rows.map(({ firstMs }) => firstMs)) }
}

function newest<T>(all: readonly T[], timeOf: (one: T) => number): T | undefined {
  return all.reduce<T | undefined>((best, one) => (best && timeOf(best) >= timeOf(one) ? best : one), undefined)
}

const sum = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((total, one) => total + of(one), 0)
