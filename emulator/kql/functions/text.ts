import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'

/** Texts. Positions count from 0 in the language and from 1 in SQL. */
export const textFunctions: Record<string, ScalarFunction> = {
  tolower: template(['string'], 'string', 'lower($1)'),
  toupper: template(['string'], 'string', 'upper($1)'),
  strlen: template(['string'], 'long', 'length($1)'),
  strcat: template(['string'], 'string', 'concat($*)'),
  strcat_delim: template(['string'], 'string', 'concat_ws($*)'),
  strrep: {
    takes: ['string', 'long', 'string'],
    gives: 'string',
    sql: ([text, times, delimiter]) =>
      `array_to_string(list_transform(range(${times?.sql}), lambda _: ${text?.sql}), ${delimiter?.sql ?? "''"})`,
  },
  reverse: template(['string'], 'string', 'reverse($1)'),
  substring: {
    takes: ['string', 'long', 'long'],
    gives: 'string',
    sql: ([text, start, length]) =>
      length
        ? `substring(${text?.sql}, (CASE WHEN ${start?.sql} < 0 THEN length(${text?.sql}) + ${start?.sql} ELSE ${start?.sql} END) + 1, ${length.sql})`
        : `substring(${text?.sql}, (CASE WHEN ${start?.sql} < 0 THEN length(${text?.sql}) + ${start?.sql} ELSE ${start?.sql} END) + 1)`,
  },
  indexof: template(['string', 'string'], 'long', '(strpos($1, $2) - 1)'),
  countof: template(
    ['string', 'string'],
    'long',
    "CASE WHEN length($2) = 0 THEN 0 ELSE (length($1) - length(replace($1, $2, ''))) // length($2) END",
  ),
  extract: template(['string', 'long', 'string'], 'string', 'regexp_extract($3, $1, $2::INTEGER)'),
  replace_string: template(['string', 'string', 'string'], 'string', 'replace($1, $2, $3)'),
  replace_regex: template(['string', 'string', 'string'], 'string', "regexp_replace($1, $2, $3, 'g')"),
  // The old name is of the regular expression's way.
  replace: template(['string', 'string', 'string'], 'string', "regexp_replace($3, $1, $2, 'g')"),
  trim: template(
    ['string', 'string'],
    'string',
    "regexp_replace(regexp_replace($2, '^(' || $1 || ')', ''), '(' || $1 || ')$', '')",
  ),
  trim_start: template(['string', 'string'], 'string', "regexp_replace($2, '^(' || $1 || ')', '')"),
  trim_end: template(['string', 'string'], 'string', "regexp_replace($2, '(' || $1 || ')$', '')"),
  split: {
    takes: ['string', 'string', 'long'],
    gives: 'dynamic',
    sql: ([text, delimiter, index]) => {
      const all = `string_split(${text?.sql}, ${delimiter?.sql})`
      return `to_json(${index ? `[${all}[${index.sql} + 1]]` : all})`
    },
  },
  url_decode: template(['string'], 'string', 'url_decode($1)'),
  url_encode: template(['string'], 'string', 'url_encode($1)'),
  base64_encode_tostring: template(['string'], 'string', 'to_base64(encode($1))'),
  hash_sha256: template(['string'], 'string', 'sha256($1)'),
  hash_md5: template(['string'], 'string', 'md5($1)'),
  hash_sha1: template(['string'], 'string', 'sha1($1)'),
}
