import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { decodeJwt, type JWTPayload, jwtVerify } from 'jose'
import { attestationAuthority } from '../attestation/attestation.ts'
import type { Emulator } from '../emulator.ts'
import { KeyVaultError, notImplementedMessage } from '../errors.ts'
import { bytesOf } from './binary-value.ts'
import { isObject } from './request-body.ts'

/**
 * What an attestation service says about the target of a release. Key Vault fetches the keys of any service; the emulator
 * calls nobody, so it knows its own alone.
 * @throws KeyVaultError 403 for a statement that is not genuine, 501 for one of another service
 */
export async function verifiedAttestation({ signingKeys }: Emulator, target: string): Promise<JWTPayload> {
  const issuer = issuerOf(target)
  if (withoutSlash(issuer) !== attestationAuthority) {
    throw new KeyVaultError(
      501,
      'NotImplemented',
      notImplementedMessage(`release for the attestation service ${issuer}`),
    )
  }
  try {
    const { payload } = await jwtVerify(target, signingKeys.publicKey, { algorithms: ['RS256'], issuer })
    return payload
  } catch {
    throw unverified()
  }
}

export function unverified(): KeyVaultError {
  const message = 'Target environment attestation statement cannot be verified.'
  return new KeyVaultError(403, 'Forbidden', message, 'AccessDenied')
}

export function withoutSlash(authority: string): string {
  return authority.replace(/\/+$/, '')
}

/** Claims that hold `{ keys: [JWK] }`, as an object or as its JSON in base64url, by the age of the service. */
const keyClaims = ['x-ms-runtime', 'x-ms-sgx-ehd', 'maa-ehd', 'aas-ehd']

const smallestModulusBits = 2048

/** The RSA key of the target that a released key is encrypted to. @throws KeyVaultError 403 where there is none */
export function targetKeyIn(claims: JWTPayload): { key: KeyObject; keyId: string } {
  for (const name of keyClaims) {
    for (const jwk of keysIn(claims[name])) {
      if (!isObject(jwk) || jwk.kty !== 'RSA' || jwk.use === 'sig') continue
      return { key: publicKeyOf(jwk), keyId: typeof jwk.kid === 'string' ? jwk.kid : name }
    }
  }
  throw unverified()
}

function publicKeyOf(jwk: JsonWebKey): KeyObject {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) >= smallestModulusBits) return key
  } catch {
    // Not a key at all: as good as none.
  }
  throw unverified()
}

function keysIn(claim: unknown): unknown[] {
  const held = typeof claim === 'string' ? parsed(bytesOf(claim)?.toString() ?? '') : claim
  return isObject(held) && Array.isArray(held.keys) ? held.keys : []
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function issuerOf(target: string): string {
  try {
    return decodeJwt(target).iss ?? ''
  } catch {
    throw unverified()
  }
}
