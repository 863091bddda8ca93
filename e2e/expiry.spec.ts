import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import papaparse from 'papaparse'
import { secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

const filterBox = (page: Page) => page.getByRole('combobox', { name: 'Filter objects' })
const rows = (page: Page) => page.getByRole('table', { name: 'Expiries' }).locator('tbody tr[data-index]')
const bar = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Expiries by time left' }).getByRole('button', { name })

async function open(page: Page, account: string, path = pages.expiry()) {
  await signInAs(page, account, path)
  await expect(page.getByRole('button', { name: 'Stop reading' })).toHaveCount(0, { timeout: 45_000 })
  await expect(page.getByText(/vaults? readable/)).toBeVisible()
}

test('what is overdue, soon, later and never stands in bars; each leads to its rows and into the address', async ({
  page,
}) => {
  await open(page, people.ines)
  await filterBox(page).fill(`vault:${vaultLandmarks.main}`)
  await bar(page, /^Overdue/).click()
  await expect(rows(page).filter({ hasText: secretLandmarks.expiredCurrent.secret })).toBeVisible()
  await expect(rows(page).filter({ hasText: secretLandmarks.expiresSoon.secret })).toHaveCount(0)
  await bar(page, /^Within 7 days/).click()
  await expect(rows(page).filter({ hasText: secretLandmarks.expiresSoon.secret })).toBeVisible()
  await expect(rows(page).filter({ hasText: /expired/ })).toHaveCount(0)
  await expect(page).toHaveURL(/due=within-7/)
  await bar(page, /^Never \d/).click()
  await filterBox(page).fill(secretLandmarks.neverExpires.secret)
  await expect(rows(page).filter({ hasText: secretLandmarks.neverExpires.secret })).toBeVisible()
  await expectAccessible(page)
})

test('a certificate, its key and its secret are one expiry', async ({ page }) => {
  await open(page, people.ines)
  await filterBox(page).fill(`vault:${vaultLandmarks.main} name=${secretLandmarks.managed.secret}`)
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('Certificate')
})

test('own thresholds make own bars and are kept in the address', async ({ page }) => {
  await open(page, people.tomas)
  await page.getByRole('button', { name: 'Thresholds' }).click()
  await page.getByLabel('Days ahead').fill('soon')
  await expect(page.getByText('Up to eight whole days')).toBeVisible()
  await page.getByLabel('Days ahead').fill('60, 10')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.keyboard.press('Escape')
  await expect(bar(page, /^Within 10 days/)).toBeVisible()
  await expect(bar(page, /^11 to 60 days/)).toBeVisible()
  await expect(page).toHaveURL(/within=10,60/)
})

test('the weeks ahead can be walked by arrow keys, and each says in words what it holds', async ({ page }) => {
  await open(page, people.tomas)
  const weeks = page.getByRole('group', { name: 'Expiries by week' }).getByRole('button')
  await weeks.first().focus()
  await expect(weeks.first()).toHaveAccessibleName(/^Week of \d+ \w+ \d{4}: [\d,]+ objects? expires?$/)
  await page.keyboard.press('End')
  await expect(weeks.last()).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(weeks.nth(1)).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/week=\d{4}-\d\d-\d\d/)
  const count = Number(/: (\d+)/.exec((await weeks.nth(1).getAttribute('aria-label')) ?? '')?.[1])
  await expect(page.getByText(new RegExp(`^${count} objects? ·`))).toBeVisible()
})

test('rows are grouped by owner, environment or vault', async ({ page }) => {
  await open(page, people.tomas, `${pages.expiry()}?group=vault`)
  await expect(page.getByRole('button', { name: /^kv-billing-prod-weu \d+$/ })).toHaveAttribute('aria-expanded', 'true')
})

test('a calendar and a CSV file hold the rows that are shown', async ({ page }) => {
  await open(page, people.ines)
  const { vault, secret } = secretLandmarks.expiresSoon
  await filterBox(page).fill(`vault:${vault} name=${secret}`)
  await expect(rows(page)).toHaveCount(1)
  const save = async (format: string) => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: format }).click()
    const file = await download
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
  }
  const calendar = await save('Calendar')
  expect(calendar.name).toMatch(/^expiry-.*\.ics$/)
  const lines = calendar.text.replaceAll('\r\n ', '').split('\r\n')
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
  expect(lines).toContain(`SUMMARY:Secret ${secret} in ${vault} expires`)
  expect(lines.find((line) => line.startsWith('URL:'))).toMatch(new RegExp(`${pages.secret(vault, secret)}$`))
  const csv = await save('CSV')
  const { data } = papaparse.parse<Record<string, string>>(csv.text.slice(1), { header: true, skipEmptyLines: true })
  expect(data.map(({ Name }) => Name)).toEqual([secret])
  const starts = lines.find((line) => line.startsWith('DTSTART:'))?.slice(8)
  expect(data[0]?.Expires?.replace(/[-:]/g, '')).toBe(starts)
})

test('somebody whom Azure shows no vault is told why there is nothing', async ({ page }) => {
  await signInAs(page, people.lena, pages.expiry())
  await expect(page.getByRole('heading', { name: 'Azure lists no vault to you' })).toBeVisible()
})
