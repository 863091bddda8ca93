import * as z from 'zod/mini'
import { inOrder, NewTimestamp, newTags, notEmpty, removedAlone, Timestamp, tagPatch } from './object-properties.ts'

/** What Key Vault's lists tell about a key. They name neither type nor size, so a row costs no call of its own. */
const KeyProperties = z.object({
  enabled: z.boolean(),
  createdOn: z.nullable(Timestamp),
  updatedOn: z.nullable(Timestamp),
  /** From here on a key protects nothing new: it signs, encrypts and wraps no more. */
  expiresOn: z.nullable(Timestamp),
  notBefore: z.nullable(Timestamp),
  tags: z.record(z.string(), z.string()),
  /** True when a certificate of the same name made it: it follows that certificate and must not be changed here. */
  managed: z.boolean(),
  /** Whether a hardware module holds it; null where the vault does not say. */
  isHsm: z.nullable(z.boolean()),
  /** Whether its private half may ever leave, by a release policy; null in lists, whose clients leave it out. */
  isExportable: z.nullable(z.boolean()),
})

/** A row of the key list: the properties of the current version. The list names no version. */
export const Key = z.object({ name: z.string(), ...KeyProperties.shape })
export type Key = z.infer<typeof Key>

export const KeyPage = z.object({ items: z.array(Key) })

export const KeyVersion = z.object({ name: z.string(), version: z.string(), ...KeyProperties.shape })
export type KeyVersion = z.infer<typeof KeyVersion>

export const KeyVersionPage = z.object({ items: z.array(KeyVersion) })

/** What a key can be used for, in Key Vault's words. */
export const KeyUse = z.enum([
  'encrypt',
  'decrypt',
  'sign',
  'verify',
  'wrapKey',
  'unwrapKey',
  'import',
  'export',
  'deriveKey',
  'deriveBits',
])
export type KeyUse = z.infer<typeof KeyUse>

/** The public half as other programs take it (RFC 7517, RFC 8812): base64url members. */
const PublicJwk = z.object({
  kid: z.string(),
  kty: z.string(),
  crv: z.optional(z.string()),
  n: z.optional(z.string()),
  e: z.optional(z.string()),
  x: z.optional(z.string()),
  y: z.optional(z.string()),
})
export type PublicJwk = z.infer<typeof PublicJwk>

/** One version in full, with its public half; a key of its own right has no private half to show. */
export const KeyDetail = z.object({
  ...KeyVersion.shape,
  /** `RSA`, `RSA-HSM`, `EC`, `EC-HSM`, or what Key Vault invents next. */
  keyType: z.string(),
  /** Of RSA keys. */
  keySizeBits: z.nullable(z.number()),
  /** Of EC keys, in Key Vault's words: `P-256`, `P-384`, `P-521`, `P-256K`. */
  curve: z.nullable(z.string()),
  operations: z.array(z.string()),
  jwk: z.nullable(PublicJwk),
  /** SubjectPublicKeyInfo (RFC 5280) as PEM. */
  pem: z.nullable(z.string()),
})
export type KeyDetail = z.infer<typeof KeyDetail>

export const keySizesBits = [2048, 3072, 4096] as const
export const keyCurves = ['P-256', 'P-384', 'P-521', 'P-256K'] as const

/** The uses that a kind of key can be given, all of them given where nothing is said. */
export const usesOf = { RSA: KeyUse.options.slice(0, 6), EC: ['sign', 'verify'] as KeyUse[] } as const

const newProperties = {
  enabled: z.optional(z.boolean()),
  expiresOn: z.optional(z.nullable(NewTimestamp)),
  notBefore: z.optional(z.nullable(NewTimestamp)),
  tags: z.optional(newTags('key')),
  operations: z.optional(z.array(KeyUse).check(z.minLength(1, 'Permit at least one operation.'))),
}

const canAll = ({ keyType, operations = [] }: { keyType: 'RSA' | 'EC'; operations?: KeyUse[] | undefined }) =>
  operations.every((use) => usesOf[keyType].includes(use))

/** The body of PUT …/keys/{name}: a new key, or a new version of one, made by Key Vault. */
export const NewKey = z
  .strictObject({
    keyType: z.enum(['RSA', 'EC']),
    /** In a hardware module: premium vaults alone. */
    isHsm: z.optional(z.boolean()),
    keySizeBits: z.optional(z.literal(keySizesBits, 'An RSA key has 2048, 3072 or 4096 bits.')),
    curve: z.optional(z.enum(keyCurves)),
    ...newProperties,
  })
  .check(
    inOrder(),
    z.refine(canAll, { message: 'An EC key can sign and verify, nothing else.', path: ['operations'] }),
    z.refine(({ keyType, keySizeBits, curve }) => (keyType === 'RSA' ? !curve : !keySizeBits), {
      message: 'An RSA key has a size, an EC key a curve.',
      path: ['keyType'],
    }),
  )
export type NewKey = z.infer<typeof NewKey>

/** What object identifiers of RSA and EC keys are in a PKCS#8 or SubjectPublicKeyInfo, as hexadecimal. @see RFC 8017, RFC 5480 */
const keyTypeIds = [
  ['06092a864886f70d010101', 'RSA'],
  ['06072a8648ce3d0201', 'EC'],
] as const

/** The type of a private key as its text tells; null where only its passphrase would, or where it is none. */
export function keyTypeOf(material: string): 'RSA' | 'EC' | null {
  const text = material.trim()
  if (text.startsWith('{'))
    return /"kty"\s*:\s*"RSA(-HSM)?"/.test(text) ? 'RSA' : /"kty"\s*:\s*"EC(-HSM)?"/.test(text) ? 'EC' : null
  const [, label, body = ''] = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([\s\S]*?)-----END/.exec(text) ?? []
  if (label === 'RSA PRIVATE KEY') return 'RSA'
  if (label === 'EC PRIVATE KEY') return 'EC'
  if (label !== 'PRIVATE KEY') return null
  // The identifier stands within the first bytes: two headers and a version come before it.
  const head = body.replace(/\s/g, '').slice(0, 64)
  if (!/^[A-Za-z0-9+/]{64}$/.test(head)) return null
  const hex = Array.from(atob(head), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return keyTypeIds.find(([id]) => hex.includes(id))?.[1] ?? null
}

/** The body of POST …/keys/{name}/import: a private key that was made elsewhere. */
export const ImportKey = z
  .strictObject({
    /** PEM (PKCS#8, PKCS#1, SEC 1) or a JSON Web Key. */
    material: z.string().check(z.minLength(1, 'Paste a private key, or choose a file.')),
    /** Of an encrypted PEM. */
    passphrase: z.optional(z.string()),
    isHsm: z.optional(z.boolean()),
    ...newProperties,
  })
  .check(inOrder())
export type ImportKey = z.infer<typeof ImportKey>

/** The body of PATCH …/versions/{version}: only what changes. `tags` is a merge patch (RFC 7396). */
export const KeyPropertiesPatch = z
  .strictObject({
    enabled: z.optional(z.boolean()),
    operations: newProperties.operations,
    tags: z.optional(tagPatch('key')),
    expiresOn: z.optional(z.nullable(NewTimestamp)),
    notBefore: z.optional(z.nullable(NewTimestamp)),
  })
  .check(notEmpty(), inOrder(), removedAlone('expiresOn'), removedAlone('notBefore'))
export type KeyPropertiesPatch = z.infer<typeof KeyPropertiesPatch>
