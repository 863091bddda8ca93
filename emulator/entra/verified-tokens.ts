import type { JWTPayload } from 'jose'
import type { SigningKeys } from './signing-keys.ts'

interface Verified {
  audience: string
  issuer: string
  claims: JWTPayload
}

/** So many tokens are remembered for each pair of keys; the oldest make room. */
const limit = 1_000

const remembered = new WeakMap<SigningKeys, Map<string, Verified>>()

/**
 * The claims of a token that was verified before, for this audience and issuer, and is still in its time. A client sends
 * one token with thousands of calls, and its signature does not change.
 */
export function verifiedBefore(
  keys: SigningKeys,
  token: string,
  audience: string,
  issuer: string,
): JWTPayload | undefined {
  const known = remembered.get(keys)?.get(token)
  if (!known || known.audience !== audience || known.issuer !== issuer) return undefined
  const now = Date.now() / 1000
  const { exp = 0, nbf = 0 } = known.claims
  return nbf <= now && now < exp ? known.claims : undefined
}

export function rememberVerified(
  keys: SigningKeys,
  token: string,
  audience: string,
  issuer: string,
  claims: JWTPayload,
): void {
  const tokens = remembered.get(keys) ?? new Map<string, Verified>()
  remembered.set(keys, tokens)
  tokens.set(token, { audience, issuer, claims: Object.freeze(claims) })
  if (tokens.size <= limit) return
  const [oldest] = tokens.keys()
  if (oldest !== undefined) tokens.delete(oldest)
}
