import { unstable_doesMiddlewareMatch as doesMatch } from 'next/experimental/testing/server'
import { NextRequest } from 'next/server'
import { beforeAll, expect, test, vi } from 'vitest'

const settings = {
  STRONGROOM_CLOUD: 'public',
  STRONGROOM_TENANT_ID: '6f0b5c52-0d4f-4a4e-9f1c-2b8f3f1f7a10',
  STRONGROOM_CLIENT_ID: '0a4f7f58-6f7f-4b7b-8a53-9a8d1f1f2c11',
  STRONGROOM_CLIENT_SECRET: 'not-a-secret',
}
beforeAll(() => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
})

const { proxy, config } = await import('./proxy.ts')
const at = (path: string) => `http://localhost:3000${path}`

test.each(['/api/vaults/%E0', '/api/vaults/%', '/vaults/%E0', '/vaults/kv-a/secrets/%E0%A4%A'])(
  '36: %s, which cannot be decoded, is refused as a bad address and not as a fault of the server',
  async (path) => {
    expect(doesMatch({ config, nextConfig: {}, url: at(path) })).toBe(true)
    const response = proxy(new NextRequest(at(path)))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_request' } })
  },
)

test('36: an address that can be decoded goes on, the API’s untouched and a page’s with its policy', () => {
  const api = proxy(new NextRequest(at('/api/vaults/kv%2Da')))
  expect([...api.headers.keys()]).toEqual(['x-middleware-next'])
  const page = proxy(new NextRequest(at('/vaults/kv%2Da')))
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(doesMatch({ config, nextConfig: {}, url: at('/api/vaults') })).toBe(false)
})
