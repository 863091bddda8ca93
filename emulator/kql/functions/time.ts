import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'
import { timeFormatFunctions } from './time-format.ts'
import { timeZoneFunctions } from './time-zones.ts'

const dayUs = '86400000000'

/** What lies beyond year 9999 or before year 1 is null. */
function inRange(sql: string): string {
  const whole = `TRY((${sql})::TIMESTAMP)`
  return `CASE WHEN ${whole} BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999' THEN ${whole} END`
}

/** The beginning of a calendar span that holds the date, moved by so many spans. Weeks begin on Sunday. */
function startOf(span: string): ScalarFunction {
  return {
    takes: ['datetime', 'long'],
    gives: 'datetime',
    sql: ([date, by]) => {
      const start =
        span === 'week'
          ? `(date_trunc('day', ${date?.sql}) - to_days(dayofweek(${date?.sql})::INTEGER))`
          : `date_trunc('${span}', ${date?.sql})`
      return by ? inRange(`${start} + to_${span}s(${by.sql}::INTEGER)`) : `${start}::TIMESTAMP`
    },
  }
}

/** The last instant that can be kept, a microsecond before the next span. */
function endOf(span: string): ScalarFunction {
  const start = startOf(span)
  return {
    takes: ['datetime', 'long'],
    gives: 'datetime',
    sql: (values, call) => inRange(`${start.sql(values, call)} + to_${span}s(1) - to_microseconds(1)`),
  }
}

const parts: Record<string, string> = {
  year: 'year($1)',
  quarter: 'quarter($1)',
  month: 'month($1)',
  week_of_year: 'weekofyear($1)',
  day: 'day($1)',
  dayofyear: 'dayofyear($1)',
  hour: 'hour($1)',
  minute: 'minute($1)',
  second: 'second($1)',
  millisecond: '(microsecond($1) % 1000000 // 1000)',
  microsecond: '(microsecond($1) % 1000000)',
  nanosecond: '(microsecond($1) % 1000000 * 1000)',
}
const differences = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
  'microsecond',
]

const fixedUs: Record<string, number> = { hour: 3.6e9, minute: 6e7, second: 1e6, millisecond: 1e3, microsecond: 1 }

function intervalOf(unit: string, by: string): string {
  const us = fixedUs[unit]
  return us === undefined ? `to_${unit}s(${by}::INTEGER)` : `to_microseconds(${by} * ${us})`
}

/** A unit is written as a text in the query: it is read while translating. */
function unitOf(sql: string | undefined, known: readonly string[], call: Parameters<ScalarFunction['sql']>[1]): string {
  const unit = (sql ?? '').replaceAll("'", '').toLowerCase()
  if (!known.includes(unit)) throw new UnsupportedSyntax(`the unit ${sql}`, call.node.TextStart)
  return unit
}

/** A number beyond the clock's range, from year 1 to 9999, gives null. */
const instant = (us: string) =>
  `CASE WHEN ${us} BETWEEN -62135596800000000 AND 253402300799999999 THEN make_timestamp(floor(${us})::BIGINT) END`
const unixTime = (factor: string) => template(['real'], 'datetime', instant(`($1 ${factor})`))

const datePart: ScalarFunction = {
  takes: ['any', 'datetime'],
  gives: 'int',
  sql: ([unit, date], call) => {
    const text = parts[unitOf(unit?.sql, Object.keys(parts), call)] ?? ''
    return `(${text.replaceAll('$1', () => date?.sql ?? 'NULL')})::INTEGER`
  },
}

const totimespan = template(['timespan'], 'timespan', '$1')

export const timeFunctions: Record<string, ScalarFunction> = {
  ...timeFormatFunctions,
  ...timeZoneFunctions,
  now: {
    takes: ['timespan'],
    gives: 'datetime',
    sql: ([by], { nowSql }) => (by ? `(${nowSql} + to_microseconds(${by.sql}))` : nowSql),
  },
  ago: {
    takes: ['timespan'],
    gives: 'datetime',
    sql: ([by], { nowSql }) => `(${nowSql} - to_microseconds(${by?.sql}))`,
  },
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  // A timespan: so many days since Sunday.
  dayofweek: template(['datetime'], 'timespan', `(dayofweek($1) * ${dayUs})`),
  dayofmonth: template(['datetime'], 'int', 'day($1)::INTEGER'),
  dayofyear: template(['datetime'], 'int', 'dayofyear($1)::INTEGER'),
  hourofday: template(['datetime'], 'int', 'hour($1)::INTEGER'),
  monthofyear: template(['datetime'], 'int', 'month($1)::INTEGER'),
  getmonth: template(['datetime'], 'int', 'month($1)::INTEGER'),
  getyear: template(['datetime'], 'int', 'year($1)::INTEGER'),
  datetime_part: datePart,
  datepart: datePart,
  // By ISO 8601. The older weekofyear() counts in another way.
  week_of_year: template(['datetime'], 'int', 'weekofyear($1)::INTEGER'),
  // The later date comes first here and last in SQL.
  datetime_diff: {
    takes: ['any', 'datetime', 'datetime'],
    gives: 'long',
    sql: ([unit, later, earlier], call) => {
      const name = unitOf(unit?.sql, [...differences, 'nanosecond'], call)
      if (name === 'nanosecond') return `(date_diff('microsecond', ${earlier?.sql}, ${later?.sql}) * 1000)`
      // By the Sundays between them; SQL would count whole weeks.
      const sunday = (date: string | undefined) => `(date_trunc('day', ${date}) - to_days(dayofweek(${date})::INTEGER))`
      return name === 'week'
        ? `(date_diff('day', ${sunday(earlier?.sql)}, ${sunday(later?.sql)}) // 7)`
        : `date_diff('${name}', ${earlier?.sql}, ${later?.sql})`
    },
  },
  datetime_add: {
    takes: ['any', 'long', 'datetime'],
    gives: 'datetime',
    sql: ([unit, by, date], call) =>
      inRange(`${date?.sql} + ${intervalOf(unitOf(unit?.sql, differences, call), by?.sql ?? '0')}`),
  },
  unixtime_seconds_todatetime: unixTime('* 1000000'),
  unixtime_milliseconds_todatetime: unixTime('* 1000'),
  unixtime_microseconds_todatetime: unixTime(''),
  unixtime_nanoseconds_todatetime: unixTime('/ 1000'),
  make_datetime: {
    takes: ['any', 'long', 'long', 'long', 'long', 'real'],
    gives: 'datetime',
    sql: (values, { node }) => {
      const [year, ...others] = values
      if (!year || others.length === 0) return year ? cast(year, 'datetime', node).sql : 'NULL'
      const given = [cast(year, 'long', node), ...others]
      const all = [0, 1, 2, 3, 4, 5].map((at) => given[at]?.sql ?? (at < 3 ? '1' : '0'))
      // Cut to the microsecond, as a literal is.
      const second = `(trunc((${all[5]})::DOUBLE * 1e6) / 1e6)`
      const isPossible = `${all[0]} BETWEEN 1 AND 9999 AND ${second} < 60`
      return `CASE WHEN ${isPossible} THEN TRY(make_timestamp(${all.slice(0, 5).join(', ')}, ${second})) END`
    },
  },
  totimespan,
  totime: totimespan,
  make_timespan: {
    takes: ['any'],
    gives: 'timespan',
    sql: (values, { node }) => {
      const [only] = values
      if (values.length < 2) return only ? cast(only, 'timespan', node).sql : 'NULL'
      const [day, hour, minute, second] = values.length === 4 ? values : [undefined, ...values]
      const [d, h, m] = [day, hour, minute].map((one) => (one ? cast(one, 'long', node).sql : '0'))
      const s = second ? cast(second, 'real', node).sql : '0::DOUBLE'
      const isPossible = `${d} BETWEEN 0 AND 10675198 AND ${h} BETWEEN 0 AND 23 AND ${m} BETWEEN 0 AND 59 AND ${s} >= 0 AND ${s} < 60`
      return `CASE WHEN ${isPossible} THEN ((${d} * 24 + ${h}) * 60 + ${m}) * 60000000 + round(${s} * 1000000)::BIGINT END`
    },
  },
}
