import { expect, test } from 'vitest'
import { refuseCrossSite } from './same-origin.ts'

const from = (origin: string, headers: Record<string, string>) => () =>
  refuseCrossSite(new Request('http://127.0.0.1:3000/api', { method: 'POST', headers: { origin, ...headers } }))

test.each([
  'strongroom.example',
  'Strongroom.example',
  'strongroom.example, inner.example',
  'strongroom.example,10.0.0.7:3000',
])('behind proxies that say %s the page’s own requests are let in, and another page’s are not', (forwarded) => {
  expect(from('https://strongroom.example', { 'x-forwarded-host': forwarded })).not.toThrow()
  expect(from('https://evil.example', { 'x-forwarded-host': forwarded })).toThrow('cross_site')
  expect(from('https://inner.example', { 'x-forwarded-host': forwarded })).toThrow('cross_site')
})

test('without a proxy the host that was asked counts', () => {
  expect(from('http://localhost:3000', { host: 'localhost:3000' })).not.toThrow()
  expect(from('http://localhost:4000', { host: 'localhost:3000' })).toThrow('cross_site')
})
