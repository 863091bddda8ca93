import { type CDPSession, chromium, type Page } from '@playwright/test'
import { people } from '../e2e/sign-in.ts'
import { ensureBrowser } from '../scripts/browser.ts'
import type { ServedApp } from './served-app.ts'

export interface SignedInBrowser {
  page: Page
  devTools: CDPSession
  close(): Promise<void>
}

/** A Chromium in which the security administrator has signed in and stands on a page. */
export async function signedInBrowser(app: Pick<ServedApp, 'origin'>, path: string): Promise<SignedInBrowser> {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
  })
  const page = await browser.newPage({
    // The redirect address that is registered.
    baseURL: app.origin.replace('127.0.0.1', 'localhost'),
    viewport: { width: 1440, height: 900 },
  })
  await page.goto(path)
  await page.getByRole('button', { name: people.ines }).click()
  await page.getByRole('heading', { name: 'Pick an account' }).waitFor()
  await page.getByRole('button', { name: people.ines }).click()
  await page.waitForURL((url) => url.pathname === path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { page, devTools: await page.context().newCDPSession(page), close: () => browser.close() }
}
