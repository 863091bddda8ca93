import { KeyVaultError } from '../errors.ts'
import { invalidProperty, isObject, type JsonObject } from './request-body.ts'

/** What a caller may set on a version. Absent and null mean the same: not given. */
export interface SecretChanges {
  contentType?: string
  tags?: Record<string, string>
  enabled?: boolean
  nbf?: number
  exp?: number
}

export interface SetSecretBody extends SecretChanges {
  value: string
}

/** https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
export const limits = { valueBytes: 25_600, contentType: 255, tags: 15, tagName: 512, tagValue: 512 }

export function readSetSecret(body: JsonObject): SetSecretBody {
  if (typeof body.value !== 'string') throw invalidProperty()
  if (Buffer.byteLength(body.value) > limits.valueBytes) {
    throw new KeyVaultError(
      400,
      'BadParameter',
      `Secret is beyond the maximum permitted length of ${limits.valueBytes} characters.`,
    )
  }
  return { value: body.value, ...readUpdateSecret(body) }
}

export function readUpdateSecret(body: JsonObject): SecretChanges {
  const attributes = body.attributes ?? {}
  if (!isObject(attributes)) throw invalidProperty()
  return {
    ...given('contentType', body.contentType, isContentType),
    ...given('tags', body.tags, isTags),
    ...given('enabled', attributes.enabled, isBoolean),
    ...given('nbf', attributes.nbf, isTimestamp),
    ...given('exp', attributes.exp, isTimestamp),
  }
}

export function readRestoreSecret(body: JsonObject): { blob: string } {
  if (typeof body.value !== 'string') throw invalidProperty()
  return { blob: body.value }
}

function given<Name extends string, Value>(name: Name, value: unknown, is: (value: unknown) => value is Value) {
  if (value === undefined || value === null) return {}
  if (!is(value)) throw invalidProperty()
  return { [name]: value } as Record<Name, Value> // a computed key widens to string
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

/** Unix seconds in 32 bits. */
function isTimestamp(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0x7fffffff
}

function isContentType(value: unknown): value is string {
  return typeof value === 'string' && value.length <= limits.contentType
}

function isTags(value: unknown): value is Record<string, string> {
  if (!isObject(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length <= limits.tags &&
    entries.every(
      ([name, tag]) => name.length <= limits.tagName && typeof tag === 'string' && tag.length <= limits.tagValue,
    )
  )
}
