import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { setPriority } from 'node:os'
import path from 'node:path'
import { dayMs } from './calendar.ts'
import { fileDigest, sourceDigest } from './source-digest.ts'

export interface HistoryRequest {
  seed: string
  /** Of the emulated cloud's start: its day is the history's last. */
  seconds: number
  rows: number
}

/** `{key}-{digest of the bytes}.duckdb`: a name that a file has is true of it from its first moment, or shows that it is not. */
const ending = '.duckdb'

/**
 * The history's database file in a directory: the one that is there, when it is whole, or else a new one.
 * @param signal stops making it
 * @throws when it cannot be made
 */
export async function historyFile(directory: string, request: HistoryRequest, signal: AbortSignal): Promise<string> {
  const key = await keyOf(request)
  return (await wholeFile(directory, key)) ?? (await makeFile(directory, key, request, signal))
}

async function keyOf({ seed, seconds, rows }: HistoryRequest): Promise<string> {
  const day = new Date(seconds * 1000).toISOString().slice(0, 10)
  return `history-${seed}-${day}-${rows}-${await sourceDigest()}`
}

/** A file that is not what its name says is thrown away. */
async function wholeFile(directory: string, key: string): Promise<string | undefined> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(`${key}-`) || !name.endsWith(ending)) continue
    const file = path.join(directory, name)
    if (name === `${key}-${await fileDigest(file)}${ending}`) return file
    await rm(file, { force: true })
  }
  return undefined
}

async function makeFile(directory: string, key: string, request: HistoryRequest, signal: AbortSignal): Promise<string> {
  const unfinished = path.join(directory, `unfinished-${randomBytes(8).toString('hex')}`)
  try {
    await build(request, unfinished, signal)
    const file = path.join(directory, `${key}-${await fileDigest(unfinished)}${ending}`)
    await rename(unfinished, file)
    await sweep(directory, path.basename(file))
    return file
  } finally {
    // With what DuckDB puts beside it: its journal, and a directory for what memory does not hold.
    for (const rest of ['', '.wal', '.tmp']) await rm(`${unfinished}${rest}`, { recursive: true, force: true })
  }
}

async function build({ seed, seconds, rows }: HistoryRequest, file: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const program = path.join(import.meta.dirname, 'build.ts')
  const child = spawn(process.execPath, [program, seed, String(seconds), String(rows), file], {
    // It ends when its standard input does, that is, with us.
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  yieldTo(child)
  const stop = () => child.kill('SIGKILL')
  signal.addEventListener('abort', stop)
  try {
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const [code] = await once(child, 'close')
    signal.throwIfAborted()
    if (code !== 0)
      throw new Error(`The history of the logs could not be made: ${said.trim() || `it ended with ${code}`}`)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const lowPriority = 5

/** Whoever waits for a page at the same time comes first. */
function yieldTo(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, lowPriority)
  } catch {
    // Not every system lets it; then both share.
  }
}

/** Files of other days and of older code, and what was left unfinished, once they are a day old. Best effort. */
async function sweep(directory: string, keptName: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name === keptName || !/^(history-|unfinished-)/.test(name)) continue
    const file = path.join(directory, name)
    const age = Date.now() - (await stat(file).then(({ mtimeMs }) => mtimeMs, Date.now))
    // One that another emulator reads cannot be removed everywhere: it goes the next time.
    if (age > dayMs) await rm(file, { recursive: true, force: true }).catch(() => undefined)
  }
}
