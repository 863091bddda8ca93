import { type AccountInfo, AuthError, PublicClientApplication } from '@azure/msal-browser'
import type { ClientConfig } from '../domain/client-config.ts'
import { pages } from '../routes.ts'
import { msalConfiguration } from './msal-configuration.ts'
import { safeReturnPath } from './return-path.ts'
import { takeInterruptedWrite } from './step-up.ts'
import { loginHint, returnPath, silentTry } from './tab-memory.ts'

/** Why the last try to sign in did not work, in Entra's words. */
export interface SignInFailure {
  code: string
  message: string
  correlationId?: string
}

export interface ReadySession {
  status: 'ready'
  application: PublicClientApplication
  config: ClientConfig
  account: AccountInfo | null
  failure: SignInFailure | null
  /** The page to open now that a redirect has come back; null when this page load is no return. */
  returnTo: string | null
  /** A change was under way when Entra asked for more proof: it was not made, and the person must be told. */
  hasInterruptedWrite: boolean
}

/**
 * Where this tab stands. `insecure` is a plain-http origin that is not loopback: browsers give it no cryptography.
 * `failed` is a start that broke; without storage no sign-in can be kept at all.
 */
type SessionState = { status: 'starting' } | { status: 'insecure' } | FailedSession | ReadySession

export interface FailedSession {
  status: 'failed'
  hasStorage: boolean
}

const starting: SessionState = { status: 'starting' }
let state: SessionState = starting
let isStarted = false
const listeners = new Set<() => void>()

/** For useSyncExternalStore: the first subscriber starts the session, since the configuration comes with the page. */
export function sessionStore(config: ClientConfig) {
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      if (!isStarted) {
        isStarted = true
        start(config).catch(() => publish({ status: 'failed', hasStorage: mayStore() }))
      }
      return () => void listeners.delete(listener)
    },
    getState: () => state,
    getServerState: () => starting,
  }
}

/** The started session. @throws where nothing has waited for it. */
export function readySession(): ReadySession {
  if (state.status !== 'ready') throw new Error('The session has not started.')
  return state
}

/** The person has read what went wrong on the last way to Entra. */
export function dismissSessionNotices(): void {
  publish({ ...readySession(), hasInterruptedWrite: false, failure: null })
}

async function start(config: ClientConfig): Promise<void> {
  if (!window.isSecureContext) return publish({ status: 'insecure' })
  // A page that the browser kept for its back button could show the rows of somebody who has signed out since.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })
  const isReturn = window.location.pathname === pages.signInReturn()
  const application = new PublicClientApplication(msalConfiguration(config, window.location.origin))
  await application.initialize()
  const { account, failure } = await finishRedirect(application)
  application.setActiveAccount(account)
  if (account) loginHint.write(account.username)
  else if (!isReturn && mayAskSilently() && (await askSilently(application, config))) return
  publish({
    status: 'ready',
    application,
    config,
    account,
    failure,
    returnTo: isReturn ? safeReturnPath(returnPath.read(), window.location.origin, pages.overview()) : null,
    hasInterruptedWrite: takeInterruptedWrite(),
  })
}

/** Takes the answer of Entra, if this page load is one, and drops every account but the one that has just signed in. */
async function finishRedirect(
  application: PublicClientApplication,
): Promise<{ account: AccountInfo | null; failure: SignInFailure | null }> {
  try {
    const result = await application.handleRedirectPromise({ navigateToLoginRequestUrl: false })
    if (!result) return { account: application.getAllAccounts()[0] ?? null, failure: null }
    for (const other of application.getAllAccounts()) {
      if (other.homeAccountId !== result.account.homeAccountId) await application.clearCache({ account: other })
    }
    return { account: result.account, failure: null }
  } catch (error) {
    const account = application.getAllAccounts()[0] ?? null
    return { account, failure: silentTry.isUnderWay() ? null : failureOf(error) }
  } finally {
    silentTry.end()
  }
}

const mayAskSilently = () => loginHint.read() !== undefined && !silentTry.wasMade()

/**
 * Asks Entra, without a word to the person, for whoever is signed in in another tab, so that a link opened in a new tab
 * shows its page. Once per tab; where Entra's own session has ended too, the sign-in page follows.
 * @returns false where the page does not leave, because Entra cannot be asked
 */
async function askSilently(application: PublicClientApplication, config: ClientConfig): Promise<boolean> {
  silentTry.begin()
  returnPath.write(window.location)
  try {
    await application.loginRedirect({ scopes: [config.apiScope], prompt: 'none', loginHint: loginHint.read() ?? '' })
    return true
  } catch {
    silentTry.end()
    return false
  }
}

/** Whether the browser lets this site keep anything; where it does not, the very look at a storage throws. */
function mayStore(): boolean {
  try {
    return Boolean(window.sessionStorage && window.localStorage)
  } catch {
    return false
  }
}

function failureOf(error: unknown): SignInFailure {
  if (!(error instanceof AuthError)) return { code: 'unknown', message: 'The sign-in could not be finished.' }
  return {
    code: error.errorCode,
    message: error.errorMessage || error.errorCode,
    ...(error.correlationId && { correlationId: error.correlationId }),
  }
}

function publish(next: SessionState): void {
  state = next
  for (const listener of listeners) listener()
}
