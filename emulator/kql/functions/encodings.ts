import { gunzipSync, inflateSync } from 'node:zlib'
import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { isNumeric, type Json, toNumber } from './json.ts'
import { type ScalarFunction, template } from './scalar-function.ts'
import { script } from './script.ts'
import { xxhash64 } from './xxhash64.ts'

/** The bytes, or null for what is not base64 to its last sign. */
function bytesOf(text: string): Buffer | null {
  if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(text) || text.includes('_')) return null
  return Buffer.from(text, 'base64')
}

/** Bytes that are no UTF-8 give an empty text. */
function utf8Of(bytes: Uint8Array | null): string {
  try {
    return bytes ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) : ''
  } catch {
    return ''
  }
}

const longestTextBytes = 16 * 1024 * 1024

function decompressed(text: string, inflate: typeof gunzipSync): string {
  const bytes = bytesOf(text)
  if (!bytes || bytes.length === 0) return ''
  try {
    return utf8Of(inflate(bytes, { maxOutputLength: longestTextBytes }))
  } catch {
    return ''
  }
}

function fromArray(values: Json): string {
  if (!Array.isArray(values)) return ''
  const bytes = values.map((value) => (isNumeric(value) ? toNumber(value) : -1))
  return bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)
    ? Buffer.from(bytes).toString('base64')
    : ''
}

/** A GUID's first three groups have their bytes in reverse, as Windows keeps them. The documented way back disagrees, so it is refused. */
const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
const reordered = (bytes: Buffer) => Buffer.from(guidOrder.map((at) => bytes[at] ?? 0))

const encodeText = template(['string'], 'string', 'to_base64(encode($1))')
const decodeText = script('base64_decode_tostring', ['string'], 'string', (text) => utf8Of(bytesOf(text)))

const hashOfText = script('hash_of_text', ['string', 'long'], 'long', (text, mod) => xxhash64(Buffer.from(text), mod))
const hashOfTicks = script('hash_of_ticks', ['long', 'long'], 'long', (ticks, mod) => {
  if (ticks === null) return null
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(ticks)
  return xxhash64(bytes, mod)
})

/** Azure's documentation shows what a text and a date give; what other types give is not known. */
function hash(of: ScalarFunction, types: string[], carrier: string): ScalarFunction {
  return {
    ...of,
    takes: ['any', 'long'],
    sql: ([value, ...rest], call) => {
      if (!value || !types.includes(value.type))
        throw new UnsupportedSyntax(`a hash of the type '${value?.type}'`, call.node.TextStart)
      return of.sql([cast(value, carrier, call.node), ...rest], call)
    },
  }
}

const ofText = hash(hashOfText, ['string'], 'string')
const ofTicks = hash(hashOfTicks, ['datetime', 'timespan', 'long'], 'long')
const hashOfAny: ScalarFunction = {
  scripts: [...(ofText.scripts ?? []), ...(ofTicks.scripts ?? [])],
  takes: ['any', 'long'],
  gives: 'long',
  sql: (values, call) => (values[0]?.type === 'string' ? ofText : ofTicks).sql(values, call),
}

/** Base64, compression and hashes. */
export const encodingFunctions: Record<string, ScalarFunction> = {
  base64_encode_tostring: encodeText,
  base64_encodestring: encodeText,
  base64_decode_tostring: decodeText,
  base64_decodestring: decodeText,
  base64_decode_toarray: script('base64_decode_toarray', ['string'], 'dynamic', (text) => {
    const bytes = bytesOf(text)
    return bytes ? [...bytes] : null
  }),
  base64_encode_fromarray: script('base64_encode_fromarray', ['dynamic'], 'string', fromArray),
  base64_encode_fromguid: script('base64_encode_fromguid', ['guid'], 'string', (guid) =>
    guid === null ? '' : reordered(Buffer.from(guid.replaceAll('-', ''), 'hex')).toString('base64'),
  ),
  gzip_decompress_from_base64_string: script('gunzip', ['string'], 'string', (text) => decompressed(text, gunzipSync)),
  zlib_decompress_from_base64_string: script('inflate', ['string'], 'string', (text) =>
    decompressed(text, inflateSync),
  ),
  hash: hashOfAny,
  hash_xxhash64: hashOfAny,
  hash_sha256: template(['string'], 'string', 'sha256($1)'),
  hash_md5: template(['string'], 'string', 'md5($1)'),
  hash_sha1: template(['string'], 'string', 'sha1($1)'),
}
