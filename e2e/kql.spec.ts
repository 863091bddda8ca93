import { expect, type Page, test } from '@playwright/test'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})
// The first query of a log waits until the emulator has made its history.
test.setTimeout(120_000)

const query = (page: Page) => page.getByRole('textbox', { name: 'Query' })
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true })

/** Goes into the field, waits for the editor in its place, and writes. */
async function write(page: Page, text: string) {
  await query(page).click()
  await expect(page.locator('.cm-content')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

test('a query is written with help, run by keyboard, drawn and told as rows; nothing breaks the page’s policy', async ({
  page,
}) => {
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await signInAs(page, people.tomas, pages.kql())
  await write(page, 'AZKVAuditLogs | summarize Calls = count() by bin(TimeGenerated, 1h) | render timechart')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText(/^\d[\d,]* rows from log-/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Calls by TimeGenerated')).toBeVisible()
  await expectAccessible(page)
  // The editor leaves by Escape and Tab, as its hint says.
  await query(page).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(query(page)).not.toBeFocused()
  expect(complaints).toEqual([])
})

test('a wrong query shows where it is wrong, by the language service before and by Log Analytics after', async ({
  page,
}) => {
  await signInAs(page, people.tomas, pages.kql())
  await write(page, 'AZKVAuditLogs\n| where Nothing == 1')
  const main = page.getByRole('main')
  await expect(main.getByText(/\(Language service\)/)).toBeVisible({ timeout: 30_000 })
  await expect(main.getByText('Line 2, column 9').first()).toBeVisible()
  await run(page).click()
  await expect(main.getByText(/\(Log Analytics\)/)).toBeVisible({ timeout: 60_000 })
  await expect(main.getByText('Line 2, column 9')).toHaveCount(2)
})

test('a link brings its query and runs nothing until it is asked to', async ({ page }) => {
  await signInAs(page, people.tomas)
  await emulator.reset()
  await page.goto(pages.kql('AZKVAuditLogs | count'))
  await expect(query(page)).toContainText('AZKVAuditLogs | count')
  await expect(page.getByText('No query has run')).toBeVisible()
  expect((await emulator.calls()).byOperation.LogsQuery ?? 0).toBe(0)
  await run(page).click()
  await expect(page.getByText(/^1 row from log-/)).toBeVisible({ timeout: 60_000 })
})

test('a query that takes long can be cancelled', async ({ page }) => {
  await signInAs(page, people.tomas)
  await page.goto(pages.kql('AZKVAuditLogs | count'))
  await emulator.faults([{ host: 'api.loganalytics.emulator.test', latencyMs: 60_000 }])
  await run(page).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(run(page)).toBeVisible()
})

test('what reads elsewhere, and control commands, are refused before any call', async ({ page }) => {
  await signInAs(page, people.tomas, pages.kql())
  await write(page, '.show tables')
  await run(page).click()
  await expect(
    page
      .getByRole('main')
      .getByText(/control command/i)
      .first(),
  ).toBeVisible()
})

test('who may query no workspace is told so', async ({ page }) => {
  await signInAs(page, people.lena, pages.kql())
  await expect(page.getByRole('heading', { name: 'You see no Log Analytics workspace' })).toBeVisible()
  await expect(run(page)).toHaveCount(0)
  await expectAccessible(page)
})
