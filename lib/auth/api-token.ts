import { AuthError, CacheLookupPolicy, InteractionRequiredAuthError, type RedirectRequest } from '@azure/msal-browser'
import { readySession } from './session.ts'
import { rememberInterruptedWrite, stepUpMemory } from './step-up.ts'
import { returnPath } from './tab-memory.ts'

/**
 * An access token for our API, from MSAL's cache or renewed by the refresh token; with `renew` always the latter. Where
 * Entra wants to see the person, the page leaves for it and the promise stays open: nothing may go on in between.
 *
 * @throws {AuthError} when Entra cannot be reached or nobody is signed in.
 */
export async function apiToken({ renew }: { renew: boolean }): Promise<string> {
  const { application, account, config } = readySession()
  const request = { scopes: [config.apiScope], ...(account && { account }) }
  try {
    const result = await application.acquireTokenSilent({
      ...request,
      // Without the hidden iframe: browsers block Entra's cookies there, and a redirect asks nothing when it need not.
      cacheLookupPolicy: renew ? CacheLookupPolicy.RefreshToken : CacheLookupPolicy.AccessTokenAndRefreshToken,
    })
    return result.accessToken
  } catch (error) {
    if (!needsThePerson(error)) throw error
    const claims = error instanceof InteractionRequiredAuthError && error.claims
    return leaveForEntra({ ...request, ...(claims && { claims }) })
  }
}

/**
 * Answers a claims challenge: leaves for Entra with the claims it asked for. On return the page asks its question again;
 * that is the one replay. Returns only when the same call was challenged before, which is then an error.
 */
export async function stepUp(claims: string, method: string, path: string): Promise<void> {
  const memory = stepUpMemory()
  if (!memory.mayAsk(method, path)) return
  memory.remember(method, path)
  if (method !== 'GET') rememberInterruptedWrite()
  const { account, config } = readySession()
  await leaveForEntra({ scopes: [config.apiScope], claims, ...(account && { account }) })
}

/** To be told of each call that succeeded, so that a later challenge of it counts as a first one. */
export function stepUpSucceeded(method: string, path: string): void {
  stepUpMemory().succeeded(method, path)
}

/** MSAL would try a hidden iframe for a refresh token that is over or revoked, which browsers block. */
function needsThePerson(error: unknown): boolean {
  return (
    error instanceof InteractionRequiredAuthError || (error instanceof AuthError && error.errorCode === 'invalid_grant')
  )
}

let leaving: Promise<never> | undefined

/** Leaves once, however many calls of the page ask for it: MSAL refuses a second redirect beside the first. */
function leaveForEntra(request: RedirectRequest): Promise<never> {
  leaving ??= redirect(request).catch((error: unknown) => {
    leaving = undefined
    throw error
  })
  return leaving
}

async function redirect(request: RedirectRequest): Promise<never> {
  returnPath.write(window.location)
  await readySession().application.acquireTokenRedirect(request)
  return new Promise<never>(() => undefined)
}
