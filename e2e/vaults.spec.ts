import { expect, test } from '@playwright/test'
import { secretLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

const vaultName = 'kv-payments-prod-weu'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test('every vault stands in one table, for one query of Resource Graph', async ({ page }) => {
  const before = await emulator.calls()
  await signInAs(page, people.ines)
  await expect(page.getByText('24 vaults in 3 subscriptions')).toBeVisible()
  const made = callsBetween(before, await emulator.calls())
  expect(made).toMatchObject({ ResourceGraphQuery: 1, SubscriptionList: 1 })
  expect(made.VaultList).toBeUndefined()
  await expectAccessible(page)
})

test('filter, facet, sort and columns stay in the address, so that a view can be shared', async ({ page }) => {
  await signInAs(page, people.ines)
  await page.getByRole('searchbox', { name: 'Filter vaults' }).fill('payments')
  await page.getByRole('button', { name: 'Region' }).first().click()
  await page.getByRole('menuitemcheckbox', { name: /northeurope/ }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('row').filter({ hasText: 'kv-payments-prod-neu' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'kv-payments-prod-weu' })).toHaveCount(0)
  const shared = page.url()
  await page.goto(pages.overview())
  await page.goto(shared)
  await expect(page.getByRole('searchbox', { name: 'Filter vaults' })).toHaveValue('payments')
  await expect(page.getByRole('row').filter({ hasText: 'kv-payments-prod-weu' })).toHaveCount(0)
})

test('a menu is loaded on its first use and needs no mouse: its first entry has the focus, Escape gives it back', async ({
  page,
}) => {
  await signInAs(page, people.ines)
  const trigger = page.getByRole('button', { name: 'Columns and density' })
  await expect(trigger).toHaveAttribute('aria-haspopup', 'menu')
  for (const key of ['Enter', 'Space']) {
    await trigger.focus()
    await page.keyboard.press(key)
    await expect(page.getByRole('menuitemcheckbox', { name: 'Subscription' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(trigger).toBeFocused()
    await expect(page.getByRole('menu')).toHaveCount(0)
  }
})

test('rows of every table become compact, and stay so', async ({ page }) => {
  await signInAs(page, people.ines, pages.vaults())
  const heightOf = async () =>
    (await page.getByRole('row').filter({ hasText: vaultName }).first().boundingBox())?.height
  await expect.poll(heightOf).toBe(34)
  await page.getByRole('button', { name: 'Columns and density' }).click()
  await page.getByRole('menuitemradio', { name: 'Compact' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(heightOf).toBe(26)
  await expectAccessible(page)
  await page.goto(pages.objects(`vault:${vaultName}`))
  const rows = page.getByRole('table', { name: 'Objects' }).locator('tbody tr[data-index]')
  await expect.poll(async () => (await rows.nth(1).boundingBox())?.height).toBe(26)
  // Drawn where the list believes it to be: the rows after the window are counted in the new height.
  const [first, eleventh] = [await rows.nth(0).boundingBox(), await rows.nth(10).boundingBox()]
  expect(Math.round((eleventh?.y ?? 0) - (first?.y ?? 0))).toBe(260)
})

test('a vault page tells its facts and lets ids be copied', async ({ page }) => {
  await signInAs(page, people.ines, pages.vault(vaultName))
  await expect(page.getByRole('heading', { level: 1, name: vaultName })).toBeVisible()
  for (const fact of ['Meridian Production', 'westeurope', /premium/i])
    await expect(page.getByText(fact).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /copy/i }).first()).toBeVisible()
  await expectAccessible(page)
})

test('a subscription that cannot be read is named, and the others are shown', async ({ page }) => {
  await emulator.faults([
    { host: 'management.emulator.test', path: '/providers/Microsoft.ResourceGraph/**', status: 503 },
    {
      host: 'management.emulator.test',
      path: '/subscriptions/2c94a7d3-*/providers/Microsoft.KeyVault/vaults',
      status: 500,
    },
  ])
  await signInAs(page, people.ines)
  await expect(page.getByRole('row').filter({ hasText: vaultName })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(/Meridian Test and Staging/).first()).toBeVisible()
  await expect(page.getByText(/in 2 subscriptions/)).toBeVisible()
})

test('the secrets of a vault stay on the page when Resource Manager does not answer', async ({ page }) => {
  const { vault, secret } = secretLandmarks.rollback
  await emulator.faults([{ host: 'management.emulator.test', status: 503 }])
  await signInAs(page, people.ines, `${pages.secrets(vault)}?q=${secret}`)
  const row = page.getByRole('link', { name: secret, exact: true })
  await expect(row).toBeVisible()
  await expect(page.getByText(/The vault’s settings and your rights/)).toBeVisible({ timeout: 30_000 })
  await expect(row).toBeVisible()
  await row.click()
  await expect(page.getByRole('heading', { level: 1, name: secret })).toBeVisible()
  await page.getByRole('button', { name: /^Reveal the value of .*current version/ }).click()
  await expect(page.getByRole('region', { name: /^Value of/ })).toBeVisible()
})

test('a person without Resource Manager rights opens a vault by its name, which the browser remembers', async ({
  page,
}) => {
  await signInAs(page, people.priya)
  const name = page.getByLabel(/vault name/i).first()
  await name.fill('Not A Vault!')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/3 to 24 lower-case letters/).first()).toBeVisible()
  await name.fill(vaultName)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: vaultName })).toBeVisible()
  await page.goto(pages.vaults())
  await expect(page.getByRole('link', { name: vaultName })).toBeVisible()
})

test('a vault that does not exist says so', async ({ page }) => {
  await signInAs(page, people.ines, pages.vault('kv-nowhere-at-all'))
  await expect(page.getByText(/kv-nowhere-at-all/).first()).toBeVisible()
  await expect(page.getByRole('alert').first()).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  test('the vaults can be read and nothing runs off the page', async ({ page }) => {
    await signInAs(page, people.ines)
    await expect(page.getByText('24 vaults in 3 subscriptions')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })
})
