import http from 'node:http'
import { type Benchmark, CheckFailed } from './figure.ts'
import { closeEstate, type Estate, openEstate, perVault, roundTripMs, shippedReading } from './inventory.ts'
import { get } from './list-throughput.ts'
import { vaultNamesOf } from './object-readers.ts'

/** B12: how long a person waits for one secret while somebody reads all vaults, against when nobody does. */
export const besideReading: Benchmark = {
  id: 'B12',
  async *run() {
    const estate = await openEstate({ vaults: 1_000, ...perVault })
    try {
      const agent = new http.Agent({ keepAlive: true })
      const idle: number[] = []
      const busy: number[] = []
      await shippedReading(estate)
      // In turns, so that what else this machine does falls on both.
      for (let repeat = 0; repeat < 3; repeat++) {
        for (let index = 0; index < 60; index++) idle.push(await detail(estate, agent))
        let isReading = true
        const reading = shippedReadingBeside(estate).finally(() => {
          isReading = false
        })
        while (isReading) busy.push(await detail(estate, agent))
        await reading
      }
      agent.destroy()
      yield { name: 'B12.detail', unit: 'p95 busy/idle', value: p95(busy) / p95(idle), target: { atMost: 2 } }
    } finally {
      await closeEstate(estate)
    }
  },
}

/** Its rows are checked; calls are not counted, since the details are among them. */
async function shippedReadingBeside(estate: Estate): Promise<void> {
  const { places } = await shippedReading(estate, { countsCalls: false })
  if (places.length !== estate.expected.count) throw new CheckFailed('The reading beside lost rows.')
}

async function detail({ app, headers, size }: Estate, agent: http.Agent): Promise<number> {
  const [vaultName] = vaultNamesOf(size)
  const start = performance.now()
  await get(agent, `${app.origin}/api/vaults/${vaultName}/secrets/service-00000-connection`, headers)
  return performance.now() - start
}

function p95(values: number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
}

const operations = ['SecretList', 'KeyList', 'CertificateList'] as const
const latency = { host: '*.vault.emulator.test', latencyMs: roundTripMs }

/** Each tenth call of an operation; a call that was refused is made again, so there are a few more than pages. */
function eachTenth(operation: string, pages: number, retryAfterSeconds: number) {
  const count = Math.ceil((pages * 1.15) / 10)
  return Array.from({ length: count }, (_, index) => ({
    operation,
    nth: 10 * (index + 1),
    status: 429,
    retryAfterSeconds,
    latencyMs: roundTripMs,
  }))
}

/**
 * B13: a reading whose every tenth call is answered 429 with Retry-After: 1, against one that only has to make those
 * calls again; and that a write which is refused is sent once.
 */
export const throttled: Benchmark = {
  id: 'B13',
  async *run() {
    const estate = await openEstate({ vaults: 1_000, ...perVault })
    const pages = 2 * estate.size.vaults
    const rules = [...operations.flatMap((operation) => eachTenth(operation, pages, 1)), latency]
    try {
      await shippedReading(estate)
      const shares: number[] = []
      for (let repeat = 0; repeat < 3; repeat++) {
        await estate.app.faults([latency])
        const free = await shippedReading(estate)
        await estate.app.faults(rules)
        const hindered = await shippedReading(estate, { countsCalls: false })
        shares.push(free.elapsedMs / 0.9 / hindered.elapsedMs)
      }
      shares.sort((left, right) => left - right)
      const spread = [shares[0] ?? 0, shares[2] ?? 0] as const
      yield { name: 'B13.throughput', unit: '× ideal', value: shares[1] ?? 0, spread, target: { atLeast: 0.8 } }
      const value = await doubledWrites(estate)
      yield { name: 'B13.writes', unit: 'sent twice', value, target: { atMost: 0 }, isCheck: true }
    } finally {
      await closeEstate(estate)
    }
  },
}

async function doubledWrites({ app, headers, size }: Estate): Promise<number> {
  const writes = 30
  await app.faults(eachTenth('SecretSet', writes, 1))
  const [vaultName] = vaultNamesOf(size)
  const before = (await app.calls()).SecretSet ?? 0
  for (let index = 0; index < writes; index++) {
    const body = JSON.stringify({ value: `value ${index}` })
    await fetch(`${app.origin}/api/vaults/${vaultName}/secrets/write-${index}`, { method: 'PUT', headers, body })
  }
  const sent = ((await app.calls()).SecretSet ?? 0) - before
  if (sent < writes) throw new CheckFailed(`${sent} of ${writes} writes reached Key Vault.`)
  return sent - writes
}
