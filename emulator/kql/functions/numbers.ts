import { epochOriginUs } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'

const bin: ScalarFunction = {
  takes: ['any', 'any'],
  sql: ([value, size], { type, node }) => {
    if (!value || !size) throw new UnsupportedSyntax('bin() without a size', node.TextStart)
    if (value.type === 'datetime') {
      // By arithmetic from 0001-01-01: DuckDB's own buckets begin elsewhere.
      const since = `(epoch_us(${value.sql}) + ${epochOriginUs})`
      return `make_timestamp(${since} - ${since} % nullif(${size.sql}, 0) - ${epochOriginUs})`
    }
    if (type === 'real') return `(floor(${value.sql} / nullif(${size.sql}, 0)) * ${size.sql})`
    const step = `nullif(${size.sql}, 0)`
    return `(${value.sql} - ((${value.sql} % ${step}) + ${step}) % ${step})`
  },
}

/** Numbers, and bin() of whatever has an order. */
export const numberFunctions: Record<string, ScalarFunction> = {
  bin,
  floor: bin,
  abs: { takes: ['any'], sql: ([value]) => `abs(${value?.sql})` },
  sign: { takes: ['any'], sql: ([value]) => `sign(${value?.sql})` },
  ceiling: { takes: ['any'], sql: ([value], { type }) => (type === 'real' ? `ceil(${value?.sql})` : `${value?.sql}`) },
  round: {
    takes: ['real', 'long'],
    gives: 'real',
    sql: ([value, digits]) => `round(${value?.sql}, ${digits ? `${digits.sql}::INTEGER` : '0'})`,
  },
  sqrt: template(['real'], 'real', 'CASE WHEN $1 >= 0 THEN sqrt($1) END'),
  exp: template(['real'], 'real', 'exp($1)'),
  log: template(['real'], 'real', 'CASE WHEN $1 > 0 THEN ln($1) END'),
  log2: template(['real'], 'real', 'CASE WHEN $1 > 0 THEN log2($1) END'),
  log10: template(['real'], 'real', 'CASE WHEN $1 > 0 THEN log10($1) END'),
  pow: template(['real', 'real'], 'real', 'pow($1, $2)'),
  isnan: template(['real'], 'bool', 'coalesce(isnan($1), FALSE)'),
  isinf: template(['real'], 'bool', 'coalesce(isinf($1), FALSE)'),
  isfinite: template(['real'], 'bool', 'coalesce(isfinite($1), FALSE)'),
  min_of: { takes: ['any'], sql: (values) => `least(${values.map(({ sql }) => sql).join(', ')})` },
  max_of: { takes: ['any'], sql: (values) => `greatest(${values.map(({ sql }) => sql).join(', ')})` },
}
