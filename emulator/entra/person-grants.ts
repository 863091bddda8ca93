import { createHash } from 'node:crypto'
import { AadstsError } from './aadsts.ts'
import { type ClaimsRequest, claimsToGrant, parseClaimsRequest, satisfiesClaims } from './claims-request.ts'
import {
  type CodeGrant,
  type Grant,
  type GrantStore,
  nowSeconds,
  type RefreshGrant,
  refreshLifetimeSeconds,
} from './grants.ts'
import { parseScopes } from './scopes.ts'
import { accessTokenAnswer, accountOf, clientInfo, idToken, requiredField, type TokenCall } from './token-answer.ts'

export interface Grants {
  codes: GrantStore<CodeGrant>
  refreshTokens: GrantStore<RefreshGrant>
}

interface Asking {
  clientId: string
  /** The client showed a secret, certificate or federated credential. */
  isAuthenticated: boolean
}

/** @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token */
export async function redeemCode({ codes, refreshTokens }: Grants, call: TokenCall, client: Asking) {
  const code = requiredField(call.form, 'code')
  const redirectUri = requiredField(call.form, 'redirect_uri')
  const redeemed = codes.peek(code)
  if (redeemed.outcome === 'used') {
    // Somebody holds a code that was not theirs: what the first redemption gave is withdrawn.
    refreshTokens.revokeFamily(redeemed.grant.family)
    throw new AadstsError('AADSTS54005')
  }
  if (redeemed.outcome === 'expired') throw new AadstsError('AADSTS70008')
  if (redeemed.outcome === 'unknown' || redeemed.grant.clientId !== client.clientId) throw malformedGrant()
  const { grant } = redeemed
  if (grant.redirectUri !== redirectUri) {
    throw new AadstsError('AADSTS500112', {
      detail: `The reply address '${redirectUri}' is not '${grant.redirectUri}'.`,
    })
  }
  checkCodeVerifier(grant, call.form.get('code_verifier'), client)
  codes.use(code)
  const refresh = { ...grant, isPublic: !client.isAuthenticated }
  return personAnswer({ refreshTokens }, call, {
    grant: refresh,
    scope: call.form.get('scope') ?? grant.scope,
    nonce: grant.nonce,
    refreshExpiresAt: nowSeconds() + refreshLifetimeSeconds,
  })
}

/** A refresh token is good for one use; its second use means that one of the two users stole it, so all are revoked. */
export async function redeemRefreshToken({ refreshTokens }: Grants, call: TokenCall, client: Asking) {
  const token = requiredField(call.form, 'refresh_token')
  const redeemed = refreshTokens.peek(token)
  if (redeemed.outcome === 'used') {
    refreshTokens.revokeFamily(redeemed.grant.family)
    throw new AadstsError('AADSTS50173')
  }
  if (redeemed.outcome === 'expired') throw new AadstsError('AADSTS700084')
  if (redeemed.outcome === 'unknown' || redeemed.grant.clientId !== client.clientId) throw malformedGrant()
  const { grant } = redeemed
  if (!grant.isPublic && !client.isAuthenticated) throw new AadstsError('AADSTS7000218')
  const claims = requestedClaims(call.form)
  checkStepUp({ ...grant.extraClaims, iat: grant.authTime }, claims)
  // Asked before the token is spent: a scope that is refused must not cost the sign-in.
  parseScopes(call.emulator.state.application, call.form.get('scope') ?? grant.scope)
  const refreshExpiresAt = refreshTokens.expiryOf(token) ?? 0
  refreshTokens.use(token)
  return personAnswer({ refreshTokens }, call, {
    grant: { ...grant, extraClaims: { ...grant.extraClaims, ...claimsToGrant(claims, nowSeconds()) } },
    scope: call.form.get('scope') ?? grant.scope,
    refreshExpiresAt,
  })
}

async function personAnswer(
  { refreshTokens }: Pick<Grants, 'refreshTokens'>,
  call: TokenCall,
  {
    grant,
    scope,
    nonce,
    refreshExpiresAt,
  }: { grant: RefreshGrant; scope: string; nonce?: string | undefined; refreshExpiresAt: number },
) {
  const account = accountOf(call.emulator, grant.objectId)
  const scopes = parseScopes(call.emulator.state.application, scope)
  const answer = await accessTokenAnswer(call, scopes, {
    principal: account,
    appId: grant.clientId,
    extraClaims: grant.extraClaims,
  })
  const { clientId, sessionId } = grant
  return {
    ...answer,
    ...(scopes.hasOfflineAccess && {
      refresh_token: refreshTokens.issue(withoutCode(grant), refreshExpiresAt),
      refresh_token_expires_in: refreshExpiresAt - nowSeconds(),
    }),
    ...(scopes.hasOpenId && {
      id_token: await idToken(call, account, { clientId, sessionId, ...(nonce !== undefined && { nonce }) }),
    }),
    ...(call.form.get('client_info') === '1' && { client_info: clientInfo(call, account) }),
  }
}

function withoutCode({
  isPublic,
  clientId,
  objectId,
  scope,
  sessionId,
  family,
  authTime,
  extraClaims,
}: RefreshGrant): RefreshGrant {
  return { isPublic, clientId, objectId, scope, sessionId, family, authTime, extraClaims }
}

function checkCodeVerifier(grant: CodeGrant, verifier: string | null, client: Asking): void {
  if (grant.codeChallenge === undefined) {
    // Without a secret and without PKCE, whoever sees the code could redeem it.
    if (!client.isAuthenticated) throw new AadstsError('AADSTS9002325')
    return
  }
  if (!verifier) throw new AadstsError('AADSTS90014', { detail: "The required field 'code_verifier' is missing." })
  if (createHash('sha256').update(verifier).digest('base64url') !== grant.codeChallenge) {
    throw new AadstsError('AADSTS501481')
  }
}

export function requestedClaims(form: URLSearchParams): ClaimsRequest | undefined {
  const text = form.get('claims')
  if (!text) return undefined
  const claims = parseClaimsRequest(text)
  if (!claims) throw new AadstsError('AADSTS9002313', { detail: 'The claims parameter is not a JSON object.' })
  return claims
}

/**
 * What a claims challenge asks, only a person at the sign-in page can give; here it is refused unless they did already.
 * @param held the claims of the sign-in that the request builds on
 */
export function checkStepUp(held: Grant['extraClaims'], asked: ClaimsRequest | undefined): void {
  if (satisfiesClaims(held, asked)) return
  const isRevocation = asked?.access_token?.nbf !== undefined
  throw new AadstsError(isRevocation ? 'AADSTS50173' : 'AADSTS50076', { claims: JSON.stringify(asked) })
}

function malformedGrant(): AadstsError {
  return new AadstsError('AADSTS9002313', { error: 'invalid_grant' })
}
