import { type SeedName, seedNames, seedState } from '../index.ts'
import { dayMs } from './calendar.ts'
import { composeHistory } from './compose.ts'
import { writeHistory } from './write-file.ts'

/**
 * `build.ts SEED SECONDS ROWS FILE`: writes a history into a new file. A process of its own, for what it takes is given back when
 * it ends, and the emulator answers meanwhile.
 */

const [seed, seconds, rows, file] = process.argv.slice(2)
const isSeedName = (text: string | undefined): text is SeedName => seedNames.some((name) => name === text)
if (!isSeedName(seed) || !file) throw new Error('Usage: build.ts SEED SECONDS ROWS FILE')

// Whoever asked for it has ended.
process.stdin.on('end', () => process.exit(1)).resume()
// Nobody else reads along, whatever the caller's own habit is.
process.umask(0o077)
const nowMs = Number(seconds) * 1000
const state = seedState(seed, Number(seconds))
await writeHistory(file, composeHistory(state, nowMs - (nowMs % dayMs), Number(rows)))
process.exit(0)
