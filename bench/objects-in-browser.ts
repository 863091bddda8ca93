import type { CDPSession, Page } from '@playwright/test'
import { type Benchmark, CheckFailed, type Figure } from './figure.ts'
import { median } from './interleave.ts'
import { installMeters, type Meters, readMeters, scrollThrough } from './page-meters.ts'
import { openApp } from './served-app.ts'
import { signedInBrowser } from './signed-in-browser.ts'

const vaultCount = 500
const perVault = { secrets: 80, keys: 15, certificates: 5 }
const objectCount = vaultCount * (perVault.secrets + perVault.keys + perVault.certificates)
const remounts = 20
const repeats = 5

/** The Objects page with 50,000 rows and more, in a Chromium of its own. */
async function withObjectsPage(measure: (page: Page, devTools: CDPSession) => AsyncIterable<Figure>) {
  const app = await openApp({ vaults: vaultCount, ...perVault })
  const browser = await signedInBrowser(app, '/objects')
  return {
    async *figures() {
      try {
        await whenRead(browser.page)
        yield* measure(browser.page, browser.devTools)
      } finally {
        await browser.close()
        await app.close()
      }
    },
  }
}

/** @throws CheckFailed where the page does not hold the seed's number of rows */
async function whenRead(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop reading' }).waitFor({ state: 'detached', timeout: 300_000 })
  await expectCount(page, `${objectCount.toLocaleString('en')} objects ·`)
}

async function expectCount(page: Page, start: string): Promise<void> {
  const said = page.getByText(start)
  await said.waitFor({ timeout: 20_000 }).catch(async () => {
    throw new CheckFailed(
      `The page does not say “${start}” but “${await page.getByRole('status').first().textContent()}”.`,
    )
  })
}

async function heapMegabytes(devTools: CDPSession): Promise<number> {
  // Once does not free what finalizers held.
  for (let turn = 0; turn < 3; turn++) await devTools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devTools.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

/** B7: what the page's JavaScript keeps of 50,000 objects, and whether coming and going makes it grow. */
export const browserHeap: Benchmark = {
  id: 'B7',
  async *run() {
    const { figures } = await withObjectsPage(async function* (page, devTools) {
      const first = await heapMegabytes(devTools)
      yield { name: 'B7.heap.50000', unit: 'MB', value: first, target: { atMost: 60 } }
      await remount(page, 3)
      const before = await heapMegabytes(devTools)
      await remount(page, remounts)
      yield {
        name: `B7.growth.${remounts}-remounts`,
        unit: 'MB',
        value: (await heapMegabytes(devTools)) - before,
        target: { atMost: 1 },
      }
    })
    yield* figures()
  },
}

async function remount(page: Page, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    await page.getByRole('link', { name: 'Vaults' }).click()
    await page.getByRole('heading', { level: 1, name: 'Vaults' }).waitFor()
    await page.getByRole('link', { name: 'Objects' }).click()
    await page.getByText(`${objectCount.toLocaleString('en')} objects ·`).waitFor()
  }
}

/** B8: how soon the page answers to a sort and to each letter of a filter, and how evenly it scrolls. */
export const browserResponse: Benchmark = {
  id: 'B8',
  async *run() {
    const { figures } = await withObjectsPage(async function* (page) {
      const sorts = await repeated(page, sortEveryWay)
      const filters = await repeated(page, writeFilter)
      const scrolls = await repeated(page, scrollThrough)
      yield figure('B8.sort.inp', sorts, ({ inpMs }) => inpMs, 200)
      yield figure('B8.filter.inp', filters, ({ inpMs }) => inpMs, 200)
      yield figure('B8.scroll.frame-p95', scrolls, ({ frameP95Ms }) => frameP95Ms, 34)
      yield figure('B8.longest-task', [...sorts, ...filters, ...scrolls], ({ longestTaskMs }) => longestTaskMs, 100)
    })
    yield* figures()
  },
}

async function repeated(page: Page, act: (page: Page) => Promise<void>): Promise<Meters[]> {
  const meters: Meters[] = []
  for (let turn = 0; turn <= repeats; turn++) {
    await installMeters(page)
    await act(page)
    const read = await readMeters(page)
    // The first turn warms up and does not count.
    if (turn > 0) meters.push(read)
  }
  return meters
}

async function sortEveryWay(page: Page): Promise<void> {
  for (const column of ['Vault', 'Expiry', 'Age', 'Name']) {
    const head = page.getByRole('columnheader', { name: column })
    for (let turn = 0; turn < 2; turn++) {
      await head.getByRole('button').click()
      await head.and(page.locator('[aria-sort]')).waitFor()
    }
  }
}

async function writeFilter(page: Page): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Filter objects' })
  await box.click()
  await page.keyboard.type('vault:kv-estate-0007 expires<90d', { delay: 60 })
  await page.getByText(/^\d+ of/).waitFor()
  await box.fill('vault=kv-estate-0007')
  await expectCount(page, `${objectCount / vaultCount} of`)
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expectCount(page, `${objectCount.toLocaleString('en')} objects ·`)
}

function figure(name: string, meters: Meters[], of: (meters: Meters) => number, atMost: number): Figure {
  const values = meters.map(of)
  return {
    name,
    unit: 'ms',
    value: median(values),
    spread: [Math.min(...values), Math.max(...values)],
    target: { atMost },
  }
}
