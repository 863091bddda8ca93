import { KeyVaultError } from '../errors.ts'
import type { KeyShape, PrivateJwk } from '../key-state.ts'
import { bytesOf } from './binary-value.ts'
import { unwrapTransferred } from './cryptography/export-wrap.ts'
import { shapeOf } from './import-key.ts'
import { keyId } from './key-bundle.ts'
import { keyKind } from './key-kind.ts'
import { assertSupported, keyTypeIn } from './key-shape.ts'
import { withMaterial } from './key-use.ts'
import { visibleObjectNamed } from './object-kind.ts'
import type { KeyVaultCall } from './operation.ts'
import { isObject, type JsonObject } from './request-body.ts'

const invalidBlob = 'The key transfer blob is not valid.'

/**
 * A key that comes out of somebody's own hardware ("Bring Your Own Key"): encrypted to a key of this vault that was made
 * for nothing else.
 * @see https://learn.microsoft.com/azure/key-vault/keys/byok-specification
 * @throws KeyVaultError 400
 */
export async function readTransferredKey(
  call: KeyVaultCall,
  jwk: JsonObject,
): Promise<{ shape: KeyShape; material: PrivateJwk }> {
  const kty = keyTypeIn(call.vault, jwk.kty)
  if (!kty.endsWith('-HSM')) throw bad(`A key of type '${kty}' cannot be transferred.`)
  const { kid, ciphertext } = readBlob(jwk.key_hsm)
  const exchange = exchangeKeyOf(call, kid)
  const type = kty.startsWith('RSA') ? 'RSA' : kty.startsWith('EC') ? 'EC' : 'oct'
  const material = await withMaterial(call, exchange, (own) => unwrapTransferred(own, type, ciphertext), invalidBlob)
  const shape = shapeOf(kty, material)
  assertSupported(shape)
  return { shape, material }
}

function readBlob(value: unknown): { kid: string; ciphertext: Buffer } {
  const blob = parsed(bytesOf(value)?.toString() ?? '')
  const header = isObject(blob) && isObject(blob.header) ? blob.header : {}
  const ciphertext = isObject(blob) ? bytesOf(blob.ciphertext) : undefined
  const { kid, alg, enc } = header
  if (typeof kid === 'string' && alg === 'dir' && enc === 'CKM_RSA_AES_KEY_WRAP' && ciphertext)
    return { kid, ciphertext }
  throw bad(invalidBlob)
}

/** The key exchange key: RSA in hardware, of this vault, for `import` alone. */
function exchangeKeyOf(call: KeyVaultCall, kid: string) {
  const [name = '', id = ''] = /\/keys\/([^/]+)\/([^/]+)$/.exec(kid)?.slice(1) ?? []
  const key = visibleObjectNamed(keyKind, call.vault, name)
  const version = key?.versions.find((one) => one.version === id)
  const isOurs = key && keyId(call, key.name, id).toLowerCase() === kid.toLowerCase()
  if (isOurs && version?.enabled && version.keyOps.includes('import')) return { key, version }
  throw bad(`The key exchange key ${kid} was not found in this key vault, or is not for import.`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function bad(message: string): KeyVaultError {
  return new KeyVaultError(400, 'BadParameter', message)
}
