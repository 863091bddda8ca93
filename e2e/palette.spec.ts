import { expect, test } from '@playwright/test'
import { secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
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
