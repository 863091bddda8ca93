import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import type { SyntaxNode } from '../syntax.ts'
import { nullOf, type Scalar } from '../types.ts'
import { literalText } from './literal-argument.ts'
import { type Call, type ScalarFunction, template } from './scalar-function.ts'
import { countOf } from './text-scripts.ts'
import { bounded, replacedLength } from './text-size.ts'

/** The names of a regular expression's groups in order, empty for one without. */
function groupsOf(regex: string): string[] {
  const outside = regex.replaceAll(/\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '')
  return [...outside.matchAll(/\((?!\?)|\(\?P?<([A-Za-z_]\w*)>/g)].map(([, name]) => name ?? '')
}

/** The groups are counted while translating, so both must be written in the query. */
const extractAll: ScalarFunction = {
  takes: ['string', 'any', 'string'],
  gives: 'dynamic',
  sql: ([regex, ...rest], { node }) => {
    const pattern = literalText(regex)
    if (pattern === undefined) throw new UnsupportedSyntax('extract_all() of a computed expression', node.TextStart)
    const groups = groupsOf(pattern)
    const text = rest.at(-1)
    const chosen = rest.length > 1 ? chosenGroups(rest[0], groups, node) : groups.map((_, index) => index + 1)
    if (!text || chosen.length === 0)
      throw new UnsupportedSyntax('extract_all() without a capturing group', node.TextStart)
    const source = cast(text, 'string', node).sql
    const lists = chosen.map((group) => `regexp_extract_all(${source}, ${regex?.sql}, ${group})`)
    const [first] = lists
    if (lists.length === 1) return `CASE WHEN len(${first}) > 0 THEN to_json(${first}) END`
    const row = `[${lists.map((list) => `${list}[place]`).join(', ')}]`
    return `CASE WHEN len(${first}) > 0 THEN to_json(list_transform(range(1, len(${first}) + 1), lambda place: ${row})) END`
  },
}

function chosenGroups(list: Scalar | undefined, groups: string[], node: SyntaxNode): number[] {
  const json = literalText(list)
  const wanted: unknown = json === undefined ? undefined : JSON.parse(json)
  if (!Array.isArray(wanted)) throw new UnsupportedSyntax('computed capture groups', node.TextStart)
  return wanted.map((one) => {
    const place = typeof one === 'number' ? one : groups.indexOf(String(one)) + 1
    if (!Number.isInteger(place) || place < 1 || place > groups.length)
      throw new UnsupportedSyntax(`the capture group ${JSON.stringify(one)}`, node.TextStart)
    return place
  })
}

/** Where the match of that number begins: all texts between matches and all matches before it have their lengths. */
const indexOfRegex: ScalarFunction = {
  takes: ['string', 'string', 'long', 'long', 'long'],
  gives: 'long',
  sql: ([text, regex, startAt, length, occurrence]) => {
    const [start, most, which] = [startAt?.sql ?? '0', length?.sql ?? '-1', occurrence?.sql ?? '1']
    const window = `substring(${text?.sql}, ${start} + 1, CASE WHEN ${most} < 0 THEN length(${text?.sql}) ELSE ${most} END)`
    const matches = `regexp_extract_all(${window}, ${regex?.sql})`
    const between = `regexp_split_to_array(${window}, ${regex?.sql})`
    const lengths = (list: string, last: string) =>
      `coalesce(list_sum(list_transform((${list})[1:${last}], lambda piece: length(piece))), 0)`
    const place = `${start} + ${lengths(between, which)} + ${lengths(matches, `${which} - 1`)}`
    return `CASE WHEN ${start} < 0 OR ${which} < 0 OR ${most} < -1 THEN NULL WHEN ${which} = 0 OR len(${matches}) < ${which} THEN -1 ELSE ${place} END::BIGINT`
  },
}

/** With a type, the text is read as one. */
const extract: ScalarFunction = {
  takes: ['string', 'long', 'string', 'any'],
  sql: ([regex, group, text], { type, node }) =>
    typed(`regexp_extract(${text?.sql}, ${regex?.sql}, ${group?.sql}::INTEGER)`, 'string', { type, node }),
}

function typed(sql: string, from: string, { type, node }: Pick<Call, 'type' | 'node'>): string {
  return cast({ sql, type: from }, type, node).sql
}

/** A path of names and places, as DuckDB writes one. */
function jsonPath(path: string, node: SyntaxNode): string {
  const steps = /^\$((?:\.[\w-]+|\[\d+\]|\['[^'"\\]*'\]|\["[^'"\\]*"\])*)$/.exec(path)?.[1]
  if (steps === undefined) throw new UnsupportedSyntax(`the JSON path '${path}'`, node.TextStart)
  return `$${steps.replaceAll(/\.([\w-]+)|\['([^']*)'\]|\["([^"]*)"\]/g, (_, a, b, c) => `."${a ?? b ?? c}"`)}`
}

const extractJson: ScalarFunction = {
  takes: ['string', 'string', 'any'],
  sql: ([path, text], { type, node }) => {
    const written = literalText(path)
    if (written === undefined) throw new UnsupportedSyntax('extract_json() of a computed path', node.TextStart)
    const found = `json_extract(CASE WHEN json_valid(${text?.sql}) THEN CAST(${text?.sql} AS JSON) END, '${jsonPath(written, node)}')`
    return type === 'dynamic'
      ? found
      : `coalesce(${typed(`nullif(${found}, 'null'::JSON)`, 'dynamic', { type, node })}, ${nullOf(type)})`
  },
}

const countOfKind: ScalarFunction = {
  takes: ['string', 'string', 'string'],
  gives: 'long',
  scripts: countOf.scripts ?? [],
  sql: ([text, wanted, kind], call) => {
    const way = kind ? literalText(kind) : 'normal'
    if (text && wanted && way === 'normal') return countOf.sql([text, wanted], call)
    if (way === 'regex') return `len(regexp_extract_all(${text?.sql}, ${wanted?.sql}))`
    throw new UnsupportedSyntax(`the kind ${kind?.sql} of countof()`, call.node.TextStart)
  },
}

/** Regular expressions are RE2's in Azure as in DuckDB. */
export const regexFunctions: Record<string, ScalarFunction> = {
  countof: countOfKind,
  extract,
  extract_all: extractAll,
  extractall: extractAll,
  extract_json: extractJson,
  extractjson: extractJson,
  indexof_regex: indexOfRegex,
  regex_quote: template(['string'], 'string', "regexp_replace($1, '([\\\\^$.|?*+()\\[\\]{}])', '\\\\\\1', 'g')"),
  replace_regex: template(
    ['string', 'string', 'string'],
    'string',
    bounded(replacedLength('$1', "''", '$3'), "regexp_replace($1, $2, $3, 'g')"),
  ),
  // The old name is of the regular expression's way.
  replace: template(
    ['string', 'string', 'string'],
    'string',
    bounded(replacedLength('$3', "''", '$2'), "regexp_replace($3, $1, $2, 'g')"),
  ),
  // All matches at both ends; the other two take one.
  trim: template(
    ['string', 'string'],
    'string',
    "regexp_replace(regexp_replace($2, '^(?:' || $1 || ')+', ''), '(?:' || $1 || ')+$', '')",
  ),
  trim_start: template(['string', 'string'], 'string', "regexp_replace($2, '^(' || $1 || ')', '')"),
  trim_end: template(['string', 'string'], 'string', "regexp_replace($2, '(' || $1 || ')$', '')"),
}
