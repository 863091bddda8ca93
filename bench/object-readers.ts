import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import { type EstateSize, estateState, estateVaultName } from '../emulator/testing/estate-state.ts'
import { CheckFailed } from './figure.ts'
import { readLines } from './lines.ts'
import type { ServedApp } from './served-app.ts'

/** Places of objects that an arm has read, `vault/kind/name`, and how long it took. */
export interface Reading {
  elapsedMs: number
  /** To the first row. */
  firstMs: number
  /** Of the answer, as they crossed the network. */
  bytes: number
  places: string[]
}

export const kinds = ['secret', 'key', 'certificate'] as const
export type Kind = (typeof kinds)[number]

const paths: Record<Kind, string> = {
  secret: '/secrets?api-version=7.6&maxresults=25',
  key: '/keys?api-version=7.6&maxresults=25',
  certificate: '/certificates?api-version=7.6&maxresults=25&includePending=true',
}

interface Line {
  rows: { vault: string; kind: Kind; names: string[] }[]
  statuses: { vaultName: string; kind: Kind; state: string }[]
}

/** S: what we ship, from the request to the last byte of its answer. @throws CheckFailed when a vault was not readable */
export async function readShipped(app: ServedApp, headers: Record<string, string>, query = ''): Promise<Reading> {
  const { lines, ...reading } = await readLines<Line>(`${app.origin}/api/objects${query}`, headers)
  const failed = lines.flatMap(({ statuses }) => statuses).filter(({ state }) => state !== 'ok')
  if (failed[0]) throw new CheckFailed(`${failed.length} lists failed, the first: ${JSON.stringify(failed[0])}`)
  const places = lines
    .flatMap(({ rows }) => rows)
    .flatMap(({ vault, kind, names }) => names.map((name) => `${vault}/${kind}/${name}`))
  return { ...reading, places }
}

/** Straight to the emulator, with nothing between: Node's own client, a token that is there already. */
export interface RawReader {
  /** L: as many lists at once as `concurrency`, each vault's lists one after the other on its own connection. */
  read(vaultNames: string[], kindsRead: readonly Kind[], concurrency: number): Promise<Reading>
  /** Milliseconds to the first page of a list. */
  firstPage(vaultName: string, kind: Kind): Promise<number>
  close(): void
}

export async function rawReader(app: ServedApp, account: string): Promise<RawReader> {
  const token = await app.emulator.token(account, 'https://vault.emulator.test/.default')
  const agent = new https.Agent({ keepAlive: true, ca: readFileSync(app.emulator.caFile, 'utf8') })
  const get = (host: string, path: string) =>
    new Promise<string>((resolve, reject) => {
      const options = { agent, host: '127.0.0.1', port: app.emulator.httpsPort, servername: host, path }
      const headers = { host, authorization: `Bearer ${token}` }
      const request = https.get({ ...options, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('error', reject)
        response.once('end', () => {
          const body = Buffer.concat(chunks).toString()
          if (response.statusCode === 200) resolve(body)
          else reject(new CheckFailed(`${host}${path} answered ${response.statusCode}.`))
        })
      })
      request.once('error', reject)
    })

  return {
    async read(vaultNames, kindsRead, concurrency) {
      const start = performance.now()
      let firstMs = 0
      let bytes = 0
      const places: string[] = []
      async function readList(vaultName: string, kind: Kind): Promise<void> {
        const host = `${vaultName}.vault.emulator.test`
        for (let path: string | undefined = paths[kind]; path; ) {
          const body = await get(host, path)
          firstMs ||= performance.now() - start
          bytes += body.length
          // Key Vault's documented answer.
          const page = JSON.parse(body) as { value: { id?: string; kid?: string }[]; nextLink: string | null }
          for (const { id, kid } of page.value) {
            const whole = id ?? kid ?? ''
            places.push(`${vaultName}/${kind}/${whole.slice(whole.lastIndexOf('/') + 1)}`)
          }
          path = page.nextLink?.slice(`https://${host}`.length)
        }
      }
      // Few vaults leave room for their lists side by side.
      const isWide = vaultNames.length * kindsRead.length <= concurrency
      const tasks = isWide
        ? vaultNames.flatMap((vaultName) => kindsRead.map((kind) => () => readList(vaultName, kind)))
        : vaultNames.map((vaultName) => async () => {
            for (const kind of kindsRead) await readList(vaultName, kind)
          })
      let next = 0
      await Promise.all(
        Array.from({ length: concurrency }, async () => {
          for (let task = tasks[next++]; task; task = tasks[next++]) await task()
        }),
      )
      return { elapsedMs: performance.now() - start, firstMs, bytes, places }
    },
    async firstPage(vaultName, kind) {
      const start = performance.now()
      await get(`${vaultName}.vault.emulator.test`, paths[kind])
      return performance.now() - start
    },
    close: () => agent.destroy(),
  }
}

/** What the estate holds, from its seed. */
export function seededPlaces(size: EstateSize, kindsRead: readonly Kind[] = kinds): string[] {
  const { vaults } = estateState(size, Math.floor(Date.now() / 1000))
  const collections = { secret: 'secrets', key: 'keys', certificate: 'certificates' } as const
  return [...vaults].flatMap(([vaultName, { objects }]) =>
    kindsRead.flatMap((kind) =>
      [...objects[collections[kind]].values()].map(({ name }) => `${vaultName}/${kind}/${name}`),
    ),
  )
}

export const checksum = (places: string[]) =>
  createHash('sha256')
    .update([...places].sort().join('\n'))
    .digest('hex')

/** @throws CheckFailed where rows are missing, doubled or strange */
export function expectPlaces(found: string[], expected: { count: number; checksum: string }, who: string): void {
  if (found.length !== expected.count || checksum(found) !== expected.checksum) {
    throw new CheckFailed(`${who} read ${found.length} objects that are not the seed’s ${expected.count}.`)
  }
}

export const vaultNamesOf = ({ vaults }: Pick<EstateSize, 'vaults'>) =>
  Array.from({ length: vaults }, (_, index) => estateVaultName(index))
