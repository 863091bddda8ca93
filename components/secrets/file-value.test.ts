import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileSizeProblem, valueOfBytes } from './file-value.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('a file as a value', () => {
  test('is its text to the byte: line ends, byte order mark and all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2_000 }), (text) => {
        fc.pre(!text.includes('\0'))
        expect(valueOfBytes(bytesOf(text), false).value).toBe(text)
      }),
    )
    expect(valueOfBytes(bytesOf('\uFEFFa\r\nb\n'), false).value).toBe('\uFEFFa\r\nb\n')
  })

  test('is its bytes again when the Base64 is decoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 18_000 }), (bytes) => {
        const { value } = valueOfBytes(bytes, true)
        expect(Uint8Array.from(atob(value ?? ''), (character) => character.charCodeAt(0))).toEqual(bytes)
      }),
      { numRuns: 20 },
    )
  })

  test.each([Uint8Array.of(0xff, 0xfe), Uint8Array.of(65, 0, 66)])(
    'that is no text says so, and is taken in Base64',
    (bytes) => {
      expect(valueOfBytes(bytes, false)).toMatchObject({
        value: null,
        isBinary: true,
        problem: expect.stringMatching(/Base64/),
      })
      expect(valueOfBytes(bytes, true)).toMatchObject({ problem: null })
    },
  )

  test('is measured as it will be stored', () => {
    expect(fileSizeProblem(25 * 1024, false)).toBeNull()
    expect(fileSizeProblem(25 * 1024 + 1, false)).toMatch(/at most 25,600/)
    expect(fileSizeProblem(19_200, true)).toBeNull()
    expect(fileSizeProblem(19_201, true)).toMatch(/25,604 in Base64/)
    expect(fileSizeProblem(0, false)).toMatch(/empty/)
  })
})
