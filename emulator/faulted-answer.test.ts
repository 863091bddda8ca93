import { Hono } from 'hono'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createResourceGraph } from './arm/resource-graph/graph.ts'
import { createCallLog } from './audit.ts'
import type { Call } from './call.ts'
import { createClock } from './clock.ts'
import { memoryKeeper } from './data/keeper.ts'
import type { Emulator } from './emulator.ts'
import { createSigningKeys } from './entra/signing-keys.ts'
import { createFaultRules, type FaultRule } from './faults.ts'
import { answer } from './host-dispatch.ts'
import { createLogs } from './log-analytics/logs.ts'
import { seedState } from './seed/index.ts'
import { type Server, serveHttp } from './serve.ts'

/** A service of one operation each for reading and writing, so that what a fault changes is all there is to see. */
const written: string[] = []
const page = { value: [{ id: 'one' }, { id: 'two' }], nextLink: 'http://here/secrets?page=2' }
const app = new Hono<{ Bindings: Call }>()
  .get('/secrets', (context) => context.json(page))
  .put('/secrets/:name', (context) => {
    written.push(context.req.param('name'))
    return context.json({ value: 'ok' })
  })

let emulator: Emulator
let server: Server
const host = 'kv-one.vault.emulator.test'

beforeAll(async () => {
  const clock = createClock()
  const calls = createCallLog()
  emulator = {
    state: seedState('empty', clock.nowSeconds()),
    clock,
    calls,
    logs: createLogs(calls, clock, () => emulator.state),
    resourceGraph: createResourceGraph(() => emulator.state),
    keeper: memoryKeeper(),
    signingKeys: await createSigningKeys(),
    faults: createFaultRules(),
    settleMs: 0,
  }
  const operationName = (method: string) => (method === 'PUT' ? 'SecretSet' : 'SecretList')
  server = await serveHttp(0, (request, call) => answer(emulator, { app, operationName }, host, request, call))
})
afterAll(() => server?.close())
afterEach(() => {
  written.length = 0
  emulator.calls.reset()
})

function withRules(...rules: FaultRule[]) {
  emulator.faults.replace(rules)
}
const list = (headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${server.port}/secrets`, { headers })
const write = (name: string) => fetch(`http://127.0.0.1:${server.port}/secrets/${name}`, { method: 'PUT' })

test('without a rule a call is answered as it is', async () => {
  withRules()
  expect(await (await list()).json()).toEqual(page)
})

describe('a status', () => {
  test('takes the place of the call, with Azure’s error shape, and is counted under the call’s name', async () => {
    withRules({ operation: 'SecretSet', status: 500, nth: 1 })
    const refused = await write('one')
    expect(refused.status).toBe(500)
    expect(await refused.json()).toEqual({ error: { code: 'InternalServerError', message: expect.any(String) } })
    expect(written).toEqual([])
    expect(emulator.calls.counts().byOperation).toEqual({ SecretSet: 1 })
    expect((await write('two')).status).toBe(200)
    expect(written).toEqual(['two'])
  })

  test('comes with Retry-After, a code or a whole body where the rule gives them', async () => {
    withRules({ status: 429, retryAfterSeconds: 2 })
    expect((await list()).headers.get('Retry-After')).toBe('2')
    withRules({ status: 403, code: 'ForbiddenByFirewall' })
    expect(await (await list()).json()).toMatchObject({ error: { code: 'ForbiddenByFirewall' } })
    withRules({ status: 200, body: { value: 'not a list' } })
    expect(await (await list()).json()).toEqual({ value: 'not a list' })
  })
})

test('a latency delays the call, which then happens', async () => {
  withRules({ latencyMs: 150 })
  const before = performance.now()
  expect((await write('one')).status).toBe(200)
  expect(performance.now() - before).toBeGreaterThanOrEqual(149)
  expect(written).toEqual(['one'])
})

describe('a reset', () => {
  test('before the call leaves nothing done, and is counted', async () => {
    withRules({ reset: 'before' })
    await expect(write('one')).rejects.toThrow()
    expect(written).toEqual([])
    expect(emulator.calls.counts().byOperation).toEqual({ SecretSet: 1 })
  })

  test('after the call leaves it done', async () => {
    withRules({ reset: 'after', nth: 1 })
    await expect(write('one')).rejects.toThrow()
    expect(written).toEqual(['one'])
    expect((await write('two')).status).toBe(200)
  })
})

describe('a spoilt answer', () => {
  test('that is cut ends before its promised length', async () => {
    withRules({ answer: 'cut' })
    const response = await list()
    expect(Number(response.headers.get('Content-Length'))).toBe(JSON.stringify(page).length)
    await expect(response.text()).rejects.toThrow()
  })

  test('that is malformed is whole, and not JSON', async () => {
    withRules({ answer: 'malformed' })
    const text = await (await list()).text()
    expect(() => JSON.parse(text)).toThrow()
  })

  test('that is a proxy’s page is HTML', async () => {
    withRules({ answer: 'html' })
    const response = await list()
    expect(response.headers.get('Content-Type')).toBe('text/html')
    expect(await response.text()).toContain('<!doctype html>')
  })

  test('that is slow begins at once and does not end in time', async () => {
    withRules({ answer: 'slow' })
    const response = await list()
    const first = await response.body?.getReader().read()
    expect(first?.value?.length).toBe(1)
  })
})

test('a next link leads to another host, back to the page itself, or to the address given', async () => {
  const nextLink = async () => ((await (await list()).json()) as typeof page).nextLink
  withRules({ nextLink: 'foreign' })
  expect(new URL(await nextLink()).hostname).toBe('elsewhere.example.test')
  withRules({ nextLink: 'loop' })
  expect(await nextLink()).toBe(`http://127.0.0.1:${server.port}/secrets`)
  withRules({ nextLink: 'http://127.0.0.1:9/sink' })
  expect(await nextLink()).toBe('http://127.0.0.1:9/sink')
})

describe('a claims challenge', () => {
  const claims = { access_token: { acrs: { essential: true, value: 'c1' } } }
  const bearer = async (acrs: string[]) =>
    `Bearer ${await new SignJWT({ acrs }).setProtectedHeader({ alg: 'RS256' }).sign(emulator.signingKeys.privateKey)}`

  test('is answered until a token comes that carries the claims', async () => {
    withRules({ claims })
    const challenged = await list({ Authorization: await bearer([]) })
    expect(challenged.status).toBe(401)
    const header = challenged.headers.get('WWW-Authenticate') ?? ''
    expect(header).toMatch(/^Bearer .*error="insufficient_claims", claims="/)
    const asked = /claims="([^"]+)"/.exec(header)?.[1] ?? ''
    expect(JSON.parse(Buffer.from(asked, 'base64').toString())).toEqual(claims)
    expect((await list({ Authorization: await bearer(['c2']) })).status).toBe(401)
    expect((await list({ Authorization: await bearer(['c1', 'c2']) })).status).toBe(200)
  })

  test('leaves a call without a token to the service’s own challenge', async () => {
    withRules({ claims })
    expect((await list()).status).toBe(200)
  })
})
