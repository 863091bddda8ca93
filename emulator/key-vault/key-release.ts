import { SignJWT } from 'jose'
import { KeyVaultError } from '../errors.ts'
import { targetKeyIn, unverified, verifiedAttestation } from './attestation-token.ts'
import { exportWraps, wrapForExport } from './cryptography/export-wrap.ts'
import { keyBundle, keyId } from './key-bundle.ts'
import { usableVersion, withMaterial } from './key-use.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { permitsRelease } from './release-conditions.ts'
import { invalidProperty, type JsonObject } from './request-body.ts'

export interface ReleaseBody {
  /** The attestation service's statement about the target: a JSON Web Token. */
  target: string
  nonce?: string
  enc: string
}

export function readRelease({ target, nonce, enc }: JsonObject): ReleaseBody {
  if (target === undefined || target === null || target === '') {
    throw new KeyVaultError(400, 'BadParameter', "Property 'target' is required.\r\n")
  }
  const wrap = enc ?? 'CKM_RSA_AES_KEY_WRAP'
  if (typeof target !== 'string' || typeof wrap !== 'string' || !exportWraps.has(wrap)) throw invalidProperty()
  if (nonce !== undefined && nonce !== null && typeof nonce !== 'string') throw invalidProperty()
  return { target, enc: wrap, ...(typeof nonce === 'string' && { nonce }) }
}

/**
 * Hands the private key to a target that the key's policy trusts, encrypted to the target's own key, in a signed
 * object. The signature is the emulator's and carries no certificates.
 */
export async function releaseKey(call: KeyVaultCall, { target, nonce, enc }: ReleaseBody): Promise<Answer> {
  const usable = usableVersion(call, 'release')
  const { key, version } = usable
  if (!key.releasePolicy) {
    throw new KeyVaultError(403, 'Forbidden', 'Operation release is not permitted on this key.', 'KeyNotExportable')
  }
  const claims = await verifiedAttestation(call.emulator, target)
  const policy: unknown = JSON.parse(Buffer.from(key.releasePolicy.data, 'base64url').toString()) // was read as JSON when set
  if (!permitsRelease(policy, claims)) throw unverified()

  const recipient = targetKeyIn(claims)
  const hash = exportWraps.get(enc) ?? 'sha1'
  const ciphertext = await withMaterial(call, usable, (jwk) => wrapForExport(recipient.key, hash, jwk))
  const wrapped = {
    schema_version: '1.0.0',
    header: { kid: recipient.keyId, alg: 'dir', enc },
    ciphertext: ciphertext.toString('base64url'),
    generator: 'Strongroom emulator',
  }
  const bundle = await keyBundle(call, key, version)
  const key_hsm = Buffer.from(JSON.stringify(wrapped)).toString('base64url')
  const { signingKeys } = call.emulator
  const kid = keyId(call, key.name, version.version)
  const value = await new SignJWT({
    request: { 'api-version': call.apiVersion, enc, kid, ...(nonce !== undefined && { nonce }) },
    response: { key: { ...bundle, key: { ...bundle.key, key_hsm } } },
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signingKeys.keyId })
    .sign(signingKeys.privateKey)
  return { status: 200, body: { value } }
}
