import { describe, expect, test } from 'vitest'
import { safeReturnPath } from './return-path.ts'

const origin = 'https://strongroom.example'
const open = (text: string | undefined) => safeReturnPath(text, origin, '/vaults')

describe('a page of ours is opened again after sign-in', () => {
  test.each([
    '/vaults',
    '/vaults/kv-pay-prod/secrets/db-password?v=0123',
    '/vaults?q=prod%20west&sort=-name',
    '/vaults/a//b',
    '/vaults?next=https://other.example/',
    '/vaults#facts',
  ])('%s', (path) => expect(open(path)).toBe(path))
})

// After oauth2-proxy's table of redirects that have fooled somebody.
describe('no other site is ever opened after sign-in', () => {
  test.each([
    undefined,
    '',
    'vaults',
    'https://evil.example/',
    'http://strongroom.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    '/\v/evil.example',
    ' //evil.example',
    '/ /evil.example',
    '\t//evil.example',
    '//evil.example:443/%2f..',
    '//user@strongroom.example@evil.example',
    '/..//evil.example\\',
    'javascript:alert(1)',
    '/\u0000/evil.example',
    'https:evil.example',
    'https:/evil.example',
  ])('%j', (text) => expect(open(text)).toBe('/vaults'))

  test('what is opened always lies on this origin', () => {
    for (const text of ['/.//evil.example', '/..//evil.example', '/%2f/evil.example', '/%5cevil.example']) {
      expect(new URL(open(text), origin).origin).toBe(origin)
    }
  })
})
