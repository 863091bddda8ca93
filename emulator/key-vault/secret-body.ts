import { KeyVaultError } from '../errors.ts'
import { type CommonChanges, given, readCommonChanges } from './object-attributes.ts'
import { invalidProperty, type JsonObject } from './request-body.ts'

/** What a caller may set on a version. Absent and null mean the same: not given. */
export interface SecretChanges extends CommonChanges {
  contentType?: string
}

export interface SetSecretBody extends SecretChanges {
  value: string
}

/** https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
const limits = { valueBytes: 25_600, contentType: 255 }

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
  return { ...given('contentType', body.contentType, isContentType), ...readCommonChanges(body) }
}

function isContentType(value: unknown): value is string {
  return typeof value === 'string' && value.length <= limits.contentType
}
