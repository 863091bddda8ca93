import http from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { type AccessHeatmap, refusalsOf } from '../lib/domain/access-heatmap.ts'
import { type Benchmark, CheckFailed, type Figure } from './figure.ts'
import { cellAt, heatmapSize, heatmapVaultNames, principalIdAt } from './heatmap-cells.ts'
import { median } from './interleave.ts'
import { account } from './inventory.ts'
import { openApp, type ServedApp } from './served-app.ts'
import { signedInBrowser } from './signed-in-browser.ts'

const repeats = 7

/**
 * B9, with the heatmap's part of B5 and B6: 500 callers against 200 vaults, each cell with calls. Every cell is compared with
 * what was put into the logs.
 */
export const accessHeatmap: Benchmark = {
  id: 'B9',
  async *run() {
    const app = await openApp('heatmap')
    try {
      const headers = await app.signIn(account)
      await read(app, headers)
      const before = await app.calls()
      const { bytes, heatmap } = await read(app, headers)
      const after = await app.calls()
      checkCells(heatmap)
      const asked = Object.entries(after).flatMap(([name, count]) => {
        const calls = count - (before[name] ?? 0)
        return calls > 0 ? [{ name, calls }] : []
      })
      const queries = asked.find(({ name }) => name === 'LogsQuery')?.calls ?? 0
      yield { name: 'B5.heatmap.queries', unit: 'KQL queries', value: queries, target: { atMost: 1 }, isCheck: true }
      // The query and the names of the callers.
      const total = asked.reduce((sum, { calls }) => sum + calls, 0)
      yield {
        name: 'B5.heatmap.calls',
        unit: 'calls / least',
        value: total / 2,
        target: { atMost: 1.02 },
        isCheck: true,
      }
      yield megabytes('B6.heatmap.500x200', bytes)
      yield megabytes('B6.heatmap.500x200.wide-counts', gzipSync(JSON.stringify(withWideCounts(heatmap))).length)
      yield* painted(app)
    } finally {
      await app.close()
    }
  },
}

const megabytes = (name: string, bytes: number): Figure => ({
  name,
  unit: 'MB gzipped',
  value: bytes / 1e6,
  target: { atMost: 0.15 },
})

function read(app: ServedApp, headers: Record<string, string>): Promise<{ bytes: number; heatmap: AccessHeatmap }> {
  const day = 86_400_000
  const search = new URLSearchParams({
    from: new Date(Date.now() - 2 * day).toISOString(),
    to: new Date(Date.now() + 60_000).toISOString(),
  })
  return new Promise((resolve, reject) => {
    const asked = { ...headers, 'accept-encoding': 'gzip' }
    http
      .get(`${app.origin}/api/audit/heatmap?${search}`, { headers: asked }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('end', () => {
          const body = Buffer.concat(chunks)
          if (response.statusCode !== 200 || response.headers['content-encoding'] !== 'gzip') {
            reject(
              new CheckFailed(
                `The heatmap was answered ${response.statusCode} ${response.headers['content-encoding']}.`,
              ),
            )
            return
          }
          resolve({ bytes: body.length, heatmap: JSON.parse(gunzipSync(body).toString()) as AccessHeatmap }) // our own API
        })
      })
      .once('error', reject)
  })
}

/** @throws CheckFailed for a cell that is not what was put into the logs */
function checkCells({ principals, columns, calls, refused, problems }: AccessHeatmap): void {
  if (problems.length > 0) throw new CheckFailed(`The heatmap has problems: ${JSON.stringify(problems)}`)
  if (principals.length !== heatmapSize.principals || columns.length !== heatmapSize.vaults) {
    throw new CheckFailed(`The heatmap is ${principals.length} × ${columns.length}.`)
  }
  const rowOf = new Map(Array.from({ length: heatmapSize.principals }, (_, row) => [principalIdAt(row), row]))
  const columnOf = new Map(heatmapVaultNames.map((name, column) => [name, column]))
  const refusals = new Map(refusalsOf(refused))
  for (const [place, count] of calls.entries()) {
    const id = principals[Math.floor(place / columns.length)]?.id ?? ''
    const vaultName = columns[place % columns.length] ?? ''
    const expected = cellAt(rowOf.get(id) ?? Number.NaN, columnOf.get(vaultName) ?? Number.NaN)
    const found = refusals.get(place) ?? 0
    if (count !== expected.calls || found !== expected.refused) {
      throw new CheckFailed(
        `${id} at ${vaultName}: ${count} and ${found} for ${expected.calls} and ${expected.refused}.`,
      )
    }
  }
}

/** Counts as busy services have them, of one to four digits: what compresses worst. */
function withWideCounts(heatmap: AccessHeatmap): AccessHeatmap {
  let state = 42
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return { ...heatmap, calls: heatmap.calls.map(() => Math.floor(10 ** (next() * 4))) }
}

/** From the answer that is read to the frame that shows it, and a bare canvas of as many cells in turns with it. */
async function* painted(app: ServedApp): AsyncGenerator<Figure> {
  const browser = await signedInBrowser(app, '/audit/heatmap')
  try {
    const { page } = browser
    await page.getByRole('grid').waitFor({ timeout: 120_000 })
    const shipped: number[] = []
    const ratios: number[] = []
    for (let repeat = 0; repeat <= repeats; repeat++) {
      const bare = await page.evaluate(bareCanvas, heatmapSize)
      const taken = await repaint(page)
      const again = await page.evaluate(bareCanvas, heatmapSize)
      // The first turn compiles, and does not count.
      if (repeat === 0) continue
      shipped.push(taken)
      ratios.push(taken / ((bare + again) / 2))
    }
    const spread = (values: number[]) => [Math.min(...values), Math.max(...values)] as const
    yield {
      name: 'B9.heatmap.500x200',
      unit: 'ms',
      value: median(shipped),
      spread: spread(shipped),
      target: { atMost: 60 },
    }
    yield {
      name: 'B9.heatmap.500x200.bare',
      unit: 'S/L',
      value: median(ratios),
      spread: spread(ratios),
      target: { atMost: 2 },
    }
  } finally {
    await browser.close()
  }
}

/** Reads the heatmap anew and says how long its answer took to the canvas. @throws CheckFailed where it does not come */
async function repaint(page: Page): Promise<number> {
  const before = await page.evaluate(() => performance.getEntriesByName('heatmap-painted', 'mark').length)
  await page.getByRole('button', { name: 'Read the logs again' }).click()
  const painted = (count: number) => performance.getEntriesByName('heatmap-painted', 'mark').length > count
  await page.waitForFunction(painted, before, { timeout: 120_000 }).catch(async () => {
    throw new CheckFailed(`The heatmap was not painted: ${await page.locator('main').innerText()}`)
  })
  return page.evaluate(() => {
    const last = (name: string) => performance.getEntriesByName(name, 'mark').at(-1)?.startTime ?? Number.NaN
    return last('heatmap-painted') - last('heatmap-read')
  })
}

/** L: numbers to pixels to a canvas of the window's size, in the next frame. */
function bareCanvas({ principals, vaults }: { principals: number; vaults: number }): Promise<number> {
  const counts = Array.from({ length: principals * vaults }, (_, place) => 1 + ((place * 7) % 3))
  const canvas = document.createElement('canvas')
  canvas.width = innerWidth
  canvas.height = innerHeight
  canvas.style.cssText = 'position:fixed;inset:0;z-index:-1'
  document.body.append(canvas)
  const start = performance.now()
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const image = new ImageData(vaults, principals)
      const pixels = new Uint32Array(image.data.buffer)
      for (const [place, count] of counts.entries())
        pixels[place] = 0xff000000 | (Math.round(Math.log(count) * 80) << 8)
      const source = document.createElement('canvas')
      source.width = vaults
      source.height = principals
      source.getContext('2d')?.putImageData(image, 0, 0)
      const context = canvas.getContext('2d')
      if (context) {
        context.imageSmoothingEnabled = false
        context.drawImage(source, 0, 0, vaults * 18, principals * 18)
      }
      const taken = performance.now() - start
      canvas.remove()
      resolve(taken)
    })
  })
}
