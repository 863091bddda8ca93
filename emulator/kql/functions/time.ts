import { UnsupportedSyntax } from '../errors.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'

const dayUs = '86400000000'

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
      return by ? `(${start} + to_${span}s(${by.sql}::INTEGER))::TIMESTAMP` : `${start}::TIMESTAMP`
    },
  }
}

/** The last instant that can be kept, a microsecond before the next span. */
function endOf(span: string): ScalarFunction {
  const start = startOf(span)
  return {
    takes: ['datetime', 'long'],
    gives: 'datetime',
    sql: (values, call) => `(${start.sql(values, call)} + to_${span}s(1) - to_microseconds(1))::TIMESTAMP`,
  }
}

const parts: Record<string, string> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week_of_year: 'week',
  day: 'day',
  dayofyear: 'dayofyear',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
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

/** A unit is written as a text in the query: it is read while translating. */
function unitOf(sql: string | undefined, known: readonly string[], call: Parameters<ScalarFunction['sql']>[1]): string {
  const unit = (sql ?? '').replaceAll("'", '').toLowerCase()
  if (!known.includes(unit)) throw new UnsupportedSyntax(`the unit ${sql}`, call.node.TextStart)
  return unit
}

export const timeFunctions: Record<string, ScalarFunction> = {
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
  datetime_part: {
    takes: ['any', 'datetime'],
    gives: 'long',
    sql: ([unit, date], call) =>
      `date_part('${parts[unitOf(unit?.sql, Object.keys(parts), call)]}', ${date?.sql})::BIGINT`,
  },
  // The later date comes first here and last in SQL.
  datetime_diff: {
    takes: ['any', 'datetime', 'datetime'],
    gives: 'long',
    sql: ([unit, later, earlier], call) =>
      `date_diff('${unitOf(unit?.sql, differences, call)}', ${earlier?.sql}, ${later?.sql})`,
  },
  datetime_add: {
    takes: ['any', 'long', 'datetime'],
    gives: 'datetime',
    sql: ([unit, by, date], call) =>
      `(${date?.sql} + to_${unitOf(unit?.sql, differences, call)}s(${by?.sql}::INTEGER))::TIMESTAMP`,
  },
  unixtime_seconds_todatetime: template(['real'], 'datetime', 'make_timestamp(($1 * 1000000)::BIGINT)'),
  unixtime_milliseconds_todatetime: template(['real'], 'datetime', 'make_timestamp(($1 * 1000)::BIGINT)'),
  make_datetime: {
    takes: ['long'],
    gives: 'datetime',
    sql: (values) =>
      `make_timestamp(${[0, 1, 2, 3, 4, 5].map((at) => values[at]?.sql ?? (at < 3 ? '1' : '0')).join(', ')})`,
  },
}
