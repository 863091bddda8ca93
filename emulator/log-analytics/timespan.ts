import { badArgument } from './errors.ts'

/** A span of time, both ends included, in milliseconds since 1970. */
export interface Timespan {
  fromMs: number
  toMs: number
}

/**
 * Reads an ISO 8601 interval: a duration that ends now, two times, or a time and a duration in either order.
 * @throws LogsError
 */
export function parseTimespan(text: string, nowMs: number): Timespan {
  const [left = '', right, ...more] = text.trim().split('/')
  if (more.length > 0) throw refused(text)
  const { fromMs, toMs } = right === undefined ? endingAt(left, nowMs, text) : interval(left, right, text)
  if (fromMs > toMs) throw badArgument(`The timespan '${text}' ends before it begins.`)
  return { fromMs, toMs }
}

function interval(left: string, right: string, whole: string): Timespan {
  if (isDuration(left)) return endingAt(left, timeOf(right, whole), whole)
  const fromMs = timeOf(left, whole)
  return { fromMs, toMs: isDuration(right) ? shifted(fromMs, right, 1, whole) : timeOf(right, whole) }
}

function endingAt(duration: string, toMs: number, whole: string): Timespan {
  return { fromMs: shifted(toMs, duration, -1, whole), toMs }
}

const isDuration = (text: string) => /^-?P/i.test(text)

const part = '(\\d+(?:[.,]\\d+)?)'
const durationForm = new RegExp(
  `^P(?=\\d|T\\d)(?:${part}Y)?(?:${part}M)?(?:${part}W)?(?:${part}D)?(?:T(?=\\d)(?:${part}H)?(?:${part}M)?(?:${part}S)?)?$`,
  'i',
)
const secondMs = 1_000
const dayMs = 86_400_000

/** Months and years go by the calendar, in UTC; a day that a month does not have is its last one. */
function shifted(atMs: number, duration: string, sign: 1 | -1, whole: string): number {
  const match = durationForm.exec(duration)
  if (!match) throw refused(whole)
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((one) => Number((one ?? '0').replace(',', '.')))
  const date = new Date(atMs)
  const wholeMonths = Math.trunc(years * 12 + months)
  if (wholeMonths > 0) {
    const day = date.getUTCDate()
    date.setUTCDate(1)
    date.setUTCMonth(date.getUTCMonth() + sign * wholeMonths)
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
    date.setUTCDate(Math.min(day, last))
  }
  const rest = (weeks * 7 + days) * dayMs + ((hours * 60 + minutes) * 60 + seconds) * secondMs
  return bounded(date.getTime() + sign * rest, whole)
}

const timeForm = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,7})?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i

/** A time without an offset is in UTC. */
function timeOf(text: string, whole: string): number {
  if (!timeForm.test(text)) throw refused(whole)
  const isOffset = /T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.replace(' ', 'T'))
  const iso = text
    .replace(' ', 'T')
    .replace(',', '.')
    .replace(/(\.\d{3})\d+/, '$1')
  const complete = iso.includes('T') || iso.includes('t') ? iso : `${iso.replace(/Z$/i, '')}T00:00`
  return bounded(Date.parse(isOffset ? complete : `${complete}Z`), whole)
}

/** The language's own time goes from year 1 to 9999. */
const earliestMs = -62_135_596_800_000
const latestMs = 253_402_300_799_999

function bounded(ms: number, whole: string): number {
  if (!Number.isNaN(ms) && ms >= earliestMs && ms <= latestMs) return ms
  throw refused(whole)
}

function refused(text: string) {
  return badArgument(
    `The timespan '${text}' is not valid: give an ISO 8601 duration, start/end, start/duration or duration/end.`,
  )
}
