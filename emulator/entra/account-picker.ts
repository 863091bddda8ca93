import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Account } from '../state.ts'
import type { AadstsError } from './aadsts.ts'
import { entraPage } from './page.ts'

export interface AccountPicker {
  applicationName: string
  accounts: Account[]
  /** What a claims challenge asked this sign-in to prove, in words. */
  stepUp: string | undefined
  /** Scopes to be consented to; undefined when consent is not asked. */
  consentTo: string[] | undefined
}

/** The sign-in page. Choosing posts `account` to the address of the page itself, so every parameter is checked again. */
export function accountPickerPage(context: Context, picker: AccountPicker) {
  const title = picker.stepUp ? 'Verify it is you' : 'Pick an account'
  return entraPage(
    context,
    title,
    html`<h1>${title}</h1>
<p>to continue to ${picker.applicationName}</p>
${picker.stepUp ? html`<p>This request needs a stronger sign-in: <code>${picker.stepUp}</code>. Choosing your account again grants it.</p>` : ''}
${picker.consentTo ? html`<p>By choosing an account you accept that ${picker.applicationName} may use: <code>${picker.consentTo.join(' ')}</code></p>` : ''}
<form method="post">
<ul>
${picker.accounts.map(
  (account) => html`<li><button name="account" value="${account.userPrincipalName}">
<strong>${account.displayName}</strong><span>${account.userPrincipalName} · ${account.jobTitle}</span><span>${account.summary}</span>
</button></li>
`,
)}</ul>
<button class="plain" name="cancel" value="true">Cancel</button>
</form>`,
  )
}

export function signedOutPage(context: Context) {
  return entraPage(context, 'Signed out', html`<h1>You signed out</h1><p>You may close this window.</p>`)
}

/** Shown where Entra may not send the browser back: the application or its address is not known. */
export function entraErrorPage(context: Context, error: AadstsError) {
  const body = html`<h1>Sorry, but we’re having trouble signing you in.</h1><p>${error.message}</p>`
  return entraPage(context, 'Sign-in error', body, 400)
}
