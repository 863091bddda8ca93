import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alphabetOf,
  characterSets,
  entropyBits,
  generatePassphrase,
  generatePassword,
  type RandomBytes,
  randomBelow,
} from './generate-value.ts'
import { passphraseWords } from './passphrase-words.ts'

const cryptoBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count))

/** Gives every value that `width` bytes can have exactly once, then says it is over. */
function everyDraw(width: 1 | 2): RandomBytes {
  let next = 0
  return () => {
    if (next === 256 ** width) throw new RangeError('over')
    const drawn = next++
    return Uint8Array.of(...(width === 1 ? [drawn] : [drawn >> 8, drawn & 255]))
  }
}

describe('a number below a bound', () => {
  test('comes out equally often for every bound of one byte, when every byte comes once', () => {
    for (let bound = 1; bound <= 256; bound += 1) {
      const drawn = Array<number>(bound).fill(0)
      const bytes = everyDraw(1)
      for (let accepted = 0; accepted < 256 - (256 % bound); accepted += 1) {
        const number = randomBelow(bound, bytes)
        drawn[number] = (drawn[number] ?? 0) + 1
      }
      expect(new Set(drawn), `below ${bound}`).toEqual(new Set([Math.floor(256 / bound)]))
      // What is left would favour the small numbers, and is drawn again.
      expect(() => randomBelow(bound, bytes), `below ${bound}`).toThrow('over')
    }
  })

  test('and of two bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 257, max: 65_536 }), (bound) => {
        const drawn = new Uint32Array(bound)
        const bytes = everyDraw(2)
        for (let accepted = 0; accepted < 65_536 - (65_536 % bound); accepted += 1) {
          const number = randomBelow(bound, bytes)
          drawn[number] = (drawn[number] ?? 0) + 1
        }
        return drawn.every((count) => count === Math.floor(65_536 / bound))
      }),
      { numRuns: 25 },
    )
  })
})

describe('a password', () => {
  test('has the length asked for and nothing but characters asked for', () => {
    const sets = fc.uniqueArray(fc.constantFrom('lower', 'upper', 'digits', 'symbols' as const), { minLength: 1 })
    fc.assert(
      fc.property(sets, fc.integer({ min: 8, max: 1_024 }), fc.boolean(), (chosen, length, isReadable) => {
        const password = generatePassword({ sets: chosen, length, isReadable }, cryptoBytes)
        const allowed = new Set(alphabetOf({ sets: chosen, isReadable }))
        expect(password).toHaveLength(length)
        return [...password].every((character) => allowed.has(character))
      }),
    )
  })

  test('without look-alikes has none of them', () => {
    const alphabet = alphabetOf({ sets: ['lower', 'upper', 'digits', 'symbols'], isReadable: true }).join('')
    expect(alphabet).not.toMatch(/[0O1lI|]/)
    expect(alphabet).toHaveLength(Object.values(characterSets).join('').length - 6)
  })

  test('never comes twice', () => {
    const make = () => generatePassword({ sets: ['lower'], length: 32 }, cryptoBytes)
    expect(new Set(Array.from({ length: 1_000 }, make)).size).toBe(1_000)
  })
})

describe('a passphrase', () => {
  test('is made of as many words of the list as asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 32 }), (wordCount) => {
        const words = generatePassphrase(passphraseWords, { wordCount, separator: ' ' }, cryptoBytes).split(' ')
        expect(words).toHaveLength(wordCount)
        return words.every((word) => passphraseWords.includes(word))
      }),
    )
  })

  test('is drawn from 1,024 different words of small letters', () => {
    expect(new Set(passphraseWords).size).toBe(1_024)
    expect(passphraseWords.every((word) => /^[a-z]{3,8}$/.test(word))).toBe(true)
  })
})

test('the entropy said is what the draws hold', () => {
  expect(entropyBits(1_024, 8)).toBe(80)
  expect(entropyBits(62, 32)).toBe(190)
  expect(entropyBits(0, 32)).toBe(0)
})
