import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import { literalPattern } from '../regex.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import { childOf, childrenOf, kindOf, nameOf, parametersOf, type SyntaxNode, textOf, typeOf } from '../syntax.ts'
import { quoted } from '../types.ts'
import type { Operator } from './operator.ts'

/** parse: rows that do not match stay, with nothing in the new columns. */
export const parse: Operator = (node, input, scope) => parsed(node, input, scope).stage

/** parse-where: rows that do not match go. */
export const parseWhere: Operator = (node, input, scope) => {
  const { stage, matches } = parsed(node, input, scope)
  return { ...stage, relation: scope.translation.relation(`SELECT * FROM ${stage.relation} WHERE ${matches}`) }
}

/**
 * The whole text must match the pattern. `simple` takes texts as they are and the shortest of each column; `regex` takes
 * them as regular expressions and the longest; `relaxed` is as simple, but a value that is not of its column's type is null
 * instead of making the row one that does not match.
 */
function parsed(node: SyntaxNode, input: Stage, scope: Scope): { stage: Stage; matches: string } {
  const { translation } = scope
  const kind = kindOfParse(node)
  const parts = childrenOf(node, 'Patterns')
  const captured = parts.flatMap((part) => (declarationOf(part) ? [{ part, ...wantedOf(part) }] : []))
  const pattern = quoted(`^${flagsOf(node, kind)}${parts.map((part) => regexOf(part, kind)).join('')}$`)
  const of = childOf(node, 'Expression')
  const text = cast(expression(of, scope), 'string', of).sql
  const [isMatch, groups] = [translation.column('', 'bool'), translation.column('', 'row')]
  const names = captured.map((_, index) => quoted(`g${index}`)).join(', ')
  const found = captured.length > 0 ? `, regexp_extract(${text}, ${pattern}, [${names}]) AS ${groups.id}` : ''
  const first = translation.relation(
    `SELECT *, regexp_matches(${text}, ${pattern}) AS ${isMatch.id}${found} FROM ${input.relation}`,
  )
  const read = captured.map(({ name, type, part }, index) => {
    const value = cast({ sql: `${groups.id}['g${index}']`, type: 'string' }, type, part)
    return { raw: translation.column(name, type), column: translation.column(name, type), sql: value.sql }
  })
  const second = translation.relation(
    `SELECT *${read.map(({ raw, sql }) => `, ${sql} AS ${raw.id}`).join('')} FROM ${first}`,
  )
  const typed = kind === 'relaxed' ? [] : read.filter(({ raw }) => raw.type !== 'string')
  const matches = [isMatch.id, ...typed.map(({ raw }) => `${raw.id} IS NOT NULL`)].join(' AND ')
  const values = read.map(({ raw, column }) => {
    const value = neverNull({ sql: `CASE WHEN ${matches} THEN ${raw.id} END`, type: raw.type })
    return `, ${value.sql} AS ${column.id}`
  })
  const relation = translation.relation(`SELECT *${values.join('')} FROM ${second}`)
  const columns = replaced(
    input.columns,
    read.map(({ column }) => column),
  )
  return { stage: { ...input, relation, columns }, matches: `(${matches})` }
}

function kindOfParse(node: SyntaxNode): 'simple' | 'regex' | 'relaxed' {
  const kind = parametersOf(node).get('kind')
  const name = kind ? textOf(kind, 'Token') : 'simple'
  if (name === 'simple' || name === 'regex' || name === 'relaxed') return name
  throw new UnsupportedSyntax(`parse kind '${name}'`, node.TextStart)
}

/** RE2's own letters: U, m, s, i. A simple pattern's `*` passes over the ends of lines. */
function flagsOf(node: SyntaxNode, kind: string): string {
  const given = parametersOf(node).get('flags')
  const flags = given ? textOf(given, 'Token') : ''
  if (/[^Umsi]/.test(flags)) throw new UnsupportedSyntax(`parse's flags '${flags}'`, node.TextStart)
  const all = kind === 'regex' ? flags : 's'
  return all === '' ? '' : `(?${all})`
}

function declarationOf(part: SyntaxNode): SyntaxNode | undefined {
  if (kindOf(part) === 'NameDeclaration') return part
  return kindOf(part) === 'NameAndTypeDeclaration' ? childOf(part, 'Name') : undefined
}

function wantedOf(part: SyntaxNode): { name: string; type: string } {
  const declaration = declarationOf(part) ?? part
  return { name: nameOf(declaration), type: typeOf(declaration) }
}

function regexOf(part: SyntaxNode, kind: 'simple' | 'regex' | 'relaxed'): string {
  const any = kind === 'regex' ? '.*' : '.*?'
  if (kindOf(part) === 'StarExpression') return any
  if (declarationOf(part)) {
    const typed = typedPatterns[wantedOf(part).type]
    if (typed === undefined) return `(${any})`
    return kind === 'relaxed' ? `(${typed}|${any})` : `(${typed})`
  }
  const text = part.LiteralValue
  if (typeof text !== 'string') throw new UnsupportedSyntax(`${kindOf(part)} in a pattern`, part.TextStart)
  return kind === 'regex' ? `(?:${withoutGroups(text)})` : literalPattern(text)
}

const typedPatterns: Record<string, string> = {
  long: '[+-]?\\d+',
  int: '[+-]?\\d+',
  real: '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?',
  bool: '[Tt]rue|[Ff]alse|TRUE|FALSE|[01]',
  guid: '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
}

/** The query's own groups may not shift the numbers of the columns' groups. */
function withoutGroups(regex: string): string {
  return regex.replaceAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?!\?)|\(\?P?<\w+>/gs, (part) =>
    part.startsWith('(') ? '(?:' : part,
  )
}

/** As extend has it: a new column takes the place of the one that had its name. */
export function replaced(columns: Column[], added: Column[]): Column[] {
  const byName = new Map(added.map((column) => [column.name, column]))
  const kept = columns.map((column) => byName.get(column.name) ?? column)
  return [...kept, ...[...byName.values()].filter(({ name }) => !columns.some((column) => column.name === name))]
}
