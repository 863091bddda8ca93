import * as z from 'zod/mini'

/** Which algorithms a key works with. @see https://learn.microsoft.com/azure/key-vault/keys/about-keys-details */

export const SignatureAlgorithm = z.enum([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'ES256K',
])
export type SignatureAlgorithm = z.infer<typeof SignatureAlgorithm>

/** The others are kept for old data: RSA1_5 and RSA-OAEP rest on SHA-1 or on a padding with known attacks. */
export const EncryptionAlgorithm = z.enum(['RSA-OAEP-256', 'RSA-OAEP', 'RSA1_5'])
export type EncryptionAlgorithm = z.infer<typeof EncryptionAlgorithm>

interface Shape {
  keyType: string
  keySizeBits: number | null
  curve: string | null
}

const curveAlgorithms: Record<string, SignatureAlgorithm> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  'P-256K': 'ES256K',
}

/** The signature algorithms of a key, the usual one first; none for a key that cannot sign. */
export function signatureAlgorithmsOf({ keyType, curve }: Shape): SignatureAlgorithm[] {
  if (keyType.startsWith('RSA')) return SignatureAlgorithm.options.filter((name) => /^[RP]S/.test(name))
  const algorithm = curveAlgorithms[curve ?? '']
  return algorithm ? [algorithm] : []
}

/** The encryption algorithms of a key, the best first; none for a key that cannot encrypt. */
export function encryptionAlgorithmsOf({ keyType }: Shape): EncryptionAlgorithm[] {
  return keyType.startsWith('RSA') ? EncryptionAlgorithm.options : []
}

/** What is signed is a digest; this is how it is made, in Web Crypto's words. */
export function digestOf(algorithm: SignatureAlgorithm): { name: 'SHA-256' | 'SHA-384' | 'SHA-512'; bytes: number } {
  const bits = /256|384|512/.exec(algorithm)?.[0] as '256' | '384' | '512' // each name holds one of them
  return { name: `SHA-${bits}`, bytes: Number(bits) / 8 }
}

const paddingBytes: Record<EncryptionAlgorithm, number> = { 'RSA-OAEP-256': 66, 'RSA-OAEP': 42, RSA1_5: 11 }

/** The longest text that a key encrypts, in bytes: RSA takes one block less its padding. */
export function longestPlaintextBytes(algorithm: EncryptionAlgorithm, keySizeBits: number): number {
  return keySizeBits / 8 - paddingBytes[algorithm]
}

const bytes = (what: string) =>
  z.string().check(z.regex(/^[A-Za-z0-9_-]{1,4096}$/, `The ${what} is base64url without padding, and not empty.`))

const isDigestLength = ({ algorithm, digest }: { algorithm: SignatureAlgorithm; digest: string }) =>
  Math.floor((digest.length * 3) / 4) === digestOf(algorithm).bytes
const lengthMessage = { message: 'The digest is not as long as the algorithm’s.', path: ['digest'] }

/** The bodies of …/versions/{version}/sign, verify, encrypt and decrypt. Binary is base64url without padding. */
export const SignRequest = z
  .strictObject({ algorithm: SignatureAlgorithm, digest: bytes('digest') })
  .check(z.refine(isDigestLength, lengthMessage))
export type SignRequest = z.infer<typeof SignRequest>

export const VerifyRequest = z
  .strictObject({ algorithm: SignatureAlgorithm, digest: bytes('digest'), signature: bytes('signature') })
  .check(z.refine(isDigestLength, lengthMessage))
export type VerifyRequest = z.infer<typeof VerifyRequest>

export const EncryptRequest = z.strictObject({ algorithm: EncryptionAlgorithm, plaintext: bytes('plaintext') })
export type EncryptRequest = z.infer<typeof EncryptRequest>

export const DecryptRequest = z.strictObject({ algorithm: EncryptionAlgorithm, ciphertext: bytes('ciphertext') })
export type DecryptRequest = z.infer<typeof DecryptRequest>

export const Signature = z.object({ signature: z.string() })
export const Verification = z.object({ isValid: z.boolean() })
export const Ciphertext = z.object({ ciphertext: z.string() })
export const Plaintext = z.object({ plaintext: z.string() })
