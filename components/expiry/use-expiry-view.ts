'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import {
  defaultThresholds,
  type ExpiryBucket,
  expiryBuckets,
  expiryWeeks,
  isInBucket,
  isOldWithoutExpiry,
  thresholdsOf,
} from '@/lib/domain/expiry-buckets.ts'
import { isPastRotation } from '@/lib/domain/object-check.ts'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import type { ExpiryBar } from './expiry-bars.tsx'
import { weekId } from './week-timeline.tsx'

const weekCount = 26
/** From here on less attention is enough. */
const soonDays = 30
/** The bucket of secrets that are forgotten, perhaps: part of those that never expire. */
const oldId = 'old'
/** Keys that Key Vault should have rotated: overdue in their own way. */
export const rotationId = 'rotation'

function toneOf({ id, toMs }: ExpiryBucket, nowMs: number): ExpiryBar['tone'] {
  if (id === 'overdue' || id === 'never') return id
  return toMs <= nowMs + soonDays * 86_400_000 ? 'soon' : 'later'
}

/** What the expiry page shows of its rows: `within`, `due` and `week` in the address. */
export function useExpiryView(entries: readonly ObjectEntry[]) {
  const [chosen, setChosen] = useQueryStates({
    within: parseAsString.withDefault(defaultThresholds.join(',')),
    due: parseAsString.withDefault(''),
    week: parseAsString.withDefault(''),
  })
  const thresholds = useMemo(() => thresholdsOf(chosen.within) ?? defaultThresholds, [chosen.within])
  const view = useMemo(() => {
    const nowMs = Date.now()
    const buckets = expiryBuckets(thresholds, nowMs)
    const old = entries.filter((entry) => isOldWithoutExpiry(entry, nowMs))
    const bars = buckets.map((bucket): ExpiryBar => {
      const count = entries.reduce((sum, entry) => sum + (isInBucket(entry, bucket) ? 1 : 0), 0)
      return { id: bucket.id, label: bucket.label, count, tone: toneOf(bucket, nowMs) }
    })
    bars.push({ id: oldId, label: 'Never, > 1 year', count: old.length, tone: 'never' })
    const late = entries.filter((entry) => isPastRotation(entry, nowMs))
    const isRotationKnown = entries.some(({ rotatesMs }) => rotatesMs !== null)
    bars.push({ id: rotationId, label: 'Past rotation', count: isRotationKnown ? late.length : null, tone: 'overdue' })
    return { buckets, bars, old, late, weeks: expiryWeeks(entries, nowMs, weekCount) }
  }, [entries, thresholds])
  const bucket = view.buckets.find(({ id }) => id === chosen.due)
  const week = view.weeks.find((each) => weekId(each) === chosen.week)
  const rows = useMemo(() => {
    if (chosen.due === oldId) return view.old
    if (chosen.due === rotationId) return view.late
    if (bucket) return entries.filter((entry) => isInBucket(entry, bucket))
    if (week) return entries.filter(({ expiresMs }) => expiresMs >= week.startMs && expiresMs < week.endMs)
    return entries.filter(({ expiresMs }) => expiresMs !== Number.POSITIVE_INFINITY)
  }, [entries, chosen.due, bucket, week, view.old, view.late])
  return {
    rows,
    bars: view.bars,
    weeks: view.weeks,
    thresholds,
    due: chosen.due,
    week: week ? chosen.week : '',
    setThresholds: (next: number[] | null) => void setChosen({ within: next?.join(',') ?? null, due: null }),
    setDue: (due: string) => void setChosen({ due: due || null, week: null }),
    setWeek: (next: string) => void setChosen({ week: next || null, due: null }),
  }
}
