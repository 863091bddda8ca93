import { cast, truth } from '../conversion.ts'
import type { Scalar } from '../types.ts'
import { nullOf } from '../types.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'

const choice: ScalarFunction = {
  takes: ['bool', 'any'],
  sql: ([test, yes, no], { type, node }) =>
    `CASE WHEN ${test?.sql} THEN ${as(yes, type, node)} ELSE ${as(no, type, node)} END`,
}

function as(value: Scalar | undefined, type: string, node: Parameters<typeof cast>[2]): string {
  return value ? cast(value, type, node).sql : nullOf(type)
}

const isTextOrNull = (value: Scalar | undefined) =>
  value?.type === 'string'
    ? `(${value.sql} = '')`
    : value?.type === 'dynamic'
      ? `(coalesce(${cast(value, 'string').sql}, '') = '')`
      : `(${value?.sql} IS NULL)`
// There is no null string.
const isNull = (value: Scalar | undefined) => (value?.type === 'string' ? 'FALSE' : `(${value?.sql} IS NULL)`)

/** Fails the query with the message where the test does not hold. */
const assertion: ScalarFunction = {
  takes: ['bool', 'string'],
  gives: 'bool',
  sql: ([test, message]) =>
    `CASE WHEN ${test?.sql} THEN TRUE ELSE error('assert() has failed with message: ''' || ${message?.sql} || '''')::BOOLEAN END`,
}

/** Choices, tests for nothing, and the conversions between types. */
export const logicFunctions: Record<string, ScalarFunction> = {
  assert: assertion,
  new_guid: template([], 'guid', 'uuid()::VARCHAR'),
  not: { takes: ['bool'], gives: 'bool', sql: ([value]) => `(NOT ${value?.sql})` },
  iff: choice,
  iif: choice,
  case: {
    takes: ['any'],
    sql: (values, { type, node }) => {
      const otherwise = values.at(-1)
      const arms = Array.from({ length: Math.floor(values.length / 2) }, (_, index) => {
        const test = values[index * 2]
        return `WHEN ${test ? truth(test) : 'FALSE'} THEN ${as(values[index * 2 + 1], type, node)}`
      })
      return `CASE ${arms.join(' ')} ELSE ${as(otherwise, type, node)} END`
    },
  },
  coalesce: {
    takes: ['any'],
    sql: (values, { type, node }) => {
      const all = values.map((value) => as(value, type, node))
      return type === 'string'
        ? `coalesce(${all.map((sql) => `nullif(${sql}, '')`).join(', ')}, '')`
        : `coalesce(${all.join(', ')})`
    },
  },
  isempty: { takes: ['any'], gives: 'bool', sql: ([value]) => isTextOrNull(value) },
  isnotempty: { takes: ['any'], gives: 'bool', sql: ([value]) => `(NOT ${isTextOrNull(value)})` },
  notempty: { takes: ['any'], gives: 'bool', sql: ([value]) => `(NOT ${isTextOrNull(value)})` },
  isnull: { takes: ['any'], gives: 'bool', sql: ([value]) => isNull(value) },
  isnotnull: { takes: ['any'], gives: 'bool', sql: ([value]) => `(NOT ${isNull(value)})` },
  notnull: { takes: ['any'], gives: 'bool', sql: ([value]) => `(NOT ${isNull(value)})` },
  tostring: template(['string'], 'string', '$1'),
  toint: template(['int'], 'int', '$1'),
  tolong: template(['long'], 'long', '$1'),
  toreal: template(['real'], 'real', '$1'),
  todouble: template(['real'], 'real', '$1'),
  tobool: template(['bool'], 'bool', '$1'),
  toboolean: template(['bool'], 'bool', '$1'),
  todatetime: template(['datetime'], 'datetime', '$1'),
  toguid: template(['guid'], 'guid', '$1'),
}
