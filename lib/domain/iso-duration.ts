/** Whole parts of an ISO 8601 duration, as Key Vault's policies use them. */
export interface IsoDuration {
  years: number
  months: number
  days: number
}

const form =
  /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:[\d.]+[MS])*)?$/i

/** `P90D`, `P1Y6M`, `P2W`; hours count as days rounded down. Null for anything else. */
export function parseDuration(text: string | null): IsoDuration | null {
  const match = form.exec(text ?? '')
  if (!match) return null
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return { years, months, days: weeks * 7 + days + Math.floor(hours / 24) }
}

/** How many days it is when nobody says from when: a month is 30 days and a year 365, to compare with limits. */
export function nominalDays({ years, months, days }: IsoDuration): number {
  return years * 365 + months * 30 + days
}

const counted = (count: number, unit: string) => (count ? [`${count} ${unit}${count === 1 ? '' : 's'}`] : [])

/** `90 days`, `1 year 6 months`. A text that is no duration stays as it is. */
export function durationText(text: string): string {
  const duration = parseDuration(text)
  if (!duration) return text
  const { years, months, days } = duration
  return [...counted(years, 'year'), ...counted(months, 'month'), ...counted(days, 'day')].join(' ') || '0 days'
}

/** The instant that lies the duration later, or earlier, in UTC. A day that a month does not have is its last one. */
export function addDuration(isoDate: string, { years, months, days }: IsoDuration, sign: 1 | -1 = 1): string {
  const date = new Date(isoDate)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + sign * (years * 12 + months))
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay) + sign * days)
  return date.toISOString().replace('.000Z', 'Z')
}
