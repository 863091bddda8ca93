import type { EstateSize } from '../emulator/testing/estate-state.ts'
import type { Benchmark, Figure } from './figure.ts'
import { CheckFailed } from './figure.ts'
import { median, speedRatio } from './interleave.ts'
import {
  checksum,
  expectPlaces,
  kinds,
  type RawReader,
  type Reading,
  rawReader,
  readShipped,
  seededPlaces,
  vaultNamesOf,
} from './object-readers.ts'
import { openApp, type ServedApp } from './served-app.ts'

export const roundTripMs = 20
export const account = 'ines.moreau@meridian.example'
/** 100 objects a vault, in the three kinds. */
export const perVault = { secrets: 34, keys: 33, certificates: 33 }
const callsPerVault = 6
/** Repeats fit for what one takes: B3 at 1,000 vaults asks 6,000 pages a turn. */
const sizes = [
  { vaults: 10, repeats: 7 },
  { vaults: 100, repeats: 5 },
  { vaults: 1_000, repeats: 3 },
]
/** One vault after the other is measured on so many at most, and counted up: it does not get faster with more. */
const mostNaive = 50

/** An estate that is served, and everything the arms need. */
export interface Estate {
  size: EstateSize
  app: ServedApp
  headers: Record<string, string>
  raw: RawReader
  expected: { count: number; checksum: string }
}

export async function openEstate(size: EstateSize): Promise<Estate> {
  const app = await openApp(size)
  await app.faults([{ host: '*.vault.emulator.test', latencyMs: roundTripMs }])
  const places = seededPlaces(size)
  return {
    size,
    app,
    headers: await app.signIn(account),
    raw: await rawReader(app, account),
    expected: { count: places.length, checksum: checksum(places) },
  }
}

export async function closeEstate({ app, raw }: Estate): Promise<void> {
  raw.close()
  await app.close()
}

/** Reads everything as it is shipped, and checks rows and the emulator's own count of calls. */
export async function shippedReading(
  { app, headers, expected, size }: Estate,
  { countsCalls = true } = {},
): Promise<Reading> {
  const before = await listCalls(app)
  const reading = await readShipped(app, headers)
  expectPlaces(reading.places, expected, 'What we ship')
  const calls = (await listCalls(app)) - before
  if (countsCalls && calls !== size.vaults * callsPerVault) {
    throw new CheckFailed(`${calls} pages were counted for ${size.vaults} vaults; ${callsPerVault} each are needed.`)
  }
  return reading
}

async function listCalls(app: ServedApp): Promise<number> {
  const { SecretList = 0, KeyList = 0, CertificateList = 0 } = await app.calls()
  return SecretList + KeyList + CertificateList
}

/** The best of some concurrencies, found on this machine now. */
async function limitOf({ raw, size, expected }: Estate): Promise<() => Promise<number>> {
  const names = vaultNamesOf(size)
  const tried: { concurrency: number; elapsedMs: number }[] = []
  for (const concurrency of [32, 64, 128]) {
    const { elapsedMs, places } = await raw.read(names, kinds, concurrency)
    expectPlaces(places, expected, 'The limit')
    tried.push({ concurrency, elapsedMs })
  }
  const best = tried.reduce((left, right) => (right.elapsedMs < left.elapsedMs ? right : left))
  return async () => (await raw.read(names, kinds, best.concurrency)).elapsedMs
}

/**
 * B3: the inventory of secrets, keys and certificates: what we ship (S) against a hand-written loop over Node's own client
 * with a token at hand (L), and against one list after the other (N).
 */
export const inventory: Benchmark = {
  id: 'B3',
  async *run() {
    for (const { vaults, repeats } of sizes) {
      const estate = await openEstate({ vaults, ...perVault })
      try {
        yield* figuresOf(estate, repeats)
      } finally {
        await closeEstate(estate)
      }
    }
  },
}

async function* figuresOf(estate: Estate, repeats: number): AsyncGenerator<Figure> {
  const { vaults } = estate.size
  const times: number[] = []
  const shipped = async () => {
    const { elapsedMs } = await shippedReading(estate)
    times.push(elapsedMs)
    return elapsedMs
  }
  await shipped()
  const { median: value, spread } = await speedRatio(await limitOf(estate), shipped, repeats)
  yield { name: `B3.inventory.${vaults}`, unit: 'S/L', value, spread, target: { atMost: 1.25 } }
  if (vaults < 100) return
  const counted = Math.min(vaults, mostNaive)
  const { elapsedMs } = await estate.raw.read(vaultNamesOf(estate.size).slice(0, counted), kinds, 1)
  const naiveMs = (elapsedMs / counted) * vaults
  const target = { atLeast: vaults >= 1_000 ? 20 : 10 }
  yield { name: `B3.inventory.${vaults}`, unit: 'N/S', value: naiveMs / median(times), target }
}
