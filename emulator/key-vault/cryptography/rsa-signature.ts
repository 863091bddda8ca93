import { constants, privateEncrypt, publicDecrypt, randomBytes } from 'node:crypto'
import forge from 'node-forge'
import type { PrivateJwk } from '../../key-state.ts'
import { isBadInput } from './bad-input.ts'
import { modulusBits, privateKeyOf, publicKeyOf } from './private-jwk.ts'

type RsaJwk = Extract<PrivateJwk, { kty: 'RSA' }>
export type Sha2 = 'sha256' | 'sha384' | 'sha512'

/** The DER of a DigestInfo up to the digest: RFC 8017, section 9.2, note 1. */
const digestInfoPrefixes: Record<Sha2, Buffer> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
}

/** What PKCS#1 v1.5 pads and signs for a digest. */
export function digestInfo(hash: Sha2, digest: Buffer): Buffer {
  return Buffer.concat([digestInfoPrefixes[hash], digest])
}

/** RSASSA-PKCS1-v1_5 without the step that hashes and encodes: `RSNULL`, or a {@link digestInfo}. */
export function signPkcs1(jwk: RsaJwk, encoded: Buffer): Buffer {
  return privateEncrypt({ key: privateKeyOf(jwk), padding: constants.RSA_PKCS1_PADDING }, encoded)
}

export function verifyPkcs1(jwk: RsaJwk, encoded: Buffer, signature: Buffer): boolean {
  return opened(jwk, constants.RSA_PKCS1_PADDING, signature)?.equals(encoded) ?? false
}

/**
 * RSASSA-PSS over a digest, the salt as long as it. Node signs messages alone, so node-forge encodes (EMSA-PSS) and Node
 * does the arithmetic: see docs/decisions on signing a digest.
 */
export function signPss(jwk: RsaJwk, hash: Sha2, digest: Buffer): Buffer {
  const hashed = { digest: () => forge.util.createBuffer(digest.toString('latin1')) }
  const encoded: string = pss(hash).encode(hashed, modulusBits(jwk))
  return privateEncrypt({ key: privateKeyOf(jwk), padding: constants.RSA_NO_PADDING }, Buffer.from(encoded, 'latin1'))
}

export function verifyPss(jwk: RsaJwk, hash: Sha2, digest: Buffer, signature: Buffer): boolean {
  const encoded = opened(jwk, constants.RSA_NO_PADDING, signature)
  if (!encoded) return false
  try {
    return pss(hash).verify(digest.toString('latin1'), encoded.toString('latin1'), modulusBits(jwk))
  } catch (error) {
    // forge throws plain errors for an encoding that is not one.
    if (error instanceof Error && error.constructor === Error) return false
    throw error
  }
}

function pss(hash: Sha2) {
  const md = forge.md[hash].create()
  return forge.pss.create({
    md,
    mgf: forge.mgf.mgf1.create(forge.md[hash].create()),
    saltLength: md.digestLength,
    prng: { getBytesSync: (count: number) => randomBytes(count).toString('latin1') },
  })
}

function opened(jwk: RsaJwk, padding: number, signature: Buffer): Buffer | undefined {
  // OpenSSL also takes a signature whose leading zero is missing; RFC 8017, section 8, does not.
  if (signature.length !== Math.ceil(modulusBits(jwk) / 8)) return undefined
  try {
    return publicDecrypt({ key: publicKeyOf(jwk), padding }, signature)
  } catch (error) {
    if (isBadInput(error)) return undefined
    throw error
  }
}
