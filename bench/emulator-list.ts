import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmulatorProcess } from '../emulator/testing/emulator-process.ts'
import { type Benchmark, CheckFailed, type Figure } from './figure.ts'
import { median, type Ratio, speedRatio } from './interleave.ts'
import { listChain, openBare, openEmulator, type Served, turn } from './list-pages.ts'
import { residentMegabytes } from './resident-memory.ts'

/** Each seed's longest vault: if a page costs more the longer the list is, it shows here. */
const vaults = { demo: 'kv-payments-prod-weu', large: 'kv-large-0000' } as const

/**
 * E1: list pages per second of the emulator (S), against the emulator's own server with a handler that does nothing but
 * send the same bytes (L). The benchmarks of the product run against the emulator, so it must never be what they measure.
 */
export const emulatorList: Benchmark = {
  id: 'E1',
  async *run() {
    const directory = mkdtempSync(path.join(tmpdir(), 'bench-e1-'))
    const opened: { close(): unknown }[] = [{ close: () => rmSync(directory, { recursive: true }) }]
    const open = async <One extends { close(): unknown }>(opening: Promise<One>): Promise<One> => {
      const one = await opening
      opened.push(one)
      return one
    }
    try {
      const demo = await open(openEmulator('demo', vaults.demo, directory))
      const large = await open(openEmulator('large', vaults.large, directory))
      const bareDemo = await open(openBare(demo))
      const bareLarge = await open(openBare(large))
      yield ratioFigure('E1.list.demo', 'S/L', await compare(demo, bareDemo), 0.5)
      yield ratioFigure('E1.list.large', 'S/L', await compare(large, bareLarge), 0.5)
      yield ratioFigure('E1.seed', 'large/demo', await compare(large, demo), 0.9)

      const found = await listEverySecret(large)
      if (found !== 100_000) throw new CheckFailed(`The large seed listed ${found} secrets, not 100000.`)
      const megabytes = residentMegabytes(large.processId)
      yield { name: 'E1.memory.large', unit: 'MB', value: megabytes, target: { atMost: 600 }, isCheck: true }
      yield await startFigure(directory)
    } finally {
      for (const one of opened.reverse()) await one.close()
    }
  },
}

function ratioFigure(name: string, unit: string, { median: value, spread }: Ratio, atLeast: number): Figure {
  return { name, unit, value, spread, target: { atLeast } }
}

async function compare(measured: Served, reference: Served): Promise<Ratio> {
  return speedRatio(
    () => turn(measured),
    () => turn(reference),
  )
}

/** Every vault of the cloud, so that all that is made on the first look is there. @returns the number of secrets */
async function listEverySecret(served: Served & { vaultNames: string[] }): Promise<number> {
  let found = 0
  for (const name of served.vaultNames) {
    for (const page of await listChain(served, name)) found += page.names.length
  }
  return found
}

/** From the start of the process to its first answer. */
async function startFigure(directory: string): Promise<Figure> {
  const seconds: number[] = []
  for (let repeat = 0; repeat < 3; repeat++) {
    const before = performance.now()
    const started = await startEmulatorProcess('--seed', 'large', '--ca', path.join(directory, 'start.pem'))
    seconds.push((performance.now() - before) / 1000)
    await started.kill()
  }
  const spread = [Math.min(...seconds), Math.max(...seconds)] as const
  return { name: 'E1.start.large', unit: 's', value: median(seconds), spread, target: { atMost: 5 }, isCheck: true }
}
