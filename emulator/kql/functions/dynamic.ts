import { cast } from '../conversion.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'

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

const object: ScalarFunction = {
  takes: ['any'],
  gives: 'dynamic',
  sql: (values) =>
    `json_object(${values.map((value, index) => (index % 2 === 0 ? value.sql : cast(value, 'dynamic').sql)).join(', ')})`,
}

export const dynamicFunctions: Record<string, ScalarFunction> = {
  parse_json: parse,
  parsejson: parse,
  todynamic: parse,
  toobject: parse,
  bag_keys: template(['dynamic'], 'dynamic', 'to_json(json_keys($1))'),
  array_length: template(
    ['dynamic'],
    'long',
    "CASE WHEN json_type($1) = 'ARRAY' THEN json_array_length($1)::BIGINT END",
  ),
  pack: object,
  bag_pack: object,
  pack_array: {
    takes: ['dynamic'],
    gives: 'dynamic',
    sql: (values) => `json_array(${values.map(({ sql }) => sql).join(', ')})`,
  },
  array_concat: {
    takes: ['dynamic'],
    gives: 'dynamic',
    sql: (values) => `to_json(list_concat(${values.map(({ sql }) => `CAST(${sql} AS JSON[])`).join(', ')}))`,
  },
}
