import { createCipheriv, createDecipheriv } from 'node:crypto'

/** RFC 3394, section 2.2.3.1. */
const initialValue = Buffer.alloc(8, 0xa6)
/** RFC 5649, section 3. */
const alternativeInitialValue = Buffer.from('a65959a6', 'hex')

/** @param isPadded RFC 5649, for any length; otherwise RFC 3394, for whole blocks of 8 bytes, two at least */
export function wrapWithAes(secret: Buffer, isPadded: boolean, value: Buffer): Buffer {
  const cipher = createCipheriv(...parameters(secret, isPadded))
  return Buffer.concat([cipher.update(value), cipher.final()])
}

export function unwrapWithAes(secret: Buffer, isPadded: boolean, value: Buffer): Buffer {
  const decipher = createDecipheriv(...parameters(secret, isPadded))
  return Buffer.concat([decipher.update(value), decipher.final()])
}

function parameters(secret: Buffer, isPadded: boolean): [string, Buffer, Buffer] {
  const name = `id-aes${secret.length * 8}-wrap`
  return isPadded ? [`${name}-pad`, secret, alternativeInitialValue] : [name, secret, initialValue]
}
