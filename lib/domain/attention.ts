import { defaultThresholds, expiryBuckets, isInBucket, isOldWithoutExpiry } from './expiry-buckets.ts'
import type { ObjectKind } from './object.ts'
import { isPastRotation, isVersionStorm, mostVersionsOfBackup } from './object-check.ts'
import { foldManaged, type ObjectEntry } from './object-entry.ts'

/** Something that wants a person's attention, and the rows it is about. */
export interface Attention {
  id: string
  /** After the number, as in `12 have expired`. */
  words: readonly [one: string, many: string]
  tone: 'danger' | 'warning' | 'neutral'
  entries: readonly ObjectEntry[]
  /** Where the rows are: a span of the expiry page, or a filter of the objects page. */
  place: { due: string } | { filter: string }
}

const soonDays = 30
/** Somebody disabled or changed it in so many days: what stopped working last week, perhaps. */
const recentDays = 7

/** What wants attention, the most urgent first, whether there is any or not. Certificates count once, as on the expiry page. */
export function attentionOf(entries: readonly ObjectEntry[], nowMs: number): Attention[] {
  const folded = foldManaged(entries)
  const expiring = expiryBuckets(defaultThresholds, nowMs)
    .filter(({ id, toMs }) => id === 'overdue' || toMs <= nowMs + soonDays * 86_400_000)
    .map((bucket): Attention => {
      const span = bucket.label.toLowerCase()
      const isOverdue = bucket.id === 'overdue'
      return {
        id: bucket.id,
        words: isOverdue ? ['has expired', 'have expired'] : [`expires ${inWords(span)}`, `expire ${inWords(span)}`],
        tone: isOverdue ? 'danger' : 'warning',
        entries: folded.filter((entry) => isInBucket(entry, bucket)),
        place: { due: bucket.id },
      }
    })
  return [
    ...expiring,
    {
      id: 'rotation',
      words: ['key should have rotated by now', 'keys should have rotated by now'],
      tone: 'warning',
      entries: entries.filter((entry) => isPastRotation(entry, nowMs)),
      place: { due: 'rotation' },
    },
    {
      id: 'storms',
      words: [
        `object has over ${mostVersionsOfBackup} versions, so that a backup fails`,
        `objects have over ${mostVersionsOfBackup} versions, so that a backup fails`,
      ],
      tone: 'warning',
      entries: entries.filter(isVersionStorm),
      place: { filter: `versions>${mostVersionsOfBackup}` },
    },
    {
      id: 'disabled',
      words: [
        `is disabled and was changed in the last ${recentDays} days`,
        `are disabled and were changed in the last ${recentDays} days`,
      ],
      tone: 'warning',
      entries: entries.filter(({ enabled, updatedMs }) => !enabled && updatedMs >= nowMs - recentDays * 86_400_000),
      place: { filter: `disabled:true updated<${recentDays}d` },
    },
    {
      id: 'old',
      words: ['secret never expires and is over a year old', 'secrets never expire and are over a year old'],
      tone: 'neutral',
      entries: folded.filter((entry) => isOldWithoutExpiry(entry, nowMs)),
      place: { due: 'old' },
    },
  ]
}

const inWords = (span: string) => (span.startsWith('within') ? span : `in ${span}`)

/** `5 secrets, 1 key` */
export function kindCounts(entries: readonly Pick<ObjectEntry, 'kind'>[]): string {
  const kinds: readonly ObjectKind[] = ['secret', 'key', 'certificate']
  return kinds
    .flatMap((kind) => {
      const count = entries.reduce((sum, entry) => sum + (entry.kind === kind ? 1 : 0), 0)
      return count === 0 ? [] : [`${count.toLocaleString('en')} ${kind}${count === 1 ? '' : 's'}`]
    })
    .join(', ')
}

/** The vaults that hold most of these rows, the fullest first. */
export function fullestVaults(
  entries: readonly Pick<ObjectEntry, 'vaultName'>[],
  most: number,
): [name: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { vaultName } of entries) counts.set(vaultName, (counts.get(vaultName) ?? 0) + 1)
  return [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).slice(0, most)
}
