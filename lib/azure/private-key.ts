import 'server-only'
import { createPrivateKey, type KeyObject, type JsonWebKey as NodeJwk } from 'node:crypto'
import type { JsonWebKey } from '@azure/keyvault-keys'
import { keySizesBits } from '../domain/key.ts'
import { ProblemError } from './problem-error.ts'

const curves: Record<string, JsonWebKey['crv'] & string> = {
  'P-256': 'P-256',
  'P-384': 'P-384',
  'P-521': 'P-521',
  secp256k1: 'P-256K',
}

/**
 * A private key as Key Vault takes it in, from PEM (PKCS#8, encrypted or not, PKCS#1, SEC 1) or a JSON Web Key.
 * @throws key_unreadable, in words of our own: what was pasted is quoted nowhere
 */
export function readPrivateKey(material: string, passphrase?: string): JsonWebKey {
  const key = material.trimStart().startsWith('{') ? fromJwk(material) : fromPem(material, passphrase)
  const jwk = key.export({ format: 'jwk' })
  const bytes = (name: keyof NodeJwk) => new Uint8Array(Buffer.from(String(jwk[name]), 'base64url'))
  if (key.asymmetricKeyType === 'rsa') {
    const size = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (!keySizesBits.some((known) => known === size)) {
      throw unreadable(`The RSA key has ${size} bits.`, 'Key Vault takes 2048, 3072 or 4096.')
    }
    const member = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi') => ({ [name]: bytes(name) })
    const names = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const
    return Object.assign({ kty: 'RSA' as const }, ...names.map(member))
  }
  const crv = curves[String(jwk.crv)]
  if (key.asymmetricKeyType !== 'ec' || !crv) {
    const what = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType
    throw unreadable(`This is a key of type ${what}.`, 'Key Vault takes RSA, and EC on P-256, P-384, P-521 or P-256K.')
  }
  return { kty: 'EC', crv, x: bytes('x'), y: bytes('y'), d: bytes('d') }
}

function fromJwk(text: string): KeyObject {
  const jwk = parsed(text)
  if (!('kty' in jwk)) throw unreadable('The JSON is no JSON Web Key: it has no kty.')
  if (!('d' in jwk)) throw unreadable('The JSON Web Key has no private half.', 'Paste the one that has the member d.')
  const crv = jwk.crv === 'P-256K' ? 'secp256k1' : jwk.crv
  const kty = typeof jwk.kty === 'string' ? jwk.kty.replace(/-HSM$/, '') : jwk.kty
  try {
    return createPrivateKey({ key: { ...jwk, kty, ...(crv !== undefined && { crv }) } as NodeJwk, format: 'jwk' }) // checked by it
  } catch {
    throw unreadable('The JSON Web Key is incomplete, or its parts do not fit together.')
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('The text begins like JSON and is not valid JSON.')
  }
}

function fromPem(material: string, passphrase: string | undefined): KeyObject {
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(material)?.[1]
  if (!label)
    throw unreadable('This is neither PEM nor a JSON Web Key.', 'PEM begins with -----BEGIN PRIVATE KEY-----.')
  const begin = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/
  if (!begin.test(material)) {
    const what = label.includes('CERTIFICATE') ? 'a certificate' : label.includes('PUBLIC') ? 'a public key' : 'a PEM'
    throw unreadable(`This is ${what}, without a private key.`, 'Paste the block that says PRIVATE KEY.')
  }
  const isEncrypted = /ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(material)
  if (isEncrypted && !passphrase) throw unreadable('The PEM is encrypted.', 'Enter its passphrase.')
  try {
    return createPrivateKey({ key: material, format: 'pem', ...(isEncrypted && passphrase && { passphrase }) })
  } catch {
    throw isEncrypted
      ? unreadable('The PEM could not be decrypted.', 'Check the passphrase.')
      : unreadable('The PEM is broken: what it holds is no private key.', 'Copy the whole block, first to last line.')
  }
}

function unreadable(message: string, remedy = 'Paste a private key as PEM or as a JSON Web Key.'): ProblemError {
  return new ProblemError({ code: 'key_unreadable', message, remedy })
}
