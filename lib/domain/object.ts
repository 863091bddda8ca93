import * as z from 'zod/mini'
import { Problem } from './problem.ts'

/** What a vault holds. A certificate also shows as a key and a secret of its name, both `managed`. */
export const ObjectKind = z.enum(['secret', 'key', 'certificate'])
export type ObjectKind = z.infer<typeof ObjectKind>

/**
 * A secret, key or certificate in the list over all vaults: what Key Vault's own lists tell, no more, so that a row costs
 * no call of its own. Dates are ISO 8601 in UTC, whole seconds. Vault, kind and name together identify a row.
 */
export interface ObjectRow {
  kind: ObjectKind
  vaultName: string
  name: string
  enabled: boolean
  createdOn: string | null
  updatedOn: string | null
  expiresOn: string | null
  notBefore: string | null
  /** Of secrets alone. */
  contentType: string | null
  tags: Record<string, string>
  /** True when a certificate of the same name made it. */
  managed: boolean
  /** For example `Recoverable+Purgeable`: whether a deleted one could be purged. */
  recoveryLevel: string | null
  /** Of keys alone, and of newer vaults: whether a hardware module holds it. A list does not tell type or size. */
  isHsm: boolean | null
}

/**
 * How reading one kind of objects of one vault ended. Each wants another next step of the reader, so each has its name;
 * all but `ok` come with a problem that says more.
 */
export const ReadState = z.enum([
  'ok',
  'forbidden_by_role',
  'forbidden_by_policy',
  'forbidden_by_firewall',
  'forbidden_by_connection',
  'forbidden',
  'throttled',
  'timed_out',
  'vault_not_found',
  'vault_deleted',
  'vault_unreachable',
  'truncated',
  'failed',
])
export type ReadState = z.infer<typeof ReadState>

/** The one final word about a kind in a vault. `count` rows came before it; they stand unless it is read again. */
export const VaultStatus = z.object({
  vaultName: z.string(),
  kind: ObjectKind,
  state: ReadState,
  count: z.number(),
  problem: z.optional(Problem),
})
export type VaultStatus = z.infer<typeof VaultStatus>

/**
 * How far the reading is. `vaults` grows while Resource Manager still lists them. A vault is readable when every kind
 * that was asked for is, partly readable when one is; those that are neither are unreadable. The three add up to `vaults`
 * at the end.
 */
export const ObjectTotals = z.object({
  vaults: z.number(),
  readable: z.number(),
  partlyReadable: z.number(),
  unreadable: z.number(),
  objects: z.number(),
})
export type ObjectTotals = z.infer<typeof ObjectTotals>
