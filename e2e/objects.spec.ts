import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import papaparse from 'papaparse'
import { secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { openArea } from './navigation.ts'
import { people, signInAs } from './sign-in.ts'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

const filterBox = (page: Page) => page.getByRole('combobox', { name: 'Filter objects' })
const rows = (page: Page) => page.getByRole('table', { name: 'Objects' }).locator('tbody tr[data-index]')

/** Waits until the reading is over. */
async function whenRead(page: Page) {
  await expect(page.getByRole('button', { name: 'Stop reading' })).toHaveCount(0, { timeout: 45_000 })
  await expect(page.getByText(/vaults? readable/)).toBeVisible()
}

test('secrets, keys and certificates of all vaults stand in one table, and each leads to its page', async ({
  page,
}) => {
  await signInAs(page, people.tomas, pages.objects())
  await whenRead(page)
  await filterBox(page).fill('kind:certificate')
  await expect(rows(page).filter({ hasText: 'Certificate' }).first()).toBeVisible()
  await expect(rows(page).filter({ hasText: 'Secret' })).toHaveCount(0)
  await filterBox(page).fill(`vault:${vaultLandmarks.main} name=${secretLandmarks.rollback.secret}`)
  await page.getByRole('link', { name: secretLandmarks.rollback.secret, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: secretLandmarks.rollback.secret })).toBeVisible()
})

test('a filter says what it means, offers what could come next, and stays in the address', async ({ page }) => {
  await signInAs(page, people.ines, pages.objects())
  await whenRead(page)
  await filterBox(page).pressSequentially('vault:payments-prod-w')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: `vault:${vaultLandmarks.main}` })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Tab')
  await filterBox(page).pressSequentially('disabled:true colour:red')
  await expect(filterBox(page)).toHaveValue(`vault:${vaultLandmarks.main} disabled:true colour:red`)
  const chips = page.getByRole('list', { name: 'Filter in words' })
  await expect(chips.getByText(`vault contains ${vaultLandmarks.main}`)).toBeVisible()
  await expect(chips.getByText(/no field “colour”/)).toBeVisible()
  await chips.getByRole('button', { name: 'Take away colour:red' }).click()
  await expect(rows(page).filter({ hasText: secretLandmarks.disabledCurrent.secret })).toBeVisible()
  await expect(rows(page).filter({ hasText: 'Enabled' })).toHaveCount(0)
  await expectAccessible(page)
  await expect(page).toHaveURL(/q=vault/)
  await page.reload()
  await whenRead(page)
  await expect(filterBox(page)).toHaveValue(`vault:${vaultLandmarks.main} disabled:true`)
  await expect(rows(page).filter({ hasText: 'Enabled' })).toHaveCount(0)
})

test('order, groups and columns stay in the address; a view is kept by name', async ({ page }) => {
  await signInAs(page, people.tomas, pages.objects())
  await whenRead(page)
  await page.getByRole('button', { name: 'Expiry' }).click()
  await page.getByRole('button', { name: 'Group: No groups' }).click()
  await page.getByRole('menuitemradio', { name: 'By environment' }).click()
  const production = page.getByRole('button', { name: /^production/ })
  await expect(page).toHaveURL(/group=environment/)
  await expect(page.getByRole('columnheader', { name: 'Expiry' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByLabel('Name of the view').fill('By place')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.goto(pages.objects())
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('link', { name: 'By place' }).click()
  await expect(page).toHaveURL(/group=environment/)
  await expect(page).toHaveURL(/sort=expires/)
  await page.keyboard.press('Escape')
  await whenRead(page)
  await filterBox(page).fill('env:production')
  await expect(production).toHaveAttribute('aria-expanded', 'true')
  await production.click()
  await expect(rows(page)).toHaveCount(1)
})

test('pages share one reading: another page and back asks Azure for nothing', async ({ page }) => {
  await signInAs(page, people.tomas, pages.objects())
  await whenRead(page)
  await openArea(page, 'Vaults')
  await expect(page.getByText('24 vaults in 3 subscriptions')).toBeVisible()
  const before = await emulator.calls()
  await openArea(page, 'Objects')
  await whenRead(page)
  await expect(page.getByText(/as of \d\d:\d\d/)).toBeVisible()
  expect(callsBetween(before, await emulator.calls())).toEqual({})
})

test('a vault that fails is named with its reason, and it alone is read again', async ({ page }) => {
  const host = `${vaultLandmarks.threeFullPages}.vault.emulator.test`
  await emulator.faults([{ host, path: '/secrets', status: 500 }])
  await signInAs(page, people.tomas, pages.objects())
  await whenRead(page)
  await expect(page.getByText(/readable, .*1 failed/)).toBeVisible()
  await page.getByText('Which and why').click()
  const reason = page.getByRole('listitem').filter({ hasText: `${vaultLandmarks.threeFullPages} (secrets)` })
  await expect(reason).toBeVisible()
  await filterBox(page).fill(`vault:${vaultLandmarks.threeFullPages} kind:secret`)
  await expect(page.getByRole('heading', { name: 'No object matches the filter' })).toBeVisible()
  await emulator.faults([])
  const before = await emulator.calls()
  await page.getByRole('button', { name: /^Try .* failed again/ }).click()
  await whenRead(page)
  await expect(page.getByText(/75 of [\d,]+ objects/)).toBeVisible()
  await expect(reason).toHaveCount(0)
  const made = callsBetween(before, await emulator.calls())
  expect(made.ResourceGraphQuery).toBeUndefined()
  expect(made.SecretList ?? 0).toBeLessThan(15)
})

test('a reading can be stopped; what has come stays', async ({ page }) => {
  await emulator.faults([{ host: `${vaultLandmarks.main}.vault.emulator.test`, latencyMs: 15_000 }])
  await signInAs(page, people.tomas, pages.objects())
  await expect(rows(page).first()).toBeVisible()
  await page.getByRole('button', { name: 'Stop reading' }).click()
  await expect(page.getByText(/not read, stopped/)).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
})

test('what is exported is what is shown, and no cell runs as a formula', async ({ page }) => {
  await signInAs(page, people.tomas, pages.objects())
  await whenRead(page)
  await filterBox(page).fill(`vault:${vaultLandmarks.main} kind:secret markup-probe`)
  await expect(page.getByText(/^1 of/)).toBeVisible()
  const save = async (format: string) => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: format }).click()
    const file = await download
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) }
  }
  const csv = await save('CSV')
  expect(csv.name).toMatch(/^objects-\d{4}-\d\d-\d\d\.csv$/)
  const { data } = papaparse.parse<Record<string, string>>(csv.content.toString('utf8').slice(1), {
    header: true,
    skipEmptyLines: true,
  })
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({
    Kind: 'Secret',
    Name: secretLandmarks.markup.secret,
    Vault: vaultLandmarks.main,
    Status: 'Enabled',
  })
  for (const cell of Object.values(data[0] ?? {})) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  const xlsx = await save('Excel')
  expect(xlsx.name).toMatch(/\.xlsx$/)
  expect(xlsx.content.subarray(0, 2).toString()).toBe('PK')
})

test('somebody whom Azure shows no vault is told so; one opened by name is read', async ({ page }) => {
  await signInAs(page, people.priya, pages.objects())
  await expect(page.getByRole('heading', { name: 'Azure lists no vault to you' })).toBeVisible()
  await page.getByLabel(/vault name/i).fill(vaultLandmarks.main)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: vaultLandmarks.main })).toBeVisible()
  await page.goto(pages.objects())
  await whenRead(page)
  await filterBox(page).fill(secretLandmarks.rollback.secret)
  await expect(page.getByRole('link', { name: secretLandmarks.rollback.secret, exact: true })).toBeVisible()
})

test('nothing of the list is left for the next person', async ({ page }) => {
  await signInAs(page, people.ines, pages.objects())
  await whenRead(page)
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: 'Switch account' }).click()
  await page.getByRole('button', { name: people.lena }).click()
  await expect(page.getByRole('button', { name: 'Account: Lena Fischer' })).toBeVisible()
  await openArea(page, 'Objects')
  await expect(page.getByRole('heading', { level: 1, name: 'Objects' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Azure lists no vault to you' })).toBeVisible()
  await expect(rows(page)).toHaveCount(0)
})
