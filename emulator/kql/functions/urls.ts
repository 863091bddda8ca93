import { bagOf, type JsonBag } from './json.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { script } from './script.ts'

/** Values stay encoded, the last of a name wins, a name without `=` is left out. */
function parametersOf(query: string): JsonBag {
  return bagOf(
    query.split('&').flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=')
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : []
    }),
  )
}

/**
 * As Azure does it, not as RFC 3986: a name without a password stays in the host, and a port follows the last colon.
 * https://github.com/microsoft/Kusto-Query-Language/issues/112
 */
function parseUrl(url: string): JsonBag {
  const [, scheme = '', authority = '', path = '', query = '', fragment = ''] =
    /^([^:/?#]+):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? []
  const [, username = '', password = '', place = authority] = /^([^:@]*):([^@]*)@(.*)$/s.exec(authority) ?? []
  const colon = place.lastIndexOf(':')
  return {
    Scheme: scheme,
    Host: colon < 0 ? place : place.slice(0, colon),
    Port: colon < 0 ? '' : place.slice(colon + 1),
    Path: path,
    Username: username,
    Password: password,
    'Query Parameters': parametersOf(query),
    Fragment: fragment,
  }
}

/** With small letters in its codes, as .NET writes them. */
function encode(text: string, space: string): string {
  return Array.from(text.toWellFormed(), (character) => {
    if (/[\w.!*()-]/.test(character)) return character
    if (character === ' ') return space
    return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  }).join('')
}

/** What is no code stays as it is. */
function decode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replaceAll(/(?:%[\da-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'))
}

const parse = script('parse_url', ['string'], 'dynamic', parseUrl)
const parseQuery = script('parse_urlquery', ['string'], 'dynamic', (query) => ({
  'Query Parameters': parametersOf(query),
}))

export const urlFunctions: Record<string, ScalarFunction> = {
  parse_url: parse,
  parseurl: parse,
  parse_urlquery: parseQuery,
  parseurlquery: parseQuery,
  url_encode: script('url_encode', ['string'], 'string', (text) => encode(text, '+')),
  url_encode_component: script('url_encode_component', ['string'], 'string', (text) => encode(text, '%20')),
  url_decode: script('url_decode', ['string'], 'string', decode),
}
