import { createHash } from 'node:crypto'
import { createReadStream, globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

const emulator = path.join(import.meta.dirname, '../..')

/** Everything that decides what a history holds. */
const sources = [
  'seed/**/*.ts',
  'log-analytics/*.ts',
  'key-vault/*.ts',
  'kql/storage.ts',
  'kql/types.ts',
  'audit.ts',
  'authorization.ts',
  'roles.ts',
  'state.ts',
]

/** Changes whenever the code does that makes a history: nobody has to remember to say so. Hexadecimal. */
export async function sourceDigest(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((pattern) => globSync(pattern, { cwd: emulator })).sort()) {
    if (!file.endsWith('.test.ts')) hash.update(file).update(await readFile(path.join(emulator, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** Of a file's bytes, hexadecimal. */
export async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex').slice(0, 32)
}
