import { secretLandmarks } from '../emulator/seed/landmarks.ts'
import { type Benchmark, CheckFailed } from './figure.ts'
import { account, closeEstate, openEstate, perVault, shippedReading } from './inventory.ts'
import { openApp, type ServedApp } from './served-app.ts'

/** What the views of a vault ask Key Vault for, by what it has to be: 25 rows are a page, and a page is a call. */
interface View {
  name: string
  address: string
  /** The least number of calls for that many rows. */
  least: (rows: number) => number
}

const pagesOf = (rows: number) => Math.max(1, Math.ceil(rows / 25))
const { vault, secret } = secretLandmarks.manyVersions
const views: View[] = [
  { name: 'list', address: `/api/vaults/${vault}/secrets`, least: pagesOf },
  { name: 'versions', address: `/api/vaults/${vault}/secrets/${secret}/versions`, least: pagesOf },
  // The current version is told by its list alone, unless the value is read.
  {
    name: 'detail',
    address: `/api/vaults/${secretLandmarks.oneVersion.vault}/secrets/${secretLandmarks.oneVersion.secret}`,
    least: () => 1,
  },
]

/** B5: calls to Azure for each view, clients and exchange warm, against the least that can be. */
export const callsPerView: Benchmark = {
  id: 'B5',
  async *run() {
    const app = await openApp('demo')
    try {
      const headers = await app.signIn(account)
      for (const view of views) {
        await read(app, view, headers)
        const before = await total(app)
        const rows = await read(app, view, headers)
        const value = ((await total(app)) - before) / view.least(rows)
        yield { name: `B5.calls.${view.name}`, unit: 'calls / least', value, target: { atMost: 1.02 } }
      }
    } finally {
      await app.close()
    }
    const estate = await openEstate({ vaults: 100, ...perVault })
    try {
      // Cold but for the server: a person's first reading, with both exchanges and Resource Manager's two calls.
      const before = await total(estate.app)
      await shippedReading(estate)
      const value = ((await total(estate.app)) - before) / (100 * 6)
      yield { name: 'B5.calls.inventory', unit: 'calls / least', value, target: { atMost: 1.02 } }
    } finally {
      await closeEstate(estate)
    }
  },
}

async function read(app: ServedApp, { address }: View, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${app.origin}${address}`, { headers })
  if (!answer.ok) throw new CheckFailed(`${address} answered ${answer.status}.`)
  const { items } = (await answer.json()) as { items?: unknown[] } // our own API
  return items?.length ?? 1
}

async function total(app: ServedApp): Promise<number> {
  return Object.values(await app.calls()).reduce((sum, count) => sum + count, 0)
}

/** B6: what a thousand rows of the inventory weigh on their way to the browser. */
export const bytesPerRow: Benchmark = {
  id: 'B6',
  async *run() {
    const estate = await openEstate({ vaults: 100, ...perVault })
    try {
      const { bytes } = await shippedReading(estate)
      const value = bytes / estate.expected.count
      yield { name: 'B6.rows', unit: 'KB gzipped per 1,000 rows', value, target: { atMost: 25 } }
    } finally {
      await closeEstate(estate)
    }
  },
}
