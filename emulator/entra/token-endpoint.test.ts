import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { entraUrl, redeem, redeemCode, redirectUri, signIn } from '../testing/sign-in.ts'

let running: RunningEmulator

beforeAll(async () => {
  running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'empty',
    caFile: `.cache/test-token-${process.pid}.pem`,
  })
})
afterAll(() => running?.close())
afterEach(() => void vi.useRealTimers())

function codeOf(answer: Awaited<ReturnType<typeof redeem>>) {
  return { status: answer.status, error: answer.body.error, codes: answer.body.error_codes }
}

/** Moves the time that tokens and grants go by, without waiting. */
function passSeconds(seconds: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
}

describe('an authorization code', () => {
  test('is redeemed with the verifier, address and client it was made for', async () => {
    const { status, body } = await redeemCode(running, await signIn(running))
    expect(status).toBe(200)
    expect(body.scope).toContain('/access_as_user')
    expect(decodeJwt(body.id_token)).toMatchObject({
      aud: running.emulator.state.application.clientId,
      nonce: 'nonce-of-the-app',
    })
  })

  test('is refused with another verifier', async () => {
    const answer = await redeemCode(running, await signIn(running), { code_verifier: 'x'.repeat(43) })
    expect(codeOf(answer)).toEqual({ status: 400, error: 'invalid_grant', codes: [501481] })
  })

  test('is refused without a verifier', async () => {
    const answer = await redeemCode(running, await signIn(running), { code_verifier: '' })
    expect(codeOf(answer)).toEqual({ status: 400, error: 'invalid_request', codes: [90014] })
  })

  test('that was asked for without PKCE is refused to a browser and given to a client with its secret', async () => {
    const withoutPkce = { code_challenge: null, code_challenge_method: null }
    const asBrowser = await redeemCode(running, await signIn(running, { parameters: withoutPkce }))
    expect(codeOf(asBrowser)).toEqual({ status: 400, error: 'invalid_request', codes: [9002325] })
    const asServer = await redeemCode(running, await signIn(running, { parameters: withoutPkce }), {
      client_secret: running.emulator.state.application.clientSecret,
    })
    expect(asServer.status).toBe(200)
  })

  test('is refused with another redirect address, even a registered one', async () => {
    const answer = await redeemCode(running, await signIn(running), { redirect_uri: 'http://localhost:3000/' })
    expect(codeOf(answer)).toEqual({ status: 401, error: 'invalid_client', codes: [500112] })
  })

  test('is good once: its second use is refused and withdraws what the first one gave', async () => {
    const signedIn = await signIn(running)
    const first = await redeemCode(running, signedIn)
    expect(first.status).toBe(200)
    expect(codeOf(await redeemCode(running, signedIn))).toEqual({ status: 400, error: 'invalid_grant', codes: [54005] })
    const renewal = await redeem(running, { grant_type: 'refresh_token', refresh_token: first.body.refresh_token })
    expect(codeOf(renewal)).toEqual({ status: 400, error: 'invalid_grant', codes: [50173] })
  })

  test('is refused after ten minutes', async () => {
    const [early, late] = [await signIn(running), await signIn(running)]
    passSeconds(590)
    expect((await redeemCode(running, early)).status).toBe(200)
    passSeconds(20)
    expect(codeOf(await redeemCode(running, late))).toEqual({ status: 400, error: 'invalid_grant', codes: [70008] })
  })

  test('that Entra never gave is refused', async () => {
    const answer = await redeemCode(running, { ...(await signIn(running)), code: 'made-up' })
    expect(codeOf(answer)).toEqual({ status: 400, error: 'invalid_grant', codes: [9002313] })
  })
})

describe('a refresh token', () => {
  const renew = (token: string, form: Record<string, string> = {}) =>
    redeem(running, { grant_type: 'refresh_token', refresh_token: token, ...form })

  test('is replaced by every use', async () => {
    const first = await redeemCode(running, await signIn(running))
    const second = await renew(first.body.refresh_token)
    const third = await renew(second.body.refresh_token)
    expect([second.status, third.status]).toEqual([200, 200])
    expect(new Set([first, second, third].map(({ body }) => body.refresh_token)).size).toBe(3)
  })

  test('that is used twice is refused, and so is the one that replaced it', async () => {
    const first = await redeemCode(running, await signIn(running))
    const second = await renew(first.body.refresh_token)
    expect(codeOf(await renew(first.body.refresh_token))).toEqual({
      status: 400,
      error: 'invalid_grant',
      codes: [50173],
    })
    expect(codeOf(await renew(second.body.refresh_token))).toEqual({
      status: 400,
      error: 'invalid_grant',
      codes: [50173],
    })
  })

  test('is refused a day after the sign-in, however often it was renewed', async () => {
    const first = await redeemCode(running, await signIn(running))
    passSeconds(80_000)
    const second = await renew(first.body.refresh_token)
    expect(second.status).toBe(200)
    passSeconds(6_500)
    expect(codeOf(await renew(second.body.refresh_token))).toEqual({
      status: 400,
      error: 'invalid_grant',
      codes: [700084],
    })
  })

  test('is not spent by a request for a resource that does not exist', async () => {
    const { body } = await redeemCode(running, await signIn(running))
    const refused = await renew(body.refresh_token, { scope: 'https://nowhere.example/.default' })
    expect(codeOf(refused)).toEqual({ status: 400, error: 'invalid_resource', codes: [500011] })
    expect((await renew(body.refresh_token)).status).toBe(200)
  })

  test('that a server got by its secret is not renewed without it', async () => {
    const client_secret = running.emulator.state.application.clientSecret
    const { body } = await redeemCode(running, await signIn(running), { client_secret })
    expect(codeOf(await renew(body.refresh_token))).toEqual({ status: 401, error: 'invalid_client', codes: [7000218] })
    expect((await renew(body.refresh_token, { client_secret })).status).toBe(200)
  })
})

describe('an on-behalf-of exchange', () => {
  const exchange = (assertion: string, form: Record<string, string> = {}) =>
    redeem(running, {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      client_secret: running.emulator.state.application.clientSecret,
      scope: 'https://vault.emulator.test/.default',
      assertion,
      ...form,
    })
  const assertion = async () => (await redeemCode(running, await signIn(running))).body.access_token

  test('gives a token for the vaults in the name of the person', async () => {
    const { status, body } = await exchange(await assertion())
    expect(status).toBe(200)
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: 'https://vault.emulator.test',
      oid: running.emulator.state.accounts[0]?.objectId,
      scp: 'user_impersonation',
    })
    expect(body.scope).toBe('https://vault.emulator.test/.default https://vault.emulator.test/user_impersonation')
  })

  test('is refused with a wrong secret, and without one', async () => {
    const wrong = await exchange(await assertion(), { client_secret: 'wrong' })
    expect(codeOf(wrong)).toEqual({ status: 401, error: 'invalid_client', codes: [7000215] })
    const { client_secret: _, ...form } = { client_secret: '', assertion: await assertion() }
    const none = await redeem(running, {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      scope: 'https://vault.emulator.test/.default',
      ...form,
    })
    expect(codeOf(none)).toEqual({ status: 401, error: 'invalid_client', codes: [7000218] })
  })

  test('is refused for a token made for somebody else', async () => {
    const forVaults = (await exchange(await assertion())).body.access_token
    expect(codeOf(await exchange(forVaults))).toEqual({ status: 400, error: 'invalid_grant', codes: [500131] })
  })

  test('is refused for an expired token', async () => {
    const token = await assertion()
    passSeconds(3590)
    expect((await exchange(token)).status).toBe(200)
    passSeconds(20)
    expect(codeOf(await exchange(token))).toEqual({ status: 400, error: 'invalid_grant', codes: [500133] })
  })

  test('is refused for a token that Entra did not sign', async () => {
    const genuine = await assertion()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { kid } = decodeProtectedHeader(genuine)
    const forged = await new SignJWT(decodeJwt(genuine))
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(kid && { kid }) })
      .sign(privateKey)
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${genuine.split('.')[1]}.`
    for (const token of [forged, unsigned, 'not-a-token']) {
      expect(codeOf(await exchange(token))).toEqual({ status: 400, error: 'invalid_grant', codes: [50013] })
    }
    expect((await exchange(genuine)).status).toBe(200)
  })

  test('is refused for a resource that does not exist', async () => {
    const answer = await exchange(await assertion(), { scope: 'https://vault.azure.net/.default' })
    expect(codeOf(answer)).toEqual({ status: 400, error: 'invalid_resource', codes: [500011] })
  })

  test('for two resources at once is refused', async () => {
    const scope = 'https://vault.emulator.test/.default https://management.emulator.test/.default'
    expect(codeOf(await exchange(await assertion(), { scope }))).toMatchObject({ status: 400, codes: [28000] })
  })

  test('that must carry a claim is refused with the claims, until the person signed in with them', async () => {
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
    const refused = await exchange(await assertion(), { claims })
    expect(codeOf(refused)).toEqual({ status: 400, error: 'invalid_grant', codes: [50076] })
    expect(refused.body).toMatchObject({ suberror: 'basic_action', claims })
    const stepped = await redeemCode(running, await signIn(running, { parameters: { claims } }))
    const granted = await exchange(stepped.body.access_token, { claims })
    expect(decodeJwt(granted.body.access_token).acrs).toEqual(['c1'])
  })

  test('that a revocation asks to be newer than the sign-in is refused until the person signs in again', async () => {
    const old = await assertion()
    passSeconds(10)
    const nbf = String(Math.floor(Date.now() / 1000))
    const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: nbf } } })
    expect(codeOf(await exchange(old, { claims }))).toEqual({ status: 400, error: 'invalid_grant', codes: [50173] })
    expect((await exchange(await assertion(), { claims })).status).toBe(200)
  })
})

describe('client credentials', () => {
  const ask = (form: Record<string, string>) => redeem(running, { grant_type: 'client_credentials', ...form })
  const scope = 'https://vault.emulator.test/.default'

  test('are refused with a wrong secret, an unknown application, or a scope that is not .default', async () => {
    const client_secret = running.emulator.state.application.clientSecret
    expect((await ask({ client_secret, scope })).status).toBe(200)
    expect(codeOf(await ask({ client_secret: 'wrong', scope }))).toMatchObject({ status: 401, codes: [7000215] })
    const client_id = '00000000-0000-0000-0000-000000000000'
    expect(codeOf(await ask({ client_secret, scope, client_id }))).toMatchObject({ status: 401, codes: [700016] })
    const named = 'https://vault.emulator.test/user_impersonation'
    expect(codeOf(await ask({ client_secret, scope: named }))).toMatchObject({ status: 400, codes: [1002012] })
  })
})

describe('the token endpoint', () => {
  test('answers a page of this machine and refuses a page of any other', async () => {
    const own = await redeemCode(running, await signIn(running))
    expect(own.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:3000')
    const form = { grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri }
    const foreign = await redeem(running, form, { Origin: 'https://evil.example' })
    expect(codeOf(foreign)).toMatchObject({ status: 400, codes: [9002326] })
    expect(foreign.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  test('lets a page of this machine read its errors too', async () => {
    const { status, headers } = await redeem(running, { grant_type: 'refresh_token', refresh_token: 'made-up' })
    expect(status).toBe(400)
    expect(headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:3000')
  })

  test('names the grant, method or tenant that it does not know', async () => {
    expect(codeOf(await redeem(running, { grant_type: 'password' }))).toMatchObject({ status: 400, codes: [70003] })
    const get = await fetch(entraUrl(running, '/oauth2/v2.0/token'))
    expect(await get.json()).toMatchObject({ error_codes: [900561] })
    const elsewhere = entraUrl(running, '/oauth2/v2.0/token').replace(running.emulator.state.tenantId, 'other-tenant')
    expect(await (await fetch(elsewhere, { method: 'POST' })).json()).toMatchObject({ error_codes: [90002] })
  })

  test('gives trace, correlation and time with every error', async () => {
    const headers = { 'client-request-id': 'b7a6f0c4-0000-4000-8000-000000000001' }
    const { body } = await redeem(running, { grant_type: 'password' }, headers)
    expect(body).toMatchObject({
      correlation_id: headers['client-request-id'],
      trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
    })
  })
})
