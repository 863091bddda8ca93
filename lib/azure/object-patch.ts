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
 * Whether a vault takes null for "no date" or for "leave it" is not documented, so its answer decides what we say. Such a
 * patch changes nothing else (`removedAlone` in lib/domain/object-properties.ts).
 * @throws date_kept where a date that was to go is still there
 */
export function assertDatesCleared(asked: Dates, answered: Dates): void {
  const removed = (['expiresOn', 'notBefore'] as const).filter((name) => asked[name] === null)
  const kept = removed.filter((name) => answered[name])
  if (kept.length === 0) return
  const rest = kept.length === removed.length ? 'Nothing was changed.' : 'The other date was removed.'
  throw new ProblemError({
    code: 'date_kept',
    message: `Key Vault does not remove ${kept.map((name) => dateWords[name]).join(' and ')} from this version. ${rest}`,
    remedy: 'A new version has no date unless you give it one. Or move the date instead.',
  })
}

const dateWords = { expiresOn: 'the expiry', notBefore: 'the activation date' } as const
