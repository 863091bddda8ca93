import { expect, test } from '@playwright/test'
import { appPort, sendRaw, startSink, statusOf } from './raw-http.ts'
import { bearer, people } from './sign-in.ts'

/** Attacks on the running server, each with its benign twin; the numbers are those of docs/threats.md. */

const get = (target: string, headers: string[] = []) =>
  sendRaw(
    [`GET ${target} HTTP/1.1`, `Host: localhost:${appPort}`, 'Connection: close', ...headers, '', ''].join('\r\n'),
  )

test('32: a WebSocket upgrade in absolute form reaches no other host', async () => {
  const sink = await startSink()
  const upgrade = ['Upgrade: websocket', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13']
  await sendRaw(
    [
      `GET http://127.0.0.1:${sink.port}/x HTTP/1.1`,
      `Host: 127.0.0.1:${sink.port}`,
      'Connection: Upgrade',
      ...upgrade,
      '',
      '',
    ].join('\r\n'),
  )
  expect(sink.hits()).toBe(0)
  await sink.probe()
  expect(sink.hits(), 'the sink counts what reaches it').toBe(1)
  await sink.close()
  expect(statusOf(await get('/api/healthz'))).toBe(200)
})

const bypasses: [name: string, target: string, headers?: string[]][] = [
  [
    'the subrequest header of CVE-2025-29927',
    '/api/vaults',
    ['x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware'],
  ],
  ['the same for proxy', '/api/vaults', ['x-middleware-subrequest: proxy:proxy:proxy:proxy:proxy']],
  ['a router prefetch', '/api/vaults', ['next-router-prefetch: 1', 'rsc: 1']],
  ['a segment prefetch', '/api/vaults', ['next-router-segment-prefetch: /_tree', 'rsc: 1']],
  ['an .rsc suffix', '/api/vaults.rsc'],
  ['a doubled slash', '//api/vaults'],
  ['an encoded letter', '/%61pi/vaults'],
  ['an encoded slash', '/%2fapi/vaults'],
  ['a trailing dot', '/api/vaults/.'],
  ['a method override', '/api/vaults', ['X-HTTP-Method-Override: POST']],
]
for (const [name, target, headers] of bypasses) {
  test(`33: ${name} opens no API without a token`, async () => {
    const answer = await get(target, headers)
    // Refused, unknown or sent to the tidy address: a server error would be no refusal.
    expect([307, 308, 400, 401, 404]).toContain(statusOf(answer))
    expect(answer).not.toContain('vaultUri')
  })
}

test('33: the same address with a token answers', async ({ request }) => {
  const response = await request.get('/api/vaults', { headers: await bearer(people.ines) })
  expect(response.status()).toBe(200)
  expect(await response.text()).toContain('vaultUri')
})

test('36: an address that cannot be decoded is refused, on a page’s address as on the API’s', async () => {
  for (const target of ['/api/vaults/%E0', '/api/vaults/%', '/vaults/%E0'])
    expect(statusOf(await get(target))).toBe(400)
  expect(statusOf(await get('/vaults/kv%2Dpayments'))).toBe(200)
})

test('33: a page carries its Content Security Policy whatever the prefetch headers say', async ({ request }) => {
  const disguises: Record<string, string>[] = [
    {},
    { 'next-router-prefetch': '1' },
    { purpose: 'prefetch' },
    { 'x-middleware-subrequest': 'proxy' },
  ]
  for (const headers of disguises) {
    const response = await request.get('/vaults', { headers })
    expect(response.headers()['content-security-policy']).toMatch(/script-src [^;]*'nonce-[^']+'[^;]*'strict-dynamic'/)
    expect(response.headers()['content-security-policy']).not.toContain('unsafe-eval')
  }
})

test('34: a Flight payload to a Server Action is refused at once and the server lives', async ({ request }) => {
  const started = performance.now()
  const response = await request.post('/vaults', {
    headers: { 'next-action': 'x'.repeat(40) },
    multipart: {
      '1_$ACTION_REF': '',
      '0': '["$1:a:a"]',
      '1': '{"status":"resolved_model","then":"$1:__proto__:then"}',
    },
  })
  expect(response.status()).toBeGreaterThanOrEqual(400)
  expect(performance.now() - started).toBeLessThan(5_000)
  expect((await request.get('/api/healthz')).status()).toBe(200)
})

test('42: no page may be framed, and its own origin still opens it', async ({ page, request }) => {
  const { headers } = await request.get('/vaults').then((response) => ({ headers: response.headers() }))
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  const hostile = await startSink()
  await page.goto(`http://127.0.0.1:${hostile.port}/`)
  await page.setContent(`<iframe src="http://localhost:${appPort}/vaults"></iframe>`)
  const frame = page.frames().find((candidate) => candidate !== page.mainFrame())
  await expect.poll(() => frame?.url()).toMatch(/^chrome-error:/)
  await hostile.close()
  await page.goto('/vaults')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('44: a thousand headers are refused, a dozen are not', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `x-filler-${index}: ${'a'.repeat(20)}`)
  expect(statusOf(await get('/api/healthz', many))).toBe(431)
  expect(statusOf(await get('/api/healthz', many.slice(0, 12)))).toBe(200)
})

test('44: a body over 64 KB is refused while it arrives, one below reaches validation', async ({ request }) => {
  const headers = { ...(await bearer(people.ines)), 'content-type': 'application/json' }
  const path = '/api/vaults/kv-sandbox-dev/secrets/case-44'
  const send = (size: number) => request.put(path, { headers, data: JSON.stringify({ value: 'a'.repeat(size) }) })
  expect((await send(65 * 1024)).status()).toBe(413)
  const refused = await send(30 * 1024)
  expect(refused.status()).toBe(400)
  expect(await refused.text()).toContain('25 KB')
})
