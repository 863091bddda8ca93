'use client'

import { useSyncExternalStore } from 'react'
import { relativeTime } from '../../lib/domain/relative-time.ts'
import { Tooltip } from './tooltip.tsx'

const tickMs = 30_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

/** One clock for every relative time on the page: it ticks each half minute, and only while somebody looks. */
function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, tickMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function readClock(): number {
  // Without a running timer the last tick may be long past: begin anew.
  if (timer === undefined && Date.now() - now > tickMs) now = Date.now()
  return now
}

/** The present in milliseconds, renewed each half minute while the component is shown. */
function useNowMs(): number {
  return useSyncExternalStore(subscribe, readClock, readClock)
}

export interface RelativeTimeProps {
  /** ISO 8601 in UTC, as the API sends dates. */
  date: string
  className?: string
}

/** "3 days ago" or "in 2 months", with the moment itself in UTC and in local time on hover. */
export function RelativeTime({ date, className }: RelativeTimeProps) {
  const nowMs = useNowMs()
  return (
    <Tooltip
      content={
        <span className="grid grid-cols-[auto_auto] gap-x-3 tabular-nums">
          <span className="text-muted">UTC</span>
          <span>{absoluteTime(date, 'UTC')}</span>
          <span className="text-muted">Local</span>
          <span>{absoluteTime(date, 'local')}</span>
        </span>
      }
    >
      <time dateTime={date} className={className} suppressHydrationWarning>
        {relativeTime(date, nowMs)}
      </time>
    </Tooltip>
  )
}

/** A moment in full, to the second and with the name of its zone. */
export function absoluteTime(date: string, zone: 'UTC' | 'local'): string {
  if (zone === 'UTC') return `${new Date(date).toISOString().replace('T', ' ').slice(0, 19)} UTC`
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(date))
}
