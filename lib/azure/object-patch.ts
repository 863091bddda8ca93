import 'server-only'
import { objectLimits, tagCountMessage } from '../domain/object-properties.ts'
import { ProblemError } from './problem-error.ts'

/** RFC 7396: null removes a tag, a tag that is not named stays. @throws invalid_request where they come to be too many */
export function mergeTags(
  noun: string,
  tags: Record<string, string>,
  patch: Record<string, string | null>,
): Record<string, string> {
  const merged = new Map(Object.entries(tags))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  }
  if (merged.size > objectLimits.tags) {
    const message = tagCountMessage(noun)
    throw new ProblemError({ code: 'invalid_request', message, fields: [{ path: 'tags', message }] })
  }
  return Object.fromEntries(merged)
}

interface Dates {
  expiresOn?: string | null | undefined
  notBefore?: string | null | undefined
}

/**
 * Whether a vault takes null for "no date" or for "leave it" is not documented, so its answer decides what we say.
 * @throws conflict where a date that was to go is still there
 */
export function assertDatesCleared(asked: Dates, answered: Dates): void {
  const wasKept = (['expiresOn', 'notBefore'] as const).some((name) => asked[name] === null && answered[name])
  if (!wasKept) return
  throw new ProblemError({
    code: 'conflict',
    message: 'Key Vault kept the date: it does not remove one from a version that has it. Other changes were made.',
    remedy: 'Write a new version without the date.',
  })
}
