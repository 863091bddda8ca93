import type { ObjectKind, ReadState } from './object.ts'
import { mostVersionsOfBackup } from './object-check.ts'
import type { ObjectEntry } from './object-entry.ts'
import { durationWords } from './relative-time.ts'

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

/** `12`, `over 500`; null where nobody counted. */
export function versionsWords(count: number | null): string | null {
  if (count === null) return null
  return count > mostVersionsOfBackup ? `over ${mostVersionsOfBackup}` : String(count)
}

/** How an object is renewed, as far as is known: a list tells nothing of a key's rotation policy. */
export function renewalWords(
  { kind, managed, rotatesMs }: Pick<ObjectEntry, 'kind' | 'managed' | 'rotatesMs'>,
  nowMs: number,
): string | null {
  if (managed) return 'With its certificate'
  if (kind === 'certificate') return 'By its policy'
  if (rotatesMs === null) return null
  if (rotatesMs === Number.POSITIVE_INFINITY) return 'Does not rotate by itself'
  const duration = durationWords(Math.abs(rotatesMs - nowMs) / 1000)
  return rotatesMs <= nowMs ? `Should have rotated ${duration} ago` : `Rotates in ${duration}`
}
