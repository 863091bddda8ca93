import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import { literalPattern } from '../regex.ts'
import { childOf, childrenOf, maybeChildOf, nameOf, type SyntaxNode, typeOf } from '../syntax.ts'
import { quoted } from '../types.ts'
import type { Operator } from './operator.ts'
import { replaced } from './parse.ts'

/** parse-kv: the values of the keys that are asked for, each read by its column's type. A key that is not there is null. */
export const parseKv: Operator = (node, input, scope) => {
  const settings = settingsOf(node)
  const of = childOf(node, 'Expression')
  const text = cast(expression(of, scope), 'string', of).sql
  const parts: string[] = []
  const columns = childrenOf(childOf(node, 'Keys'), 'Columns').map((key) => {
    const declared = childOf(key, 'Name')
    const column = scope.translation.column(nameOf(declared), typeOf(declared))
    const group = (index: number) => `regexp_extract(${text}, ${quoted(patternOf(column.name, settings))}, ${index})`
    const value = { sql: settings.quotes ? `(${group(1)} || ${group(2)})` : group(1), type: 'string' }
    parts.push(`${neverNull(cast(value, column.type, key)).sql} AS ${column.id}`)
    return column
  })
  const relation = scope.translation.relation(`SELECT *, ${parts.join(', ')} FROM ${input.relation}`)
  return { ...input, relation, columns: replaced(input.columns, columns) }
}

interface Settings {
  pair: string
  kv: string
  quotes: [string, string] | undefined
}

function settingsOf(node: SyntaxNode): Settings {
  const clause = maybeChildOf(node, 'WithClause')
  const given = new Map(
    (clause ? childrenOf(clause, 'Properties') : []).map((one) => [
      nameOf(childOf(one, 'Name')),
      String(childOf(one, 'Expression').LiteralValue ?? ''),
    ]),
  )
  for (const name of given.keys()) {
    if (!['pair_delimiter', 'kv_delimiter', 'quote'].includes(name))
      throw new UnsupportedSyntax(`parse-kv's '${name}'`, node.TextStart)
  }
  const [pair, kv, quote = ''] = ['pair_delimiter', 'kv_delimiter', 'quote'].map((name) => given.get(name))
  if (!pair || !kv) throw new UnsupportedSyntax('parse-kv without both delimiters', node.TextStart)
  const open = quote[0]
  return { pair, kv, quotes: open === undefined ? undefined : [open, quote[1] ?? open] }
}

/** Pairs end at their delimiter or with the text; a quoted value may hold the delimiter. The first pair of a key counts. */
function patternOf(key: string, { pair, kv, quotes }: Settings): string {
  const end = `(?:${literalPattern(pair)}|$)`
  const bare = `(.*?)${end}`
  const value = quotes
    ? `(?:${literalPattern(quotes[0])}([^${literalPattern(quotes[1])}]*)${literalPattern(quotes[1])}|${bare})`
    : bare
  return `(?s)(?:^|${literalPattern(pair)})\\s*${literalPattern(key)}${literalPattern(kv)}${value}`
}
