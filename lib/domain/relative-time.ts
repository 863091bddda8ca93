const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** How long, in the largest unit that is at least one: `12 days`, `1 hour`; under a minute `less than a minute`. */
export function durationWords(seconds: number): string {
  for (const [unit, length] of units) {
    const count = Math.floor(Math.abs(seconds) / length)
    if (count >= 1) return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`
  }
  return 'less than a minute'
}

/** `12 days ago`, `in 3 days`, `just now`, from an ISO 8601 date and the present in milliseconds. */
export function relativeTime(isoDate: string, nowMs: number): string {
  const seconds = (Date.parse(isoDate) - nowMs) / 1000
  if (Math.abs(seconds) < 60) return 'just now'
  return seconds < 0 ? `${durationWords(seconds)} ago` : `in ${durationWords(seconds)}`
}
