import { readFileSync } from 'node:fs'
import http from 'node:http'
import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { redeem, redeemCode, signIn } from '../testing/sign-in.ts'
import { tlsClient } from '../testing/tls-client.ts'

let running: RunningEmulator

beforeAll(async () => {
  running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'empty',
    caFile: `.cache/test-control-${process.pid}.pem`,
  })
})
afterAll(() => running?.close())
afterEach(() => ask('POST', 'reset'))

interface Asked {
  status: number
  text: string
  json: () => unknown
}

/** Not `fetch`, which does not let a program choose its Host or Origin. */
function ask(method: string, name: string, body?: unknown, headers: Record<string, string> = {}): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const options = {
      method,
      host: '127.0.0.1',
      port: running.httpPort,
      path: `/_emulator/${name}`,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    }
    const request = http.request(options, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode ?? 0, text, json: () => JSON.parse(text) })
    })
    request.on('error', reject)
    request.end(typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body))
  })
}

test('ready tells the tenant, the scope, the authority’s file and the workspaces', async () => {
  const { tenantId, application } = running.emulator.state
  const { status, json } = await ask('GET', 'ready')
  expect(status).toBe(200)
  expect(json()).toEqual({
    tenantId,
    apiScope: `api://${application.clientId}/access_as_user`,
    caFile: running.caFile,
    workspaces: [
      {
        name: 'log-first-steps',
        customerId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        resourceId: expect.stringMatching(/^\/subscriptions\/.*\.OperationalInsights\/workspaces\/log-first-steps$/),
      },
    ],
  })
})

test('accounts lists who can sign in, the security administrator first', async () => {
  const accounts = (await ask('GET', 'accounts')).json()
  expect(accounts).toEqual(
    running.emulator.state.accounts.map(({ userPrincipalName, displayName, summary }) => ({
      account: userPrincipalName,
      displayName,
      summary,
    })),
  )
  expect(accounts).toMatchObject([{ account: 'ines.moreau@meridian.example' }, {}, {}, {}, {}])
})

describe('the controls', () => {
  const bearers = { account: 'ines.moreau@meridian.example', scope: 'https://vault.emulator.test/.default' }
  const own = () => `127.0.0.1:${running.httpPort}`

  test.each([
    ['another Host', { Host: 'evil.example' }],
    ['a Host that begins like this machine', { Host: 'localhost.evil.example' }],
    ['the Origin of another site', { Origin: 'https://evil.example' }],
    ['the Origin of another port of this machine', { Origin: 'http://localhost:3000' }],
    ['no known Origin', { Origin: 'null' }],
    ['a script of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a script of another port', { 'Sec-Fetch-Site': 'same-site' }],
  ])('give a request with %s nothing', async (_, headers) => {
    for (const [method, name, body] of [
      ['POST', 'token', bearers],
      ['GET', 'accounts'],
      ['POST', 'reset'],
    ] as const) {
      const { status, text } = await ask(method, name, body, headers)
      expect(status).toBe(403)
      expect(text).not.toContain('ines.moreau')
    }
  })

  test('answer a program of this machine, and a page of their own', async () => {
    const twins: Record<string, string>[] = [
      {},
      { Host: own() },
      { Host: `localhost:${running.httpPort}` },
      { Origin: `http://${own()}` },
    ]
    for (const headers of twins) expect((await ask('POST', 'token', bearers, headers)).status).toBe(200)
  })

  test('take JSON only, so that a form of a web page is no request', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await ask('POST', 'token', JSON.stringify(bearers), form)).status).toBe(415)
    expect((await ask('PUT', 'clock', '{', {})).json()).toEqual({ errors: ['The body is not JSON.'] })
  })

  test('name what they do not have', async () => {
    expect(await ask('GET', 'secrets')).toMatchObject({ status: 404 })
    expect((await ask('DELETE', 'faults')).text).toContain('DELETE /_emulator/faults')
  })
})

describe('token', () => {
  const mint = (account: string, scope: string) => ask('POST', 'token', { account, scope })
  const claims = (asked: Asked) => decodeJwt((asked.json() as { access_token: string }).access_token)

  test('is for the account and the resource that were asked', async () => {
    const token = claims(await mint('priya.nair@meridian.example', 'https://vault.emulator.test/.default'))
    expect(token).toMatchObject({ aud: 'https://vault.emulator.test', upn: 'priya.nair@meridian.example' })
    // Whoever holds it acts for themselves and not through the application.
    expect(token.appid).not.toBe(running.emulator.state.application.clientId)
  })

  test('for the application’s own API is one that the application accepts', async () => {
    const { application } = running.emulator.state
    const token = claims(await mint('ines.moreau@meridian.example', `${application.identifierUri}/access_as_user`))
    expect(token).toMatchObject({ aud: application.clientId, scp: 'access_as_user' })
  })

  test('is refused with one sentence for each thing that is wrong', async () => {
    const cases: [unknown, string[]][] = [
      [{}, ['account', 'scope']],
      [{ account: 'nobody@meridian.example', scope: 'https://vault.emulator.test/.default' }, ['account']],
      [{ account: 'ines.moreau@meridian.example', scope: 'https://vault.azure.net/.default' }, ['scope']],
      [
        { account: 'ines.moreau@meridian.example', scope: 'https://vault.emulator.test/.default', x: 1 },
        ['Unrecognized'],
      ],
    ]
    for (const [body, about] of cases) {
      const { status, json } = await ask('POST', 'token', body)
      const { errors } = json() as { errors: string[] }
      expect(status).toBe(400)
      expect(errors.map((sentence) => sentence.split(/[\s:]/)[0])).toEqual(about)
    }
  })
})

describe('calls', () => {
  test('counts every exchange under its name since the reset', async () => {
    const { body } = await redeemCode(running, await signIn(running))
    await redeem(running, { grant_type: 'refresh_token', refresh_token: body.refresh_token })
    expect((await ask('GET', 'calls')).json()).toEqual({
      total: 2,
      byOperation: { TokenAuthorizationCode: 1, TokenRefresh: 1 },
    })
    await ask('POST', 'reset')
    expect((await ask('GET', 'calls')).json()).toEqual({ total: 0, byOperation: {} })
  })
})

describe('reset', () => {
  test('brings the seed back, and faults, counts and clock to their beginning', async () => {
    running.emulator.state.accounts.pop()
    await ask('PUT', 'faults', [{ status: 500 }])
    await ask('PUT', 'clock', { offsetSeconds: 3600 })
    expect((await ask('POST', 'reset')).status).toBe(204)
    expect(running.emulator.state.accounts).toHaveLength(5)
    expect((await ask('GET', 'faults')).json()).toEqual([])
    expect(running.emulator.clock.offsetSeconds).toBe(0)
  })

  test('leaves tokens, sessions and the authority valid', async () => {
    const signedIn = await signIn(running)
    const { body } = await redeemCode(running, signedIn)
    await ask('POST', 'reset')
    const renewed = await redeem(running, { grant_type: 'refresh_token', refresh_token: body.refresh_token })
    expect(renewed.status).toBe(200)
    const silent = await signIn(running, { isSilent: true, parameters: { prompt: 'none' }, cookie: signedIn.cookie })
    expect(silent.code).not.toBe('')
    expect((await tlsClient(running).send('GET', 'https://login.emulator.test/common/discovery/instance')).status).toBe(
      200,
    )
  })
})

describe('clock', () => {
  test('moves the cloud’s time and leaves that of tokens alone', async () => {
    const offsetSeconds = 86_400
    expect((await ask('PUT', 'clock', { offsetSeconds })).status).toBe(200)
    const now = Date.now() / 1000
    expect(Math.abs(running.emulator.clock.nowSeconds() - now - offsetSeconds)).toBeLessThan(5)
    const { body } = await redeemCode(running, await signIn(running))
    expect(Math.abs((decodeJwt(body.access_token).iat ?? 0) - now)).toBeLessThan(5)
  })

  test('refuses what is no number of seconds', async () => {
    for (const offsetSeconds of ['1', 1.5, 2e9, null]) {
      expect((await ask('PUT', 'clock', { offsetSeconds })).status).toBe(400)
    }
  })
})

describe('faults', () => {
  test('gives back the rules in force', async () => {
    const rules = [
      { host: '*.vault.emulator.test', method: 'PUT', nth: 2, times: 3, status: 503, retryAfterSeconds: 1 },
      { path: '/secrets', claims: { access_token: { acrs: { essential: true, value: 'c1' } } } },
    ]
    expect((await ask('PUT', 'faults', rules)).json()).toEqual(rules)
    expect((await ask('GET', 'faults')).json()).toEqual(rules)
  })

  test('take the example of the README', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    const example: unknown = JSON.parse(/```json\n([\s\S]+?)```/.exec(readme)?.[1] ?? '')
    expect((await ask('PUT', 'faults', example)).json()).toEqual(example)
  })

  test.each<[string, unknown]>([
    ['no list', {}],
    ['a rule without effect', [{ host: 'login.emulator.test' }]],
    ['a field that is not known', [{ status: 500, statsu: 500 }]],
    ['a status out of range', [{ status: 99 }]],
    ['a call before the first', [{ status: 500, nth: 0 }]],
    ['Retry-After without a status', [{ latencyMs: 1, retryAfterSeconds: 1 }]],
    ['an error of Entra’s that is not known', [{ aadsts: 'AADSTS1' }]],
    ['a next link that is no address', [{ nextLink: 'elsewhere' }]],
  ])('refuses %s and leaves the rules as they were', async (_, body) => {
    await ask('PUT', 'faults', [{ status: 500 }])
    const { status, json } = await ask('PUT', 'faults', body)
    expect(status).toBe(400)
    expect((json() as { errors: string[] }).errors).toHaveLength(1)
    expect((await ask('GET', 'faults')).json()).toEqual([{ status: 500 }])
  })

  test('reach Entra’s token endpoint by either port, once or for good', async () => {
    await ask('PUT', 'faults', [
      { host: 'login.emulator.test', operation: 'TokenRefresh', nth: 1, aadsts: 'AADSTS53003' },
      { host: 'login.emulator.test', operation: 'TokenOnBehalfOf', aadsts: 'AADSTS65001' },
    ])
    const { body } = await redeemCode(running, await signIn(running))
    const renew = () => redeem(running, { grant_type: 'refresh_token', refresh_token: body.refresh_token })
    expect((await renew()).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [53003],
      suberror: 'message_only',
    })
    expect((await renew()).status).toBe(200)
    const exchange = await tlsClient(running).send(
      'POST',
      `https://login.emulator.test/${running.emulator.state.tenantId}/oauth2/v2.0/token`,
      { body: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer' },
    )
    expect(JSON.parse(exchange.text)).toMatchObject({ error_codes: [65001], suberror: 'consent_required' })
    expect((await ask('GET', 'calls')).json()).toMatchObject({ byOperation: { TokenRefresh: 2, TokenOnBehalfOf: 1 } })
  })

  test('make Entra answer a status of their own in place of a token', async () => {
    await ask('PUT', 'faults', [{ host: 'login.emulator.test', path: '/*/oauth2/v2.0/token', status: 503, nth: 1 }])
    const signedIn = await signIn(running)
    expect((await redeemCode(running, signedIn)).status).toBe(503)
    expect((await redeemCode(running, signedIn)).status).toBe(200)
  })

  test('ask an exchange for claims until the person signed in with them', async () => {
    const claims = { access_token: { acrs: { essential: true, value: 'c1' } } }
    await ask('PUT', 'faults', [{ operation: 'TokenOnBehalfOf', claims }])
    const exchange = async (parameters: Record<string, string>) => {
      const { body } = await redeemCode(running, await signIn(running, { parameters }))
      return redeem(running, {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        requested_token_use: 'on_behalf_of',
        client_secret: running.emulator.state.application.clientSecret,
        scope: 'https://vault.emulator.test/.default',
        assertion: body.access_token,
      })
    }
    const refused = await exchange({})
    expect(refused.body).toMatchObject({ error_codes: [50076], claims: JSON.stringify(claims) })
    expect((await exchange({ claims: refused.body.claims })).status).toBe(200)
  })

  test('shorten the life of tokens', async () => {
    await ask('PUT', 'faults', [{ operation: 'TokenAuthorizationCode', tokenLifetimeSeconds: 5 }])
    const { body } = await redeemCode(running, await signIn(running))
    const { exp = 0, iat = 0 } = decodeJwt(body.access_token)
    expect([body.expires_in, exp - iat]).toEqual([5, 5])
  })
})
