import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark } from './figure.ts'
import { closeEstate, openEstate, perVault, shippedReading } from './inventory.ts'
import { residentMegabytes } from './resident-memory.ts'

/** From here on all 64 turns are taken. */
const vaultCounts = [100, 300, 1_000]
const repeats = 3
/** Idle connections have ended after it: a reading of few vaults would find all of its own again, one of many none. */
const keepAliveMs = 6_000

/** B4: how the time of a reading grows with the vaults, and what an object costs the server's memory while it passes. */
export const growth: Benchmark = {
  id: 'B4',
  async *run() {
    const points: { x: number; y: number }[] = []
    let kilobytesPerObject = 0
    for (const vaults of vaultCounts) {
      const estate = await openEstate({ vaults, ...perVault })
      try {
        await shippedReading(estate)
        const times: number[] = []
        for (let repeat = 0; repeat < repeats; repeat++) {
          await pause(keepAliveMs)
          const before = residentMegabytes(estate.app.processId)
          const watching = new AbortController()
          const peak = peakOf(estate.app.processId, watching.signal)
          times.push((await shippedReading(estate)).elapsedMs)
          watching.abort()
          const grownMegabytes = (await peak) - before
          kilobytesPerObject = Math.max(0, (grownMegabytes * 1000) / estate.expected.count)
        }
        points.push({ x: Math.log(vaults), y: Math.log(Math.min(...times)) })
      } finally {
        await closeEstate(estate)
      }
    }
    yield { name: 'B4.slope', unit: 'log time / log vaults', value: slopeOf(points), target: { atMost: 1.05 } }
    yield { name: 'B4.memory', unit: 'KB per object', value: kilobytesPerObject, target: { atMost: 2 } }
  },
}

async function peakOf(processId: number, signal: AbortSignal): Promise<number> {
  let peak = 0
  while (!signal.aborted) {
    peak = Math.max(peak, residentMegabytes(processId))
    await pause(250)
  }
  return peak
}

/** Least squares. */
function slopeOf(points: { x: number; y: number }[]): number {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)]
  return mean(({ x, y }) => (x - meanX) * (y - meanY)) / mean(({ x }) => (x - meanX) ** 2)
}
