/**
 * Conditions of role assignments, version 2.0: who holds a role may use it only where its condition holds.
 * https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */

/** What a condition may look at, by `@Source[name]` in lower case. A list has no name of a secret, and so it has none here. */
export interface ConditionFacts {
  action: string
  attributes: Readonly<Record<string, string>>
}

export class InvalidCondition extends Error {}

type Fact = (facts: ConditionFacts) => boolean

const compiled = new Map<string, Fact>()

/** Whether it holds. One that cannot be read holds nowhere: no right comes from what nobody understands. */
export function holds(condition: string, facts: ConditionFacts): boolean {
  try {
    return compiledCondition(condition)(facts)
  } catch (error) {
    if (error instanceof InvalidCondition) return false
    throw error
  }
}

/** @throws InvalidCondition with what is wrong, for whoever writes one */
export function compiledCondition(condition: string): Fact {
  const known = compiled.get(condition)
  if (known) return known
  const reader = new Reader(condition)
  const fact = alternatives(reader)
  if (!reader.isAtEnd) throw new InvalidCondition(`Unexpected '${reader.rest}'.`)
  compiled.set(condition, fact)
  return fact
}

/** Reads a text from its front; blanks between the pieces do not matter. */
class Reader {
  #left: string

  constructor(text: string) {
    this.#left = text.trimStart()
  }

  get isAtEnd(): boolean {
    return this.#left === ''
  }

  get rest(): string {
    return this.#left.slice(0, 40)
  }

  /** @param piece anchored at its front */
  take(piece: RegExp): string | undefined {
    const [found] = piece.exec(this.#left) ?? []
    if (found !== undefined) this.#left = this.#left.slice(found.length).trimStart()
    return found
  }

  need(piece: RegExp, what: string): string {
    const found = this.take(piece)
    if (found === undefined) throw new InvalidCondition(`Expected ${what} at '${this.rest}'.`)
    return found
  }
}

function alternatives(reader: Reader): Fact {
  const parts = [conjunction(reader)]
  while (reader.take(/^(?:OR\b|\|\|)/i) !== undefined) parts.push(conjunction(reader))
  return (facts) => parts.some((part) => part(facts))
}

function conjunction(reader: Reader): Fact {
  const parts = [statement(reader)]
  while (reader.take(/^(?:AND\b|&&)/i) !== undefined) parts.push(statement(reader))
  return (facts) => parts.every((part) => part(facts))
}

function statement(reader: Reader): Fact {
  if (reader.take(/^(?:NOT\b|!)/i) !== undefined) {
    const denied = statement(reader)
    return (facts) => !denied(facts)
  }
  if (reader.take(/^\(/) !== undefined) {
    const inner = alternatives(reader)
    reader.need(/^\)/, "')'")
    return inner
  }
  if (reader.take(/^ActionMatches\b/i) !== undefined) {
    const patterns = set(reader).map((one) => wildcards(one))
    return ({ action }) => patterns.some((one) => one.test(action))
  }
  if (reader.take(/^SubOperationMatches\b/i) !== undefined) {
    set(reader)
    return () => false
  }
  if (reader.take(/^Exists\b/i) !== undefined) {
    const name = attribute(reader)
    return ({ attributes }) => attributes[name] !== undefined
  }
  return comparison(reader)
}

function comparison(reader: Reader): Fact {
  const left = attribute(reader)
  const operator = reader.need(/^(?:For(?:Any|All)Of(?:Any|All)Values:)?[A-Za-z]+/, 'an operator')
  const [, every, negation, base = '', ignoresCase] =
    /^(?:For(?:Any|All)Of(Any|All)Values:)?(?:String|Guid)(Not)?(Equals|Like|StartsWith)(IgnoreCase)?$/.exec(
      operator,
    ) ?? []
  if (base === '') throw new InvalidCondition(`There is no operator '${operator}' for texts.`)
  const right = operand(reader)
  const normal = (text: string) => (ignoresCase || operator.includes('Guid') ? text.toLowerCase() : text)
  const test = (value: string, one: string): boolean => {
    if (base === 'Equals') return value === one
    return base === 'Like' ? wildcards(one, '').test(value) : value.startsWith(one)
  }
  return ({ attributes }) => {
    const value = attributes[left]
    const others = right(attributes)
    if (value === undefined) return false
    const results = others.map((one) => test(normal(value), normal(one)) !== (negation !== undefined))
    return every === 'All' ? results.every(Boolean) : results.some(Boolean)
  }
}

function operand(reader: Reader): (attributes: ConditionFacts['attributes']) => string[] {
  if (/^\{/.test(reader.rest)) {
    const values = set(reader)
    return () => values
  }
  if (/^@/.test(reader.rest)) {
    const name = attribute(reader)
    return (attributes) => [attributes[name]].filter((one) => one !== undefined)
  }
  const value = literal(reader)
  return () => [value]
}

function attribute(reader: Reader): string {
  return reader.need(/^@(?:Resource|Request|Principal|Environment)\[[^\]]+\]/i, 'an attribute').toLowerCase()
}

function set(reader: Reader): string[] {
  reader.need(/^\{/, "'{'")
  const values = [literal(reader)]
  while (reader.take(/^,/) !== undefined) values.push(literal(reader))
  reader.need(/^\}/, "'}'")
  return values
}

/** A text between quotes, in which a quote is doubled, or a bare GUID. */
function literal(reader: Reader): string {
  const found = reader.need(/^(?:'(?:[^']|'')*'|[\w-]+)/, 'a value')
  return found.startsWith("'") ? found.slice(1, -1).replaceAll("''", "'") : found
}

/** `*` is any text and `?` any character; a backslash before them takes that from them. */
function wildcards(pattern: string, flags = 'i'): RegExp {
  const pieces = pattern.match(/\\[*?]|[\s\S]/g) ?? []
  const source = pieces.map((one) => {
    if (one === '*') return '[\\s\\S]*'
    if (one === '?') return '[\\s\\S]'
    return one.at(-1)?.replace(/[.*+?^${}()|[\]\\]/, '\\$&')
  })
  return new RegExp(`^${source.join('')}$`, flags)
}
