import { expect, test } from 'vitest'
import { base64Url, bytesOf, readable } from './bytes.ts'

test('base64 is read in either alphabet, padded or not, over several lines', () => {
  for (const typed of ['-_8=', '+/8', ' +/\n8= ']) expect(bytesOf(typed, 'base64')).toEqual(new Uint8Array([251, 255]))
  for (const typed of ['a', 'a?bc', 'ab=c']) expect(bytesOf(typed, 'base64')).toBeNull()
})

test('text goes there and back as UTF-8, and what is no text stays base64', () => {
  expect(readable(base64Url(bytesOf('Größe ✓', 'text') ?? new Uint8Array()))).toEqual({
    text: 'Größe ✓',
    encoding: 'text',
  })
  expect(readable(base64Url(new Uint8Array([255, 254])))).toEqual({ text: '__4', encoding: 'base64' })
})
