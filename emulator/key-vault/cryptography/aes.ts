import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { BadInputError } from './bad-input.ts'
import type { Ciphertext, Cleartext } from './encryption.ts'
import { runCipher } from './run-cipher.ts'

const tagBytes = 16
const blockBytes = 16
/** NIST SP 800-38D, section 5.2.1.1: the length that needs no hashing of its own. */
const gcmNonceBytes = 12

/** The service draws the nonce; the answer carries it beside the tag. */
export function gcmEncrypt(secret: Buffer, { value, aad }: Cleartext): Ciphertext {
  const iv = randomBytes(gcmNonceBytes)
  const cipher = createCipheriv(gcmOf(secret), secret, iv, { authTagLength: tagBytes })
  if (aad) cipher.setAAD(aad)
  const encrypted = runCipher(cipher, value)
  return { value: encrypted, iv, tag: cipher.getAuthTag(), ...(aad && { aad }) }
}

export function gcmDecrypt(secret: Buffer, { value, iv, tag, aad }: Ciphertext): Buffer {
  if (iv?.length !== gcmNonceBytes) throw new BadInputError(`AES-GCM requires an iv of ${gcmNonceBytes} bytes.`)
  if (tag?.length !== tagBytes) throw new BadInputError(`AES-GCM requires a tag of ${tagBytes} bytes.`)
  const decipher = createDecipheriv(gcmOf(secret), secret, iv, { authTagLength: tagBytes })
  if (aad) decipher.setAAD(aad)
  decipher.setAuthTag(tag)
  return runCipher(decipher, value)
}

/** @param isPadded PKCS#7; otherwise zeros fill up the last block and come back with the cleartext, as the service does */
export function cbcEncrypt(secret: Buffer, isPadded: boolean, { value, iv }: Cleartext): Ciphertext {
  const vector = vectorOf(iv)
  const cipher = createCipheriv(`aes-${secret.length * 8}-cbc`, secret, vector).setAutoPadding(isPadded)
  return { value: runCipher(cipher, isPadded ? value : withZeros(value)), iv: vector }
}

export function cbcDecrypt(secret: Buffer, isPadded: boolean, { value, iv }: Ciphertext): Buffer {
  const decipher = createDecipheriv(`aes-${secret.length * 8}-cbc`, secret, vectorOf(iv)).setAutoPadding(isPadded)
  return runCipher(decipher, value)
}

function withZeros(value: Buffer): Buffer {
  return Buffer.concat([value], Math.ceil(value.length / blockBytes) * blockBytes)
}

function vectorOf(iv: Buffer | undefined): Buffer {
  if (iv?.length !== blockBytes) throw new BadInputError(`AES-CBC requires an iv of ${blockBytes} bytes.`)
  return iv
}

function gcmOf(secret: Buffer) {
  switch (secret.length) {
    case 16:
      return 'aes-128-gcm'
    case 24:
      return 'aes-192-gcm'
    default:
      return 'aes-256-gcm'
  }
}
