import { expect, test } from '@playwright/test'
import { keyLandmarks, secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test('a vault, an object and a page are a few keys away', async ({ page }) => {
  await signInAs(page, people.ines, pages.objects())
  await expect(page.getByRole('button', { name: 'Stop reading' })).toHaveCount(0, { timeout: 45_000 })
  const dialog = page.getByRole('dialog', { name: 'Search and commands' })
  await page.keyboard.press('Control+k')
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.type('paym-prod-weu')
  await expect(
    dialog.getByRole('group', { name: 'Vaults' }).getByRole('option').filter({ hasText: vaultLandmarks.main }),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(dialog.getByRole('combobox')).toBeFocused()
  await page.keyboard.type(secretLandmarks.rollback.secret)
  const found = dialog.getByRole('group', { name: 'Objects' }).getByRole('option').first()
  await expect(found).toContainText(secretLandmarks.rollback.secret)
  await expect(found).toHaveAttribute('aria-selected', 'true')
  // The same sign of a secret as in the list behind the palette and on its page.
  const sign = await found.locator('svg').getAttribute('class')
  const row = page
    .getByRole('table', { name: 'Objects', includeHidden: true })
    .getByRole('row', { includeHidden: true })
  expect(await row.filter({ hasText: 'Secret' }).first().locator('svg').first().getAttribute('class')).toBe(sign)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: secretLandmarks.rollback.secret })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(dialog.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('expiry')
  await expect(dialog.getByRole('option').first()).toContainText('Expiry')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(pages.expiry())
})

test('a question mark shows the shortcuts, but not while somebody writes', async ({ page }) => {
  await signInAs(page, people.lena)
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const name = page.getByLabel(/vault name/i).first()
  await name.fill('')
  await name.press('?')
  await expect(name).toHaveValue('?')
  await expect(sheet).toHaveCount(0)
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('?')
  await expect(sheet.getByText('Next row')).toBeVisible()
  await expectAccessible(page)
})

test('actions run from the palette', async ({ page }) => {
  await signInAs(page, people.lena)
  await page.getByRole('button', { name: 'Search and commands' }).click()
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused()
  await page.keyboard.type('dark theme')
  await expect(page.getByRole('option', { name: 'Dark theme', exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveClass(/dark/)
})

test('what can be done with the open page’s object is in the palette, and begins with its own dialog', async ({
  page,
}) => {
  const { vault, secret } = secretLandmarks.developerRollback
  await signInAs(page, people.daniel, pages.secret(vault, secret))
  await expect(page.getByRole('heading', { level: 1, name: secret })).toBeVisible()
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('group', { name: `Secret ${secret}` }).getByRole('option')).toHaveCount(6)
  await expectAccessible(page)
  await page.keyboard.type('roll back')
  await expect(palette.getByRole('option').first()).toContainText('Roll back to the version before')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: new RegExp(`Roll back ${secret} to`) })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Roll back' }).click()
  // What it goes back to was fixed when it began, though the versions are others now.
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeVisible()
  await expect(dialog).toHaveAccessibleName(new RegExp(`Roll back ${secret} to`))
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page).toHaveURL(new RegExp(`${pages.secret(vault, secret)}$`))
  await expect(dialog).toHaveCount(0)
})

test('Tab on an object that was found shows what can be done with it: copy its URI, disable it', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { vault, secret } = secretLandmarks.developerRollback
  await signInAs(page, people.ines, pages.objects())
  await expect(page.getByRole('button', { name: 'Stop reading' })).toHaveCount(0, { timeout: 45_000 })
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  const find = async () => {
    await page.keyboard.press('Control+k')
    await expect(palette.getByRole('combobox')).toBeFocused()
    await page.keyboard.type(secret)
    await expect(palette.getByRole('option', { selected: true })).toContainText(`Secret · ${vault}`)
    await page.keyboard.press('Tab')
    await expect(palette).toContainText(`What can be done with the secret ${secret}`)
  }
  await find()
  await expectAccessible(page)
  await page.keyboard.type('copy uri')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Copied: URI')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    new RegExp(`^https://${vault}\\.vault\\..*/secrets/${secret}$`),
  )
  await find()
  await page.keyboard.press('Backspace')
  await expect(palette).not.toContainText('What can be done with')
  await page.keyboard.press('Escape')
  await find()
  await page.keyboard.type('disable')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: secret })).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Disable/ })).toBeVisible()
})

test('an address that asks for what the person may not do says what is missing, and opens no dialog', async ({
  page,
}) => {
  const { vault, key } = keyLandmarks.missedRotation
  await signInAs(page, people.tomas, pages.deed(pages.key(vault, key), 'rotate'))
  // The router announces pages by an alert of its own.
  const missing = page.getByRole('main').getByRole('alert')
  await expect(missing).toContainText('Key Vault Crypto Officer')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await missing.getByRole('button', { name: 'Dismiss' }).click()
  await expect(missing).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(`${pages.key(vault, key)}$`))
})
