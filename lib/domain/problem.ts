import * as z from 'zod/mini'

/**
 * Every way a request can end other than well. The reader's next step differs between any two of them; components switch
 * on this code, never on a text or a status.
 */
export const ErrorCode = z.enum([
  'invalid_request',
  'unauthenticated',
  'insufficient_claims',
  'consent_required',
  'conditional_access',
  'clock_skew',
  'forbidden_by_role',
  'forbidden_by_policy',
  'forbidden_by_firewall',
  'forbidden_by_condition',
  'forbidden',
  'cross_site',
  'secret_disabled',
  'vault_not_found',
  'vault_unreachable',
  'secret_not_found',
  'key_not_found',
  'certificate_not_found',
  'not_found',
  'secret_deleted',
  'secret_exists',
  'date_kept',
  'secret_managed',
  'key_unusable',
  'key_unreadable',
  'certificate_unreadable',
  'certificate_mismatch',
  'request_pending',
  'backup_refused',
  'purge_protected',
  'vault_name_taken',
  'vault_name_held',
  'policy_denied',
  'quota_exceeded',
  'not_offered',
  'setting_fixed',
  'assignment_exists',
  'assignment_limit',
  'principal_not_found',
  'last_administrator',
  'conflict',
  'concurrent_change',
  'target_disabled',
  'payload_too_large',
  'rate_limited',
  'throttled',
  'timed_out',
  'outcome_unknown',
  'truncated',
  'azure_error',
  'internal_error',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** Azure's own words for a failure, kept so that the reader can quote them to Microsoft or find them in a log. */
const AzureFailure = z.object({
  status: z.optional(z.number()),
  code: z.optional(z.string()),
  innerCode: z.optional(z.string()),
  message: z.optional(z.string()),
  requestId: z.optional(z.string()),
})
export type AzureFailure = z.infer<typeof AzureFailure>

/** The smallest grant that would have let a refused call through. */
const MissingRight = z.object({
  action: z.string(),
  role: z.optional(z.string()),
  scope: z.optional(z.string()),
})
export type MissingRight = z.infer<typeof MissingRight>

/** What a refused call was about, so that its reasons can be looked up. */
const Refusal = z.object({
  vaultName: z.string(),
  /** As `secrets/db-password`; absent for what was asked of the whole vault. */
  object: z.optional(z.string()),
  /** A data action, or one of Resource Manager. */
  action: z.optional(z.string()),
})
export type Refusal = z.infer<typeof Refusal>

/**
 * A failure as the API answers it and as a page shows it: what happened (`message`), what to do (`remedy`), and Azure's
 * own words. `subject` names the part that failed when the rest of the answer stands, for example a subscription.
 */
export const Problem = z.object({
  code: ErrorCode,
  message: z.string(),
  remedy: z.optional(z.string()),
  subject: z.optional(z.string()),
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  missingRight: z.optional(MissingRight),
  refusal: z.optional(Refusal),
  /** For `concurrent_change`: the version that is current now, and the one the caller believed to be. */
  currentVersion: z.optional(z.string()),
  expectedCurrentVersion: z.optional(z.string()),
  retryAfterSeconds: z.optional(z.number()),
  azure: z.optional(AzureFailure),
  /** Strongroom's own id of the request, also in its log. */
  requestId: z.optional(z.string()),
})
export type Problem = z.infer<typeof Problem>

/** The body of every answer of the API that is not 2xx. */
export const ErrorBody = z.object({ error: Problem })
export type ErrorBody = z.infer<typeof ErrorBody>
