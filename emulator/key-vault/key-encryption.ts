import { KeyVaultError } from '../errors.ts'
import type { KeyShape } from '../key-state.ts'
import { optionalBytes, requiredBytes } from './binary-value.ts'
import { type Ciphertext, type EncryptionAlgorithm, encryptionAlgorithms } from './cryptography/encryption.ts'
import { keyId } from './key-bundle.ts'
import { type KeyUse, usableVersion, withMaterial } from './key-use.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { invalidProperty, type JsonObject } from './request-body.ts'

export interface EncryptionBody {
  name: string
  algorithm: EncryptionAlgorithm
  input: Ciphertext
}

/** @throws KeyVaultError 400 for an algorithm that there is not, or data that is not base64url */
export function readEncryption(body: JsonObject): EncryptionBody {
  const { name, algorithm } = algorithmIn(body, encryptionAlgorithms)
  const value = requiredBytes(body, 'value')
  const iv = optionalBytes(body, 'iv')
  const aad = optionalBytes(body, 'aad')
  const tag = optionalBytes(body, 'tag')
  return { name, algorithm, input: { value, ...(iv && { iv }), ...(aad && { aad }), ...(tag && { tag }) } }
}

/** @throws KeyVaultError 400 */
export function algorithmIn<Algorithm>({ alg }: JsonObject, algorithms: ReadonlyMap<string, Algorithm>) {
  if (alg === undefined || alg === null) throw new KeyVaultError(400, 'BadParameter', "Property 'alg' is required.\r\n")
  const algorithm = typeof alg === 'string' ? algorithms.get(alg) : undefined
  if (!algorithm) throw invalidProperty()
  return { name: String(alg), algorithm }
}

export const encryptWithKey = encryption('encrypt')
export const decryptWithKey = decryption('decrypt')
export const wrapKey = encryption('wrapKey')
export const unwrapKey = decryption('unwrapKey')

function encryption(use: 'encrypt' | 'wrapKey') {
  return async (call: KeyVaultCall, body: EncryptionBody): Promise<Answer> => {
    const usable = fittingVersion(call, use, body)
    const { value, iv, tag, aad } = await withMaterial(call, usable, (jwk) => body.algorithm.encrypt(jwk, body.input))
    const kid = keyId(call, usable.key.name, usable.version.version)
    return {
      status: 200,
      body: {
        kid,
        value: text(value),
        ...(iv && { iv: text(iv) }),
        ...(tag && { tag: text(tag) }),
        ...(aad && { aad: text(aad) }),
      },
    }
  }
}

function decryption(use: 'decrypt' | 'unwrapKey') {
  return async (call: KeyVaultCall, body: EncryptionBody): Promise<Answer> => {
    const usable = fittingVersion(call, use, body)
    const complaint = body.name.startsWith('RSA-OAEP') ? 'Error occurred while decoding OAEP padding.' : undefined
    const value = await withMaterial(call, usable, (jwk) => body.algorithm.decrypt(jwk, body.input), complaint)
    return { status: 200, body: { kid: keyId(call, usable.key.name, usable.version.version), value: text(value) } }
  }
}

function fittingVersion(call: KeyVaultCall, use: KeyUse, { name, algorithm }: EncryptionBody) {
  const usable = usableVersion(call, use)
  const { shape } = usable.version
  if (!fits(shape, use, algorithm)) {
    const kid = keyId(call, usable.key.name, usable.version.version)
    throw new KeyVaultError(
      400,
      'BadParameter',
      `Key and encryption algorithm are incompatible. Key ${kid} is of type '${shape.kty}'${'keySize' in shape ? ` and size ${shape.keySize}` : ''}, and algorithm '${name}' cannot be used with it to ${use}.`,
    )
  }
  return usable
}

function fits(shape: KeyShape, use: KeyUse, { kty, keySize, uses }: EncryptionAlgorithm): boolean {
  const isWrapping = use === 'wrapKey' || use === 'unwrapKey'
  return (
    shape.kty.replace('-HSM', '') === kty &&
    uses.includes(isWrapping ? 'wrap' : 'encrypt') &&
    (keySize === undefined || ('keySize' in shape && shape.keySize === keySize))
  )
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url')
}
