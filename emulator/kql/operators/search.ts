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
  const inner = { ...scope, columns: stage.columns, order: [] }
  const found = predicate(childOf(node, 'Condition'), inner, stage.columns.slice(1), isCaseSensitive)
  return { ...stage, relation: scope.translation.relation(`SELECT * FROM ${stage.relation} WHERE ${found}`) }
}

/** A bare text is looked for in every column; `column:"text"` in one; the rest is as in where. */
function predicate(node: SyntaxNode, scope: Scope, columns: Column[], isCaseSensitive: boolean): string {
  const inner = (part: SyntaxNode) => predicate(part, scope, columns, isCaseSensitive)
  switch (kindOf(node)) {
    case 'ParenthesizedExpression':
      return inner(childOf(node, 'Expression'))
    case 'StarExpression':
      return 'TRUE'
    case 'LiteralExpression':
    case 'CompoundStringLiteralExpression':
      if (typeof node.LiteralValue === 'string') return anywhere(columns, node.LiteralValue, isCaseSensitive, node)
      break
    case 'FunctionCallExpression': {
      const [denied] = childrenOf(childOf(node, 'ArgumentList'), 'Expressions')
      if (nameOf(childOf(node, 'Name')) === 'not' && denied) return `(NOT ${inner(denied)})`
      break
    }
    case 'BinaryExpression':
      return comparison(node, scope, columns, isCaseSensitive, inner)
  }
  return condition(node, scope)
}

function comparison(
  node: SyntaxNode,
  scope: Scope,
  columns: Column[],
  isCaseSensitive: boolean,
  inner: (part: SyntaxNode) => string,
): string {
  const [left, right] = [childOf(node, 'Left'), childOf(node, 'Right')]
  const operator = textOf(node, 'Operator')
  if (operator === 'and' || operator === 'or') return `(${inner(left)} ${operator.toUpperCase()} ${inner(right)})`
  const text = right.LiteralValue
  if (operator === ':' && typeof text === 'string') {
    const column = scope.columns.filter(({ name }) => name === nameOf(left))
    return anywhere(kindOf(left) === 'StarExpression' ? columns : column, text, isCaseSensitive, node)
  }
  if (kindOf(left) !== 'StarExpression') return condition(node, scope)
  if (typeof text !== 'string') throw new UnsupportedSyntax('the search of every column for this', right.TextStart)
  return inAny(columns, (column) => textOperator(operator, column, quoted(text), node))
}

/** `abc` is a whole term, `abc*` and `*abc` begin and end one, `*abc*` stands anywhere, and within a text `*` is any text. */
function anywhere(columns: Column[], text: string, isCaseSensitive: boolean, node: SyntaxNode): string {
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
    .join('.*')
  return `${text.startsWith('*') ? '' : '(^|[^\\p{L}\\p{N}])'}${inner}${text.endsWith('*') ? '' : '($|[^\\p{L}\\p{N}])'}`
}

function inAny(columns: Column[], match: (column: string) => string): string {
  const tests = columns.map(({ id, type }) => match(cast({ sql: id, type }, 'string').sql))
  return tests.length > 0 ? `(${tests.join(' OR ')})` : 'FALSE'
}
