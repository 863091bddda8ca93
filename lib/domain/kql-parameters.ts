export type KqlParameterKind = 'text' | 'number' | 'truth' | 'time' | 'duration' | 'list'

/** A `let` line at the head of a query, whose value can be changed without reading the rest. */
export interface KqlParameter {
  name: string
  kind: KqlParameterKind
  /** A text without its quotes, the names of a list with commas between; else as it stands in the query. */
  value: string
  /** Which line of the text, from 0. */
  line: number
}

const parameterLine = /^let (\w+) = (.+?);\s*$/

const literals: [KqlParameterKind, RegExp][] = [
  ['text', /^"((?:\\.|[^"\\])*)"$/],
  ['truth', /^(true|false)$/],
  ['number', /^-?\d+(\.\d+)?$/],
  ['duration', /^\d+(\.\d+)?(d|h|m|s|ms)$/],
  ['time', /^(datetime\([^()";]*\)|ago\([\w.]+\)|now\(\))$/],
  ['list', /^dynamic\(\[((?:\s*"(?:\\.|[^"\\])*"\s*,?)*)\]\)$/],
]

/** The parameters of a query: `let` lines of one literal each, after the comments that it begins with. */
export function kqlParameters(text: string): KqlParameter[] {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('//'))
  const parameters: KqlParameter[] = []
  for (let line = Math.max(first, 0); line < lines.length; line++) {
    const [, name, literal] = parameterLine.exec(lines[line] ?? '') ?? []
    const read = literal && readLiteral(literal)
    if (!name || !read) break
    parameters.push({ name, line, ...read })
  }
  return parameters
}

function readLiteral(literal: string): { kind: KqlParameterKind; value: string } | undefined {
  for (const [kind, pattern] of literals) {
    const match = pattern.exec(literal)
    if (!match) continue
    if (kind === 'text') return { kind, value: unquoted(match[1] ?? '') }
    if (kind === 'list') {
      return {
        kind,
        value: [...(match[1] ?? '').matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, one = '']) => unquoted(one)).join(', '),
      }
    }
    return { kind, value: literal }
  }
  return undefined
}

function unquoted(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})|\\(.)/gi, (_all, code: string | undefined, sign: string | undefined) => {
    if (code) return String.fromCharCode(Number.parseInt(code, 16))
    return { n: '\n', t: '\t', r: '\r' }[sign ?? ''] ?? sign ?? ''
  })
}

/** Signs that end a line to some readers are written by their numbers, as JSON does with the others. */
const quoted = (text: string) =>
  JSON.stringify(text).replace(
    /[\u0085\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Why a value cannot be one of the parameter's kind, as a sentence; undefined where it can. */
export function parameterMistake({ kind }: KqlParameter, value: string): string | undefined {
  if (kind === 'text' || kind === 'list') return undefined
  const pattern = literals.find(([one]) => one === kind)?.[1]
  if (pattern?.test(value)) return undefined
  return {
    number: 'Give a number.',
    truth: 'Give true or false.',
    duration: 'Give a span as 7d, 12h or 30m.',
    time: 'Give a time as datetime(2026-11-25T10:40:00Z) or ago(7d).',
  }[kind]
}

/** The query with another value in one of its `let` lines. A value that is no literal of the kind changes nothing. */
export function withParameter(text: string, parameter: KqlParameter, value: string): string {
  if (parameterMistake(parameter, value)) return text
  const literal =
    parameter.kind === 'text'
      ? quoted(value)
      : parameter.kind === 'list'
        ? `dynamic([${value
            .split(',')
            .flatMap((one) => (one.trim() ? [quoted(one.trim())] : []))
            .join(', ')}])`
        : value
  const lines = text.split('\n')
  lines[parameter.line] = `let ${parameter.name} = ${literal};`
  return lines.join('\n')
}
