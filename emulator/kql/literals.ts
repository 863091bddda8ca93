import { UnsupportedSyntax } from './errors.ts'
import { NumberText } from './functions/json.ts'
import { childOf, childrenOf, kindOf, type SyntaxNode, textOf, typeOf } from './syntax.ts'
import { nullOf, quoted, type Scalar } from './types.ts'

/** A literal in SQL. Dates are read from their text: the parser hands them over as local dates without microseconds. */
export function literal(node: SyntaxNode): Scalar {
  const type = typeOf(node)
  const text = textOf(node, 'Token')
  const inner = /^\w+\s*\(\s*(.*?)\s*\)$/s.exec(text)?.[1]?.replace(/^(['"])(.*)\1$/, '$2') ?? text
  if (inner === 'null') return { sql: nullOf(type), type }
  switch (type) {
    case 'string':
      return { sql: quoted(String(node.LiteralValue)), type }
    case 'bool':
      return { sql: inner.toLowerCase() === 'true' || inner === '1' ? 'TRUE' : 'FALSE', type }
    case 'long':
      return { sql: `${wholeNumber(inner, node)}::BIGINT`, type }
    case 'int':
      return { sql: `${wholeNumber(inner, node)}::INTEGER`, type }
    case 'real':
      return { sql: realNumber(inner, node), type }
    case 'datetime':
      return { sql: datetime(inner, node), type }
    case 'timespan':
      return { sql: `${signed(microsecondsOf(inner, node))}::BIGINT`, type }
    case 'guid':
      return { sql: quoted(inner.toLowerCase()), type }
    default:
      throw new UnsupportedSyntax(`a literal of the type '${type}'`, node.TextStart)
  }
}

/** Sixteen digits of a hexadecimal number are a long's bits: the first one is its sign. */
function wholeNumber(text: string, node: SyntaxNode): string {
  const size = /^[+-]?(\d{1,19}|0x[\da-f]{1,16})$/i.test(text) ? BigInt(text.replace(/^[+-]/, '')) : undefined
  const plain = size === undefined || !/x/i.test(text) ? size : BigInt.asIntN(64, size)
  const value = plain !== undefined && text.startsWith('-') ? -plain : plain
  if (value === undefined || value !== BigInt.asIntN(64, value))
    throw new UnsupportedSyntax(`the number '${text}'`, node.TextStart)
  return signed(value)
}

/** In parentheses where it is negative: SQL's cast binds before its minus, and the least number has no positive twin. */
const signed = (value: bigint) => (value < 0n ? `(${value})` : String(value))

function realNumber(text: string, node: SyntaxNode): string {
  const special = /^([+-]?)(inf|nan)$/i.exec(text)
  if (special) return `${quoted(`${special[1]}${special[2]}`)}::DOUBLE`
  if (/^[+-]?\d*\.?\d*(e[+-]?\d+)?$/i.test(text) && text !== '') return `${quoted(text)}::DOUBLE`
  throw new UnsupportedSyntax(`the number '${text}'`, node.TextStart)
}

const datePattern =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))?$/i

/** As microseconds: the seventh digit, a tenth of one, is not kept. */
function datetime(text: string, node: SyntaxNode): string {
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', sign, hours, minutes] =
    datePattern.exec(text) ?? []
  const two = (part: string) => part.padStart(2, '0')
  const written = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute.padStart(2, '0')}:${two(second)}Z`
  const ms = Date.parse(written)
  if (year === undefined || Number.isNaN(ms) || new Date(ms).toISOString() !== written.replace('Z', '.000Z'))
    throw new UnsupportedSyntax(`the date '${text}'`, node.TextStart)
  const offsetMs = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  const whole = new Date(ms - offsetMs).toISOString().replace('T', ' ').slice(0, 19)
  return `TIMESTAMP '${whole}.${fraction.padEnd(6, '0').slice(0, 6)}'`
}

const clockPattern = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/

/** The parser reads `1.5h`, but takes `time(1.02:03:04)` and `time(2)`, which are two days, for nothing. */
function microsecondsOf(text: string, node: SyntaxNode): bigint {
  const [, sign, days = '0', hours, minutes, seconds = '0', fraction = ''] = clockPattern.exec(text) ?? []
  if (hours !== undefined) {
    const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes ?? 0)) * 60n + BigInt(seconds)
    const size = whole * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
    return sign === '-' ? -size : size
  }
  if (/^-?\d+$/.test(text)) return BigInt(text) * 86_400_000_000n
  const value: unknown = node.LiteralValue
  const ticks = typeof value === 'object' && value !== null && 'ticks' in value ? BigInt(String(value.ticks)) : 0n
  if (ticks === 0n && !/^-?0/.test(text)) {
    throw new UnsupportedSyntax(`the timespan '${textOf(node, 'Token')}'`, node.TextStart)
  }
  return ticks / 10n
}

/** A `dynamic(…)` as the JSON it holds. */
export function dynamicLiteral(node: SyntaxNode): Scalar {
  const value = jsonOf(childOf(node, 'Expression'))
  return { sql: value === null ? nullOf('dynamic') : `${quoted(JSON.stringify(value))}::JSON`, type: 'dynamic' }
}

function jsonOf(node: SyntaxNode): unknown {
  switch (kindOf(node)) {
    case 'JsonArrayExpression':
      return childrenOf(node, 'Values').map(jsonOf)
    case 'JsonObjectExpression':
      return Object.fromEntries(
        childrenOf(node, 'Pairs').map((pair) => [
          String(childOf(pair, 'Name').ValueText),
          jsonOf(childOf(pair, 'Value')),
        ]),
      )
    case 'PrefixUnaryExpression':
      return jsonNumber(`-${textOf(childOf(node, 'Expression'), 'Token')}`)
    case 'CompoundStringLiteralExpression':
      return String(node.LiteralValue)
    case 'LiteralExpression':
      return jsonLiteral(node)
    case 'DynamicExpression':
      return jsonOf(childOf(node, 'Expression'))
    default:
      throw new UnsupportedSyntax(`${kindOf(node)} in a dynamic literal`, node.TextStart)
  }
}

/** The digits as they were written, where JSON writes them so. */
function jsonNumber(text: string): number | NumberText {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? new NumberText(text) : Number(text)
}

function jsonLiteral(node: SyntaxNode): unknown {
  const text = textOf(node, 'Token')
  if (text === 'null') return null
  switch (typeOf(node)) {
    case 'long':
    case 'int':
    case 'real':
      return jsonNumber(text)
    case 'bool':
      return text.toLowerCase() === 'true'
    case 'string':
      return String(node.LiteralValue)
    default:
      throw new UnsupportedSyntax(`'${text}' in a dynamic literal`, node.TextStart)
  }
}
