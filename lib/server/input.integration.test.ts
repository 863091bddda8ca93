import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { secretLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { startSink } from '../test-support/sink.ts'
import { people, routeFiles, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'
import { respond } from './respond.ts'

let strongroom: Strongroom
let token: string
let lines: string[]
beforeAll(async () => {
  strongroom = await startStrongroom({
    env: { STRONGROOM_REVEALS_PER_MINUTE: '60', STRONGROOM_WRITES_PER_MINUTE: '30' },
  })
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => {
  strongroom.forget()
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text))
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

const secrets = `/api/vaults/${vaultLandmarks.sandbox}/secrets`
const ours = `${secrets}/case`
const put = (body: unknown, headers: Record<string, string> = {}) =>
  strongroom.api('PUT', ours, { token, body, headers })
const azureCalls = () => Object.keys(strongroom.calls()).filter((name) => name !== 'SigningKeys')
const logged = () =>
  lines
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

async function problem(response: Response) {
  return (await response.json()).error
}

describe('31: a vault is a bare name', () => {
  test.each([
    'evil.com',
    'vault.azure.net.evil.com',
    'a.vault.azure.net@evil.com',
    'a.vault.azure.net:8443',
    '127.0.0.1',
    '169.254.169.254',
    '[::1]',
    'xn--vault-abc',
    'a.vault.azure.net%00.evil',
    'kv-payments-prod-weu.',
    'KV-PAYMENTS-PROD-WEU',
    'kv%0d%0aHost:evil',
    'kv-payments-prod-weu%2f..%2f',
    'kv_payments',
    'kv',
    '-kv-payments',
    `k${'v'.repeat(24)}`,
    '%E2%80%AEkv-payments',
  ])('%s is refused before any call', async (name) => {
    const sink = await startSink()
    for (const address of [`/api/vaults/${name}`, `/api/vaults/${name}/secrets`]) {
      const response = await strongroom.api('GET', address, { token })
      expect(response.status).toBe(400)
      expect((await problem(response)).code).toBe('invalid_request')
    }
    expect(azureCalls()).toEqual([])
    expect(sink.seen().connections).toBe(0)
    await sink.close()
  })

  test('and a sound one outside the inventory is dialled as {name}.{suffix of this cloud}', async () => {
    const priya = await strongroom.token(people.priya)
    const detail = await (await strongroom.api('GET', `/api/vaults/${vaultLandmarks.main}`, { token: priya })).json()
    expect(detail).toMatchObject({ vaultUri: `https://${vaultLandmarks.main}.vault.emulator.test/`, facts: null })
    expect((await strongroom.api('GET', `/api/vaults/${vaultLandmarks.main}/secrets`, { token: priya })).status).toBe(
      200,
    )
  })
})

describe('36: a secret’s name', () => {
  test.each([
    '..%2Fkeys%2Fx',
    '%252e%252e',
    'a%2Fb',
    'a%3Fx',
    'a%00',
    '%E2%80%AEa',
    'a'.repeat(128),
    'a_b',
    'a.b',
    '%',
  ])('as odd as %s is refused before any call', async (name) => {
    for (const method of ['GET', 'DELETE'] as const) {
      const response = await strongroom.api(method, `${secrets}/${name}`, { token })
      expect(response.status).toBe(400)
    }
    expect(azureCalls()).toEqual([])
  })
  test('of 127 letters, digits and hyphens is asked for', async () => {
    const { vault, secret } = secretLandmarks.longestName
    expect((await strongroom.api('GET', `/api/vaults/${vault}/secrets/${secret}`, { token })).status).toBe(200)
  })
  test('and a version’s id are held to their form', async () => {
    const response = await strongroom.api('POST', `${ours}/versions/..%2f..%2fkeys/reveal`, { token })
    expect(response.status).toBe(400)
    expect(azureCalls()).toEqual([])
  })
})

describe('input out of range is refused with one sentence for each field, before any call', () => {
  test.each<[string, object, string, RegExp]>([
    ['too long a value', { value: 'é'.repeat(13_000) }, 'value', /25 KB/],
    ['no value', {}, 'value', /./],
    [
      'too many tags',
      { value: 'v', tags: Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`t${i}`, 'x'])) },
      'tags',
      /15 tags/,
    ],
    ['too long a tag', { value: 'v', tags: { a: 'x'.repeat(513) } }, 'tags.a', /512/],
    ['too long a content type', { value: 'v', contentType: 'x'.repeat(256) }, 'contentType', /255/],
    ['a date that is none', { value: 'v', expiresOn: 'tomorrow' }, 'expiresOn', /ISO 8601/],
    [
      'a date that Key Vault would read as none',
      { value: 'v', expiresOn: '1970-01-01T00:00:00Z' },
      'expiresOn',
      /1970/,
    ],
    ['a date after 2038', { value: 'v', expiresOn: '2040-01-01T00:00:00Z' }, 'expiresOn', /2038/],
    [
      'an expiry before its activation',
      { value: 'v', expiresOn: '2027-01-01T00:00:00Z', notBefore: '2028-01-01T00:00:00Z' },
      'expiresOn',
      /later/,
    ],
    ['a field that is not known', { value: 'v', vaultUri: 'https://evil.com' }, 'vaultUri', /./],
  ])('%s', async (_, body, path, message) => {
    const response = await put(body)
    expect(response.status).toBe(400)
    const { code, fields } = await problem(response)
    expect(code).toBe('invalid_request')
    expect(fields).toEqual([{ path, message: expect.stringMatching(message) }])
    expect(azureCalls()).toEqual([])
  })
})

describe('39: prototype pollution', () => {
  test.each([
    '{"value":"v","tags":{"__proto__":{"polluted":"yes"}}}',
    '{"value":"v","__proto__":{"polluted":"yes"}}',
    '{"value":"v","tags":{"constructor":{"prototype":{"polluted":"yes"}}}}',
  ])('by %s is refused and changes nothing', async (rawBody) => {
    const response = await strongroom.api('PUT', ours, {
      token,
      rawBody,
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(400)
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
    expect(azureCalls()).toEqual([])
  })

  test('a tag named constructor is a tag like any other', async () => {
    const response = await put({ value: 'v', tags: { constructor: 'x', toString: 'y' } })
    expect(response.status).toBe(201)
    expect((await response.json()).tags).toEqual({ constructor: 'x', toString: 'y' })
  })

  test('by a query changes nothing', async () => {
    const response = await strongroom.api('GET', `${secrets}?filter[__proto__][polluted]=yes`, { token })
    expect(response.status).toBe(200)
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
  })

  test('tags of prototype names that others wrote are shown as they are', async () => {
    const { vault, secret } = secretLandmarks.markup
    const stored = strongroom.emulator.state.vaults.get(vault)?.objects.secrets.get(secret)?.versions.at(-1)?.tags
    const current = await (await strongroom.api('GET', `/api/vaults/${vault}/secrets/${secret}`, { token })).json()
    expect(Object.entries(current.tags).sort()).toEqual(Object.entries(stored ?? {}).sort())
  })
})

describe('43: a page of another site', () => {
  test.each([
    ['an Origin', { origin: 'https://evil.example' }],
    ['an opaque Origin', { origin: 'null' }],
    ['a look-alike Origin', { origin: 'http://localhost:3000.evil.example' }],
    ['another port', { origin: 'http://localhost:8080' }],
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
  ])('with %s writes and reveals nothing', async (_, headers) => {
    const response = await put({ value: 'v' }, headers as Record<string, string>)
    expect(response.status).toBe(403)
    expect((await problem(response)).code).toBe('cross_site')
    const reveal = await strongroom.api('POST', `${ours}/versions/${'0'.repeat(32)}/reveal`, {
      token,
      headers: headers as Record<string, string>,
    })
    expect(reveal.status).toBe(403)
    expect(azureCalls()).toEqual([])
  })

  test.each([
    ['our own page', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    ['a tool', {}],
  ])('%s may write', async (_, headers) => {
    expect((await put({ value: 'v' }, headers as Record<string, string>)).status).toBe(201)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'a form’s content type "%s" is refused',
    async (type) => {
      const response = await strongroom.api('PUT', ours, {
        token,
        rawBody: '{"value":"v"}',
        headers: { 'content-type': type },
      })
      expect(response.status).toBe(415)
      expect(azureCalls()).toEqual([])
    },
  )

  test('is offered nothing by OPTIONS', async () => {
    const response = await strongroom.api('OPTIONS', ours, { headers: { origin: 'https://evil.example' } })
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('44: a body', () => {
  const send = (rawBody: BodyInit, headers = {}) =>
    strongroom.api('PUT', ours, { token, rawBody, headers: { 'content-type': 'application/json', ...headers } })

  test('of 65 KB is refused, announced or not, and one below reaches validation', async () => {
    const large = JSON.stringify({ value: 'a'.repeat(65 * 1024) })
    expect((await send(large)).status).toBe(413)
    expect((await send(new Blob([large]).stream())).status).toBe(413)
    expect((await put({ value: 'a'.repeat(30 * 1024) })).status).toBe(400)
    expect((await put({ value: 'a'.repeat(25 * 1024) })).status).toBe(201)
  })

  test('of 100 MB is read no further than the limit', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16 * 1024
        controller.enqueue(new Uint8Array(16 * 1024).fill(97))
        if (sent > 100 * 1024 * 1024) controller.close()
      },
    })
    expect((await send(endless)).status).toBe(413)
    expect(sent).toBeLessThan(200 * 1024)
  })

  test('that nests 10,000 levels is refused', async () => {
    const deep = `{"value":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
    expect((await send(deep)).status).toBe(400)
  })

  test.each(['', '{', 'null', '[]', '"v"', '\u0000'])('of %j is refused', async (text) => {
    expect((await send(text)).status).toBe(400)
    expect(azureCalls()).toEqual([])
  })

  test('that is not UTF-8 is refused', async () => {
    expect((await send(new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400)
  })
})

describe('a reveal', () => {
  const { vault, secret } = secretLandmarks.canary
  const version = () => strongroom.emulator.state.vaults.get(vault)?.objects.secrets.get(secret)?.versions.at(-1)
  const reveal = (as: string) =>
    strongroom.api('POST', `/api/vaults/${vault}/secrets/${secret}/versions/${version()?.version}/reveal`, { as })

  test('41: is kept by no cache', async () => {
    const response = await reveal(people.priya)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('pragma')).toBe('no-cache')
    expect((await response.json()).value).toMatch(/^CANARY-/)
  })

  test('leaves one line in the log: who, what, which version, Azure’s id, and no value', async () => {
    await reveal(people.priya)
    expect(logged()).toEqual([
      expect.objectContaining({
        event: 'reveal',
        result: 'ok',
        who: { objectId: expect.any(String), userPrincipalName: people.priya },
        vault,
        secret,
        versions: [version()?.version],
        azureRequestIds: [expect.any(String), expect.any(String)],
        requestId: expect.any(String),
      }),
    ])
    expect(lines.join('')).not.toContain('CANARY')
  })

  test('that is refused leaves one line too', async () => {
    expect((await reveal(people.lena)).status).toBe(403)
    expect(logged()).toEqual([expect.objectContaining({ event: 'reveal', result: 'forbidden_by_role', vault, secret })])
  })

  test('45: of the sixty-first in a minute waits, with a line in the log; another person does not wait', async () => {
    const daniel = await strongroom.token(people.daniel)
    const address = `/api/vaults/${secretLandmarks.developerObjectScope.vault}/secrets/x/versions/${'0'.repeat(32)}/reveal`
    const statuses: number[] = []
    for (let index = 0; index < 60; index += 1) {
      statuses.push((await strongroom.api('POST', address, { token: daniel })).status)
    }
    expect(statuses).not.toContain(429)
    lines = []
    const response = await strongroom.api('POST', address, { token: daniel })
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await problem(response)).code).toBe('rate_limited')
    expect(logged()).toEqual([expect.objectContaining({ result: 'rate_limited' })])
    expect((await reveal(people.priya)).status).toBe(200)
  })
})

test('45: a comparison counts as two reveals, and writes have a limit of their own', async () => {
  const tomas = await strongroom.token(people.tomas)
  const { vault, secret } = secretLandmarks.rollback
  const compare = () =>
    strongroom.api('POST', `/api/vaults/${vault}/secrets/${secret}/compare`, {
      token: tomas,
      body: { left: '0'.repeat(32), right: '1'.repeat(32) },
    })
  for (let index = 0; index < 30; index += 1) expect((await compare()).status).not.toBe(429)
  expect((await compare()).status).toBe(429)
  const write = () => strongroom.api('DELETE', ours, { token: tomas })
  for (let index = 0; index < 30; index += 1) expect((await write()).status).toBe(403)
  expect((await write()).status).toBe(429)
})

test('46: a name with a line break forges no line of the log', async () => {
  const { SignJWT, decodeJwt } = await import('jose')
  const { keyId, privateKey } = strongroom.emulator.signingKeys
  const hostile = 'eve@x\n{"level":"info","event":"reveal","result":"ok"}\r\u2028'
  const forged = await new SignJWT({ ...decodeJwt(await strongroom.token(people.lena)), preferred_username: hostile })
    .setProtectedHeader({ alg: 'RS256', kid: keyId })
    .sign(privateKey)
  await strongroom.api('DELETE', ours, { token: forged })
  expect(lines.join('').trim().split('\n')).toHaveLength(1)
  expect(logged()[0]).toMatchObject({ event: 'delete', who: { userPrincipalName: hostile } })
})

describe('an address of the API', () => {
  test.each(routeFiles.filter((file) => !file.includes('...')))('%s answers every method in JSON', async (file) => {
    const address = `/${file.replace(/^app\//, '').replace(/\/route\.ts$/, '')}`
      .replace('[vaultName]', vaultLandmarks.sandbox)
      .replace('[secretName]', 'case')
      .replace('[version]', '0'.repeat(32))
    const { headers } = await strongroom.api('OPTIONS', address)
    const allowed = headers.get('allow')?.split(', ') ?? []
    for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']) {
      const response = await strongroom.api(method, address)
      const expected = allowed.includes(method) ? (address.endsWith('healthz') ? 200 : 401) : 405
      expect(response.status, method).toBe(expected)
      expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    }
  })

  test('that does not exist is 404 in JSON', async () => {
    const response = await strongroom.api('GET', '/api/vaults/kv-a/nothing-of-ours', { token })
    expect(response.status).toBe(404)
    expect((await problem(response)).code).toBe('not_found')
  })
})

test('36: dots that leave a secret’s name for another address find nothing there', async () => {
  const response = await strongroom.api('DELETE', `${secrets}/%2e%2e/secrets`, { token })
  expect(response.status).toBe(405)
  expect(azureCalls()).toEqual([])
})

test('an error that nobody foresaw tells no message, stack or path, in the answer or the log, and is found by its id', async () => {
  const { response } = await respond('the-request', async () => {
    throw new Error('CANARY in /srv/strongroom\n    at CANARY (/srv/strongroom/CANARY.ts:1:2)')
  })
  expect(response.status).toBe(500)
  const text = await response.text()
  expect(text).toContain('the-request')
  expect(text).not.toMatch(/CANARY|\/srv|node_modules|\bat /)
  expect(logged()).toEqual([expect.objectContaining({ requestId: 'the-request', level: 'error' })])
  expect(logged()[0]).toMatchObject({
    error: { name: 'Error', where: expect.stringMatching(/^input\.[^/]+:\d+:\d+$/) },
  })
  expect(lines.join('')).not.toMatch(/CANARY|\/srv|\/lib\/server|\bat /)
})
