import http from 'node:http'
import { estateOf, matrixOf } from '../lib/domain/access-matrix.ts'
import { type AccessLine, type AccessReading, emptyReading, withLine } from '../lib/domain/access-reading.ts'
import { type Benchmark, CheckFailed } from './figure.ts'
import { median } from './interleave.ts'
import { account, roundTripMs } from './inventory.ts'
import { installMeters, readMeters } from './page-meters.ts'
import { rawAccess } from './raw-access.ts'
import { openApp, type ServedApp } from './served-app.ts'
import { signedInBrowser } from './signed-in-browser.ts'

const estate = { vaults: 1_000, secrets: 0, keys: 0, certificates: 0, assignments: 5_000, principals: 500 }
/** Of the security administrators and of the on-call engineers, who read by them. */
const ownAssignments = 3
const repeats = 7

const needed = ['vaults', 'assignments', 'roles', 'subscriptions'].map((name) => `"${name}":[{`)

interface Shipped {
  firstMs: number
  elapsedMs: number
  reading: AccessReading
}

/** Through our API, as a browser takes it; a row of the matrix needs something of all four queries. @throws CheckFailed where rows are missing */
function readShipped(app: ServedApp, headers: Record<string, string>): Promise<Shipped> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const asked = { ...headers, accept: 'application/x-ndjson' }
    const request = http.get(`${app.origin}/api/access`, { headers: asked }, (response) => {
      let firstMs = 0
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (!firstMs && needed.every((part) => text.includes(part))) firstMs = performance.now() - start
      })
      response.once('end', () => {
        const elapsedMs = performance.now() - start
        const lines = text.trimEnd().split('\n')
        if (lines.pop() !== '{"done":true}') reject(new CheckFailed(`The reading broke off: ${text.slice(-300)}`))
        const reading = lines.map((line) => JSON.parse(line) as AccessLine).reduce(withLine, emptyReading) // our own format
        const isWhole = reading.vaults.length === estate.vaults && reading.problems.length === 0
        if (!isWhole || reading.assignments.length !== estate.assignments + ownAssignments) {
          reject(
            new CheckFailed(`${reading.assignments.length} assignments on ${reading.vaults.length} vaults were read.`),
          )
        }
        resolve({ firstMs, elapsedMs, reading })
      })
    })
    request.once('error', reject)
  })
}

/** The requests within a batch of Graph are counted by the emulator each, and are one call. */
const callsOf = async (app: ServedApp) =>
  Object.entries(await app.calls()).reduce(
    (sum, [name, count]) => (/token|authorize|keys|^GroupMembers$/i.test(name) ? sum : sum + count),
    0,
  )

/** A1: who can reach what over 1,000 vaults: through our API (S) against the same calls by hand (L). A2 evaluates it. */
export const accessReading: Benchmark = {
  id: 'A1',
  async *run() {
    const app = await openApp(estate)
    try {
      await app.faults([
        { host: 'management.emulator.test', latencyMs: roundTripMs },
        { host: 'graph.emulator.test', latencyMs: roundTripMs },
      ])
      const headers = await app.signIn(account)
      const raw = await rawAccess(app, account)
      await readShipped(app, headers)
      const { calls: least, assignments } = await raw()
      if (assignments !== estate.assignments + ownAssignments)
        throw new CheckFailed(`L read ${assignments} assignments.`)
      const before = await callsOf(app)
      const { reading } = await readShipped(app, headers)
      const calls = (await callsOf(app)) - before
      // Members of the groups are asked for too, which L leaves out: one batch.
      yield {
        name: 'A1.access.calls',
        unit: '× the least',
        value: calls / (least + 1),
        target: { atMost: 1 },
        isCheck: true,
      }
      const first: number[] = []
      const whole: number[] = []
      for (let repeat = 0; repeat < repeats; repeat++) {
        const arms = [
          await raw(),
          await readShipped(app, headers),
          await readShipped(app, headers),
          await raw(),
        ] as const
        first.push((arms[1].firstMs + arms[2].firstMs) / (arms[0].firstMs + arms[3].firstMs))
        whole.push((arms[1].elapsedMs + arms[2].elapsedMs) / (arms[0].elapsedMs + arms[3].elapsedMs))
      }
      yield {
        name: 'A1.access.first',
        unit: 'S/L',
        value: median(first),
        spread: spreadOf(first),
        target: { atMost: 1.3 },
      }
      yield {
        name: 'A1.access.whole',
        unit: 'S/L',
        value: median(whole),
        spread: spreadOf(whole),
        target: { atMost: 1.3 },
      }
      yield* evaluation(reading)
    } finally {
      await app.close()
    }
  },
}

/** How the time of an evaluation grows with the assignments, as the slope of its logarithm against theirs. */
function* evaluation(reading: AccessReading) {
  const counts = [1_000, 2_000, 5_000, 10_000, 20_000]
  const times = counts.map((count) => {
    const many = Array.from({ length: Math.ceil(count / reading.assignments.length) }, () => reading.assignments).flat()
    const part = { ...reading, assignments: many.slice(0, count) }
    const taken = Array.from({ length: 5 }, () => {
      const start = performance.now()
      const { cells } = matrixOf(estateOf(part, Date.now() / 1000))
      if (cells.every((cell) => cell === 0)) throw new CheckFailed('Nobody reaches anything.')
      return performance.now() - start
    })
    return median(taken)
  })
  const slope = Math.log((times.at(-1) ?? 0) / (times[0] ?? 1)) / Math.log((counts.at(-1) ?? 0) / (counts[0] ?? 1))
  yield { name: 'A2.evaluation.slope', unit: 'log/log', value: slope, target: { atMost: 1.05 } }
  yield { name: 'A2.evaluation.1000x500', unit: 'ms', value: times[2] ?? 0, target: { atMost: 1_000 } }
}

const spreadOf = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const

/** A3: the longest task on the page from the click to the whole matrix, and while it is walked through. */
export const accessPage: Benchmark = {
  id: 'A3',
  async *run() {
    const app = await openApp(estate)
    const browser = await signedInBrowser(app, '/vaults')
    try {
      const { page } = browser
      const opened: number[] = []
      for (let turn = 0; turn < 5; turn++) {
        await page.goto('/vaults')
        await page.getByRole('heading', { level: 1, name: 'Vaults' }).waitFor()
        await page.getByText(`1,000 vaults in 1 subscription`, { exact: true }).waitFor()
        await installMeters(page)
        await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Access', exact: true }).click()
        await page.getByRole('grid').waitFor()
        await page.getByRole('button', { name: /^Findings\s*[\d,]+$/ }).waitFor({ timeout: 60_000 })
        opened.push((await readMeters(page)).longestTaskMs)
      }
      yield {
        name: 'A3.access.longest-task.open',
        unit: 'ms',
        value: median(opened),
        spread: spreadOf(opened),
        target: { atMost: 50 },
      }
      const walked: number[] = []
      for (let turn = 0; turn < 5; turn++) {
        await installMeters(page)
        await page.getByRole('grid').focus()
        for (let press = 0; press < 10; press++) await page.keyboard.press(press % 2 ? 'PageDown' : 'End')
        await page.keyboard.press('Control+Home')
        walked.push((await readMeters(page)).longestTaskMs)
      }
      yield {
        name: 'A3.access.longest-task.walk',
        unit: 'ms',
        value: median(walked),
        spread: spreadOf(walked),
        target: { atMost: 50 },
      }
    } finally {
      await browser.close()
      await app.close()
    }
  },
}
