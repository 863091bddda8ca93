import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { arrayFunctions } from './arrays.ts'
import { bagFunctions } from './bags.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'
import { setFunctions } from './sets.ts'

/** What is not JSON is kept as a text. */
const parse: ScalarFunction = {
  takes: ['any'],
  gives: 'dynamic',
  sql: ([value]) => {
    if (!value) return 'NULL'
    if (value.type !== 'string') return cast(value, 'dynamic').sql
    return `CASE WHEN ${value.sql} = '' THEN NULL WHEN json_valid(${value.sql}) THEN nullif(TRY_CAST(${value.sql} AS JSON), 'null'::JSON) ELSE to_json(${value.sql}) END`
  },
}

const length = template(['dynamic'], 'long', "CASE WHEN json_type($1) = 'ARRAY' THEN json_array_length($1)::BIGINT END")

/** Both ends may be in it; at most 2^20 items. Dates and timespans go by the hour unless a step says otherwise. */
const range: ScalarFunction = {
  takes: ['any', 'any', 'any'],
  gives: 'dynamic',
  sql: ([start, stop, step], { node }) => {
    if (!start || !stop) throw new UnsupportedSyntax('range() without its ends', node.TextStart)
    const isTime = start.type === 'datetime' || start.type === 'timespan'
    const isReal = [start, stop, step].some((one) => one?.type === 'real')
    const type = isTime ? start.type : isReal ? 'real' : 'long'
    const number = (sql: string) => (type === 'datetime' ? `epoch_us(${sql})` : sql)
    const [from, to] = [start, stop].map((one) => number(cast(one, type, node).sql))
    const by = step ? cast(step, isTime ? 'timespan' : type, node).sql : isTime ? '3600000000' : '1'
    const count = `least(floor((${to} - ${from})::DOUBLE / nullif(${by}, 0)), 1048575)::BIGINT`
    const at = `(${from} + place * ${by})`
    const item = cast({ sql: type === 'datetime' ? `make_timestamp(${at})` : at, type }, 'dynamic', node).sql
    const list = `to_json(list_transform(generate_series(0, ${count}), lambda place: ${item}))`
    return `CASE WHEN ${count} < 0 THEN '[]'::JSON ELSE ${list} END`
  },
}

export const dynamicFunctions: Record<string, ScalarFunction> = {
  ...arrayFunctions,
  ...bagFunctions,
  ...setFunctions,
  parse_json: parse,
  parsejson: parse,
  todynamic: parse,
  toobject: parse,
  array_length: length,
  arraylength: length,
  range,
  pack_array: {
    takes: ['dynamic'],
    gives: 'dynamic',
    sql: (values) => `json_array(${values.map(({ sql }) => sql).join(', ')})`,
  },
}
