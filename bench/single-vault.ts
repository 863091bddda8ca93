import { type Benchmark, CheckFailed } from './figure.ts'
import { median, speedRatio } from './interleave.ts'
import { closeEstate, type Estate, openEstate } from './inventory.ts'
import { firstBytes, readLines } from './lines.ts'
import { expectPlaces, type Reading, vaultNamesOf } from './object-readers.ts'

/** What takes 400 round trips a turn is repeated as often as fits into three minutes. */
const repeats = { 25: 11, 1000: 5, 10000: 2 } as const
const kinds = ['secret'] as const

interface SecretLine {
  items?: { name: string }[]
  error?: unknown
}

/** The list of one vault's secrets through our API, clients and exchange warm. */
export async function shippedSecrets({ app, headers, size, expected }: Estate): Promise<Reading> {
  const [vaultName = ''] = vaultNamesOf(size)
  const { lines, ...reading } = await readLines<SecretLine>(`${app.origin}/api/vaults/${vaultName}/secrets`, headers)
  const failure = lines.find(({ error }) => error)
  if (failure) throw new CheckFailed(`The list failed: ${JSON.stringify(failure)}`)
  const places = lines.flatMap(({ items = [] }) => items).map(({ name }) => `${vaultName}/secret/${name}`)
  expectPlaces(places, expected, 'What we ship')
  return { ...reading, places }
}

const limitReading = ({ raw, size }: Estate) => raw.read(vaultNamesOf(size), kinds, 1)

/** B2: one vault complete, by our API (S) and by hand (L): a list's pages follow each other, so both wait alike. */
export const singleVault: Benchmark = {
  id: 'B2',
  async *run() {
    for (const [count, times] of Object.entries(repeats)) {
      const estate = await openEstate({ vaults: 1, secrets: Number(count), keys: 0, certificates: 0 })
      try {
        expectPlaces((await limitReading(estate)).places, estate.expected, 'The limit')
        const shipped = async () => (await shippedSecrets(estate)).elapsedMs
        const { median: value, spread } = await speedRatio(
          async () => (await limitReading(estate)).elapsedMs,
          shipped,
          times,
        )
        yield { name: `B2.vault.${count}`, unit: 'S/L', value, spread, target: { atMost: 1.1 } }
      } finally {
        await closeEstate(estate)
      }
    }
  },
}

/** B1: the first rows of a vault of 10,000 secrets, at our API: what the browser adds is drawn from them. */
export const firstRows: Benchmark = {
  id: 'B1',
  async *run() {
    const estate = await openEstate({ vaults: 1, secrets: 10_000, keys: 0, certificates: 0 })
    try {
      const { app, headers, raw, size } = estate
      const [vaultName = ''] = vaultNamesOf(size)
      const address = `${app.origin}/api/vaults/${vaultName}/secrets`
      await shippedSecrets(estate)
      const whole = (await limitReading(estate)).elapsedMs
      const beyond: number[] = []
      const first: number[] = []
      for (let repeat = 0; repeat < 21; repeat++) {
        const limitMs = await raw.firstPage(vaultName, 'secret')
        const shippedMs = await firstBytes(address, headers)
        beyond.push(shippedMs - limitMs)
        first.push(shippedMs)
      }
      const spread = [Math.min(...beyond), Math.max(...beyond)] as const
      yield { name: 'B1.first', unit: 'ms beyond L', value: median(beyond), spread, target: { atMost: 60 } }
      // The naive client shows nothing before the last page.
      yield { name: 'B1.first', unit: 'N/S', value: whole / median(first), target: { atLeast: 50 } }
    } finally {
      await closeEstate(estate)
    }
  },
}
