import 'server-only'
import { createHash } from 'node:crypto'
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose'
import { LRUCache } from 'lru-cache'
import * as z from 'zod'
import { cloud, openIdConfiguration } from '../azure/clouds.ts'
import type { Caller } from '../azure/context.ts'
import { fetchFromEntra } from '../azure/entra-transport.ts'
import { ProblemError } from '../azure/problem-error.ts'
import { config } from '../config.ts'

/** The scope that our API exposes. */
const apiScope = 'access_as_user'
const toleranceSeconds = 60

let keys: RemoteJWKSet | undefined

/** Entra's signing keys from the one fixed address. A token whose key is not known makes one fetch in 30 s at most. */
function signingKeys(): RemoteJWKSet {
  const { jwks_uri: address } = openIdConfiguration(cloud().authorityHost, config().tenantId)
  keys ??= createRemoteJWKSet(new URL(address), { cooldownDuration: 30_000, [customFetch]: fetchFromEntra })
  return keys
}

/**
 * Callers whose token was found sound within the last minute, by its hash: checking the same signature again costs as much
 * as all of Next's own part of a request. A signing key that is withdrawn is missed for no longer than that.
 */
const sound = new LRUCache<string, VerifiedCaller>({ max: 2_000, ttl: 60_000 })

/** @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
const UserClaims = z.object({
  tid: z.guid(),
  oid: z.guid(),
  exp: z.number(),
  scp: z.string().refine((scopes) => scopes.split(' ').includes(apiScope)),
  idtyp: z.literal('user').optional(),
  preferred_username: z.string().optional(),
  name: z.string().optional(),
})

export interface VerifiedCaller extends Caller {
  assertion: string
  assertionHash: string
  expiresAtMs: number
}

/**
 * Who sent a request, from its bearer token: signed by Entra ID's key, for this API, this tenant and a person.
 * @throws unauthenticated with the same words whatever is wrong with the token; clock_skew for a genuine one that is not
 *   valid yet
 */
export async function authenticate(request: Request): Promise<VerifiedCaller> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!token) throw unauthenticated()
  const assertionHash = createHash('sha256').update(token).digest('base64url')
  const known = sound.get(assertionHash)
  if (known && Date.now() < known.expiresAtMs) return known
  const caller = await verifiedCaller(token, assertionHash)
  sound.set(assertionHash, caller)
  return caller
}

async function verifiedCaller(token: string, assertionHash: string): Promise<VerifiedCaller> {
  const claims = UserClaims.safeParse(await verifiedClaims(token))
  if (!claims.success || claims.data.tid.toLowerCase() !== config().tenantId) throw unauthenticated()
  const { oid, tid, exp, preferred_username: userPrincipalName = '', name: displayName = '' } = claims.data
  return {
    objectId: oid.toLowerCase(),
    tenantId: tid.toLowerCase(),
    userPrincipalName,
    displayName,
    assertion: token,
    assertionHash,
    expiresAtMs: exp * 1000,
  }
}

async function verifiedClaims(token: string): Promise<JWTPayload> {
  const { clientId, tenantId } = config()
  const { issuer } = openIdConfiguration(cloud().authorityHost, tenantId)
  try {
    // The keys come from the fixed address alone: jku, x5u, x5c and jwk in a token's header are never looked at.
    const { payload } = await jwtVerify(token, signingKeys(), {
      algorithms: ['RS256'],
      issuer,
      audience: clientId,
      clockTolerance: toleranceSeconds,
      requiredClaims: ['exp', 'iat', 'oid', 'tid', 'scp'],
    })
    if (isInFuture(payload.iat)) throw clockSkew()
    return payload
  } catch (error) {
    if (error instanceof ProblemError) throw error
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf' && error.reason === 'check_failed') {
      throw clockSkew()
    }
    if (isAboutTheToken(error)) throw unauthenticated()
    throw new ProblemError(
      {
        code: 'azure_error',
        message: 'Entra ID’s signing keys could not be fetched, so no sign-in can be checked.',
        remedy: 'Try again; if it goes on, check the network between this server and Entra ID.',
      },
      { cause: error },
    )
  }
}

const isInFuture = (seconds = 0) => seconds > Date.now() / 1000 + toleranceSeconds

/** jose's errors are about the token, but for those of fetching the keys. */
function isAboutTheToken(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false
  // A key set that does not answer 200 is jose's generic error; every other one of its kind is a class of its own.
  if (error instanceof errors.JOSEError) return error.code !== errors.JOSEError.code
  return error instanceof TypeError || error instanceof SyntaxError
}

function unauthenticated(): ProblemError {
  return new ProblemError({
    code: 'unauthenticated',
    message: 'The access token is missing, expired or not meant for Strongroom.',
    remedy: 'Sign in again.',
  })
}

function clockSkew(): ProblemError {
  return new ProblemError({
    code: 'clock_skew',
    message: 'Your sign-in is not valid yet by this server’s clock, so the clock is wrong.',
    remedy: 'Check the clock of the machine that runs Strongroom, and have it kept by a time service.',
  })
}
