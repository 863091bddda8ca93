import { expect, type Page, test } from '@playwright/test'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { people as principals, workloads } from '../emulator/seed/people.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { openArea } from './navigation.ts'
import { people, signInAs } from './sign-in.ts'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

const grid = (page: Page) => page.getByRole('grid', { name: 'Access by principal and vault' })
const readout = (page: Page) => page.getByRole('status', { name: 'Cell' })
const row = (page: Page, id: string) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.locator(`a[href="${pages.principal(id)}"]`) })

test('a security administrator sees who reaches which vault, walks it by keys, and follows a cell', async ({
  page,
}) => {
  await signInAs(page, people.ines)
  const before = await emulator.calls()
  await openArea(page, 'Access')
  await expect(grid(page)).toBeVisible()
  await expect(grid(page).getByRole('columnheader', { name: vaultLandmarks.main })).toBeVisible()
  // What may hand out roles everywhere stands first, and can let itself in.
  await expect(grid(page).getByRole('rowheader').first()).toContainText(workloads.terraform.displayName)
  await expect(row(page, workloads.terraform.objectId)).toContainText('G')
  const calls = callsBetween(before, await emulator.calls())
  expect(Object.keys(calls).filter((name) => /^(Secret|Key|Certificate)/.test(name))).toEqual([])
  await expectAccessible(page)

  await grid(page).focus()
  await page.keyboard.press('ArrowDown')
  await expect(readout(page)).toContainText(principals.ines.displayName)
  await page.keyboard.press('End')
  await expect(readout(page)).toContainText('meridianvault01')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowRight')
  const said = (await readout(page).textContent()) ?? ''
  const [name = '', vaultName = ''] = said.split(' · ')
  expect(said).toContain('lets itself or others in')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByText(vaultName, { exact: true }).first()).toBeVisible()
})
