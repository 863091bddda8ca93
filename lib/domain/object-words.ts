import type { ObjectKind, ReadState } from './object.ts'
import type { ObjectEntry } from './object-entry.ts'

export const kindWords: Record<ObjectKind, string> = { secret: 'Secret', key: 'Key', certificate: 'Certificate' }

/** After a number of vaults, as in `8 throttled`. */
export const readStateWords: Record<Exclude<ReadState, 'ok'>, string> = {
  forbidden_by_role: 'refused by role',
  forbidden_by_policy: 'refused by access policy',
  forbidden_by_firewall: 'closed by firewall',
  forbidden_by_connection: 'open to private endpoints only',
  forbidden: 'refused',
  throttled: 'throttled',
  timed_out: 'timed out',
  vault_not_found: 'not found',
  vault_deleted: 'deleted',
  vault_unreachable: 'unreachable',
  truncated: 'cut short',
  failed: 'failed',
}

/** How an object is renewed, as far as a list tells: nothing of a key's rotation policy, for one. */
export function renewalWords({ kind, managed }: Pick<ObjectEntry, 'kind' | 'managed'>): string | null {
  if (managed) return 'With its certificate'
  return kind === 'certificate' ? 'By its policy' : null
}
