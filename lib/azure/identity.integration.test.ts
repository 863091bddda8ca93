import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRule } from '../../emulator/faults.ts'
import { secretLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'
import type { AzureContext } from './context.ts'
import { onBehalfOf } from './on-behalf-of.ts'

let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom()
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const main = `/api/vaults/${vaultLandmarks.main}`
const faults = (...rules: FaultRule[]) => strongroom.emulator.faults.replace(rules)
const get = (address: string, token: string) => strongroom.api('GET', address, { token })

async function problem(response: Response) {
  return (await response.json()).error
}

test('24: fifty first requests at the same moment make one exchange', async () => {
  const token = await strongroom.token(people.ines)
  const responses = await Promise.all(Array.from({ length: 50 }, () => get(`${main}/secrets`, token)))
  expect(responses.map(({ status }) => status)).toEqual(Array(50).fill(200))
  expect(strongroom.calls()).toMatchObject({ TokenOnBehalfOf: 1, Authentication: 1 })
})

test('24: fifty at the same moment share one reading of the inventory too', async () => {
  const token = await strongroom.token(people.ines)
  await Promise.all(Array.from({ length: 50 }, () => get(main, token)))
  // Two clients of Resource Manager began side by side, each with a token of its own to ask for.
  expect(strongroom.calls()).toMatchObject({ ResourceGraphQuery: 1, SubscriptionList: 1, TokenOnBehalfOf: 1 })
})

test('a token is exchanged once for each service, however many requests follow', async () => {
  const token = await strongroom.token(people.ines)
  for (let index = 0; index < 5; index += 1) await get(`${main}/secrets`, token)
  expect(strongroom.calls().TokenOnBehalfOf).toBe(1)
})

test('two live tokens of one person do not evict each other', async () => {
  const [one, two] = [await strongroom.token(people.ines), await strongroom.token(people.ines)]
  for (const token of [one, two, one, two]) await get(`${main}/secrets`, token)
  expect(strongroom.calls().TokenOnBehalfOf).toBe(2)
})

describe('25: what was read for one person', () => {
  test('is never shown to another: a list, a vault’s facts, a value', async () => {
    const { vault, secret } = secretLandmarks.rollback
    const [version] = strongroom.emulator.state.vaults.get(vault)?.objects.secrets.get(secret)?.versions ?? []
    const reveal = `${main}/secrets/${secret}/versions/${version?.version}/reveal`
    const [ines, lena] = [await strongroom.token(people.ines), await strongroom.token(people.lena)]
    expect((await (await get('/api/vaults', ines)).json()).items.length).toBeGreaterThan(20)
    expect((await (await get(main, ines)).json()).facts).not.toBeNull()
    expect((await get(`${main}/secrets`, ines)).status).toBe(200)
    expect((await strongroom.api('POST', reveal, { token: ines })).status).toBe(200)

    expect(await (await get('/api/vaults', lena)).json()).toEqual({ items: [] })
    expect((await (await get(main, lena)).json()).facts).toBeNull()
    expect((await get(`${main}/secrets`, lena)).status).toBe(403)
    expect((await strongroom.api('POST', reveal, { token: lena })).status).toBe(403)
  })

  test('stays apart when both ask at the same moment', async () => {
    const [ines, lena] = [await strongroom.token(people.ines), await strongroom.token(people.lena)]
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => get(`${main}/secrets`, index % 2 ? ines : lena)),
    )
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? 200 : 403)),
    )
  })
})

describe('18: a claims challenge', () => {
  const claims = { access_token: { acrs: { essential: true, value: 'c1' } } }
  /** The claims of a 401's header, decoded as the browser does. */
  const asked = (response: Response) => {
    const encoded = /claims="([^"]+)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1] ?? ''
    return JSON.parse(Buffer.from(encoded, 'base64').toString() || '{}')
  }

  test('of a vault goes to the browser as 401 with the claims', async () => {
    faults({ host: '*.vault.emulator.test', claims })
    const response = await strongroom.api('GET', `${main}/secrets`, { as: people.ines })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer error="insufficient_claims", claims="/)
    expect(asked(response)).toMatchObject(claims)
    expect((await problem(response)).code).toBe('insufficient_claims')
    expect(strongroom.calls().SecretList ?? 0).toBeLessThanOrEqual(2)
  })

  test('of Resource Manager does too', async () => {
    faults({ host: 'management.emulator.test', claims })
    const response = await strongroom.api('GET', '/api/vaults', { as: people.ines })
    expect(response.status).toBe(401)
    expect(asked(response)).toMatchObject(claims)
  })

  test('is over once a token carries them', async () => {
    faults({ host: '*.vault.emulator.test', claims })
    const token = await stepUp(claims)
    expect((await get(`${main}/secrets`, token)).status).toBe(200)
  })
})

/** A token for our API as Entra ID issues it after the person stepped up. */
async function stepUp(claims: object): Promise<string> {
  const { SignJWT, decodeJwt } = await import('jose')
  const { keyId, privateKey } = strongroom.emulator.signingKeys
  const sound = decodeJwt(await strongroom.token(people.ines))
  const [[name, { value }] = ['', { value: '' }]] = Object.entries(
    (claims as { access_token: Record<string, { value: string }> }).access_token,
  )
  return new SignJWT({ ...sound, [name]: [value] }).setProtectedHeader({ alg: 'RS256', kid: keyId }).sign(privateKey)
}

describe('19: an exchange that Entra ID refuses', () => {
  test.each([
    ['AADSTS53003', 403, 'conditional_access'],
    ['AADSTS65001', 403, 'consent_required'],
    ['AADSTS500133', 401, 'unauthenticated'],
    ['AADSTS7000215', 502, 'azure_error'],
  ])('with %s says what to do and gives the correlation id', async (aadsts, status, code) => {
    faults({ operation: 'TokenOnBehalfOf', aadsts })
    const token = await strongroom.token(people.ines)
    const response = await get(`${main}/secrets`, token)
    const error = await problem(response)
    expect([response.status, error.code, error.azure.code]).toEqual([status, code, aadsts])
    expect(error.remedy).toBeTruthy()
    expect(error.azure.requestId).toMatch(/^[0-9a-f-]{36}$/)
    strongroom.forget()
    expect((await get(`${main}/secrets`, token)).status).toBe(200)
  })

  test('with AADSTS50076 sends the person to step up where Entra ID names the claims', async () => {
    faults({ operation: 'TokenOnBehalfOf', aadsts: 'AADSTS50076' })
    const response = await strongroom.api('GET', `${main}/secrets`, { as: people.ines })
    const { code, message } = await problem(response)
    expect(['insufficient_claims', 'conditional_access']).toContain(code)
    expect(message).toMatch(/multi-factor/)
  })

  test('for a passing reason is tried again, and one that cannot be reached is said so', async () => {
    const token = await strongroom.token(people.ines)
    faults({ operation: 'TokenOnBehalfOf', nth: 1, reset: 'before' })
    expect((await get(`${main}/secrets`, token)).status).toBe(200)
    faults({ operation: 'TokenOnBehalfOf', reset: 'before' })
    const response = await strongroom.api('GET', `${main}/secrets`, { as: people.ines })
    expect(response.status).toBe(502)
    expect((await problem(response)).message).toBe('Entra ID could not be reached.')
  })

  test('is not the end of a list of vaults that would blame each subscription for it', async () => {
    faults({ operation: 'TokenOnBehalfOf', aadsts: 'AADSTS53003' })
    const response = await strongroom.api('GET', '/api/vaults', { as: people.ines })
    expect(response.status).toBe(403)
    expect((await problem(response)).code).toBe('conditional_access')
  })
})

describe('a service’s challenge', () => {
  const credential = async () => {
    const azure = {
      assertion: await strongroom.token(people.ines),
      assertionHash: 'hash',
      expiresAtMs: Date.now() + 60_000,
    }
    return onBehalfOf(azure as AzureContext, 'https://vault.emulator.test/.default') // what the exchange itself reads
  }
  test.each([
    ['another scope', ['https://graph.emulator.test/.default'], {}],
    ['two scopes', ['https://vault.emulator.test/.default', 'https://graph.emulator.test/.default'], {}],
    ['another tenant', ['https://vault.emulator.test/.default'], { tenantId: crypto.randomUUID() }],
  ])('cannot choose %s for the token', async (_, scopes, options) => {
    await expect((await credential()).getToken(scopes, options)).rejects.toThrow(/asked for/)
    expect(strongroom.calls().TokenOnBehalfOf).toBeUndefined()
  })
  test('24: asked fifty times at once makes one exchange, and another for other claims', async () => {
    const { getToken } = await credential()
    const scope = ['https://vault.emulator.test/.default']
    const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}'
    await Promise.all(Array.from({ length: 50 }, () => getToken(scope)))
    expect(strongroom.calls().TokenOnBehalfOf).toBe(1)
    await Promise.all(Array.from({ length: 50 }, () => getToken(scope, { claims })))
    expect(strongroom.calls().TokenOnBehalfOf).toBe(2)
  })
  test('gets a token for its own scope and tenant', async () => {
    const { tenantId } = strongroom.emulator.state
    const token = await (await credential()).getToken(['https://vault.emulator.test/.default'], { tenantId })
    expect(token?.expiresOnTimestamp).toBeGreaterThan(Date.now())
  })
})
