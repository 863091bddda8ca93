import { decodeJwt } from 'jose'
import type { Emulator } from '../emulator.ts'
import { type Caller, issuerOf, TokenError, verifyAccessToken } from '../entra/access-token.ts'
import { keyVaultAudience, managedHsmAudience } from '../entra/resources.ts'
import { KeyVaultError } from '../errors.ts'
import type { Vault } from '../state.ts'

/** The refusal that tells a client where to get a token; every client's first call meets it. */
export class ChallengeError extends KeyVaultError {
  readonly challenge: string

  constructor(tenantId: string, audience: string, message: string, isInvalidToken: boolean) {
    super(401, 'Unauthorized', message)
    const reason = isInvalidToken ? `, error="invalid_token", error_description="${message.replaceAll('"', "'")}"` : ''
    this.challenge = `Bearer authorization="https://login.emulator.test/${tenantId}", resource="${audience}"${reason}`
  }
}

/** @throws ChallengeError */
export async function authenticate(
  emulator: Emulator,
  vault: Vault,
  authorization: string | undefined,
): Promise<Caller> {
  const audience = vault.managedHsm ? managedHsmAudience : keyVaultAudience
  try {
    return await verifyAccessToken(emulator, authorization, audience)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    const { tenantId } = emulator.state
    const message = messageOf(error, audience, authorization, tenantId)
    throw new ChallengeError(tenantId, audience, message, error.code !== 'missing')
  }
}

function messageOf(error: TokenError, audience: string, authorization: string | undefined, tenantId: string): string {
  const claims = claimsOf(authorization)
  switch (error.code) {
    case 'missing':
      return 'AKV10000: Request is missing a Bearer or PoP token.'
    case 'audience':
      return `AKV10022: Invalid audience. Expected ${audience}, found: ${claims.aud}.`
    case 'issuer':
      return `AKV10032: Invalid issuer. Expected ${issuerOf(tenantId)}, found ${claims.iss}.`
    case 'expired':
      return `[TokenExpired] Error validating token: '${error.message}'`
    default:
      return `[TokenInvalid] Error validating token: '${error.message}'`
  }
}

/** Unverified, for the message alone. */
function claimsOf(authorization: string | undefined) {
  try {
    return decodeJwt(authorization?.replace(/^Bearer /i, '') ?? '')
  } catch {
    return {}
  }
}
