import { matchesAny } from './access-action.ts'
import { type Attribute, type Condition, ConditionSyntaxError, parseCondition } from './access-condition-syntax.ts'
import { all, any, not, type Truth, truth } from './truth.ts'

/** A request as a condition sees it. */
export interface Request {
  action: string
  /**
   * By lower-case source and name, such as `resource microsoft.keyvault/vaults:name`; null where this request has no such
   * thing, as a list has no name of a secret. What is not in here at all cannot be told from here.
   */
  attributes: ReadonlyMap<string, string | null>
}

/** Whether the assignment counts for the request. A condition of a language that is not understood is unknown. */
export function isMet(condition: string | undefined, request: Request): Truth {
  if (!condition?.trim()) return 'yes'
  try {
    return evaluate(parseCondition(condition), request)
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return 'unknown'
    throw error
  }
}

function evaluate(condition: Condition, request: Request): Truth {
  switch (condition.kind) {
    case 'and':
      return all(condition.parts.map((part) => evaluate(part, request)))
    case 'or':
      return any(condition.parts.map((part) => evaluate(part, request)))
    case 'not':
      return not(evaluate(condition.part, request))
    case 'actionMatches':
      return truth(matchesAny(condition.patterns, request.action))
    case 'subOperationMatches':
      // Only storage has operations below its actions.
      return 'no'
    case 'exists': {
      const value = attributeOf(condition.attribute, request)
      return value === undefined ? 'unknown' : truth(value !== null)
    }
    case 'comparison': {
      const left = attributeOf(condition.attribute, request)
      const right = Array.isArray(condition.values) ? condition.values : [attributeOf(condition.values, request)]
      if (left === undefined || right.includes(undefined)) return 'unknown'
      // What a request does not have equals nothing, and does not differ from anything either.
      if (left === null) return 'no'
      return compare(
        left,
        condition.operator,
        right.filter((one): one is string => typeof one === 'string'),
      )
    }
  }
}

function attributeOf({ source, name }: Attribute, { attributes }: Request): string | null | undefined {
  return attributes.get(`${source} ${name}`)
}

type Comparison = (left: string, right: string) => boolean

const comparisons: Record<string, Comparison> = {
  stringequals: (left, right) => left === right,
  stringequalsignorecase: (left, right) => left.toLowerCase() === right.toLowerCase(),
  stringlike: (left, right) => like(right, '').test(left),
  stringlikeignorecase: (left, right) => like(right, 'i').test(left),
  stringstartswith: (left, right) => left.startsWith(right),
  stringstartswithignorecase: (left, right) => left.toLowerCase().startsWith(right.toLowerCase()),
  guidequals: (left, right) => left.toLowerCase() === right.toLowerCase(),
}

/** Each is also there with Not after its type. */
function compare(left: string, operator: string, right: string[]): Truth {
  const [quantifier, name] = operator.includes(':') ? operator.toLowerCase().split(':') : ['', operator.toLowerCase()]
  const isDenied = /^(string|guid)not/.test(name ?? '')
  const comparison = comparisons[(name ?? '').replace(/^(string|guid)not/, '$1')]
  if (!comparison) return 'unknown'
  const meets = (one: string) => comparison(left, one) !== isDenied
  // The left side is one value here, so "any of" and "all of" it are the same.
  if (quantifier === '' || quantifier?.endsWith('anyvalues')) return truth(right.some(meets))
  return quantifier?.endsWith('allvalues') ? truth(right.every(meets)) : 'unknown'
}

/** A star is any text and a question mark any character, unless a backslash stands before it. */
function like(pattern: string, flags: string): RegExp {
  const source = pattern.replace(/\\([*?])|([*?])|[.+^${}()|[\]\\]/g, (found, escaped, wild) => {
    if (escaped) return `\\${escaped}`
    if (wild) return wild === '*' ? '[\\s\\S]*' : '[\\s\\S]'
    return `\\${found}`
  })
  return new RegExp(`^${source}$`, flags)
}
