'use client'

import { formatDistanceToNowStrict } from 'date-fns/formatDistanceToNowStrict'
import { useSyncExternalStore } from 'react'
import { Tooltip } from './tooltip.tsx'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let minute = 0

/** One clock for every relative time on the page: it ticks each half minute, and only while somebody looks. */
function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    minute += 1
    for (const each of listeners) each()
  }, 30_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

export interface RelativeTimeProps {
  /** ISO 8601 in UTC, as the API sends dates. */
  date: string
  className?: string
}

/** "3 days ago" or "in 2 months", with the moment itself in UTC and in local time on hover and focus. */
export function RelativeTime({ date, className }: RelativeTimeProps) {
  useSyncExternalStore(
    subscribe,
    () => minute,
    () => minute,
  )
  return (
    <Tooltip
      content={
        <span className="grid grid-cols-[auto_auto] gap-x-3 tabular-nums">
          <span className="text-muted">UTC</span>
          <span>{absoluteTime(date, 'UTC')}</span>
          <span className="text-muted">Local</span>
          <span>{absoluteTime(date)}</span>
        </span>
      }
    >
      <time dateTime={date} className={className} suppressHydrationWarning>
        {relativeTime(date)}
      </time>
    </Tooltip>
  )
}

/** "3 days ago", "in 2 months", "just now". */
export function relativeTime(date: string): string {
  const at = new Date(date)
  if (Math.abs(at.getTime() - Date.now()) < 45_000) return 'just now'
  return formatDistanceToNowStrict(at, { addSuffix: true })
}

/** A moment in full: in UTC as `2027-01-31 14:05:09 UTC`, in the reader's zone with that zone's name. */
export function absoluteTime(date: string, timeZone?: 'UTC'): string {
  if (timeZone === 'UTC') return `${new Date(date).toISOString().replace('T', ' ').slice(0, 19)} UTC`
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(date))
}
