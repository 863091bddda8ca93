import { secretLimits } from '@/lib/domain/secret.ts'

/** A file as a secret's value, or why it cannot be one. */
export type FileValue =
  | { value: string; problem: null; isBinary: boolean }
  | { value: null; problem: string; isBinary: boolean }

const limit = secretLimits.valueBytes
/** Base64 makes four characters of three bytes, with as many as fill the last group. */
const base64Length = (bytes: number) => Math.ceil(bytes / 3) * 4
const number = (count: number) => count.toLocaleString('en')

/** Why a file of this size cannot be a value, known before a byte of it is read; null where it can. */
export function fileSizeProblem(bytes: number, isBase64: boolean): string | null {
  if (bytes === 0) return 'The file is empty.'
  const length = isBase64 ? base64Length(bytes) : bytes
  if (length <= limit) return null
  return isBase64
    ? `The file has ${number(bytes)} bytes, which are ${number(length)} in Base64. A secret has at most ${number(limit)}.`
    : `The file has ${number(bytes)} bytes. A secret has at most ${number(limit)}.`
}

/** The bytes of a file as text, exactly as they are, line ends and byte order mark included, or in Base64. */
export function valueOfBytes(bytes: Uint8Array, isBase64: boolean): FileValue {
  const problem = fileSizeProblem(bytes.length, isBase64)
  const text = textOf(bytes)
  const isBinary = text === null
  if (problem) return { value: null, problem, isBinary }
  if (isBase64)
    return { value: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')), problem: null, isBinary }
  if (text === null) {
    return {
      value: null,
      problem: 'The file is not text (UTF-8). Take it in Base64, and say so in the content type.',
      isBinary,
    }
  }
  return { value: text, problem: null, isBinary }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
