import { createHash, randomBytes } from 'node:crypto'
import type { RunningEmulator } from '../start.ts'

export const redirectUri = 'http://localhost:3000/sign-in/return'

export interface SignInOptions {
  account?: string
  scope?: string
  /** Replaces or, with null, removes parameters of the authorize request. */
  parameters?: Record<string, string | null>
  cookie?: string
  /** Asks only, without choosing an account. */
  isSilent?: boolean
  isCancelled?: boolean
}

export interface SignedIn {
  /** Null where a page was shown instead. */
  location: URL | null
  /** What came back in the query or the fragment. */
  parameters: URLSearchParams
  code: string
  codeVerifier: string
  cookie: string
  page: string
}

export function entraUrl({ httpPort, emulator }: RunningEmulator, path: string): string {
  return `http://localhost:${httpPort}/${emulator.state.tenantId}${path}`
}

/** Does by fetch what a browser does: opens the authorize address and chooses an account on the page. */
export async function signIn(running: RunningEmulator, options: SignInOptions = {}): Promise<SignedIn> {
  const { application, accounts } = running.emulator.state
  const codeVerifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    response_mode: 'fragment',
    scope: options.scope ?? `openid profile offline_access ${application.identifierUri}/access_as_user`,
    state: 'state-of-the-app',
    nonce: 'nonce-of-the-app',
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  for (const [name, value] of Object.entries(options.parameters ?? {})) {
    if (value === null) query.delete(name)
    else query.set(name, value)
  }
  const response = await fetch(`${entraUrl(running, '/oauth2/v2.0/authorize')}?${query}`, {
    redirect: 'manual',
    ...(!options.isSilent && {
      method: 'POST',
      body: new URLSearchParams(
        options.isCancelled ? { cancel: 'true' } : { account: options.account ?? accounts[0]?.userPrincipalName ?? '' },
      ),
    }),
    headers: options.cookie ? { Cookie: options.cookie } : {},
  })
  const target = response.headers.get('Location')
  const location = target === null ? null : new URL(target)
  const parameters = new URLSearchParams(location?.hash ? location.hash.slice(1) : location?.search)
  return {
    location,
    parameters,
    code: parameters.get('code') ?? '',
    codeVerifier,
    cookie: response.headers.get('Set-Cookie')?.split(';')[0] ?? options.cookie ?? '',
    page: await response.text(),
  }
}

/** What the token endpoint answers; every field that some grant or error gives. */
interface TokenBody {
  access_token: string
  refresh_token: string
  id_token: string
  scope: string
  expires_in: number
  error: string
  error_description: string
  error_codes: number[]
  suberror: string
  claims: string
}

/** Posts to the token endpoint as the application's page would: no secret, its own origin. */
export async function redeem(
  running: RunningEmulator,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const { application } = running.emulator.state
  const response = await fetch(entraUrl(running, '/oauth2/v2.0/token'), {
    method: 'POST',
    headers: { Origin: 'http://localhost:3000', ...headers },
    body: new URLSearchParams({ client_id: application.clientId, client_info: '1', ...form }),
  })
  const body = (await response.json()) as TokenBody // the emulator's own answer, read field by field below
  return { status: response.status, body, headers: response.headers }
}

/** Redeems the code of a sign-in, with anything replaced. */
export function redeemCode(running: RunningEmulator, signedIn: SignedIn, form: Record<string, string> = {}) {
  return redeem(running, {
    grant_type: 'authorization_code',
    code: signedIn.code,
    redirect_uri: redirectUri,
    code_verifier: signedIn.codeVerifier,
    ...form,
  })
}
