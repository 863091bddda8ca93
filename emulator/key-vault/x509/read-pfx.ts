import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { PfxAnswer, PfxContent, PfxTask } from './pfx-worker.ts'

/** Not a PFX, not its password, or not exactly one private key. */
export class UnreadablePfx extends Error {}

/** A private key and certificates that may be its own, as they came. */
export interface KeyAndCertificates {
  privateKey: KeyObject
  /** DER. */
  certificates: Buffer[]
}

/** A derivation of the key may ask for any number of rounds; honest files take a fraction of a second. */
const defaultTimeoutMs = 15_000

/** @throws UnreadablePfx */
export async function readPfx(
  pfx: Buffer,
  password: string,
  { timeoutMs = defaultTimeoutMs } = {},
): Promise<KeyAndCertificates> {
  if (!looksLikePfx(pfx)) throw new UnreadablePfx('This is no PFX.')
  const { keys, certificates } = await contentOf({ pfx, password }, timeoutMs)
  const [key] = keys
  if (!key || keys.length > 1) throw new UnreadablePfx(`This PFX holds ${keys.length} private keys and not one.`)
  return { privateKey: privateKeyOf(key), certificates: certificates.map((der) => Buffer.from(der)) }
}

function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  } catch (cause) {
    throw new UnreadablePfx('This PFX cannot be read.', { cause })
  }
}

/** A sequence that begins with the version 3: spares a thread for what is nothing of the kind. */
function looksLikePfx(bytes: Buffer): boolean {
  const lengthOctets = (bytes[1] ?? 0) & 0x80 ? (bytes[1] ?? 0) & 0x7f : 0
  return bytes[0] === 0x30 && bytes.subarray(2 + lengthOctets, 5 + lengthOctets).equals(Buffer.of(0x02, 0x01, 0x03))
}

/** Reads in a thread of its own, which can be ended whatever it computes. */
function contentOf(task: PfxTask, timeoutMs: number): Promise<PfxContent> {
  const worker = new Worker(new URL('./pfx-worker.ts', import.meta.url), { workerData: task })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new UnreadablePfx('This PFX takes too long to open.'))
      void worker.terminate()
    }, timeoutMs)
    worker.once('message', (answer: PfxAnswer) => {
      if ('content' in answer) resolve(answer.content)
      else reject(new UnreadablePfx('This PFX cannot be read.', { cause: answer.unreadable }))
    })
    // Memory runs out of a file that asks for it; a thread that could not start is the emulator's own trouble.
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UnreadablePfx('This PFX needs too much memory.') : error),
    )
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('The reader of a PFX ended without an answer.'))
    })
  })
}
