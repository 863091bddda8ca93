import { utcInstant } from './audit-period.ts'

const dayMs = 86_400_000

/** The instant that a text names in UTC: whole, as `2026-11-25 10:40`, or `10:40`, the last one that has been. Null where it names none. */
export function instantBefore(text: string, nowMs: number): number | null {
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)\s*(?:Z|UTC)?$/i.exec(text.trim())
  if (!clock) return utcInstant(text)
  const today = Math.floor(nowMs / dayMs) * dayMs
  const ms = today + (Number(clock[1]) * 60 + Number(clock[2])) * 60_000
  return ms <= nowMs ? ms : ms - dayMs
}

/** How long before an instant something was: `9 min before`. */
export function leadText(timeMs: number, beforeMs: number): string {
  const minutes = Math.floor((beforeMs - timeMs) / 60_000)
  if (minutes < 1) return 'less than 1 min before'
  if (minutes < 120) return `${minutes} min before`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h before` : `${Math.floor(hours / 24)} days before`
}
