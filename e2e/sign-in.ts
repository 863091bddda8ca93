import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { emulator } from './emulator.ts'

export const people = {
  ines: 'ines.moreau@meridian.example',
  tomas: 'tomas.berg@meridian.example',
  priya: 'priya.nair@meridian.example',
  daniel: 'daniel.okafor@meridian.example',
  lena: 'lena.fischer@meridian.example',
} as const

/** Opens an address signed out and signs in from its sign-in page, as a person would; ends on that very address. */
export async function signInAs(page: Page, account: string, path = '/vaults'): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: account }).click()
  // Entra does not know this browser yet and lets the person confirm the account.
  await page.getByRole('heading', { name: 'Pick an account' }).waitFor()
  await page.getByRole('button', { name: account }).click()
  await page.waitForURL((url) => url.pathname + url.search === path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** Headers for calling our API directly as a person, with a token the emulator minted for it. */
export async function bearer(account: string): Promise<{ authorization: string }> {
  const { apiScope } = await emulator.ready()
  return { authorization: `Bearer ${await emulator.token(account, apiScope)}` }
}

/** GET of our API as a person, parsed; fails with the body when it is not 2xx. */
export async function getAs<T>(request: APIRequestContext, account: string, path: string): Promise<T> {
  const response = await request.get(path, { headers: await bearer(account) })
  expect(response.status(), await response.text()).toBe(200)
  return response.json() as Promise<T> // the caller names the shape of lib/domain it expects
}
