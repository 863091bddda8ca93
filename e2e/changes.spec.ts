import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { incidentDay } from '../emulator/seed/history/calendar.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { openArea } from './navigation.ts'
import { people, signInAs } from './sign-in.ts'

const dayMs = 86_400_000
/** The day on which a firewall was closed at 10:31 and services were refused from 10:40 on. */
const outageDay = () => new Date(incidentDay(Math.floor(Date.now() / dayMs) * dayMs, 0)).toISOString().slice(0, 10)

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

async function askBefore(page: Page) {
  await openArea(page, 'Audit')
  await page.getByRole('link', { name: 'Changes', exact: true }).click()
  await page.getByRole('button', { name: 'What changed before …' }).click()
  await page.getByLabel('Before (UTC)').fill(`${outageDay()} 10:40`)
  await page.getByRole('button', { name: 'Show what changed' }).click()
}

test('an auditor finds what changed before 10:40 in four clicks, with who, from where and the query', async ({
  page,
}) => {
  await signInAs(page, people.tomas)
  await askBefore(page)
  const change = page.getByRole('row', { name: /VaultPatch/ }).filter({ hasText: 'kv-orders-prod-weu' })
  await expect(change).toContainText('8 min before', { timeout: 45_000 })
  await expect(change).toContainText('Firewall then closed but for its rules')
  await expect(change).toContainText('203.0.113.192')
  await page.getByText(/^Query/).click()
  await expect(page.getByRole('region', { name: 'Query of log-meridian-operations' })).toContainText('AzureActivity')
  await expectAccessible(page)
})

test('a report holds the period, the query and the checksum of the very rows that the CSV export gives', async ({
  page,
}) => {
  await signInAs(page, people.tomas)
  await askBefore(page)
  await expect(page.getByRole('row', { name: /VaultPatch/ })).toBeVisible({ timeout: 45_000 })
  await page.getByRole('button', { name: 'Export' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  const file = readFileSync(await (await downloading).path())
  // The dialog of the browser's printer would take the report away again once it is closed.
  await page.evaluate(() => {
    window.print = () => undefined
  })
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Report to print' }).click()
  const report = page.locator('body > .report')
  await expect(report).toBeHidden()
  await expect(report).toHaveCount(1)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(report).toContainText(createHash('sha256').update(file).digest('hex'))
  await expect(report).toContainText(`${outageDay()} 10:40 UTC`)
  await expect(report).toContainText('logs no call: nobody can say who reached it.')
  await expect(report).toContainText('let since = datetime(')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
})

test('who sees no log is told that nothing is known, and not that nothing was changed', async ({ page }) => {
  await signInAs(page, people.daniel, pages.auditChanges({ vault: 'kv-orders-dev-weu' }))
  await expect(page.getByText('Whether something was changed is not known')).toBeVisible({ timeout: 45_000 })
  await expect(page.getByText('is logged in a workspace that you may not query.')).toHaveCount(2)
  await expectAccessible(page)
})

test('a signal on the overview leads to the change behind it', async ({ page }) => {
  await signInAs(page, people.tomas, pages.overview())
  const found = page.getByRole('region', { name: /Signals/ })
  const line = found.getByRole('listitem').filter({ hasText: 'Network opened' }).first()
  await expect(line).toContainText('kv-orders-prod-weu', { timeout: 45_000 })
  await expect(found.getByText('Looking through the logs …')).toHaveCount(0, { timeout: 45_000 })
  await found.getByText('What is looked for').click()
  await expect(found.getByText('Throttling', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await line.getByRole('listitem').filter({ hasText: 'kv-orders-prod-weu' }).getByRole('link').click()
  await expect(page.getByRole('row', { name: /VaultPatch/ }).first()).toContainText(
    'Firewall then open to all networks',
  )
})

test('who may read no log is told that signals are not known', async ({ page }) => {
  await signInAs(page, people.daniel, pages.overview())
  await expect(page.getByText('Whether a signal would fire is not known')).toBeVisible({ timeout: 45_000 })
})
