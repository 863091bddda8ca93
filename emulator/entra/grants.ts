import { randomBytes } from 'node:crypto'
import type { JWTPayload } from 'jose'

/** What a person granted an application when they signed in. Codes and refresh tokens stand for one of these. */
export interface Grant {
  clientId: string
  objectId: string
  scope: string
  sessionId: string
  /** Every token that descends from one sign-in: when one is stolen, all are revoked. */
  family: string
  /** When the person signed in, Unix seconds. */
  authTime: number
  /** What claims challenges the sign-in satisfied. */
  extraClaims: JWTPayload
}

export interface CodeGrant extends Grant {
  redirectUri: string
  nonce: string | undefined
  /** S256; absent for a web application that proves itself by its secret instead. */
  codeChallenge: string | undefined
}

export interface RefreshGrant extends Grant {
  /** Issued to a browser, which has no secret to show. */
  isPublic: boolean
}

export interface Issued<T> {
  grant: T
  expiresAt: number
  isUsed: boolean
}

export type Redeemed<T> =
  | { outcome: 'ok'; grant: T }
  | { outcome: 'unknown' }
  | { outcome: 'expired' }
  | { outcome: 'used'; grant: T }

export const codeLifetimeSeconds = 600
/** A single-page application's refresh token; it cannot be extended by use. */
export const refreshLifetimeSeconds = 86_400

/** Single-use tokens that stand for a grant. A used one is remembered until it would have expired, to tell reuse. */
export class GrantStore<T extends Grant> {
  readonly #issued: Map<string, Issued<T>>
  /** Tokens expire in the order they were issued in; beyond this many the oldest go first. */
  readonly #limit = 20_000

  /** @param kept in the order of issue */
  constructor(kept: Map<string, Issued<T>>) {
    this.#issued = kept
  }

  issue(grant: T, expiresAt: number): string {
    for (const [token, entry] of this.#issued) {
      if (entry.expiresAt >= nowSeconds() && this.#issued.size < this.#limit) break
      this.#issued.delete(token)
    }
    const token = randomBytes(32).toString('base64url')
    this.#issued.set(token, { grant, expiresAt, isUsed: false })
    return token
  }

  /** What a token stands for, without using it. */
  peek(token: string): Redeemed<T> {
    const entry = this.#issued.get(token)
    if (!entry) return { outcome: 'unknown' }
    if (entry.isUsed) return { outcome: 'used', grant: entry.grant }
    return entry.expiresAt < nowSeconds() ? { outcome: 'expired' } : { outcome: 'ok', grant: entry.grant }
  }

  expiryOf(token: string): number | undefined {
    return this.#issued.get(token)?.expiresAt
  }

  use(token: string): void {
    const entry = this.#issued.get(token)
    if (entry) this.#issued.set(token, { ...entry, isUsed: true })
  }

  revokeFamily(family: string): void {
    for (const [token, entry] of this.#issued) if (entry.grant.family === family) this.use(token)
  }
}

/** Tokens live on real time, whatever the emulated clock says. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
