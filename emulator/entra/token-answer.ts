import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Emulator } from '../emulator.ts'
import type { Account } from '../state.ts'
import { AadstsError } from './aadsts.ts'
import { type AccessTokenRequest, defaultLifetimeSeconds, issuerOf, mintAccessToken } from './access-token.ts'
import { nowSeconds } from './grants.ts'
import type { RequestedScopes } from './scopes.ts'

/** What every grant gives its token request, whoever asks. */
export interface TokenCall {
  emulator: Emulator
  form: URLSearchParams
  clientAddress: string
  /** Set by a fault rule, to see what a client does when its token runs out. */
  lifetimeSeconds: number | undefined
}

function lifetimeOf({ emulator, lifetimeSeconds }: TokenCall): number {
  return lifetimeSeconds ?? emulator.tokenLifetimeSeconds ?? defaultLifetimeSeconds
}

/** The access token's part of an answer. */
export async function accessTokenAnswer(
  call: TokenCall,
  scopes: RequestedScopes,
  request: Pick<AccessTokenRequest, 'principal' | 'appId' | 'isAppOnly' | 'extraClaims'>,
) {
  const lifetime = lifetimeOf(call)
  const token = await mintAccessToken(call.emulator, {
    ...request,
    audience: scopes.resource.audience,
    scopes: scopes.names,
    lifetimeSeconds: lifetime,
    ipAddress: call.clientAddress,
  })
  return {
    token_type: 'Bearer',
    scope: scopes.granted.join(' '),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: token,
  }
}

export async function idToken(
  call: TokenCall,
  account: Account,
  grant: { clientId: string; nonce?: string; sessionId?: string },
) {
  const { state, signingKeys } = call.emulator
  const now = nowSeconds()
  return await new SignJWT({
    aud: grant.clientId,
    iss: issuerOf(state.tenantId),
    tid: state.tenantId,
    oid: account.objectId,
    sub: account.objectId,
    name: account.displayName,
    preferred_username: account.userPrincipalName,
    login_hint: account.userPrincipalName,
    nonce: grant.nonce,
    sid: grant.sessionId,
    iat: now,
    nbf: now,
    exp: now + lifetimeOf(call),
    uti: randomUUID(),
    ver: '2.0',
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signingKeys.keyId })
    .sign(signingKeys.privateKey)
}

/** MSAL builds its account key from this, and asks for it with `client_info=1`. */
export function clientInfo({ emulator }: TokenCall, account: Account): string {
  return Buffer.from(JSON.stringify({ uid: account.objectId, utid: emulator.state.tenantId })).toString('base64url')
}

export function accountOf({ state }: Emulator, objectId: string): Account {
  const account = state.accounts.find((one) => one.objectId === objectId)
  if (!account) throw new AadstsError('AADSTS50034', { error: 'invalid_grant', detail: `Account: ${objectId}.` })
  return account
}

export function requiredField(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (!value) throw new AadstsError('AADSTS90014', { detail: `The required field '${name}' is missing.` })
  return value
}
