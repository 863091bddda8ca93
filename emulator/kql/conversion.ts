import { UnsupportedSyntax } from './errors.ts'
import { propertyIn } from './json-pointer.ts'
import type { SyntaxNode } from './syntax.ts'
import { isNumber, type Scalar, sqlTypeOf } from './types.ts'

/** A condition that is never null. */
export function truth(value: Scalar): string {
  return `coalesce(${cast(value, 'bool').sql}, FALSE)`
}

/** The value as another type, by the language's own rules: a text that is no number is null, 1.9 becomes 1, true is `True`. */
export function cast(value: Scalar, type: string, node?: SyntaxNode): Scalar {
  if (value.type === type) return value
  if (type === 'string') return { sql: textSql(value, node), type }
  if (type === 'dynamic') return { sql: dynamicSql(value, node), type }
  if (value.type === 'dynamic') return cast({ sql: textSql(value), type: 'string' }, type, node)
  return { sql: convert(value, type, node), type }
}

function convert({ sql, type: from }: Scalar, type: string, node?: SyntaxNode): string {
  const target = sqlTypeOf(type, node)
  switch (type) {
    case 'int':
    case 'long':
      if (from === 'string') return wholeOfText(sql, target)
      if (from === 'real') return `TRY_CAST(trunc(${sql}) AS ${target})`
      if (from === 'datetime') return `((epoch_us(${sql}) + ${epochOriginUs}) * 10)`
      if (from === 'timespan') return `(${sql} * 10)`
      return `TRY_CAST(${sql} AS ${target})`
    case 'real':
      if (from === 'string') return realOfText(sql)
      return from === 'timespan' ? `(${sql} * 10)::DOUBLE` : `TRY_CAST(${sql} AS DOUBLE)`
    case 'bool':
      if (from === 'string')
        return `CASE lower(${sql}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE ELSE TRY_CAST(TRY_CAST(${sql} AS BIGINT) AS BOOLEAN) END`
      if (isNumber(from)) return `(${sql} <> 0)`
      break
    case 'datetime':
      if (from === 'string') return datetimeOfText(sql)
      if (from === 'long' || from === 'int') return `make_timestamp(${sql} // 10 - ${epochOriginUs})`
      break
    case 'timespan':
      if (from === 'string') return timespanOfText(sql)
      if (from === 'long' || from === 'int') return `(${sql}::BIGINT // 10)`
      break
    case 'guid':
      // Of 32 digits wherever the hyphens are; what follows is ignored.
      if (from === 'string') return `lower(TRY_CAST(left(replace(${sql}, '-', ''), 32) AS UUID)::VARCHAR)`
      break
  }
  throw new UnsupportedSyntax(`the conversion of '${from}' to '${type}'`, node?.TextStart ?? 0)
}

/** DuckDB takes `1_000` for a number. */
const realOfText = (sql: string) => `CASE WHEN NOT contains(${sql}, '_') THEN TRY_CAST(${sql} AS DOUBLE) END`

/** A number with a fraction is cut; one without is read whole, since a double would lose its last digits. */
function wholeOfText(sql: string, target: string): string {
  const digits = `CASE WHEN regexp_full_match(trim(${sql}), '[+-]?[0-9]+') THEN trim(${sql}) END`
  return `coalesce(TRY_CAST(${digits} AS ${target}), TRY_CAST(trunc(${realOfText(sql)}) AS ${target}))`
}

/**
 * ISO 8601, and the forms of RFC 822 and RFC 850; other words that DuckDB takes for a date ("epoch", "infinity") are none.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/datetime#supported-formats
 */
function datetimeOfText(sql: string): string {
  const iso = `TRY_CAST(TRY_CAST(regexp_replace(trim(${sql}), '(\\.\\d{6})\\d+', '\\1') AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP)`
  const plain = `regexp_replace(regexp_replace(trim(${sql}), '^[A-Za-z]+, ', ''), ' (GMT|UTC)$', '')`
  const other = `try_strptime(${plain}, ['%d %b %y %H:%M:%S', '%d %b %y %H:%M', '%d-%b-%y %H:%M:%S', '%d-%b-%y %H:%M', '%d %b %Y %H:%M:%S', '%d %b %Y %H:%M'])`
  return `CASE WHEN regexp_matches(${sql}, ${isoPattern}) THEN ${iso} WHEN regexp_matches(${sql}, '\\d [A-Z][a-z]{2} \\d|\\d-[A-Z][a-z]{2}-\\d') THEN ${other} END`
}

// From year 1 on.
const isoPattern = `'^\\s*(?:[1-9]\\d{3}|0[1-9]\\d{2}|00[1-9]\\d|000[1-9])-\\d{1,2}(?:-\\d{1,2}(?:[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?\\s*(?:Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?)?)?\\s*$'`

/** From 0001-01-01, where ticks and bins begin, to 1970-01-01, in microseconds. */
export const epochOriginUs = '62135596800000000'

function timespanOfText(sql: string): string {
  const part = (group: number) =>
    `coalesce(TRY_CAST(regexp_extract(${sql}, ${timespanPattern}, ${group}) AS BIGINT), 0)`
  const fraction = `coalesce(TRY_CAST(rpad(left(regexp_extract(${sql}, ${timespanPattern}, 6), 6), 6, '0') AS BIGINT), 0)`
  const size = `(((${part(2)} * 24 + ${part(3)}) * 60 + ${part(4)}) * 60 + ${part(5)}) * 1000000 + ${fraction}`
  return `CASE WHEN regexp_full_match(${sql}, ${timespanPattern}) THEN (CASE WHEN starts_with(${sql}, '-') THEN -1 ELSE 1 END) * (${size}) END`
}

const timespanPattern = `'(-?)(?:(\\d+)\\.)?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?'`

function textSql({ sql, type }: Scalar, node?: SyntaxNode): string {
  switch (type) {
    case 'string':
      return sql
    case 'bool':
      return `CASE ${sql} WHEN TRUE THEN 'True' WHEN FALSE THEN 'False' ELSE '' END`
    case 'datetime':
      return `coalesce(strftime(${sql}, '%Y-%m-%dT%H:%M:%S.%f') || '0Z', '')`
    case 'timespan':
      return timespanText(sql)
    case 'real':
      return `coalesce(CASE WHEN isnan(${sql}) THEN 'NaN' WHEN isinf(${sql}) THEN CASE WHEN ${sql} > 0 THEN 'Infinity' ELSE '-Infinity' END WHEN ${sql} = trunc(${sql}) AND abs(${sql}) < 1e15 THEN ${sql}::BIGINT::VARCHAR ELSE ${sql}::VARCHAR END, '')`
    case 'dynamic':
      return dynamicText(sql)
    case 'long':
    case 'int':
    case 'guid':
      return `coalesce(${sql}::VARCHAR, '')`
    default:
      throw new UnsupportedSyntax(`the type '${type}' as text`, node?.TextStart ?? 0)
  }
}

/** A JSON string comes without its quotes, and a bool as the language writes it. */
function dynamicText(sql: string): string {
  const within = propertyIn(sql)
  const place = within ? `${within.column}, ${within.pointer}` : sql
  const text = within ? `json_extract_string(${place})` : `json_extract_string(${sql}, '$')`
  return `coalesce(CASE json_type(${place}) WHEN 'BOOLEAN' THEN CASE WHEN ${text} = 'true' THEN 'True' ELSE 'False' END WHEN 'NULL' THEN '' ELSE ${text} END, '')`
}

/** `[-][d.]hh:mm:ss[.fffffff]` */
function timespanText(us: string): string {
  const size = `abs(${us})`
  const two = (sql: string) => `lpad((${sql})::VARCHAR, 2, '0')`
  const days = `CASE WHEN ${size} >= 86400000000 THEN (${size} // 86400000000)::VARCHAR || '.' ELSE '' END`
  const fraction = `CASE WHEN ${size} % 1000000 = 0 THEN '' ELSE '.' || lpad((${size} % 1000000)::VARCHAR, 6, '0') || '0' END`
  return `coalesce(CASE WHEN ${us} < 0 THEN '-' ELSE '' END || ${days} || ${two(`${size} // 3600000000 % 24`)} || ':' || ${two(`${size} // 60000000 % 60`)} || ':' || ${two(`${size} // 1000000 % 60`)} || ${fraction}, '')`
}

function dynamicSql(value: Scalar, node?: SyntaxNode): string {
  if (value.type === 'datetime' || value.type === 'timespan' || value.type === 'guid') {
    return `CASE WHEN ${value.sql} IS NULL THEN NULL ELSE to_json(${textSql(value, node)}) END`
  }
  if (value.type === 'real') return `CASE WHEN isfinite(${value.sql}) THEN to_json(${value.sql}) END`
  return `to_json(${value.sql})`
}
