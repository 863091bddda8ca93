import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { entraUrl, redirectUri, signIn } from '../testing/sign-in.ts'

let running: RunningEmulator

beforeAll(async () => {
  running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'empty',
    caFile: `.cache/test-authorize-${process.pid}.pem`,
  })
})
afterAll(() => running?.close())

const account = (index: number) => running.emulator.state.accounts[index]?.userPrincipalName ?? ''
const ask = (parameters: Record<string, string | null>, cookie = '') =>
  signIn(running, { isSilent: true, parameters, cookie })

describe('the sign-in page', () => {
  test('lists every account and says that it is emulated', async () => {
    const { page, location } = await ask({})
    expect(location).toBeNull()
    for (const { userPrincipalName } of running.emulator.state.accounts) expect(page).toContain(userPrincipalName)
    expect(page).toContain('This sign-in is emulated')
  })

  test('sends the chosen person back with code and state, in the fragment or the query', async () => {
    const fragment = await signIn(running)
    expect(fragment.location?.href).toMatch(`${redirectUri}#`)
    expect(fragment.parameters.get('state')).toBe('state-of-the-app')
    const query = await signIn(running, { parameters: { response_mode: 'query' } })
    expect(query.location?.href).toMatch(`${redirectUri}?code=`)
  })

  test('may not be framed and runs no script', async () => {
    const url = `${entraUrl(running, '/oauth2/v2.0/authorize')}?client_id=unknown`
    const { headers } = await fetch(url)
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[^']+'; base-uri 'none'; frame-ancestors 'none'$/,
    )
  })

  test('does not take a choice that another site posted', async () => {
    const query = new URLSearchParams({
      client_id: running.emulator.state.application.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
    })
    const choose = (site: string) =>
      fetch(`${entraUrl(running, '/oauth2/v2.0/authorize')}?${query}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'Sec-Fetch-Site': site },
        body: new URLSearchParams({ account: account(0) }),
      })
    expect((await choose('cross-site')).headers.get('Location')).toContain('AADSTS9002313')
    expect((await choose('same-origin')).headers.get('Location')).toContain('code=')
  })
})

describe('a request that Entra may not answer by redirect', () => {
  test.each([
    ['another path of the application', 'http://localhost:3000/elsewhere'],
    ['another host', 'http://evil.example/sign-in/return'],
    ['a host that begins with a registered one', 'http://localhost.evil.example/sign-in/return'],
    ['a user name that looks like the host', 'http://localhost@evil.example/sign-in/return'],
    ['another scheme', 'https://localhost:3000/sign-in/return'],
    ['a script', 'javascript:alert(1)'],
  ])('is shown AADSTS50011 for %s', async (_, redirect_uri) => {
    const { location, page } = await ask({ redirect_uri })
    expect(location).toBeNull()
    expect(page).toContain('AADSTS50011')
  })

  test('is answered on any port of this machine', async () => {
    const { location } = await signIn(running, {
      parameters: { redirect_uri: 'http://127.0.0.1:41234/sign-in/return' },
    })
    expect(location?.port).toBe('41234')
  })

  test('is shown AADSTS700016 for an application that is not known', async () => {
    const { location, page } = await ask({ client_id: '00000000-0000-0000-0000-000000000000' })
    expect(location).toBeNull()
    expect(page).toContain('AADSTS700016')
  })

  test('shows what it was sent as text', async () => {
    const { page } = await ask({ redirect_uri: '"><img src=x onerror=alert(1)>' })
    expect(page).not.toContain('<img')
    expect(page).toContain('&lt;img')
  })
})

describe('a faulty request of a known application', () => {
  test.each([
    ['a response type other than code', { response_type: 'id_token' }, 'AADSTS700051'],
    ['no scope', { scope: null }, 'AADSTS90014'],
    ['a plain code challenge', { code_challenge_method: 'plain' }, 'AADSTS9002313'],
    ['a challenge that is no hash', { code_challenge: 'short' }, 'AADSTS9002313'],
    ['an unknown prompt', { prompt: 'create' }, 'AADSTS90023'],
    ['a resource that does not exist', { scope: 'https://vault.azure.net/.default' }, 'AADSTS500011'],
    ['a scope that the resource does not have', { scope: 'https://vault.emulator.test/everything' }, 'AADSTS650053'],
    ['claims that are not JSON', { claims: '{' }, 'AADSTS9002313'],
    ['a hint at nobody', { login_hint: 'nobody@meridian.example' }, 'AADSTS50034'],
  ])('goes back with the error and the state: %s', async (_, parameters, code) => {
    const { parameters: answered } = await ask(parameters)
    expect(answered.get('error_description')).toContain(code)
    expect(answered.get('state')).toBe('state-of-the-app')
    expect(answered.has('code')).toBe(false)
  })

  test('a person who cancels sends the application an access_denied', async () => {
    const { parameters } = await signIn(running, { isCancelled: true })
    expect(parameters.get('error')).toBe('access_denied')
  })
})

describe('a silent request', () => {
  test('is refused with login_required while nobody is signed in', async () => {
    const { parameters } = await ask({ prompt: 'none' })
    expect(parameters.get('error')).toBe('login_required')
    expect(parameters.get('error_description')).toContain('AADSTS50058')
  })

  test('is answered with a code once somebody is', async () => {
    const { cookie } = await signIn(running)
    expect((await ask({ prompt: 'none' }, cookie)).code).not.toBe('')
  })

  test('is refused for an account that this browser did not sign in', async () => {
    const { cookie } = await signIn(running, { account: account(0) })
    expect((await ask({ prompt: 'none', login_hint: account(0) }, cookie)).code).not.toBe('')
    const other = await ask({ prompt: 'none', login_hint: account(1) }, cookie)
    expect(other.parameters.get('error')).toBe('login_required')
  })

  test('is refused between two signed-in accounts unless a hint tells which', async () => {
    const first = await signIn(running, { account: account(0) })
    const { cookie } = await signIn(running, { account: account(1), cookie: first.cookie })
    expect((await ask({ prompt: 'none' }, cookie)).parameters.get('error')).toBe('interaction_required')
    expect((await ask({ prompt: 'none', login_hint: account(1) }, cookie)).code).not.toBe('')
  })

  test('that must satisfy a claims challenge is refused with the claims', async () => {
    const { cookie } = await signIn(running)
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
    const { parameters } = await ask({ prompt: 'none', claims }, cookie)
    expect(parameters.get('error')).toBe('interaction_required')
    expect(parameters.get('claims')).toBe(claims)
    const capabilities = JSON.stringify({ access_token: { xms_cc: { values: ['CP1'] } } })
    expect((await ask({ prompt: 'none', claims: capabilities }, cookie)).code).not.toBe('')
  })
})

describe('a signed-in browser', () => {
  test('goes straight on, unless the request wants the person to choose', async () => {
    const { cookie } = await signIn(running)
    expect((await ask({}, cookie)).code).not.toBe('')
    for (const prompt of ['select_account', 'login', 'consent']) {
      expect((await ask({ prompt }, cookie)).page).toContain('Pick an account')
    }
  })

  test('is asked again when a claims challenge demands it', async () => {
    const { cookie } = await signIn(running)
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
    expect((await ask({ claims }, cookie)).page).toContain('Verify it is you')
    const { page } = await ask({ claims, login_hint: account(0) }, cookie)
    expect(page).toContain(account(0))
    expect(page).not.toContain(account(1))
  })

  test('is forgotten by sign-out, which sends it to an address of the application only', async () => {
    const logout = (target: string, cookie: string) =>
      fetch(`${entraUrl(running, '/oauth2/v2.0/logout')}?post_logout_redirect_uri=${encodeURIComponent(target)}`, {
        redirect: 'manual',
        headers: { Cookie: cookie },
      })
    const { cookie } = await signIn(running)
    const own = await logout('http://localhost:3000/', cookie)
    expect(own.headers.get('Location')).toBe('http://localhost:3000/')
    expect((await ask({ prompt: 'none' }, cookie)).parameters.get('error')).toBe('login_required')
    const foreign = await logout('http://evil.example/', cookie)
    expect(foreign.headers.get('Location')).toBeNull()
    expect(await foreign.text()).toContain('You signed out')
  })
})
