import type { Context } from 'hono'
import type { Call } from '../call.ts'
import { callerAddress } from '../caller-address.ts'
import type { Emulator } from '../emulator.ts'
import { type AadstsCode, AadstsError, isAadstsCode } from './aadsts.ts'
import { TokenError, verifiedClaims } from './access-token.ts'
import { clientCredentials, exchangeOnBehalfOf } from './application-grants.ts'
import { satisfiesClaims } from './claims-request.ts'
import { findClient, isAuthenticated } from './client-authentication.ts'
import { entraOperationName } from './operations.ts'
import { type Grants, redeemCode, redeemRefreshToken } from './person-grants.ts'
import { isLoopbackOrigin } from './redirect-uri.ts'
import { requiredField, type TokenCall } from './token-answer.ts'

/**
 * The token endpoint, for all four grants.
 * @throws AadstsError
 */
export async function token(
  emulator: Emulator,
  grants: Grants,
  context: Context<{ Bindings: Call }>,
): Promise<Response> {
  const form = new URLSearchParams(await context.req.text())
  const grantType = requiredField(form, 'grant_type')
  const operation = entraOperationName('POST', context.req.path, grantType)
  if (!operation) throw new AadstsError('AADSTS70003', { detail: `grant_type '${grantType}'.` })
  emulator.calls.count(operation)
  await actOutFault(emulator, context.env.fault, form)
  checkOrigin(context.req.header('Origin'))

  const clientId = requiredField(form, 'client_id')
  const client = findClient(emulator, clientId)
  const isClientAuthenticated = await isAuthenticated(emulator, client, form)
  const asking = { clientId, isAuthenticated: isClientAuthenticated }
  const call: TokenCall = {
    emulator,
    form,
    clientAddress: callerAddress(context),
    lifetimeSeconds: context.env.fault?.tokenLifetimeSeconds,
  }
  context.header('Cache-Control', 'no-store')
  context.header('Pragma', 'no-cache')
  switch (operation) {
    case 'TokenAuthorizationCode':
      return context.json(await redeemCode(grants, call, asking))
    case 'TokenRefresh':
      return context.json(await redeemRefreshToken(grants, call, asking))
    case 'TokenOnBehalfOf':
      if (!isClientAuthenticated) throw new AadstsError('AADSTS7000218')
      return context.json(await exchangeOnBehalfOf(call, client))
    default:
      if (!isClientAuthenticated) throw new AadstsError('AADSTS7000218')
      return context.json(await clientCredentials(call, client))
  }
}

/** A rule may answer with an error of Entra's, for good or until the person's token carries the claims it asks. */
async function actOutFault(emulator: Emulator, fault: Call['fault'], form: URLSearchParams): Promise<void> {
  if (!fault?.aadsts && !fault?.claims) return
  if (fault.claims && (await assertionSatisfies(emulator, form, fault.claims))) return
  const code: AadstsCode = fault.aadsts && isAadstsCode(fault.aadsts) ? fault.aadsts : 'AADSTS50076'
  throw new AadstsError(code, fault.claims && { claims: JSON.stringify(fault.claims) })
}

async function assertionSatisfies(
  emulator: Emulator,
  form: URLSearchParams,
  claims: NonNullable<Call['fault']>['claims'],
) {
  const assertion = form.get('assertion')
  if (!assertion) return false
  try {
    const held = await verifiedClaims(emulator, assertion, emulator.state.application.clientId)
    return satisfiesClaims(held, claims)
  } catch (error) {
    if (error instanceof TokenError) return false
    throw error
  }
}

function checkOrigin(origin: string | undefined): void {
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    throw new AadstsError('AADSTS9002326', { detail: `Request origin: '${origin}'.` })
  }
}
