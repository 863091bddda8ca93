import { KeyVaultError } from '../errors.ts'
import type { Key, KeyVersion } from '../key-state.ts'
import { requiredBytes } from './binary-value.ts'
import { type SignatureAlgorithm, signatureAlgorithms } from './cryptography/signature.ts'
import { keyId } from './key-bundle.ts'
import { algorithmIn } from './key-encryption.ts'
import { usableVersion, withMaterial } from './key-use.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import type { JsonObject } from './request-body.ts'

export interface SignBody {
  name: string
  algorithm: SignatureAlgorithm
  digest: Buffer
}

export interface VerifyBody extends SignBody {
  signature: Buffer
}

/** The digest is called `value` to sign, and `digest` to verify, where `value` is the signature. */
export function readSign(body: JsonObject): SignBody {
  return { ...algorithmIn(body, signatureAlgorithms), digest: requiredBytes(body, 'value') }
}

export function readVerify(body: JsonObject): VerifyBody {
  return {
    ...algorithmIn(body, signatureAlgorithms),
    digest: requiredBytes(body, 'digest'),
    signature: requiredBytes(body, 'value'),
  }
}

export async function signWithKey(call: KeyVaultCall, { name, algorithm, digest }: SignBody): Promise<Answer> {
  const { key, version } = usableVersion(call, 'sign')
  assertCompatible(call, key, version, { name, algorithm })
  assertLength({ name, algorithm }, 'value', digest)
  const signature = await withMaterial(call, { key, version }, (jwk) => algorithm.sign(jwk, digest))
  return {
    status: 200,
    body: { kid: keyId(call, key.name, version.version), value: signature.toString('base64url') },
  }
}

export async function verifyWithKey(call: KeyVaultCall, body: VerifyBody): Promise<Answer> {
  const { algorithm, digest, signature } = body
  const { key, version } = usableVersion(call, 'verify')
  assertCompatible(call, key, version, body)
  assertLength(body, 'digest', digest)
  const value = await withMaterial(call, { key, version }, (jwk) => algorithm.verify(jwk, digest, signature))
  return { status: 200, body: { value } }
}

type Named = Pick<SignBody, 'name' | 'algorithm'>

function assertCompatible(
  call: KeyVaultCall,
  key: Key,
  { version, shape }: KeyVersion,
  { name, algorithm }: Named,
): void {
  const beginning = `Key and signing algorithm are incompatible. Key ${keyId(call, key.name, version)}`
  const { kty, crv } = algorithm
  if (shape.kty.replace('-HSM', '') !== kty) {
    const types = kty === 'oct' ? "'oct-HSM'" : `'${kty}' or '${kty}-HSM'`
    throw incompatible(
      `${beginning} is of type '${shape.kty}', and algorithm '${name}' can only be used with a key of type ${types}.`,
    )
  }
  if (crv && 'crv' in shape && shape.crv !== crv) {
    throw incompatible(
      `${beginning} uses curve '${shape.crv}', and algorithm '${name}' can only be used with curve '${crv}'.`,
    )
  }
}

function assertLength({ name, algorithm }: Named, property: string, digest: Buffer): void {
  const { digestBytes } = algorithm
  if (digestBytes === undefined || digest.length === digestBytes) return
  throw new KeyVaultError(
    400,
    'BadParameter',
    `Invalid length of '${property}': ${digest.length} bytes. ${name} requires ${digestBytes} bytes, encoded with base64url.`,
  )
}

function incompatible(message: string): KeyVaultError {
  return new KeyVaultError(400, 'BadParameter', message)
}
