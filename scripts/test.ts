import { createServer } from 'node:net'
import { ensureBrowser } from './browser.ts'
import { buildIfNeeded } from './build.ts'
import { bin, runNode } from './run-node.ts'

/**
 * `npm test`: everything that must hold, cheapest first. Every step runs even after a failure, so that one run tells all.
 */

const steps: [name: string, run: () => Promise<number>][] = [
  ['types', async () => (await runNode([bin.next, 'typegen'])) || runNode([bin.tsc, '--noEmit'])],
  ['lint', () => runNode([bin.biome, 'ci'])],
  ['unused', () => runNode([bin.knip])],
  ['unit and integration', () => runNode([bin.vitest, 'run'])],
  ['end to end', endToEnd],
]

const failed: string[] = []
for (const [name, run] of steps) {
  console.log(`\n== ${name}`)
  if ((await run().catch(complain)) !== 0) failed.push(name)
}
for (const name of failed) console.error(`failed: ${name}`)
console.log(`\nSteps: ${steps.length - failed.length} passed, ${failed.length} failed`)
process.exit(failed.length ? 1 : 0)

async function endToEnd(): Promise<number> {
  const browser = await ensureBrowser()
  console.log(`Browser: ${browser}`)
  await buildIfNeeded()
  const [port, httpsPort, httpPort] = await freePorts(3)
  return runNode([bin.playwright, 'test'], {
    ...process.env,
    CHROMIUM_PATH: browser,
    PORT: port,
    EMULATOR_HTTPS_PORT: httpsPort,
    EMULATOR_HTTP_PORT: httpPort,
  })
}

/** Ports of the tests' own, so that a running demo is left alone. */
async function freePorts(count: number): Promise<string[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address()
      await new Promise((resolve) => server.close(resolve))
      return typeof address === 'object' && address ? String(address.port) : ''
    }),
  )
}

function complain(error: unknown): number {
  console.error(error instanceof Error ? error.message : error)
  return 1
}
