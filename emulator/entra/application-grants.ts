import { AadstsError } from './aadsts.ts'
import { TokenError, verifiedClaims } from './access-token.ts'
import { claimsToGrant } from './claims-request.ts'
import type { Client } from './client-authentication.ts'
import { nowSeconds } from './grants.ts'
import { checkStepUp, requestedClaims } from './person-grants.ts'
import { parseScopes } from './scopes.ts'
import { accessTokenAnswer, accountOf, clientInfo, idToken, requiredField, type TokenCall } from './token-answer.ts'

/**
 * The on-behalf-of exchange: an application shows a token that a person sent it, made for it, and gets one to act for
 * them elsewhere. No refresh token is given: the exchange can be repeated while the assertion lives.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export async function exchangeOnBehalfOf(call: TokenCall, client: Client) {
  const use = requiredField(call.form, 'requested_token_use')
  if (use !== 'on_behalf_of') throw new AadstsError('AADSTS90023', { detail: `requested_token_use '${use}'.` })
  const assertion = await verifiedAssertion(call, client, requiredField(call.form, 'assertion'))
  const scopes = parseScopes(call.emulator.state.application, requiredField(call.form, 'scope'))
  if (typeof assertion.oid !== 'string' || assertion.idtyp === 'app') {
    throw new AadstsError('AADSTS50013', { detail: 'The assertion is not about a person.' })
  }
  const account = accountOf(call.emulator, assertion.oid)
  const claims = requestedClaims(call.form)
  checkStepUp(assertion, claims)
  const answer = await accessTokenAnswer(call, scopes, {
    principal: account,
    appId: client.clientId,
    extraClaims: claimsToGrant(claims, nowSeconds()),
  })
  return {
    ...answer,
    ...(scopes.hasOpenId && { id_token: await idToken(call, account, { clientId: client.clientId }) }),
    ...(call.form.get('client_info') === '1' && { client_info: clientInfo(call, account) }),
  }
}

async function verifiedAssertion({ emulator }: TokenCall, client: Client, assertion: string) {
  try {
    return await verifiedClaims(emulator, assertion, client.clientId)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    if (error.code === 'audience') throw new AadstsError('AADSTS500131', { detail: `Expected: '${client.clientId}'.` })
    if (error.code === 'expired' || error.code === 'notYetValid') throw new AadstsError('AADSTS500133')
    throw new AadstsError('AADSTS50013', { detail: `[Reason - ${error.message}]` })
  }
}

/** @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
export async function clientCredentials(call: TokenCall, client: Client) {
  const scopes = parseScopes(call.emulator.state.application, requiredField(call.form, 'scope'))
  if (!scopes.isDefault) throw new AadstsError('AADSTS1002012', { detail: `Scope: ${call.form.get('scope')}.` })
  const principal = call.emulator.state.servicePrincipals.find((one) => one.appId === client.clientId)
  if (!principal) {
    throw new AadstsError('AADSTS700016', { detail: `${client.displayName} has no service principal in this tenant.` })
  }
  const answer = await accessTokenAnswer(call, scopes, { principal, appId: client.clientId, isAppOnly: true })
  // Entra names no scope here: an application has roles, not delegated scopes.
  const { scope: _, ...withoutScope } = answer
  return withoutScope
}
