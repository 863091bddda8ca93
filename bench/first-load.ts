import type { Page } from '@playwright/test'
import { secretLandmarks } from '../emulator/seed/landmarks.ts'
import { type Benchmark, CheckFailed, type Figure } from './figure.ts'
import { median } from './interleave.ts'
import { openApp } from './served-app.ts'
import { signedInBrowser } from './signed-in-browser.ts'

const repeats = 5
const { vault, secret } = secretLandmarks.rollback

/** A page as somebody opens it who is signed in: its address, its title, and how many rows it shows at least. */
const routes = [
  { name: 'vaults', path: '/vaults', title: 'Vaults', rows: 20 },
  { name: 'objects', path: '/objects', title: 'Objects', rows: 20 },
  { name: 'expiry', path: '/expiry', title: 'Expiry', rows: 10 },
  { name: 'secrets', path: `/vaults/${vault}/secrets`, title: vault, rows: 20 },
  { name: 'secret', path: `/vaults/${vault}/secrets/${secret}`, title: secret, rows: 3 },
] as const
type Route = (typeof routes)[number]

/**
 * B14: what a browser with an empty cache downloads before a page shows its title and its rows, as it comes over the
 * wire, and the time to its largest paint. What loads on intent, such as menus and dialogs, is not part of it.
 */
export const firstLoad: Benchmark = {
  id: 'B14',
  async *run() {
    const app = await openApp('demo')
    const browser = await signedInBrowser(app, '/vaults')
    try {
      const { page } = browser
      await browser.devTools.send('Network.setCacheDisabled', { cacheDisabled: true })
      for (const route of routes) {
        const loads: Load[] = []
        for (let repeat = 0; repeat <= repeats; repeat++) {
          const load = await loadOnce(page, route)
          // The first one also pays for what the server has not compiled and exchanged yet.
          if (repeat > 0) loads.push(load)
        }
        yield sizeFigure(`B14.${route.name}.js`, loads, 'script', 320)
        yield sizeFigure(`B14.${route.name}.css`, loads, 'stylesheet', 25)
        const paints = loads.map(({ largestPaintMs }) => largestPaintMs)
        const spread = [Math.min(...paints), Math.max(...paints)] as const
        yield { name: `B14.${route.name}.lcp`, unit: 'ms', value: median(paints), spread, target: { atMost: 1500 } }
      }
    } finally {
      await browser.close()
      await app.close()
    }
  },
}

interface Load {
  /** Bytes of the bodies as they were sent. */
  script: number
  stylesheet: number
  largestPaintMs: number
}

/** @throws CheckFailed where the page does not come, or something of it is not compressed */
async function loadOnce(page: Page, { path, title, rows }: Route): Promise<Load> {
  await page.goto(path, { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  const shown = page.getByRole('row')
  await shown.nth(rows).waitFor()
  return page.evaluate(async () => {
    const paint = new Promise<number>((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
        type: 'largest-contentful-paint',
        buffered: true,
      })
    })
    const sizeOf = (ending: string) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname.endsWith(ending))
        // A resource entry is what the type says.
        .reduce((total, entry) => total + (entry as PerformanceResourceTiming).encodedBodySize, 0)
    return { script: sizeOf('.js'), stylesheet: sizeOf('.css'), largestPaintMs: await paint }
  })
}

function sizeFigure(name: string, loads: Load[], kind: 'script' | 'stylesheet', atMost: number): Figure {
  const sizes = loads.map((load) => load[kind] / 1024)
  if (Math.min(...sizes) === 0) throw new CheckFailed(`${name}: nothing was downloaded, so nothing was measured.`)
  return {
    name,
    unit: 'KiB',
    value: median(sizes),
    spread: [Math.min(...sizes), Math.max(...sizes)],
    target: { atMost },
  }
}
