import { parseArgs } from 'node:util'
import { DataDirectoryError } from './data/database.ts'
import { type SeedName, seedNames } from './seed/index.ts'
import type { StartOptions } from './start.ts'

/** `npm run emulator -- --https 8443 --http 8480 --seed demo --ca FILE --data DIR`: the emulated cloud as a process of its own. */

const usage =
  'Usage: npm run emulator -- [--https PORT] [--http PORT] [--seed demo|empty|large] [--ca FILE] [--data DIR] [--log-rows N] [--warm] [--quiet]'

function exit(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function readOptions(): StartOptions & { isQuiet: boolean; isWarm: boolean } {
  let values: Partial<Record<'https' | 'http' | 'seed' | 'ca' | 'data' | 'log-rows', string>> &
    Partial<Record<'warm' | 'quiet', boolean>>
  try {
    const option = { type: 'string' } as const
    const flag = { type: 'boolean' } as const
    values = parseArgs({
      options: {
        https: option,
        http: option,
        seed: option,
        ca: option,
        data: option,
        'log-rows': option,
        warm: flag,
        quiet: flag,
      },
    }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    exit(`${reason}. ${usage}`)
  }
  const seed = values.seed ?? 'demo'
  if (!isSeedName(seed)) exit(`--seed is one of ${seedNames.join(', ')}, not '${seed}'.`)
  if (values.ca === '') exit('--ca names a file.')
  if (values.data === '') exit('--data names a directory.')
  const logRows = readLogRows(values['log-rows'], seed)
  return {
    httpsPort: port('--https', values.https, 'EMULATOR_HTTPS_PORT', 8443),
    httpPort: port('--http', values.http, 'EMULATOR_HTTP_PORT', 8480),
    seed,
    isQuiet: values.quiet ?? false,
    isWarm: values.warm ?? false,
    ...(values.ca !== undefined && { caFile: values.ca }),
    ...(values.data !== undefined && { dataDir: values.data }),
    ...(logRows > 0 && { logRows }),
  }
}

const mostLogRows = 10_000_000

/** The demo's estate has its past; the others have none. */
const demoLogRows = 500_000

function readLogRows(text: string | undefined, seed: SeedName): number {
  if (text === undefined) return seed === 'demo' ? demoLogRows : 0
  if (text === '0') return 0
  if (seed !== 'demo') exit(`--log-rows goes with --seed demo, whose services leave the rows, not with --seed ${seed}.`)
  if (/^\d+$/.test(text) && Number(text) <= mostLogRows) return Number(text)
  exit(`--log-rows is a number from 0 to ${mostLogRows}, not '${text}'.`)
}

function isSeedName(text: string): text is SeedName {
  return seedNames.some((name) => name === text)
}

function port(flag: string, given: string | undefined, variable: string, fallback: number): number {
  const [name, text] = given === undefined ? [variable, process.env[variable]] : [flag, given]
  if (given === undefined && !text) return fallback
  if (/^\d{1,5}$/.test(text ?? '') && Number(text) <= 65_535) return Number(text)
  exit(`${name} is a port from 0 to 65535, not '${text}'.`)
}

// A request must never end the process; whatever slipped through is said here and the rest goes on.
process.on('uncaughtException', (error) => console.error('The emulator met an error and goes on:', error))

const { isQuiet, isWarm, ...options } = readOptions()
// Only now: a wrong flag is told at once, without the seconds that loading the cloud can take on a busy machine.
const { startEmulator } = await import('./start.ts')
const { announcement } = await import('./announcement.ts')
const running = await startEmulator(options).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error)
  if (error instanceof DataDirectoryError) exit(`${error.message}.`)
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  exit(isTaken ? `A port is taken (${reason}); choose others with --https and --http.` : `Cannot start: ${reason}.`)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => running.close().then(() => process.exit(0)))
}

if (!isQuiet) console.log(announcement(running))

// What the first page asks for takes seconds to load; until somebody asks, nothing waits for it.
if (isWarm) {
  running.emulator.resourceGraph
    .warm()
    .catch((error: unknown) => console.error('Resource Graph could not be loaded ahead of the first query:', error))
}
