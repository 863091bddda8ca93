import type { ScalarFunction } from './scalar-function.ts'
import { script } from './script.ts'

const minuteUs = 60_000_000n
const dayUs = 1440n * minuteUs
const formats = new Map<string, Intl.DateTimeFormat>()

/** How far the zone's clocks are ahead of UTC at an instant. Both in microseconds. @throws for an unknown zone */
function offsetAt(us: bigint, zone: string): bigint {
  const text = formatOf(zone)
    .formatToParts(new Date(Number(us / 1000n)))
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(text ?? '') ?? []
  const size = BigInt((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000_000n
  return sign === '-' ? -size : size
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  try {
    const made = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    if (formats.size < 1000) formats.set(zone, made)
    return made
  } catch {
    throw new Error(`There is no time zone '${zone}'.`)
  }
}

/**
 * A local time that the clocks skip or show twice is read with the offset after the change, as in the documented example.
 * https://learn.microsoft.com/kusto/query/datetime-local-to-utc-function
 */
function localToUtc(local: bigint | null, zone: string): bigint | null {
  if (local === null) return null
  const before = offsetAt(local - dayUs, zone)
  const after = offsetAt(local + dayUs, zone)
  const isBefore = offsetAt(local - after, zone) !== after && offsetAt(local - before, zone) === before
  return local - (isBefore ? before : after)
}

const zoned = (name: string, run: (us: bigint | null, zone: string) => bigint | null) =>
  script(name, ['datetime', 'string'], 'datetime', run)

export const timeZoneFunctions: Record<string, ScalarFunction> = {
  datetime_utc_to_local: zoned('utc_to_local', (us, zone) => (us === null ? null : us + offsetAt(us, zone))),
  datetime_local_to_utc: zoned('local_to_utc', localToUtc),
}
