import { isNumeric, type Json, toNumber } from './json.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { script, scriptOfMany } from './script.ts'
import { maxCharacters, tooLong } from './text-size.ts'

/** Positions are of characters, not of UTF-16's halves of them. The length counts anew from each match. */
function indexOf(
  text: string,
  wanted: string,
  startAt: bigint | null,
  length: bigint | null,
  occurrence: bigint | null,
): bigint | null {
  const [most, which] = [Number(length ?? -1n), Number(occurrence ?? 1n)]
  if (most < -1 || which < 0) return null
  const characters = Array.from(text)
  const asked = Number(startAt ?? 0n)
  const start = asked < 0 ? Math.max(characters.length + asked, 0) : asked
  let at = start - 1
  for (let seen = 0; seen < which; seen++) {
    const from = at + 1
    const found = characters
      .slice(from, most < 0 ? undefined : from + most)
      .join('')
      .indexOf(wanted)
    if (found < 0) return -1n
    at = from + Array.from(characters.slice(from).join('').slice(0, found)).length
  }
  return which === 0 ? -1n : BigInt(at)
}

/** @throws before a text grows longer than Azure allows */
function joined(parts: string[], delimiter: string): string {
  const length = parts.reduce((sum, part) => sum + part.length + delimiter.length, 0)
  if (length > maxCharacters) throw new Error(tooLong)
  return parts.join(delimiter)
}

/** An earlier pair goes first, and what it took is left alone by the others. */
function replaceStrings(text: string, lookups: Json, rewrites: Json): string {
  if (!Array.isArray(lookups) || !Array.isArray(rewrites)) return text
  let parts: { text: string; isDone: boolean }[] = [{ text, isDone: false }]
  for (const [index, lookup] of lookups.entries()) {
    if (typeof lookup !== 'string' || lookup === '') continue
    const rewrite = rewrites[index]
    const done = { text: typeof rewrite === 'string' ? rewrite : lookup, isDone: true }
    parts = parts.flatMap((part) =>
      part.isDone
        ? [part]
        : part.text.split(lookup).flatMap((piece, at) => [...(at > 0 ? [done] : []), { text: piece, isDone: false }]),
    )
  }
  return joined(
    parts.map((part) => part.text),
    '',
  )
}

/** A character without a partner takes the last one; where there is none, it goes. */
function translate(search: string, replacement: string, text: string): string {
  const from = Array.from(search)
  const to = Array.from(replacement)
  return Array.from(text, (character) => {
    const at = from.indexOf(character)
    return at < 0 ? character : (to[Math.min(at, to.length - 1)] ?? '')
  }).join('')
}

const joinArray = script('strcat_array', ['dynamic', 'string'], 'string', (array, delimiter) =>
  Array.isArray(array)
    ? joined(
        array.map((item) => (typeof item === 'string' ? item : item === null ? '' : JSON.stringify(item))),
        delimiter,
      )
    : '',
)

const codepoints = script('codepoints', ['string'], 'dynamic', (text) =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0),
)
const fromCodepoints = scriptOfMany('from_codepoints', [], 'dynamic', 'string', (_, values) => {
  const numbers = values.flat().map((value) => (isNumeric(value) ? toNumber(value) : -1))
  const isText = numbers.every((one) => Number.isInteger(one) && one >= 0 && one <= 0x10ffff && !isSurrogate(one))
  return isText ? numbers.map((one) => String.fromCodePoint(one)).join('') : ''
})
const isSurrogate = (codepoint: number) => codepoint >= 0xd800 && codepoint <= 0xdfff

/** One record of RFC 4180. */
function parseCsv(text: string): Json {
  const fields: string[] = []
  const field = /("(?:[^"]|"")*"?[^,\r\n]*|[^,\r\n]*)(,|\r?\n|\r|$)/gy
  for (let match = field.exec(text); match; match = field.exec(text)) {
    const [, value = '', end] = match
    fields.push(value.startsWith('"') ? value.replace(/^"|"(?=[^"]*$)/g, '').replaceAll('""', '"') : value)
    if (end !== ',') break
  }
  return fields
}

/** https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw */
function parseCommandLine(text: string, parser: string): Json {
  if (parser !== 'windows') throw new Error(`parse_command_line() has no parser '${parser}', only 'windows'.`)
  if (text.trim() === '') return []
  // The program's name: up to the next quote or the next space, without escapes.
  const [program = '', quoted, plain = ''] = /^(?:"([^"]*)"?|(\S*))/.exec(text) ?? []
  const list = [quoted ?? plain]
  let argument: string | undefined
  let isQuoted = false
  for (let at = program.length; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\') {
      const slashes = /^\\+/.exec(text.slice(at))?.[0].length ?? 1
      at += slashes - 1
      const beforeQuote = text.charAt(at + 1) === '"'
      argument = (argument ?? '') + '\\'.repeat(beforeQuote ? Math.floor(slashes / 2) : slashes)
      if (beforeQuote && slashes % 2 === 1) {
        argument += '"'
        at++
      }
    } else if (character === '"') {
      argument ??= ''
      if (isQuoted && text.charAt(at + 1) === '"') {
        argument += '"'
        at++
      } else isQuoted = !isQuoted
    } else if (/\s/.test(character) && !isQuoted) {
      if (argument !== undefined) list.push(argument)
      argument = undefined
    } else argument = (argument ?? '') + character
  }
  if (argument !== undefined) list.push(argument)
  return list
}

function parsePath(path: string): Json {
  const [, scheme = '', rest = path] = /^([a-z][\w+.-]*):\/\/(.*)$/is.exec(path) ?? []
  const [, root = ''] = /^([a-z]:)/i.exec(rest) ?? []
  const end = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\'))
  const directory = end < 0 ? '' : rest.slice(0, end)
  const [file = '', stream = ''] = rest.slice(end + 1).split(':')
  const dot = file.lastIndexOf('.')
  return {
    Scheme: scheme,
    RootPath: root,
    DirectoryPath: directory,
    DirectoryName: directory === root ? '' : (directory.split(/[\\/]/).at(-1) ?? ''),
    Filename: file,
    Extension: dot < 0 ? '' : file.slice(dot + 1),
    AlternateDataStreamName: stream,
  }
}

const units = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB']

function formatBytes(size: number | null, precision: number | null, unit: string): string {
  if (size === null || !Number.isFinite(size)) return ''
  const fitting = Math.min(Math.floor(Math.log2(Math.max(Math.abs(size), 1)) / 10), units.length - 1)
  const at = unit === '' ? fitting : units.indexOf(unit)
  if (at < 0) throw new Error(`format_bytes() has no unit '${unit}'.`)
  const scale = 10 ** Math.min(Math.max(precision ?? 0, 0), 15)
  return `${Math.round((size / 1024 ** at) * scale) / scale} ${units[at]}`
}

function countOverlapping(text: string, wanted: string): bigint {
  if (wanted === '') return 0n
  let count = 0n
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) count++
  return count
}

export const countOf = script('countof', ['string', 'string'], 'long', countOverlapping)

const indexOfWithin = script('indexof', ['string', 'string', 'long', 'long', 'long'], 'long', indexOf)
const indexOfAny: ScalarFunction = {
  ...indexOfWithin,
  sql: (values, call) =>
    values.length > 2 ? indexOfWithin.sql(values, call) : `(strpos(${values[0]?.sql}, ${values[1]?.sql}) - 1)`,
}

export const textScriptFunctions: Record<string, ScalarFunction> = {
  strcat_array: joinArray,
  array_strcat: joinArray,
  indexof: indexOfAny,
  replace_strings: script('replace_strings', ['string', 'dynamic', 'dynamic'], 'string', replaceStrings),
  translate: script('translate', ['string', 'string', 'string'], 'string', translate),
  unicode_codepoints_from_string: codepoints,
  to_utf8: codepoints,
  unicode_codepoints_to_string: fromCodepoints,
  make_string: fromCodepoints,
  parse_csv: script('parse_csv', ['string'], 'dynamic', parseCsv),
  parse_command_line: script('parse_command_line', ['string', 'string'], 'dynamic', parseCommandLine),
  parse_path: script('parse_path', ['string'], 'dynamic', parsePath),
  format_bytes: script('format_bytes', ['real', 'int', 'string'], 'string', formatBytes),
}
