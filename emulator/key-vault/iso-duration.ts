/** Whole parts of an ISO 8601 duration, as rotation policies use them. */
export interface Duration {
  years: number
  months: number
  days: number
  hours: number
  minutes: number
  seconds: number
}

const form =
  /^P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/

/** `P1Y10D`, `P3M`, `PT48H`; undefined for anything else. */
export function parseDuration(text: unknown): Duration | undefined {
  const match = typeof text === 'string' ? form.exec(text) : null
  if (!match) return undefined
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  return { years, months, days: weeks * 7 + days, hours, minutes, seconds }
}

/**
 * The instant that lies the duration later, or earlier, in UTC. A day that a month does not have is its last one.
 * @param at Unix seconds
 */
export function addDuration(at: number, duration: Duration, sign: 1 | -1 = 1): number {
  const date = new Date(at * 1000)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + sign * (duration.years * 12 + duration.months))
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  const { days, hours, minutes, seconds } = duration
  return Math.floor(date.getTime() / 1000) + sign * (days * 86_400 + hours * 3_600 + minutes * 60 + seconds)
}

/** How long it is when nobody says from when: a month as 30 days and a year as 365, to compare with limits. */
export function nominalSeconds({ years, months, days, hours, minutes, seconds }: Duration): number {
  return (years * 365 + months * 30 + days) * 86_400 + hours * 3_600 + minutes * 60 + seconds
}
