import * as z from 'zod/mini'

/** A call to Key Vault as its log tells it, from either kind of table. */
export const AuditEvent = z.object({
  /** Unix milliseconds. */
  timeMs: z.number(),
  vaultName: z.string(),
  /** As Azure names it, for example `SecretGet`. */
  operation: z.string(),
  /** As `secrets/db-password`, lower case; empty for what was asked of the whole vault. */
  object: z.string(),
  /** Empty where the call named none. */
  version: z.string(),
  status: z.number(),
  /** Azure's word for it, for example `Forbidden`. */
  result: z.string(),
  description: z.string(),
  address: z.string(),
  /** The caller's user agent. */
  client: z.string(),
  /** Object id; empty where the log does not say. */
  callerId: z.string(),
  applicationId: z.string(),
  /** Name by the token's claims; empty for applications. */
  callerName: z.string(),
  /** The resource that a managed identity belongs to. */
  identityResource: z.string(),
  /** The role assignment that let the call through, or did not. */
  assignmentId: z.string(),
  /** Made through Strongroom. */
  isConsole: z.boolean(),
  durationMs: z.nullable(z.number()),
  correlationId: z.string(),
  table: z.enum(['AzureDiagnostics', 'AZKVAuditLogs']),
})
export type AuditEvent = z.infer<typeof AuditEvent>
