import { createCipheriv, createDecipheriv } from 'node:crypto'
import { runCipher } from './run-cipher.ts'

/** RFC 3394, section 2.2.3.1. */
const initialValue = Buffer.alloc(8, 0xa6)
/** RFC 5649, section 3. */
const alternativeInitialValue = Buffer.from('a65959a6', 'hex')

/** @param isPadded RFC 5649, for any length; otherwise RFC 3394, for whole blocks of 8 bytes, two at least */
export function wrapWithAes(secret: Buffer, isPadded: boolean, value: Buffer): Buffer {
  return runCipher(createCipheriv(...parameters(secret, isPadded)), value)
}

export function unwrapWithAes(secret: Buffer, isPadded: boolean, value: Buffer): Buffer {
  return runCipher(createDecipheriv(...parameters(secret, isPadded)), value)
}

function parameters(secret: Buffer, isPadded: boolean): [string, Buffer, Buffer] {
  const name = `id-aes${secret.length * 8}-wrap`
  return isPadded ? [`${name}-pad`, secret, alternativeInitialValue] : [name, secret, initialValue]
}
