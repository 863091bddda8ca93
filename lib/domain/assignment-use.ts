import * as z from 'zod/mini'
import { AuditQuery } from './audit-reading.ts'
import { VaultCoverage } from './log-coverage.ts'
import { Problem } from './problem.ts'

export const AssignmentUseQuery = z.pick(AuditQuery, { from: true, to: true })
export type AssignmentUseQuery = z.infer<typeof AssignmentUseQuery>

/** What one assignment let through at one vault, operation by operation. */
const AssignmentUse = z.object({
  /** GUID, lower case: the assignment's own name. */
  assignmentName: z.string(),
  vaultName: z.string(),
  /** As the log names it, for example `SecretGet`. */
  operation: z.string(),
  calls: z.number(),
  /** Unix milliseconds. */
  lastMs: z.number(),
  /** The only object that was touched, as `secrets/db-password`; null where there were others, or the vault as a whole. */
  onlyObject: z.nullable(z.string()),
})
export type AssignmentUse = z.infer<typeof AssignmentUse>

export const AssignmentUses = z.object({
  uses: z.array(AssignmentUse),
  coverage: z.array(VaultCoverage),
  queries: z.array(z.object({ workspaceName: z.string(), text: z.string() })),
  problems: z.array(Problem),
})
export type AssignmentUses = z.infer<typeof AssignmentUses>
