/** A span that ends now, or one between two instants. */
export type AuditPeriod = { last: PeriodName } | { fromMs: number; toMs: number }

export const periodNames = ['24h', '7d', '30d', '90d'] as const
export type PeriodName = (typeof periodNames)[number]

const hourMs = 3_600_000
const lengthMs: Record<PeriodName, number> = {
  '24h': 24 * hourMs,
  '7d': 7 * 24 * hourMs,
  '30d': 30 * 24 * hourMs,
  '90d': 90 * 24 * hourMs,
}

export const periodWords: Record<PeriodName, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
}

/** Rows are stamped by Azure's clock, which may be ahead of this one by a little. */
const aheadMs = 60_000

/** The instants that a period stands for, Unix milliseconds. What ends now ends a minute ahead, or the newest calls would be missed. */
export function boundsOf(period: AuditPeriod, nowMs: number): { fromMs: number; toMs: number } {
  return 'last' in period ? { fromMs: nowMs - lengthMs[period.last], toMs: nowMs + aheadMs } : period
}

/** `2026-11-19 12:05 – 2026-11-26 12:05 UTC`. */
export function utcSpan({ fromMs, toMs }: { fromMs: number; toMs: number }): string {
  return `${utcMinute(fromMs)} – ${utcMinute(toMs)} UTC`
}

/** `2026-11-26 12:05`, in UTC. */
export const utcMinute = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')

/** The instant that a text as `2026-11-26 12:05` or ISO 8601 names in UTC; null where it names none. */
export function utcInstant(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?)?\s*(?:Z|UTC)?$/i.exec(text.trim())
  if (!match) return null
  const ms = Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? ':00'}Z`)
  return Number.isNaN(ms) ? null : ms
}
