import type { ObjectEntry } from './object-entry.ts'

const dayMs = 86_400_000

/** How far ahead people plan, in days, unless they say otherwise. */
export const defaultThresholds: readonly number[] = [7, 14, 30, 90]

/** A secret without an expiry that has not changed for so many days is old. */
const oldAfterDays = 365

/** `overdue`, `within-30`, `later`, `never`. */
export type BucketId = 'overdue' | 'later' | 'never' | `within-${number}`

export interface ExpiryBucket {
  id: BucketId
  /** `Overdue`, `Within 7 days`, `8 to 14 days`, `Later`, `Never`. */
  label: string
  /** Expiries in this bucket are after `fromMs` and at most `toMs`. */
  fromMs: number
  toMs: number
}

/**
 * The buckets of an expiry, each moment in exactly one. An object is overdue from the very second of its date on, as Key
 * Vault counts.
 * @param thresholds ascending days, as thresholdsOf gives them
 */
export function expiryBuckets(thresholds: readonly number[], nowMs: number): ExpiryBucket[] {
  const buckets: ExpiryBucket[] = [{ id: 'overdue', label: 'Overdue', fromMs: Number.NEGATIVE_INFINITY, toMs: nowMs }]
  let before = 0
  for (const days of thresholds) {
    const label = before === 0 ? `Within ${days} ${days === 1 ? 'day' : 'days'}` : `${before + 1} to ${days} days`
    buckets.push({ id: `within-${days}`, label, fromMs: nowMs + before * dayMs, toMs: nowMs + days * dayMs })
    before = days
  }
  return [
    ...buckets,
    { id: 'later', label: 'Later', fromMs: nowMs + before * dayMs, toMs: Number.MAX_VALUE },
    { id: 'never', label: 'Never', fromMs: Number.MAX_VALUE, toMs: Number.POSITIVE_INFINITY },
  ]
}

export function isInBucket({ expiresMs }: Pick<ObjectEntry, 'expiresMs'>, { fromMs, toMs }: ExpiryBucket): boolean {
  return expiresMs > fromMs && expiresMs <= toMs
}

/** Own thresholds as a person writes them, `7, 30 60`: whole days from 1 to 3,650, ascending, each once, at most eight. */
export function thresholdsOf(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean)
  const days = parts.map(Number)
  if (days.length === 0 || !days.every((each) => Number.isInteger(each) && each >= 1 && each <= 3650)) return null
  const unique = [...new Set(days)].sort((left, right) => left - right)
  return unique.length > 8 ? null : unique
}

export interface ExpiryWeek {
  /** Monday, 00:00 UTC. */
  startMs: number
  endMs: number
  count: number
}

/** How many expire in each of the coming weeks, the present one first; weeks begin on Monday in UTC. */
export function expiryWeeks(entries: readonly ObjectEntry[], nowMs: number, weekCount: number): ExpiryWeek[] {
  // The first of January 1970 was a Thursday.
  const sinceMonday = (Math.floor(nowMs / dayMs) + 3) % 7
  const first = (Math.floor(nowMs / dayMs) - sinceMonday) * dayMs
  const weeks = Array.from({ length: weekCount }, (_, index) => ({
    startMs: first + index * 7 * dayMs,
    endMs: first + (index + 1) * 7 * dayMs,
    count: 0,
  }))
  for (const { expiresMs } of entries) {
    if (expiresMs <= nowMs) continue
    const week = weeks[Math.floor((expiresMs - first) / (7 * dayMs))]
    if (week) week.count++
  }
  return weeks
}

/** A secret that never expires and has not changed for a year: forgotten, perhaps. */
export function isOldWithoutExpiry(entry: ObjectEntry, nowMs: number): boolean {
  return (
    entry.kind === 'secret' &&
    !entry.managed &&
    entry.expiresMs === Number.POSITIVE_INFINITY &&
    entry.updatedMs > 0 &&
    nowMs - entry.updatedMs > oldAfterDays * dayMs
  )
}
