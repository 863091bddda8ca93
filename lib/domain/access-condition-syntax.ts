/**
 * The conditions of role assignments, version 2.0, as a tree.
 * https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'actionMatches'; patterns: string[] }
  | { kind: 'subOperationMatches' }
  | { kind: 'exists'; attribute: Attribute }
  | { kind: 'comparison'; attribute: Attribute; operator: string; values: string[] | Attribute }

/** For example `@Resource[Microsoft.KeyVault/vaults/secrets:name]`. */
export interface Attribute {
  source: string
  name: string
}

export class ConditionSyntaxError extends Error {}

/** @throws ConditionSyntaxError for what is not a condition, or not one of this language */
export function parseCondition(text: string): Condition {
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at] ?? ''
  const take = (expected?: string): string => {
    const token = peek()
    if (token === '' || (expected !== undefined && token !== expected)) {
      throw new ConditionSyntaxError(`Expected ${expected ?? 'more'} and found ${token || 'the end'}.`)
    }
    at += 1
    return token
  }
  const isNext = (...words: string[]) => words.includes(peek().toUpperCase())

  function chain(kind: 'and' | 'or', words: string[], next: () => Condition): Condition {
    const first = next()
    if (!isNext(...words)) return first
    const parts = [first]
    while (isNext(...words)) {
      take()
      parts.push(next())
    }
    return { kind, parts }
  }
  const anyOf = (): Condition => chain('or', ['OR', '||'], allOf)
  const allOf = (): Condition => chain('and', ['AND', '&&'], one)

  function one(): Condition {
    if (isNext('!', 'NOT')) {
      take()
      return { kind: 'not', part: one() }
    }
    if (isNext('(')) {
      take()
      const inner = anyOf()
      take(')')
      return inner
    }
    if (isNext('ACTIONMATCHES')) {
      take()
      return { kind: 'actionMatches', patterns: set() }
    }
    if (isNext('SUBOPERATIONMATCHES')) {
      take()
      set()
      return { kind: 'subOperationMatches' }
    }
    if (isNext('EXISTS')) {
      take()
      return { kind: 'exists', attribute: attribute() }
    }
    return { kind: 'comparison', attribute: attribute(), operator: take(), values: values() }
  }

  function attribute(): Attribute {
    const [, source, name] = /^@(\w+)\[(.+)\]$/.exec(peek()) ?? []
    if (!source || !name) throw new ConditionSyntaxError(`Expected an attribute and found ${peek() || 'the end'}.`)
    at += 1
    return { source: source.toLowerCase(), name: name.toLowerCase() }
  }

  function values(): string[] | Attribute {
    if (peek() === '{') return set()
    return peek().startsWith('@') ? attribute() : [literal()]
  }

  function set(): string[] {
    take('{')
    const found = [literal()]
    while (peek() === ',') {
      take()
      found.push(literal())
    }
    take('}')
    return found
  }

  function literal(): string {
    const token = take()
    if (/^[(){},!]$/.test(token)) throw new ConditionSyntaxError(`Expected a value and found ${token}.`)
    return token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token
  }

  const whole = anyOf()
  if (peek() !== '') throw new ConditionSyntaxError(`Nothing may follow, and there is ${peek()}.`)
  return whole
}

function tokensOf(text: string): string[] {
  const token = /\s+|('(?:[^']|'')*'|@\w+\[[^\]]+\]|&&|\|\||[(){},!]|[^\s(){},!'@&|]+)/gy
  const tokens: string[] = []
  while (token.lastIndex < text.length) {
    const before = token.lastIndex
    const found = token.exec(text)
    if (!found) throw new ConditionSyntaxError(`There is something unexpected at ${before}.`)
    if (found[1] !== undefined) tokens.push(found[1])
  }
  return tokens
}
