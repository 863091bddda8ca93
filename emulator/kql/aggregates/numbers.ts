import { UnsupportedSyntax } from '../errors.ts'
import { type Scalar, sqlTypeOf } from '../types.ts'
import { type Aggregate, type AggregateCall, where } from './aggregate.ts'

/** Of no rows a sum is 0. */
const sum = ([value, test]: Scalar[], { type, node }: AggregateCall) => {
  if (value?.type === 'datetime') throw new UnsupportedSyntax('a sum of dates', node.TextStart)
  return `CAST(coalesce(sum(${value?.sql})${where(test)}, 0) AS ${sqlTypeOf(type)})`
}

/** Of no rows an average is NaN; a date's or a timespan's is null. */
const average = ([value, test]: Scalar[], { type }: AggregateCall) => {
  if (value?.type === 'datetime') return `make_timestamp(avg(epoch_us(${value.sql}))${where(test)}::BIGINT)`
  const mean = `avg(${value?.sql})${where(test)}`
  return type === 'real' ? `coalesce(${mean}, 'nan'::DOUBLE)` : `CAST(trunc(${mean}) AS BIGINT)`
}

const extreme =
  (name: string) =>
  ([value, test]: Scalar[], { type }: AggregateCall) => {
    const sql = `${name}(${value?.sql})${where(test)}`
    return type === 'string' ? `coalesce(${sql}, '')` : sql
  }

/** Of no rows it is 0, as of one where it is of a sample. */
const spread = (name: string, takes = ['real', 'any']): Aggregate => ({
  takes,
  sql: (values) => {
    const [of, test] = takes.length > 2 ? [values.slice(0, 2), values[2]] : [values.slice(0, 1), values[1]]
    return `coalesce(${name}(${of.map(({ sql }) => sql).join(', ')})${where(test)}, 0)::DOUBLE`
  },
})
const covariance = (name: string) => spread(name, ['real', 'real', 'any'])

const distinctCount = ([value, test]: Scalar[]) => `count(DISTINCT ${value?.sql})${where(test)}`
const bits = (name: string): Aggregate => ({
  takes: ['any'],
  sql: ([value], { node }) => {
    if (value?.type !== 'long' && value?.type !== 'int')
      throw new UnsupportedSyntax(`bits of the type '${value?.type}'`, node.TextStart)
    return `${name}(${value.sql})`
  },
})

export const numberAggregates: Record<string, Aggregate> = {
  count: { takes: ['any'], sql: ([test]) => `count(*)${where(test)}` },
  cnt: { takes: [], sql: () => 'count(*)' },
  countif: { takes: ['any'], sql: ([test]) => `count(*)${where(test)}` },
  sum: { takes: ['any'], sql: sum },
  sumif: { takes: ['any'], sql: sum },
  avg: { takes: ['any'], sql: average },
  avgif: { takes: ['any'], sql: average },
  min: { takes: ['any'], sql: extreme('min') },
  max: { takes: ['any'], sql: extreme('max') },
  minif: { takes: ['any'], sql: extreme('min') },
  maxif: { takes: ['any'], sql: extreme('max') },
  // Exact, where Azure estimates: an estimate would reorder a top list. A second argument is how well it would.
  dcount: { takes: ['any'], sql: ([value]) => distinctCount(value ? [value] : []) },
  dcountif: { takes: ['any'], sql: distinctCount },
  count_distinct: { takes: ['any'], sql: distinctCount },
  count_distinctif: { takes: ['any'], sql: distinctCount },
  stdev: spread('stddev_samp'),
  stdevif: spread('stddev_samp'),
  stdevp: spread('stddev_pop'),
  variance: spread('var_samp'),
  varianceif: spread('var_samp'),
  variancep: spread('var_pop'),
  variancepif: spread('var_pop'),
  covariance: covariance('covar_samp'),
  covarianceif: covariance('covar_samp'),
  covariancep: covariance('covar_pop'),
  covariancepif: covariance('covar_pop'),
  binary_all_and: bits('bit_and'),
  binary_all_or: bits('bit_or'),
  binary_all_xor: bits('bit_xor'),
}
