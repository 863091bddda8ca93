import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type SeedName, seedState } from '../emulator/seed/index.ts'
import { startEmulatorProcess } from '../emulator/testing/emulator-process.ts'
import type { BarePage, BareReady } from './bare-server.ts'
import { CheckFailed } from './figure.ts'
import { connect, type RawAnswer, type RawConnection } from './raw-client.ts'

const concurrency = 8
const pagesPerTurn = 250

export interface Page {
  /** With the query. */
  path: string
  answer: RawAnswer
  names: string[]
}

/** A server that lists a vault, and the pages of that list. */
export interface Served {
  processId: number
  connections: RawConnection[]
  host: string
  pages: Page[]
  /** How many lists the server says it answered; absent where it does not count. */
  answered?(): Promise<number>
  close(): Promise<void>
}

export interface ServedEmulator extends Served {
  vaultNames: string[]
}

/** @throws CheckFailed when the list is not the seed's */
export async function openEmulator(seed: SeedName, vaultName: string, directory: string): Promise<ServedEmulator> {
  const started = await startEmulatorProcess('--seed', seed, '--ca', path.join(directory, `${seed}.pem`))
  const token = await started.token('ines.moreau@meridian.example', 'https://vault.emulator.test/.default')
  const ca = readFileSync(started.caFile, 'utf8')
  const connections = await connectAll(started.httpsPort, ca, { Authorization: `Bearer ${token}` })
  const { vaults } = seedState(seed, Math.floor(Date.now() / 1000))
  const served: ServedEmulator = {
    connections,
    host: hostOf(vaultName),
    pages: [],
    processId: started.child.pid ?? 0,
    vaultNames: [...vaults.keys()],
    async answered() {
      const calls = await fetch(`http://127.0.0.1:${started.httpPort}/_emulator/calls`)
      const { byOperation } = (await calls.json()) as { byOperation: Record<string, number> } // our own process
      return byOperation.SecretList ?? 0
    },
    async close() {
      for (const one of connections) one.close()
      await started.kill()
    },
  }
  served.pages = await listChain(served, vaultName)
  const listed = served.pages.flatMap(({ names }) => names).sort()
  const seeded = [...(vaults.get(vaultName)?.objects.secrets.values() ?? [])].map(({ name }) => name).sort()
  if (listed.join() !== seeded.join()) throw new CheckFailed(`The list of ${vaultName} is not what the seed put there.`)
  return served
}

/** The same server with nothing behind it, which answers the same pages with the same bytes. */
export async function openBare({ pages, host }: Served): Promise<Served> {
  const child = fork(path.join(import.meta.dirname, 'bare-server.ts'))
  child.send(
    pages.map(
      ({ path: pagePath, answer: { headers, body } }): BarePage => ({ path: pagePath, headers, body: body.toString() }),
    ),
  )
  const [{ port, ca }] = (await once(child, 'message')) as [BareReady] // what bare-server.ts sends
  const connections = await connectAll(port, ca, {})
  for (const { path: pagePath, answer } of pages) {
    const bare = await connections[0]?.get(host, pagePath)
    if (!bare?.body.equals(answer.body)) throw new CheckFailed('The bare handler does not send the same bytes.')
  }
  return {
    processId: child.pid ?? 0,
    connections,
    host,
    pages,
    async close() {
      for (const one of connections) one.close()
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/**
 * Asks for pages of the list, over and over, on all connections at once.
 * @returns milliseconds
 * @throws CheckFailed when a page differs, or the server counts another number of calls
 */
export async function turn({ connections, host, pages, answered }: Served): Promise<number> {
  const countedBefore = await answered?.()
  let next = 0
  const before = performance.now()
  await Promise.all(
    connections.map(async (connection) => {
      for (let index = next++; index < pagesPerTurn; index = next++) {
        const page = pages[index % pages.length]
        const { status, body } = await connection.get(host, page?.path ?? '')
        if (status !== 200 || body.length !== page?.answer.body.length) {
          throw new CheckFailed(`${host}${page?.path} answered ${status} and ${body.length} bytes.`)
        }
      }
    }),
  )
  const elapsedMs = performance.now() - before
  if (countedBefore !== undefined) {
    const counted = ((await answered?.()) ?? 0) - countedBefore
    if (counted !== pagesPerTurn) throw new CheckFailed(`${pagesPerTurn} pages were asked for, and ${counted} counted.`)
  }
  return elapsedMs
}

/** Follows the links of a vault's list. */
export async function listChain({ connections: [connection] }: Served, vaultName: string): Promise<Page[]> {
  const host = hostOf(vaultName)
  const pages: Page[] = []
  for (let next: string | undefined = '/secrets?api-version=7.6'; next && connection; ) {
    const answer = await connection.get(host, next)
    if (answer.status !== 200) throw new CheckFailed(`${host}${next} answered ${answer.status}.`)
    const page = JSON.parse(answer.body.toString()) as { value: { id: string }[]; nextLink: string | null }
    pages.push({ path: next, answer, names: page.value.map(({ id }) => id.slice(id.lastIndexOf('/') + 1)) })
    next = page.nextLink?.slice(`https://${host}`.length)
  }
  return pages
}

function connectAll(port: number, ca: string, headers: Record<string, string>): Promise<RawConnection[]> {
  return Promise.all(Array.from({ length: concurrency }, () => connect({ port, ca, headers })))
}

function hostOf(vaultName: string): string {
  return `${vaultName}.vault.emulator.test`
}
