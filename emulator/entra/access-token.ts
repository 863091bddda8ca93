import { randomUUID } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Emulator } from '../emulator.ts'
import { rememberVerified, verifiedBefore } from './verified-tokens.ts'

/** Who a call is from, read from a verified token. */
export interface Caller {
  objectId: string
  /** The application that the token was issued to: Strongroom's, when it acts on behalf of a person. */
  appId: string
  tenantId: string
  /** Absent for an application that acts as itself. */
  userPrincipalName?: string
  displayName?: string
  isAppOnly: boolean
  scopes: string[]
  ipAddress?: string
  /** Every claim, for audit rows and claims challenges. */
  claims: JWTPayload
}

export type TokenErrorCode = 'missing' | 'malformed' | 'signature' | 'issuer' | 'audience' | 'expired' | 'notYetValid'

export class TokenError extends Error {
  readonly code: TokenErrorCode
  constructor(code: TokenErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

export interface AccessTokenRequest {
  principal: { objectId: string; userPrincipalName?: string; displayName: string }
  audience: string
  appId: string
  /** Delegated scopes; none for an application that acts as itself. */
  scopes: string[]
  isAppOnly?: boolean
  lifetimeSeconds?: number
  ipAddress?: string
  /** What a claims challenge asked for and the sign-in granted. */
  extraClaims?: JWTPayload
}

export const defaultLifetimeSeconds = 3600

export function issuerOf(tenantId: string): string {
  return `https://login.emulator.test/${tenantId}/v2.0`
}

/** Issues a token as Entra would, without asking whether the principal may have it: the callers decide that. */
export async function mintAccessToken(emulator: Emulator, request: AccessTokenRequest): Promise<string> {
  const { principal, appId } = request
  const now = Math.floor(Date.now() / 1000)
  const person = {
    scp: request.scopes.join(' '),
    upn: principal.userPrincipalName,
    unique_name: principal.userPrincipalName,
    preferred_username: principal.userPrincipalName,
    idtyp: 'user',
  }
  return await new SignJWT({
    nbf: now,
    ...request.extraClaims,
    ...(request.isAppOnly ? { idtyp: 'app' } : person),
    aud: request.audience,
    iss: issuerOf(emulator.state.tenantId),
    tid: emulator.state.tenantId,
    oid: principal.objectId,
    sub: principal.objectId,
    name: principal.displayName,
    // Version 2.0 tokens say `azp`, the 1.0 tokens of Azure's own APIs `appid`; clients of both kinds read these.
    azp: appId,
    appid: appId,
    ipaddr: request.ipAddress,
    iat: now,
    exp: now + (request.lifetimeSeconds ?? defaultLifetimeSeconds),
    uti: randomUUID(),
    ver: '2.0',
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: emulator.signingKeys.keyId })
    .sign(emulator.signingKeys.privateKey)
}

/**
 * Checks a bearer token's signature, issuer, audience and dates.
 * @param authorizationHeader the whole header, `Bearer …`
 * @param audience one of resources.ts, or the application's client id
 * @throws TokenError
 */
export async function verifyAccessToken(
  emulator: Emulator,
  authorizationHeader: string | undefined,
  audience: string,
): Promise<Caller> {
  if (!authorizationHeader) throw new TokenError('missing', 'Request is missing a Bearer or PoP token.')
  const token = /^Bearer (\S+)$/i.exec(authorizationHeader)?.[1]
  if (!token) throw new TokenError('malformed', 'The Authorization header is not a Bearer token.')
  const claims = claimsVerifiedBefore(emulator, token, audience) ?? (await verifiedClaims(emulator, token, audience))
  const tenantId = emulator.state.tenantId
  if (typeof claims.oid !== 'string' || typeof claims.appid !== 'string' || claims.tid !== tenantId) {
    throw new TokenError('malformed', 'The token does not name a principal, an application and this tenant.')
  }
  return {
    objectId: claims.oid,
    appId: claims.appid,
    tenantId,
    isAppOnly: claims.idtyp === 'app',
    scopes: typeof claims.scp === 'string' ? claims.scp.split(' ').filter(Boolean) : [],
    ...(typeof claims.upn === 'string' && { userPrincipalName: claims.upn }),
    ...(typeof claims.name === 'string' && { displayName: claims.name }),
    ...(typeof claims.ipaddr === 'string' && { ipAddress: claims.ipaddr }),
    claims,
  }
}

/** As `verifyAccessToken`, for a token on its own: the assertion of an on-behalf-of exchange. */
export async function verifiedClaims(emulator: Emulator, token: string, audience: string): Promise<JWTPayload> {
  const { keyId, publicKey } = emulator.signingKeys
  const keyFor = (header: { kid?: string }) => {
    if (header.kid !== keyId) throw new TokenError('signature', 'The token is signed with a key that is not known.')
    return publicKey
  }
  const issuer = issuerOf(emulator.state.tenantId)
  const known = claimsVerifiedBefore(emulator, token, audience)
  if (known) return known
  try {
    const { payload } = await jwtVerify(token, keyFor, { algorithms: ['RS256'], issuer, audience })
    rememberVerified(emulator.signingKeys, token, audience, issuer, payload)
    return payload
  } catch (error) {
    throw error instanceof TokenError ? error : toTokenError(error)
  }
}

function claimsVerifiedBefore({ signingKeys, state }: Emulator, token: string, audience: string) {
  return verifiedBefore(signingKeys, token, audience, issuerOf(state.tenantId))
}

function toTokenError(error: unknown): TokenError {
  if (error instanceof errors.JWTExpired)
    return new TokenError('expired', 'Lifetime validation failed, the token is expired.')
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return new TokenError('audience', 'The token is for another audience.')
    if (error.claim === 'iss') return new TokenError('issuer', 'The token is from another issuer.')
    if (error.claim === 'nbf') return new TokenError('notYetValid', 'The token is not valid yet.')
  }
  const isForged = error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed
  return isForged
    ? new TokenError('signature', 'The token signature is not valid.')
    : new TokenError('malformed', 'The token cannot be read.')
}
