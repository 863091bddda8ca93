import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { textOperator } from '../text-operators.ts'
import { addressFunctions } from './addresses.ts'
import { encodingFunctions } from './encodings.ts'
import { punycodeFunctions } from './punycode.ts'
import { regexFunctions } from './regex.ts'
import { type ScalarFunction, template } from './scalar-function.ts'
import { textScriptFunctions } from './text-scripts.ts'
import { bounded, replacedLength } from './text-size.ts'
import { urlFunctions } from './urls.ts'

/** Texts. Positions count from 0 in the language and from 1 in SQL. */
export const textFunctions: Record<string, ScalarFunction> = {
  ...addressFunctions,
  ...encodingFunctions,
  ...punycodeFunctions,
  ...regexFunctions,
  ...textScriptFunctions,
  ...urlFunctions,
  tolower: template(['string'], 'string', 'lower($1)'),
  toupper: template(['string'], 'string', 'upper($1)'),
  strlen: template(['string'], 'long', 'length($1)'),
  string_size: template(['string'], 'long', 'strlen($1)'),
  strcmp: template(['string', 'string'], 'long', 'CASE WHEN $1 = $2 THEN 0 WHEN $1 < $2 THEN -1 ELSE 1 END::BIGINT'),
  isascii: template(['string'], 'bool', '(strlen($1) = length($1))'),
  // No other text can be kept.
  isutf8: template(['string'], 'bool', '($1 IS NOT NULL)'),
  strcat: template(['string'], 'string', 'concat($*)'),
  strcat_delim: template(['string'], 'string', 'concat_ws($*)'),
  strrep: {
    takes: ['string', 'long', 'string'],
    gives: 'string',
    sql: ([text, times, delimiter]) =>
      bounded(
        `(length(${text?.sql}) + ${delimiter ? `length(${delimiter.sql})` : '0'} + 1)::DOUBLE * ${times?.sql}`,
        delimiter
          ? `CASE WHEN ${times?.sql} > 0 THEN repeat(${text?.sql} || ${delimiter.sql}, ${times?.sql} - 1) || ${text?.sql} ELSE '' END`
          : `repeat(${text?.sql}, ${times?.sql})`,
      ),
  },
  reverse: template(['string'], 'string', 'reverse($1)'),
  substring: {
    takes: ['string', 'long', 'long'],
    gives: 'string',
    sql: ([text, start, length]) => {
      // No text is longer, and SQL would count beyond its numbers.
      const [from, most] = [start, length].map((one) => `greatest(least(${one?.sql}, 2147483646), -2147483646)`)
      const at = `(CASE WHEN ${from} < 0 THEN greatest(length(${text?.sql}) + ${from}, 0) ELSE ${from} END) + 1`
      return length
        ? `CASE WHEN ${length.sql} > 0 THEN substring(${text?.sql}, ${at}, ${most}) END`
        : `substring(${text?.sql}, ${at})`
    },
  },
  replace_string: template(
    ['string', 'string', 'string'],
    'string',
    bounded(replacedLength('$1', '$2', '$3'), 'replace($1, $2, $3)'),
  ),
  split: {
    takes: ['string', 'string', 'long'],
    gives: 'dynamic',
    sql: ([text, delimiter, index]) => {
      const all = `string_split(${text?.sql}, ${delimiter?.sql})`
      return `to_json(${index ? `[${all}[${index.sql} + 1]]` : all})`
    },
  },
  tohex: {
    takes: ['any', 'long'],
    gives: 'string',
    sql: ([value, least], { node }) => {
      if (!value) throw new UnsupportedSyntax('tohex() without a number', node.TextStart)
      const digits = `lower(hex(${cast(value, 'long', node).sql}))`
      // A negative number is as wide as its type.
      const own =
        value.type === 'int' ? `CASE WHEN ${value.sql} < 0 THEN right(${digits}, 8) ELSE ${digits} END` : digits
      return least ? `lpad(${own}, greatest(length(${own}), least(${least.sql}, 16))::INTEGER, '0')` : own
    },
  },
  has_any_index: {
    takes: ['string', 'dynamic'],
    gives: 'long',
    sql: ([text, list], { node }) => {
      const item = cast({ sql: 'item', type: 'dynamic' }, 'string', node).sql
      const isThere = textOperator('has', text?.sql ?? "''", item, node)
      return `(coalesce(list_position(list_transform(CASE WHEN json_type(${list?.sql}) = 'ARRAY' THEN CAST(${list?.sql} AS JSON[]) END, lambda item: ${isThere}), TRUE), 0) - 1)::BIGINT`
    },
  },
}
