/**
 * Values made by chance. Everything here is pure: the random bytes come from the caller, in the browser from Web Crypto.
 */
export type RandomBytes = (count: number) => Uint8Array

/**
 * A whole number from 0 up to and without `bound`, each as likely as any other: bytes that would favour the small ones are
 * drawn again instead of being folded by a remainder.
 * @param bound 1 to 65,536
 */
export function randomBelow(bound: number, randomBytes: RandomBytes): number {
  const width = bound <= 256 ? 1 : 2
  const range = 256 ** width
  const usable = range - (range % bound)
  for (;;) {
    const [high = 0, low = 0] = randomBytes(width)
    const drawn = width === 1 ? high : high * 256 + low
    if (drawn < usable) return drawn % bound
  }
}

export const characterSets = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  symbols: '!#$%&()*+,-./:;<=>?@[]^_{|}~',
} as const
export type CharacterSet = keyof typeof characterSets

/** Read aloud or copied by hand, these are taken for one another. */
const lookAlikes = new Set('0O1lI|')

export interface PasswordOptions {
  /** In characters. */
  length: number
  sets: readonly CharacterSet[]
  /** Leaves out what is taken for another character. */
  isReadable?: boolean
}

export interface PassphraseOptions {
  wordCount: number
  separator: string
}

/** In characters and in words. The least is what an attacker with hardware of today does not get through. */
export const generatorLimits = { length: { least: 8, most: 1_024 }, wordCount: { least: 4, most: 32 } } as const

/** The characters a password is drawn from, each once. */
export function alphabetOf({ sets, isReadable = false }: Pick<PasswordOptions, 'sets' | 'isReadable'>): string[] {
  const all = [...new Set(sets)].flatMap((set) => [...characterSets[set]])
  return isReadable ? all.filter((character) => !lookAlikes.has(character)) : all
}

/** A password in which every character is drawn for itself. The alphabet must not be empty. */
export function generatePassword(options: PasswordOptions, randomBytes: RandomBytes): string {
  const alphabet = alphabetOf(options)
  return Array.from({ length: options.length }, () => alphabet[randomBelow(alphabet.length, randomBytes)]).join('')
}

/** Words in which every word is drawn for itself. */
export function generatePassphrase(
  words: readonly string[],
  { wordCount, separator }: PassphraseOptions,
  randomBytes: RandomBytes,
): string {
  return Array.from({ length: wordCount }, () => words[randomBelow(words.length, randomBytes)]).join(separator)
}

/** How many bits of chance are in `count` draws from `size` choices, rounded down. */
export function entropyBits(size: number, count: number): number {
  return size < 1 ? 0 : Math.floor(count * Math.log2(size))
}
