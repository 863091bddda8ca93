import { UnsupportedSyntax } from './errors.ts'
import type { SyntaxNode } from './syntax.ts'

/**
 * Operators on two texts, `a` and `b`, both never null. `_cs` ones tell case; a leading `!` denies.
 * A term is a whole run of letters and digits, so `_` ends one: a word boundary of regular expressions would be wrong.
 */
const tests: Record<string, (a: string, b: string) => string> = {
  '=~': (a, b) => `(lower(${a}) = lower(${b}))`,
  contains: (a, b) => `contains(lower(${a}), lower(${b}))`,
  contains_cs: (a, b) => `contains(${a}, ${b})`,
  startswith: (a, b) => `starts_with(lower(${a}), lower(${b}))`,
  startswith_cs: (a, b) => `starts_with(${a}, ${b})`,
  endswith: (a, b) => `ends_with(lower(${a}), lower(${b}))`,
  endswith_cs: (a, b) => `ends_with(${a}, ${b})`,
  has: (a, b) => term(`lower(${a})`, `lower(${b})`, true, true),
  has_cs: (a, b) => term(a, b, true, true),
  hasprefix: (a, b) => term(`lower(${a})`, `lower(${b})`, true, false),
  hasprefix_cs: (a, b) => term(a, b, true, false),
  hassuffix: (a, b) => term(`lower(${a})`, `lower(${b})`, false, true),
  hassuffix_cs: (a, b) => term(a, b, false, true),
  'matches regex': (a, b) => `regexp_matches(${a}, ${b})`,
}

export const textOperatorNames = Object.keys(tests)

export function textOperator(operator: string, a: string, b: string, node: SyntaxNode): string {
  const name = operator
    .replace(/^!/, '')
    .replace(/^~/, '=~')
    .replace(/^not(?=contains)/, '')
    .replace(/\s+/g, ' ')
  const test = Object.hasOwn(tests, name) ? tests[name] : undefined
  if (!test) throw new UnsupportedSyntax(`the operator '${operator}'`, node.TextStart)
  return /^!|^not/.test(operator) ? `(NOT ${test(a, b)})` : test(a, b)
}

function term(a: string, b: string, startsTerm: boolean, endsTerm: boolean): string {
  const start = startsTerm ? `'(^|[^\\p{L}\\p{N}])' || ` : ''
  const end = endsTerm ? ` || '($|[^\\p{L}\\p{N}])'` : ''
  return `(contains(${a}, ${b}) AND regexp_matches(${a}, ${start}regexp_escape(${b})${end}))`
}
