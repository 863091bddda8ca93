import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { Call } from '../call.ts'
import type { Emulator } from '../emulator.ts'
import type { Account } from '../state.ts'
import { AadstsError } from './aadsts.ts'
import { accountPickerPage, entraErrorPage } from './account-picker.ts'
import {
  type AuthorizeRequest,
  parseAuthorizeRequest,
  parseReplyAddress,
  type ReplyAddress,
} from './authorize-request.ts'
import { claimsToGrant, satisfiesClaims } from './claims-request.ts'
import { type CodeGrant, codeLifetimeSeconds, type GrantStore, nowSeconds } from './grants.ts'
import type { Session, Sessions } from './sessions.ts'

type EntraContext = Context<{ Bindings: Call }>

export interface SignIn {
  emulator: Emulator
  codes: GrantStore<CodeGrant>
  sessions: Sessions
}

/**
 * The authorize endpoint: GET shows the account picker or, where the browser's session says who it is, answers at once;
 * POST is the choice made on the picker. An error goes to the application, unless its address is what is wrong.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export async function authorize(signIn: SignIn, context: EntraContext): Promise<Response> {
  const query = new URL(context.req.url).searchParams
  let reply: ReplyAddress
  try {
    reply = parseReplyAddress(signIn.emulator, query)
  } catch (error) {
    if (error instanceof AadstsError) return entraErrorPage(context, error)
    throw error
  }
  try {
    const request = parseAuthorizeRequest(signIn.emulator, query)
    return await (context.req.method === 'POST' ? choose : offer)(signIn, context, reply, request)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    return redirect(context, reply, {
      error: error.error,
      error_description: error.message,
      ...(error.suberror && { error_subcode: error.suberror, suberror: error.suberror }),
      ...(error.claims && { claims: error.claims }),
    })
  }
}

function offer(signIn: SignIn, context: EntraContext, reply: ReplyAddress, request: AuthorizeRequest) {
  const session = signIn.sessions.of(context)
  const needsStepUp = !satisfiesClaims({}, request.claims)
  const silent = silentAccount(signIn.emulator, session, request)
  if (request.prompt === 'none') {
    if (silent instanceof AadstsError) throw silent
    if (needsStepUp) {
      throw new AadstsError('AADSTS50076', { error: 'interaction_required', claims: JSON.stringify(request.claims) })
    }
  }
  const mayBeSilent = (request.prompt === undefined && !needsStepUp) || request.prompt === 'none'
  if (mayBeSilent && session && !(silent instanceof AadstsError)) {
    return answer(signIn, context, reply, request, { account: silent, session })
  }
  const { accounts, application } = signIn.emulator.state
  return accountPickerPage(context, {
    applicationName: application.displayName,
    accounts: offeredAccounts(accounts, request.hinted, needsStepUp),
    stepUp: needsStepUp ? JSON.stringify(request.claims?.access_token) : undefined,
    consentTo: request.prompt === 'consent' ? request.scopes.granted : undefined,
  })
}

/** The hinted account first, and alone where it is that person who must prove more. */
function offeredAccounts(accounts: Account[], hinted: Account | undefined, needsStepUp: boolean): Account[] {
  if (!hinted) return accounts
  return needsStepUp ? [hinted] : [hinted, ...accounts.filter((one) => one !== hinted)]
}

/** The one account that a session answers for without asking, or why there is none. */
function silentAccount(
  emulator: Emulator,
  session: Session | undefined,
  request: AuthorizeRequest,
): Account | AadstsError {
  const signedIn = emulator.state.accounts.filter((account) => session?.objectIds.includes(account.objectId))
  const candidates = request.hinted ? signedIn.filter((account) => account === request.hinted) : signedIn
  if (candidates.length > 1) return new AadstsError('AADSTS16000')
  return candidates[0] ?? new AadstsError('AADSTS50058')
}

async function choose(signIn: SignIn, context: EntraContext, reply: ReplyAddress, request: AuthorizeRequest) {
  // A page elsewhere must not sign this browser in as somebody of its choosing.
  const site = context.req.header('Sec-Fetch-Site') ?? 'same-origin'
  if (site !== 'same-origin') throw new AadstsError('AADSTS9002313', { detail: 'The choice came from another site.' })
  const form = new URLSearchParams(await context.req.text())
  if (form.has('cancel')) throw new AadstsError('AADSTS65004')
  const name = form.get('account')?.toLowerCase() ?? ''
  const account = signIn.emulator.state.accounts.find((one) => one.userPrincipalName === name)
  if (!account) throw new AadstsError('AADSTS50034', { detail: `Account: ${name}.` })
  const session = signIn.sessions.signIn(context, account.objectId)
  return answer(signIn, context, reply, request, { account, session })
}

function answer(
  { codes }: SignIn,
  context: EntraContext,
  reply: ReplyAddress,
  request: AuthorizeRequest,
  { account, session }: { account: Account; session: Session },
) {
  const now = nowSeconds()
  const grant: CodeGrant = {
    clientId: request.clientId,
    objectId: account.objectId,
    scope: request.scope,
    sessionId: session.id,
    family: randomUUID(),
    authTime: now,
    extraClaims: claimsToGrant(request.claims, now),
    redirectUri: reply.redirectUri,
    nonce: request.nonce,
    codeChallenge: request.codeChallenge,
  }
  const code = codes.issue(grant, now + codeLifetimeSeconds)
  return redirect(context, reply, { code, session_state: session.id })
}

function redirect(context: EntraContext, reply: ReplyAddress, values: Record<string, string>) {
  const url = new URL(reply.redirectUri)
  const answered = new URLSearchParams({ ...values, ...(reply.state !== undefined && { state: reply.state }) })
  if (reply.responseMode === 'fragment') url.hash = answered.toString()
  else for (const [name, value] of answered) url.searchParams.set(name, value)
  context.header('Cache-Control', 'no-store')
  // 303: the choice arrives by POST and must not be posted on to the application.
  return context.redirect(url.href, context.req.method === 'POST' ? 303 : 302)
}
