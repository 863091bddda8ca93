import { KeyVaultError } from '../errors.ts'
import type { JsonObject } from './request-body.ts'

/** A property that holds bytes in base64url, padded or not. @throws KeyVaultError 400 where it does not, or is absent */
export function requiredBytes(body: JsonObject, name: string): Buffer {
  const bytes = optionalBytes(body, name)
  if (!bytes) throw new KeyVaultError(400, 'BadParameter', `Property '${name}' is required.\r\n`)
  return bytes
}

export function optionalBytes(body: JsonObject, name: string): Buffer | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  const bytes = bytesOf(value)
  if (bytes) return bytes
  throw new KeyVaultError(
    400,
    'BadParameter',
    `Content of '${name}' is not base64url.\r\nProperty '${name}' is required.\r\n`,
  )
}

/** The bytes of a text in base64url; undefined for everything else. */
export function bytesOf(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replace(/={1,2}$/, '')
  // One digit alone holds 6 bits, less than a byte.
  return /^[\w-]*$/.test(text) && text.length % 4 !== 1 ? Buffer.from(text, 'base64url') : undefined
}
