import { randomBytes, randomUUID } from 'node:crypto'
import { KeyVaultError } from '../errors.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import type { JsonObject } from './request-body.ts'

const maxCount = 128

export function readRandomBytes({ count }: JsonObject): { count: number } {
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= maxCount) return { count }
  throw new KeyVaultError(
    400,
    'BadParameter',
    `GetRandomBytesRequest: count cannot be greater than ${maxCount} or less than 1 (Activity ID: ${randomUUID()})`,
  )
}

export function getRandomBytes(_call: KeyVaultCall, { count }: { count: number }): Answer {
  return { status: 200, body: { value: randomBytes(count).toString('base64url') } }
}
