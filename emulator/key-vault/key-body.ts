import { KeyVaultError } from '../errors.ts'
import { readKeyOps } from './key-ops.ts'
import { attributesIn, type CommonChanges, isBoolean, readCommonChanges } from './object-attributes.ts'
import { type ReleaseWish, readReleaseWish } from './release-policy.ts'
import { invalidProperty, isObject, type JsonObject } from './request-body.ts'

export interface KeyChanges {
  changes: CommonChanges
  keyOps?: string[]
  release: ReleaseWish
}

export interface CreateKeyBody extends KeyChanges {
  /** `kty`, `key_size`, `crv` and `public_exponent`: what they mean depends on the vault. */
  wish: JsonObject
}

export interface ImportKeyBody extends KeyChanges {
  jwk: JsonObject
  isHsm: boolean
}

export function readCreateKey(body: JsonObject): CreateKeyBody {
  return { wish: body, ...readUpdateKey(body) }
}

export function readImportKey(body: JsonObject): ImportKeyBody {
  const { key, Hsm: isHsm = false } = body
  if (key === undefined || key === null) throw new KeyVaultError(400, 'BadParameter', "Property 'key' is required.\r\n")
  if (!isObject(key) || !isBoolean(isHsm ?? false)) throw invalidProperty()
  return { jwk: key, isHsm: isHsm === true, ...readChanges(body, key.key_ops) }
}

export function readUpdateKey(body: JsonObject): KeyChanges {
  return readChanges(body, body.key_ops)
}

function readChanges(body: JsonObject, keyOpsIn: unknown): KeyChanges {
  const keyOps = readKeyOps(keyOpsIn)
  return {
    changes: readCommonChanges(body),
    ...(keyOps && { keyOps }),
    release: readReleaseWish(body, attributesIn(body)),
  }
}
