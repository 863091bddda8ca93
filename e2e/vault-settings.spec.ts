import { expect, type Locator, type Page, test } from '@playwright/test'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import type { VaultSettings } from '../lib/domain/vault-settings.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { bearer, getAs, people, signInAs } from './sign-in.ts'

const made = 'kv-made-by-hand'
const address = '203.0.113.10'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

async function choose(page: Page, dialog: Locator, field: string, option: string) {
  await dialog.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Fills the form in the subscription and group of the sandbox, as far as its review. */
async function fillIn(page: Page, name: string): Promise<Locator> {
  const place = await getAs<VaultSettings>(page.request, people.ines, api.vaultSettings(vaultLandmarks.sandbox))
  await page.getByRole('button', { name: 'Create a vault' }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, dialog, 'Subscription', place.subscriptionName)
  await choose(page, dialog, 'Resource group', place.resourceGroup)
  await expect(dialog.getByRole('combobox', { name: 'Region' })).toContainText(place.location)
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  return dialog
}

test('a vault is made, opened to one address, closed, deleted, recovered with its checklist, and purged', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await signInAs(page, people.ines, pages.vaults())
  const form = await fillIn(page, made)
  await expect(form.getByText('This name is free.')).toBeVisible()
  await form.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: `Review ${made}` })
  await expect(review).toContainText('Selected networks, none of them yet')
  await expect(review).toContainText('az keyvault create')
  await expectAccessible(page)
  await review.getByRole('button', { name: 'Create vault' }).click()
  await expect(page).toHaveURL(pages.vaultSettings(made))
  await expect(page.getByRole('heading', { level: 1, name: made })).toBeVisible()
  await expectAccessible(page)

  await page.goto(pages.networkOf(made))
  const dialog = page.getByRole('dialog')
  const own = page.getByRole('region', { name: 'Strongroom itself' })
  const check = page.getByRole('button', { name: 'Check whether it reaches this vault' })
  await page.getByRole('button', { name: 'Edit network rules' }).click()
  await dialog.getByLabel('IP rules', { exact: true }).fill(address)
  await dialog.getByRole('button', { name: 'Save network rules' }).click()
  await expect(dialog).toHaveCount(0)
  await check.click()
  await expect(own.getByText('Reached', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Edit network rules' }).click()
  await choose(page, dialog, 'Public network access', 'Disabled')
  await dialog.getByRole('switch', { name: /Save it although/ }).click()
  await dialog.getByRole('button', { name: 'Save network rules' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('Private only', { exact: true })).toBeVisible()

  await page.goto(pages.vaultSettings(made))
  await page.getByRole('button', { name: 'Delete vault' }).click()
  const confirm = page.getByRole('dialog', { name: `Delete ${made}` })
  await confirm.getByLabel(`Type ${made} to confirm`).fill(made)
  await expectAccessible(page)
  await confirm.getByRole('button', { name: 'Delete vault' }).click()
  await expect(page).toHaveURL(pages.deletedVaults())

  await page.getByRole('button', { name: `Recover vault ${made}` }).click()
  const recovery = page.getByRole('dialog', { name: `Recover ${made}` })
  for (const item of ['Role assignments', 'Event subscriptions', 'Diagnostic settings and locks']) {
    await recovery.getByRole('checkbox', { name: item }).click()
  }
  await expectAccessible(page)
  await recovery.getByRole('button', { name: 'Recover vault' }).click()
  await expect(page).toHaveURL(pages.vaultSettings(made))
  await page.goto(pages.networkOf(made))
  await expect(page.getByText('Private only', { exact: true })).toBeVisible()

  await page.goto(pages.vaultSettings(made))
  await page.getByRole('button', { name: 'Delete vault' }).click()
  await confirm.getByLabel(`Type ${made} to confirm`).fill(made)
  await confirm.getByRole('button', { name: 'Delete vault' }).click()
  await page.getByRole('button', { name: `Purge vault ${made}` }).click()
  const purge = page.getByRole('dialog', { name: `Purge ${made}` })
  const go = purge.getByRole('button', { name: 'Purge vault' })
  await expect(go).toHaveAttribute('aria-disabled', 'true')
  await purge.getByLabel(`Type ${made} to confirm`).fill(made)
  await go.click()
  await expect(purge).toHaveCount(0)
  await expect(page.getByRole('button', { name: `Purge vault ${made}` })).toHaveCount(0)
})

test('a name that is taken, one that is held by a deleted vault, and a wrong one are told before anything is sent', async ({
  page,
}) => {
  await signInAs(page, people.ines, pages.vaults())
  const form = await fillIn(page, vaultLandmarks.sandbox)
  await expect(form.getByText(/This name is taken/)).toBeVisible()
  await expect(form.getByRole('button', { name: 'Review' })).toHaveAccessibleDescription('This name cannot be had.')
  const gone = await page.request.delete(api.vault('kv-orders-dev-weu'), { headers: await bearer(people.ines) })
  expect(gone.status()).toBe(200)
  await form.getByLabel('Name', { exact: true }).fill('kv-orders-dev-weu')
  await expect(form.getByText(/A deleted vault holds this name/)).toBeVisible()
  await form.getByLabel('Name', { exact: true }).fill('9-wrong--name')
  await form.getByLabel('Days that deleted items are kept').fill('91')
  await form.getByRole('button', { name: 'Review' }).click()
  await expect(form.getByText(/kept for 7 to 90 days/)).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Create a vault' })).toBeVisible()
})

test('settings are edited; purge protection says that it cannot be undone, and then cannot', async ({ page }) => {
  await signInAs(page, people.ines, pages.vaultSettings(vaultLandmarks.sandbox))
  await page.getByRole('button', { name: 'Edit tags and services' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit tags and services' })
  await edit.getByRole('switch').first().click()
  await expectAccessible(page)
  await edit.getByRole('button', { name: /Save/ }).click()
  await expect(edit).toHaveCount(0)
  const protect = page.getByRole('button', { name: 'Switch on purge protection' })
  await protect.click()
  const dialog = page.getByRole('dialog', { name: /^Switch on purge protection/ })
  await expect(dialog).toContainText(/irreversible|cannot be undone|nobody can switch it off/i)
  await dialog.getByLabel(`Type ${vaultLandmarks.sandbox} to confirm`).fill(vaultLandmarks.sandbox)
  await dialog.getByRole('button', { name: /Switch on/ }).click()
  await expect(dialog).toHaveCount(0)
  await expect(protect).toHaveAccessibleDescription('It is on, and nobody can switch it off again.')
})

test('who may only read a vault finds each change disabled with its reason', async ({ page }) => {
  await signInAs(page, people.tomas, pages.vaultSettings(vaultLandmarks.sandbox))
  for (const name of ['Edit tags and services', 'Switch on purge protection', 'Delete vault']) {
    const button = page.getByRole('button', { name })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription(/\S/)
  }
  await expectAccessible(page)
})
