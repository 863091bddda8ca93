import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { condition } from '../expressions.ts'
import { literalPattern } from '../regex.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import {
  childOf,
  childrenOf,
  kindOf,
  maybeChildOf,
  nameOf,
  parametersOf,
  resultColumnsOf,
  type SyntaxNode,
  textOf,
} from '../syntax.ts'
import { textOperator } from '../text-operators.ts'
import { quoted } from '../types.ts'
import type { Operator, Tabular } from './operator.ts'
import { type SourceScope, source } from './sources.ts'
import { type Source, sourcesOf, unite } from './unite.ts'

/** search at a query's beginning: all tables, or those it names; `$table` says which one a row is from. */
export function search(node: SyntaxNode, scope: SourceScope, tabular: Tabular): Stage {
  const within = maybeChildOf(node, 'InClause')
  const sources = within
    ? sourcesOf(childrenOf(within, 'Expressions'), scope, tabular)
    : [...scope.translation.tables.keys()].map((name) => ({ name, stage: source(name, scope.translation, node) }))
  return searched(node, sources, scope)
}

/** search of the rows so far. */
export const searchRows: Operator = (node, input, scope) => {
  if (maybeChildOf(node, 'InClause')) throw new UnsupportedSyntax("search's tables after a pipe", node.TextStart)
  return searched(node, [{ name: 'search_arg0', stage: input }], scope)
}

function searched(node: SyntaxNode, sources: Source[], scope: SourceScope): Stage {
  const kind = parametersOf(node).get('kind')
  const isCaseSensitive = kind !== undefined && textOf(kind, 'Token') === 'case_sensitive'
  const [origin, ...wanted] = resultColumnsOf(node)
  const stage = unite(sources, wanted, { scope, node, sourceColumn: origin?.name })
  const columns = stage.columns.slice(1)
  const whole = scope.translation.column('', 'string')
  const texts = columns.map(({ id, type }) => cast({ sql: id, type }, 'string').sql)
  const row = scope.translation.relation(
    `SELECT *, concat_ws(${separator}, ${texts.join(', ')}) AS ${whole.id} FROM ${stage.relation}`,
  )
  const search: Search = { scope: { ...scope, columns: stage.columns, order: [] }, columns, whole, isCaseSensitive }
  const found = predicate(childOf(node, 'Condition'), search)
  return { ...stage, relation: scope.translation.relation(`SELECT * FROM ${row} WHERE ${found}`) }
}

interface Search {
  scope: Scope
  columns: Column[]
  /** All columns' texts in one: DuckDB takes seconds over a test for each of two hundred columns. */
  whole: Column
  isCaseSensitive: boolean
}

/** Stands between two columns' texts. It ends a term, and no star passes over it. */
const separator = 'chr(1)'

/** A bare text is looked for in every column; `column:"text"` in one; the rest is as in where. */
function predicate(node: SyntaxNode, search: Search): string {
  const inner = (part: SyntaxNode) => predicate(part, search)
  switch (kindOf(node)) {
    case 'ParenthesizedExpression':
      return inner(childOf(node, 'Expression'))
    case 'StarExpression':
      return 'TRUE'
    case 'LiteralExpression':
    case 'CompoundStringLiteralExpression':
      if (typeof node.LiteralValue === 'string') return within([search.whole], node.LiteralValue, search, node)
      break
    case 'FunctionCallExpression': {
      const [denied] = childrenOf(childOf(node, 'ArgumentList'), 'Expressions')
      if (nameOf(childOf(node, 'Name')) === 'not' && denied) return `(NOT ${inner(denied)})`
      break
    }
    case 'BinaryExpression':
      return comparison(node, search, inner)
  }
  return condition(node, search.scope)
}

function comparison(node: SyntaxNode, search: Search, inner: (part: SyntaxNode) => string): string {
  const [left, right] = [childOf(node, 'Left'), childOf(node, 'Right')]
  const operator = textOf(node, 'Operator')
  if (operator === 'and' || operator === 'or') return `(${inner(left)} ${operator.toUpperCase()} ${inner(right)})`
  const text = right.LiteralValue
  if (operator === ':' && typeof text === 'string') {
    const column = search.scope.columns.filter(({ name }) => name === nameOf(left))
    return within(kindOf(left) === 'StarExpression' ? [search.whole] : column, text, search, node)
  }
  if (kindOf(left) !== 'StarExpression') return condition(node, search.scope)
  if (typeof text !== 'string') throw new UnsupportedSyntax('the search of every column for this', right.TextStart)
  return inAny(search.columns, (column) => textOperator(operator, column, quoted(text), node))
}

/** `abc` is a whole term, `abc*` and `*abc` begin and end one, `*abc*` stands anywhere, and within a text `*` is any text. */
function within(columns: Column[], text: string, { isCaseSensitive }: Search, node: SyntaxNode): string {
  const [, before, inner = '', after] = /^(\*?)(.*?)(\*?)$/s.exec(text) ?? []
  const operator = before && after ? 'contains' : before ? 'hassuffix' : after ? 'hasprefix' : 'has'
  if (inner === '') return 'TRUE'
  const match = (column: string) =>
    inner.includes('*')
      ? `regexp_matches(${column}, ${quoted(pattern(text))}, ${isCaseSensitive ? "'s'" : "'si'"})`
      : textOperator(isCaseSensitive ? `${operator}_cs` : operator, column, quoted(inner), node)
  return inAny(columns, match)
}

function pattern(text: string): string {
  const inner = text
    .replace(/^\*|\*$/g, '')
    .split('*')
    .map(literalPattern)
    .join('[^\\x01]*')
  return `${text.startsWith('*') ? '' : '(^|[^\\p{L}\\p{N}])'}${inner}${text.endsWith('*') ? '' : '($|[^\\p{L}\\p{N}])'}`
}

function inAny(columns: Column[], match: (column: string) => string): string {
  const tests = columns.map(({ id, type }) => match(cast({ sql: id, type }, 'string').sql))
  return tests.length > 0 ? `(${tests.join(' OR ')})` : 'FALSE'
}
