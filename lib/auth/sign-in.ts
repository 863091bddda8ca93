import { pages } from '../routes.ts'
import { readySession } from './session.ts'
import { forgetStepUps } from './step-up.ts'
import { bulkLedgers, loginHint, returnPath } from './tab-memory.ts'

/** Leaves for Entra and comes back to the page it began on. With a hint that account is offered, else all are. */
export async function signIn(hint?: string): Promise<void> {
  const { application, config } = readySession()
  if (window.location.pathname !== pages.signInReturn()) returnPath.write(window.location)
  await application.loginRedirect({
    scopes: [config.apiScope],
    ...(hint ? { loginHint: hint } : { prompt: 'select_account' }),
  })
}

/** Lets the person choose another account; the first one's tokens go when the second comes back. */
export async function switchAccount(): Promise<void> {
  const { application, config } = readySession()
  forgetStepUps()
  bulkLedgers.forgetAll()
  // The page itself may be one that the next person cannot see.
  returnPath.write({ pathname: pages.overview(), search: '', hash: '' })
  await application.loginRedirect({ scopes: [config.apiScope], prompt: 'select_account' })
}

/** Ends the session here and at Entra; here alone where Entra cannot be reached. */
export async function signOut(): Promise<void> {
  const { application, account } = readySession()
  loginHint.forget()
  forgetStepUps()
  bulkLedgers.forgetAll()
  returnPath.write({ pathname: pages.overview(), search: '', hash: '' })
  // MSAL has dropped the tokens before it looks for Entra, so a failure leaves nobody signed in here.
  await application.logoutRedirect({ account }).catch(() => window.location.assign(pages.overview()))
}
