import { readFile } from 'node:fs/promises'
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
  await expect(page.getByRole('heading', { level: 1, name: vaultName })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/vaults/${vaultName}/access\\?q=`))
  await expect(page.getByRole('table').getByText(name).first()).toBeVisible()
})

test('filters narrow rows and columns and stay in the address; a table and a file hold the same', async ({ page }) => {
  await signInAs(page, people.tomas, pages.access())
  await expect(grid(page)).toBeVisible()
  const choose = async (menu: string, item: string) => {
    await page.getByRole('button', { name: menu }).click()
    await page.getByRole('menuitemradio', { name: item }).click()
    await page.keyboard.press('Escape')
  }
  await choose('Environment', 'production')
  await expect(page).toHaveURL(/environment=production/)
  await expect(grid(page).getByRole('columnheader', { name: 'kv-orders-stg-weu' })).toHaveCount(0)
  await choose('Type', 'Workload')
  await choose('Right', 'Write or more')
  await expect(page).toHaveURL(/right=write/)
  await expect(grid(page)).not.toContainText(principals.priya.displayName)
  await expect(row(page, workloads.rotationFunction.objectId)).toBeVisible()
  // Few rows: axe looks at every cell.
  await expectAccessible(page)
  await page.getByRole('searchbox', { name: 'Filter principals or vaults' }).fill('rotation')
  await expect(page.getByText(/^1 of \d+ principals · \d+ of \d+ vaults$/)).toBeVisible()
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  const rows = page.getByRole('table', { name: 'Access' }).locator('tbody tr[data-index]')
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: 'kv-platform-prod-sdc' })).toContainText('Write')
  await expectAccessible(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'JSON' }).click()
  const saved: unknown = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  expect(saved).toHaveLength(3)
  await page.reload()
  await expect(rows).toHaveCount(3)
})

test('findings tell what, why and how to put it right, here and on the overview', async ({ page }) => {
  await signInAs(page, people.ines, pages.overview())
  await page.getByRole('link', { name: /rights of access to look at/ }).click({ timeout: 45_000 })
  await expect(page).toHaveURL(/view=findings/)
  const finding = (name: RegExp) => page.locator('details').filter({ hasText: name })
  await expect(finding(/standing Key Vault Administrators?/)).toContainText('Make it eligible')
  const two = finding(/workloads? that reach(es)? two environments/)
  await two.locator('summary').click()
  await expect(two.getByRole('row').filter({ hasText: workloads.ordersWorker.displayName })).toContainText('staging')
  const gone = finding(/rights? of (a principal|principals) that (is|are) gone/)
  await gone.locator('summary').click()
  await expect(gone).toContainText('Key Vault Secrets Officer')
  await gone.getByRole('button', { name: 'Copy as …' }).first().click()
  await expect(page.getByRole('menuitem', { name: 'Azure CLI' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expectAccessible(page)
  await two.getByRole('link', { name: workloads.ordersWorker.displayName }).click()
  await expect(page.getByRole('heading', { level: 1, name: workloads.ordersWorker.displayName })).toBeVisible()
  await page.getByRole('button', { name: /^By what/ }).click()
  const sources = page.getByRole('table', { name: 'Assignments and policies' })
  await expect(sources).toContainText('Key Vault Secrets User')
  await expect(sources).toContainText('Vault kv-orders-stg-weu')
  await expectAccessible(page)
})

test('a person’s page tells the groups by which they reach things', async ({ page }) => {
  await signInAs(page, people.ines, `${pages.principal(principals.priya.objectId)}?show=sources`)
  const sources = page.getByRole('table', { name: 'Assignments and policies' })
  await expect(sources).toContainText('Secret Rollback Operator')
  await expect(sources).toContainText('On-call')
  await page.getByRole('button', { name: /^Groups and members/ }).click()
  await page.getByRole('link', { name: /On-call/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'On-call' })).toBeVisible()
})

test('somebody without rights is told so', async ({ page }) => {
  await signInAs(page, people.lena, pages.access())
  await expect(page.getByRole('heading', { name: 'Azure lists no vault to you' })).toBeVisible()
  await expectAccessible(page)
})

test('without consent for Graph the matrix stands with ids, and says what to consent to', async ({ page }) => {
  await emulator.faults([{ host: 'graph.emulator.test', status: 403, code: 'Authorization_RequestDenied' }])
  await signInAs(page, people.tomas, pages.access())
  await expect(row(page, workloads.terraform.objectId)).toContainText(workloads.terraform.objectId)
  await page.getByText('names and groups', { exact: false }).first().click()
  await expect(page.getByText(/User\.ReadBasic\.All/)).toBeVisible()
})
