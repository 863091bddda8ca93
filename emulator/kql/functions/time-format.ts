import type { ScalarFunction } from './scalar-function.ts'
import { script } from './script.ts'

type Parts = Record<string, (count: number) => string | undefined>

/** Text of a format: runs of one letter are specifiers, and only the documented delimiters stand between them. */
function format(name: string, text: string, parts: Parts): string {
  return text.replaceAll(/([a-zA-Z])\1*|[^a-zA-Z]/gs, (run) => {
    if (/^[ /\-:,._[\]]$/.test(run)) return run
    const letter = run.charAt(0)
    const made = Object.hasOwn(parts, letter) ? parts[letter]?.(run.length) : undefined
    if (made === undefined) throw new Error(`${name}() has no format specifier '${run}'.`)
    return made
  })
}

const padded =
  (value: number, longest = 2) =>
  (count: number) =>
    count <= longest ? String(value).padStart(count, '0') : undefined

/** Tenths of microseconds are the last digit of the language's clock and always 0 in this one. */
function fractions(us: bigint): Parts {
  const digits = `${String(us % 1_000_000n).padStart(6, '0')}0`
  const first = (count: number) => (count <= 7 ? digits.slice(0, count) : undefined)
  const trimmed = (count: number) => first(count)?.replace(/0+$/, '')
  return { f: first, F: trimmed }
}

const secondUs = 1_000_000n

/** https://learn.microsoft.com/kusto/query/format-datetime-function */
function formatDatetime(us: bigint | null, text: string): string {
  if (us === null) return ''
  const fraction = ((us % secondUs) + secondUs) % secondUs
  const date = new Date(Number((us - fraction) / 1000n))
  const year = date.getUTCFullYear()
  return format('format_datetime', text, {
    ...fractions(fraction),
    d: padded(date.getUTCDate()),
    M: padded(date.getUTCMonth() + 1),
    y: (count) => (count === 4 ? String(year).padStart(4, '0') : padded(year % 100)(count)),
    H: padded(date.getUTCHours()),
    h: padded(date.getUTCHours() % 12 || 12),
    m: padded(date.getUTCMinutes()),
    s: padded(date.getUTCSeconds()),
    t: (count) => (count === 2 ? (date.getUTCHours() < 12 ? 'AM' : 'PM') : undefined),
  })
}

/** https://learn.microsoft.com/kusto/query/format-timespan-function says nothing of negative ones. */
function formatTimespan(us: bigint | null, text: string): string {
  if (us === null) return ''
  if (us < 0n) throw new Error('format_timespan() of a negative timespan is not implemented.')
  const seconds = us / secondUs
  const hours = padded(Number((seconds / 3600n) % 24n))
  return format('format_timespan', text, {
    ...fractions(us),
    d: padded(Number(seconds / 86_400n), 8),
    H: hours,
    h: hours,
    m: padded(Number((seconds / 60n) % 60n)),
    s: padded(Number(seconds % 60n)),
  })
}

export const timeFormatFunctions: Record<string, ScalarFunction> = {
  format_datetime: script('format_datetime', ['datetime', 'string'], 'string', formatDatetime),
  format_timespan: script('format_timespan', ['timespan', 'string'], 'string', formatTimespan),
}
