import { binary } from '../binary.ts'
import { cast, epochOriginUs } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import type { Scalar } from '../types.ts'
import { bitFunctions } from './bits.ts'
import { errorFunctions } from './error-function.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'

const bin: ScalarFunction = {
  takes: ['any', 'any'],
  sql: ([value, size], { type, node }) => {
    if (!value || !size) throw new UnsupportedSyntax('bin() without a size', node.TextStart)
    // A size of nothing or less gives null.
    const step = `(CASE WHEN ${size.sql} > 0 THEN ${size.sql} END)`
    if (value.type === 'datetime') {
      if (size.type !== 'timespan') throw new UnsupportedSyntax(`bin() by a '${size.type}'`, node.TextStart)
      // By arithmetic from 0001-01-01: DuckDB's own buckets begin elsewhere.
      const since = `(epoch_us(${value.sql}) + ${epochOriginUs})`
      return `make_timestamp(${since} - ${since} % ${step} - ${epochOriginUs})`
    }
    if (type === 'real') return `(floor(${value.sql} / ${step}) * ${step})`
    return `(${value.sql} - ((${value.sql} % ${step}) + ${step}) % ${step})`
  },
}

/** As bin(), counted from a point. */
const binAt: ScalarFunction = {
  takes: ['any', 'any', 'any'],
  sql: ([value, size, point], { type, node }) => {
    if (!value || !size || !point) throw new UnsupportedSyntax('bin_at() without a point', node.TextStart)
    const isTime = value.type === 'datetime' || value.type === 'timespan'
    const plain = (one: Scalar, as: string) => {
      const { sql } = cast(one, as, node)
      return as === 'datetime' ? `epoch_us(${sql})` : sql
    }
    const [from, at] = [plain(value, isTime ? value.type : type), plain(point, isTime ? value.type : type)]
    const step = `nullif(${plain(size, isTime ? 'timespan' : type)}, 0)`
    const binned =
      type === 'real'
        ? `(floor((${from} - ${at}) / ${step}) * ${step} + ${at})`
        : `(${from} - (((${from} - ${at}) % ${step}) + ${step}) % ${step})`
    return value.type === 'datetime' ? `make_timestamp(${binned})` : binned
  },
}

/** DuckDB has no answer for what is not finite. */
const trigonometric = (sql: string) =>
  template(['real'], 'real', `CASE WHEN isfinite($1) THEN ${sql} ELSE $1 + 'nan' END`)
const logarithm = (name: string) =>
  template(['real'], 'real', `CASE WHEN $1 > 0 THEN ${name}($1) WHEN $1 = 0 THEN '-inf'::DOUBLE END`)
const arc = (name: string) => template(['real'], 'real', `CASE WHEN $1 BETWEEN -1 AND 1 THEN ${name}($1) END`)

/** Numbers, and bin() of whatever has an order. */
export const numberFunctions: Record<string, ScalarFunction> = {
  ...bitFunctions,
  ...errorFunctions,
  bin_at: binAt,
  sin: trigonometric('sin($1)'),
  cos: trigonometric('cos($1)'),
  tan: trigonometric('tan($1)'),
  cot: trigonometric('(1 / tan($1))'),
  asin: arc('asin'),
  acos: arc('acos'),
  atan: template(['real'], 'real', 'atan($1)'),
  atan2: template(['real', 'real'], 'real', 'atan2($1, $2)'),
  pi: template([], 'real', 'pi()'),
  degrees: template(['real'], 'real', 'degrees($1)'),
  radians: template(['real'], 'real', 'radians($1)'),
  exp2: template(['real'], 'real', 'pow(2.0, $1)'),
  exp10: template(['real'], 'real', 'pow(10.0, $1)'),
  gamma: template(['real'], 'real', "CASE WHEN $1 = 0 THEN 'inf'::DOUBLE ELSE gamma($1) END"),
  loggamma: template(['real'], 'real', "CASE WHEN $1 = 0 THEN 'inf'::DOUBLE ELSE lgamma($1) END"),
  rand: {
    takes: ['long'],
    gives: 'real',
    sql: ([below]) => (below ? `floor(random() * ${below.sql})` : 'random()'),
  },
  around: {
    takes: ['any', 'any', 'any'],
    gives: 'bool',
    sql: ([value, center, delta], { node }) => {
      if (!value || !center || !delta) throw new UnsupportedSyntax('around() without a delta', node.TextStart)
      const low = binary('>=', value, binary('-', center, delta, node), node)
      const high = binary('<=', value, binary('+', center, delta, node), node)
      return `(${low.sql} AND ${high.sql})`
    },
  },
  bin,
  floor: bin,
  abs: { takes: ['any'], sql: ([value]) => `abs(${value?.sql})` },
  sign: { takes: ['any'], gives: 'real', sql: ([value]) => `sign(${value?.sql})::DOUBLE` },
  ceiling: { takes: ['any'], sql: ([value], { type }) => (type === 'real' ? `ceil(${value?.sql})` : `${value?.sql}`) },
  round: {
    takes: ['any', 'long'],
    sql: ([value, digits]) => `round(${value?.sql}, ${digits ? `${digits.sql}::INTEGER` : '0'})`,
  },
  sqrt: template(['real'], 'real', 'CASE WHEN $1 >= 0 THEN sqrt($1) END'),
  exp: template(['real'], 'real', 'exp($1)'),
  log: logarithm('ln'),
  log2: logarithm('log2'),
  log10: logarithm('log10'),
  pow: template(['real', 'real'], 'real', 'pow($1, $2)'),
  isnan: template(['real'], 'bool', 'coalesce(isnan($1), FALSE)'),
  isinf: template(['real'], 'bool', 'coalesce(isinf($1), FALSE)'),
  isfinite: template(['real'], 'bool', 'coalesce(isfinite($1), FALSE)'),
  min_of: { takes: ['any'], sql: (values) => `least(${values.map(({ sql }) => sql).join(', ')})` },
  max_of: { takes: ['any'], sql: (values) => `greatest(${values.map(({ sql }) => sql).join(', ')})` },
}
