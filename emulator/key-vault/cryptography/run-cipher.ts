import type { Cipheriv, Decipheriv } from 'node:crypto'
import { BadInputError } from './bad-input.ts'

/**
 * All of the data through the cipher.
 * @throws BadInputError for a length, a padding or a tag that is wrong: some of Node's errors here have no code
 */
export function runCipher(cipher: Cipheriv | Decipheriv, value: Buffer): Buffer {
  try {
    return Buffer.concat([cipher.update(value), cipher.final()])
  } catch (error) {
    throw new BadInputError('The cipher does not take this data.', { cause: error })
  }
}
