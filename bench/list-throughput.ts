import http from 'node:http'
import { type Benchmark, CheckFailed } from './figure.ts'
import { speedRatio } from './interleave.ts'
import { closeEstate, openEstate } from './inventory.ts'
import { vaultNamesOf } from './object-readers.ts'

const requests = 400
const concurrency = 16

/**
 * B10: requests per second of a list handler, its exchange cached, against Next's own least: a handler that answers a
 * constant. The list waits for no round trip here, yet pays for verifying its caller and for one call over TLS.
 */
export const listThroughput: Benchmark = {
  id: 'B10',
  async *run() {
    const estate = await openEstate({ vaults: 1, secrets: 25, keys: 0, certificates: 0 })
    try {
      await estate.app.faults([])
      const [vaultName] = vaultNamesOf(estate.size)
      const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency })
      const list = () => turn(agent, `${estate.app.origin}/api/vaults/${vaultName}/secrets`, estate.headers)
      const bare = () => turn(agent, `${estate.app.origin}/api/healthz`, {})
      const { median: value, spread } = await speedRatio(list, bare, 7)
      yield { name: 'B10.list', unit: 'S/bare', value, spread, target: { atLeast: 0.6 } }
      agent.destroy()
    } finally {
      await closeEstate(estate)
    }
  },
}

async function turn(agent: http.Agent, address: string, headers: Record<string, string>): Promise<number> {
  let left = requests
  const start = performance.now()
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) await get(agent, address, headers)
    }),
  )
  return performance.now() - start
}

/** One request, its body read. @throws CheckFailed where it is not 200 */
export function get(agent: http.Agent, address: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { agent, headers }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 200
          ? resolve()
          : reject(new CheckFailed(`${address} answered ${response.statusCode}.`)),
      )
    })
    request.once('error', reject)
  })
}
