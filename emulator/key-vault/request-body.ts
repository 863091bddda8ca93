import { KeyVaultError } from '../errors.ts'
import type { Answer, KeyVaultCall } from './operation.ts'

export type JsonObject = Record<string, unknown>

/** The most a body may have: a backup of 500 full versions, encoded. */
export const maxBodyBytes = 20 * 1024 * 1024

/** Key Vault names no property in this message, whichever it is. */
export function invalidProperty(): KeyVaultError {
  return new KeyVaultError(400, 'BadParameter', 'Property has invalid value\r\n')
}

/** Puts the reading of the body before the operation, so that it runs on what was checked. */
export function withBody<Body>(
  read: (body: JsonObject) => Body,
  run: (call: KeyVaultCall, body: Body) => Answer | Promise<Answer>,
) {
  return (call: KeyVaultCall) => run(call, read(parseBody(call)))
}

function parseBody({ contentType, bodyText }: KeyVaultCall): JsonObject {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    throw new KeyVaultError(415, 'BadParameter', "The request's Content-Type must be 'application/json'.")
  }
  const body = parsed(bodyText)
  if (!isObject(body)) throw invalidProperty()
  return body
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new KeyVaultError(400, 'BadParameter', 'The request body is not valid JSON.')
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
