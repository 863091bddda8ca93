import * as z from 'zod/mini'
import { AuditEvent } from './audit-event.ts'
import { VaultCoverage } from './log-coverage.ts'
import { Principal } from './principal.ts'
import { Problem } from './problem.ts'

const List = z.pipe(
  z.string().check(z.maxLength(8_000, 'That is too long.')),
  z.transform((text) => text.split(',').filter((one) => one !== '')),
)
const Instant = z.pipe(
  z.iso.datetime({ error: 'Give a time in UTC, as 2026-11-25T10:40:00Z.' }),
  z.transform((text) => new Date(text)),
)

/** What is asked of the logs; an absent list asks for all. */
export const AuditQuery = z.object({
  from: Instant,
  to: Instant,
  /** Names, comma between. */
  vaults: z.optional(List),
  /** As `secrets/db-password`. */
  objects: z.optional(List),
  /** Object ids. */
  callers: z.optional(List),
  operations: z.optional(List),
  addresses: z.optional(List),
  /** `failed` with what was refused, `other` without it. */
  outcome: z.optional(z.enum(['all', 'succeeded', 'refused', 'failed', 'other'])),
  /** Whether what Strongroom reads to show its pages is told too. */
  console: z.optional(z.enum(['shown', 'hidden'])),
})
export type AuditQuery = z.infer<typeof AuditQuery>

/** A line of the answer; each says a part. */
export const AuditLine = z.object({
  /** What can be known of each vault: without it an empty list means nothing. */
  coverage: z.optional(z.array(VaultCoverage)),
  events: z.optional(z.array(AuditEvent)),
  /** A query that was asked, as it can be pasted into the portal, and where. */
  query: z.optional(z.object({ workspaceName: z.string(), text: z.string() })),
  /** The names of callers, by the directory. */
  principals: z.optional(z.array(Principal)),
  /** What is missing from the rows, and why. */
  problems: z.optional(z.array(Problem)),
})
export type AuditLine = z.infer<typeof AuditLine>
