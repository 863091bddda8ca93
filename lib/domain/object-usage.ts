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
  /** Empty where none was named: the one that was current then. */
  version: z.string(),
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
 * - `newest`: it asked for none by name, or for the current one, since that is current
 * - `fixed`: it last asked for an older version by its id, and goes on with that one
 * - `before`: its last use was before the current version was made, so it may hold an older one
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
  const done = all.filter(({ operation, lastDoneMs }) => uses.test(operation) && lastDoneMs !== null)
  const use = newest(done, ({ lastDoneMs }) => lastDoneMs ?? 0)
  const { callerId, applicationId, callerName, identityResource, address, client } = latest
  return {
    ...{ callerId, applicationId, callerName, identityResource, address, client },
    calls: sum(all, ({ calls }) => calls),
    refused: sum(all, ({ refused }) => refused),
    lastMs: latest.lastMs,
    lastUseMs: use?.lastDoneMs ?? null,
    version: use?.version ?? '',
    standing: standingOf(use, current),
    addresses: [...new Set(all.flatMap(({ addresses }) => addresses))],
    assignmentId: latest.assignmentId || (all.find(({ assignmentId }) => assignmentId !== '')?.assignmentId ?? ''),
    operations: [...new Set(all.map(({ operation }) => operation))].sort(),
  }
}

function standingOf(use: UsageRow | undefined, { version, sinceMs }: CurrentVersion): VersionStanding {
  if (!use || use.lastDoneMs === null) return 'none'
  if (use.version !== '' && use.version !== version) return 'fixed'
  // Key Vault tells when a version was made to the second.
  return use.version === version || use.lastDoneMs >= sinceMs ? 'newest' : 'before'
}

function newest<T>(all: readonly T[], timeOf: (one: T) => number): T | undefined {
  return all.reduce<T | undefined>((best, one) => (best && timeOf(best) >= timeOf(one) ? best : one), undefined)
}

const sum = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((total, one) => total + of(one), 0)
