/** Keys as the emulated cloud keeps them: plain data, as everything in state.ts. Dates are Unix seconds. */

/** Key Vault's names; P-256K is secp256k1 elsewhere. */
export type KeyCurve = 'P-256' | 'P-256K' | 'P-384' | 'P-521'

/** What a key is made of, before any of it is made. */
export type KeyShape =
  | {
      kty: 'RSA' | 'RSA-HSM' /** Bits of the modulus. */
      keySize: number /** 65537 when absent. */
      publicExponent?: number
    }
  | { kty: 'EC' | 'EC-HSM'; crv: KeyCurve }
  | { kty: 'oct-HSM' /** Bits. */; keySize: number }

/** A private key as a JSON Web Key (RFC 7517, RFC 7518 section 6); `crv` as Node names it. It stays in the emulator. */
export type PrivateJwk =
  | { kty: 'RSA'; n: string; e: string; d: string; p: string; q: string; dp: string; dq: string; qi: string }
  | { kty: 'EC'; crv: string; x: string; y: string; d: string }
  | { kty: 'oct'; k: string }

export interface Key {
  /** As first written; look-ups ignore case. */
  name: string
  /** Oldest first, never empty; the last one is current. */
  versions: KeyVersion[]
  /** Says who may be handed the private key; only an exportable key has one, and such a key always does. */
  releasePolicy?: KeyReleasePolicy
  /** Absent until somebody sets one: then Key Vault's default applies, which notifies and rotates nothing. */
  rotationPolicy?: KeyRotationPolicy
  /** Key Vault has let the time of a rotation pass and does not catch up, which it tells nobody; a rotation by hand ends it. */
  hasMissedRotation?: true
  /** Set while a recover settles: until then reads answer 404. Milliseconds of real time. */
  settlesAtMs?: number
}

export interface KeyVersion {
  version: string
  shape: KeyShape
  /** Made when first needed: a seed would otherwise spend minutes on primes that nobody looks at. */
  material?: PrivateJwk
  keyOps: string[]
  tags: Record<string, string>
  enabled: boolean
  created: number
  updated: number
  nbf?: number
  exp?: number
  /** A version that backs a certificate of the same name. */
  isManaged?: boolean
}

export interface KeyReleasePolicy {
  contentType: string
  /** The policy's JSON, base64url. */
  data: string
  isImmutable: boolean
}

export interface DeletedKey extends Key {
  deletedDate: number
  scheduledPurgeDate: number
  /** Purged, but the name is held until `settlesAtMs`. */
  isPurging?: boolean
}

export interface KeyRotationPolicy {
  lifetimeActions: KeyLifetimeAction[]
  /** ISO 8601 duration that new versions live. */
  expiryTime?: string
  created: number
  updated: number
}

/** One of the two triggers, an ISO 8601 duration. */
export interface KeyLifetimeAction {
  type: 'Rotate' | 'Notify'
  timeAfterCreate?: string
  timeBeforeExpiry?: string
}
