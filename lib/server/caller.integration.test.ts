import { createHmac } from 'node:crypto'
import { exportJWK, exportSPKI, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'
import { authenticate } from './caller.ts'

let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom()
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())
afterEach(() => vi.useRealTimers())

const now = () => Math.floor(Date.now() / 1000)

/** Claims as Entra ID issues them for our API; a test changes what it is about. */
function soundClaims(): JWTPayload {
  const { tenantId, application, accounts } = strongroom.emulator.state
  const [person] = accounts
  return {
    iss: `https://login.emulator.test/${tenantId}/v2.0`,
    aud: application.clientId,
    tid: tenantId,
    oid: person?.objectId,
    scp: 'access_as_user',
    ver: '2.0',
    preferred_username: person?.userPrincipalName,
    iat: now() - 300,
    nbf: now() - 300,
    exp: now() + 3000,
  }
}

async function signed(change: JWTPayload = {}, header: Partial<JWTHeaderParameters> = {}) {
  const { keyId, privateKey } = strongroom.emulator.signingKeys
  return new SignJWT({ ...soundClaims(), ...change })
    .setProtectedHeader({ alg: 'RS256', kid: keyId, ...header })
    .sign(privateKey)
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

const ask = (token?: string) => strongroom.api('GET', '/api/vaults', token === undefined ? {} : { token })
const upstream = () => Object.keys(strongroom.calls()).filter((operation) => operation !== 'SigningKeys')

const verify = (token: string) =>
  authenticate(new Request('http://localhost/api/vaults', { headers: { authorization: `Bearer ${token}` } }))

async function refusal(token?: string) {
  const response = await ask(token)
  const { error } = await response.json()
  return { status: response.status, error: { ...error, requestId: undefined } }
}

test('28: a sound token is let in', async () => {
  expect((await ask(await signed())).status).toBe(200)
  expect(upstream()).toContain('TokenOnBehalfOf')
})

const forgeries: [string, () => Promise<string | undefined>][] = [
  ['no token', async () => undefined],
  ['no token at all behind the scheme', async () => ''],
  ['alg none', async () => `${encode({ alg: 'none' })}.${encode(soundClaims())}.`],
  [
    'HS256 signed with the public key as its secret',
    async () => {
      const { keyId, publicKey } = strongroom.emulator.signingKeys
      const text = `${encode({ alg: 'HS256', kid: keyId })}.${encode(soundClaims())}`
      return `${text}.${createHmac('sha256', await exportSPKI(publicKey))
        .update(text)
        .digest('base64url')}`
    },
  ],
  [
    'a signature of another token',
    async () =>
      `${(await signed({ oid: crypto.randomUUID() })).split('.').slice(0, 2).join('.')}.${(await signed()).split('.')[2]}`,
  ],
  ['the audience of Microsoft Graph', () => signed({ aud: 'https://graph.emulator.test' })],
  ['the audience of Key Vault', () => signed({ aud: 'https://vault.emulator.test' })],
  ['another issuer', () => signed({ iss: 'https://login.evil.example/x/v2.0' })],
  ['the v1 issuer', () => signed({ iss: `https://sts.windows.net/${strongroom.emulator.state.tenantId}/` })],
  ['another tenant', () => signed({ tid: crypto.randomUUID() })],
  ['an expiry in the past', () => signed({ exp: now() - 120 })],
  ['no expiry', () => signed({ exp: undefined })],
  ['no scope', () => signed({ scp: undefined })],
  ['another scope', () => signed({ scp: 'access_as_user_not User.Read' })],
  ['an application as itself', () => signed({ idtyp: 'app', scp: undefined, roles: ['access_as_user'] })],
  ['an application that claims the scope', () => signed({ idtyp: 'app' })],
  ['no object id', () => signed({ oid: undefined })],
  ['an object id that is none', () => signed({ oid: 'everyone' })],
  ['a key id that is not known', () => signed({}, { kid: 'unknown' })],
  [
    'a key of the forger’s own in the header',
    async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256')
      const jwk = await exportJWK(publicKey)
      return new SignJWT(soundClaims())
        .setProtectedHeader({
          alg: 'RS256',
          kid: 'forged',
          jwk,
          jku: 'https://evil.example/jwks',
          x5u: 'https://evil.example/x5u',
        })
        .sign(privateKey)
    },
  ],
  [
    'a critical header that is not understood',
    async () => {
      const { keyId, privateKey } = strongroom.emulator.signingKeys
      return new SignJWT(soundClaims())
        .setProtectedHeader({ alg: 'RS256', kid: keyId, crit: ['x'], x: 1 })
        .sign(privateKey, { crit: { x: true } })
    },
  ],
]

describe('28: a token with', () => {
  test.each(forgeries)(
    '%s is refused with the same words as every other, before any call to Azure',
    async (_, forge) => {
      const token = await forge()
      strongroom.forget()
      const refused = await refusal(token)
      expect(refused).toEqual(await refusal('not.a.token'))
      expect(refused).toMatchObject({ status: 401, error: { code: 'unauthenticated' } })
      expect(upstream()).toEqual([])
    },
  )
})

test('28, 20: a genuine token that is not valid yet is refused, with a word about the clock', async () => {
  for (const change of [{ nbf: now() + 600 }, { iat: now() + 600 }]) {
    expect(await refusal(await signed(change))).toMatchObject({ status: 401, error: { code: 'clock_skew' } })
  }
  expect(upstream()).toEqual([])
})

describe('20: a clock that is', () => {
  // Entra ID dates a token five minutes back, which is what makes room for a slow clock.
  const issuedAt = (serverIsBehindBy: number) => ({
    iat: now() + serverIsBehindBy - 300,
    nbf: now() + serverIsBehindBy - 300,
    exp: now() + serverIsBehindBy + 3600,
  })
  test.each([4, -4])('%i minutes behind lets people in', async (minutes) => {
    expect((await ask(await signed(issuedAt(minutes * 60)))).status).toBe(200)
  })
  test('10 minutes behind says to check the clock', async () => {
    const { status, error } = await refusal(await signed(issuedAt(600)))
    expect({ status, code: error.code }).toEqual({ status: 401, code: 'clock_skew' })
    expect(error.remedy).toMatch(/clock/)
  })
  test('a minute off at a token’s end is forgiven, two are not', async () => {
    await expect(verify(await signed({ exp: now() - 30 }))).resolves.toMatchObject({ displayName: '' })
    await expect(verify(await signed({ exp: now() - 120 }))).rejects.toThrow('unauthenticated')
  })
})

test('29: ten thousand key ids make one fetch of the signing keys, and a known one still gets in', async () => {
  const [header = '', claims = '', signature = ''] = (await signed()).split('.')
  const parsed = JSON.parse(Buffer.from(header, 'base64url').toString())
  for (let index = 0; index < 10_000; index += 1) {
    const forged = `${encode({ ...parsed, kid: `random-${index}` })}.${claims}.${signature}`
    await expect(verify(forged)).rejects.toThrow('unauthenticated')
  }
  expect(strongroom.calls().SigningKeys ?? 0).toBeLessThanOrEqual(1)
  expect((await ask(await signed())).status).toBe(200)
})

test('a token that was let in is not let in after its end', async () => {
  const token = await signed({ exp: now() + 600 })
  expect((await verify(token)).objectId).toBe(soundClaims().oid)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 + 61_000 })
  await expect(verify(token)).rejects.toThrow('unauthenticated')
})

test('a token that was let in opens nothing to another that differs in a letter of its signature', async () => {
  const token = await signed()
  await verify(token)
  const at = token.length - 20
  const other = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
  await expect(verify(other)).rejects.toThrow('unauthenticated')
})

test('a token that is let in names its person to Azure', async () => {
  const response = await strongroom.api('GET', '/api/vaults', { as: people.lena })
  expect(await response.json()).toEqual({ items: [] })
})
