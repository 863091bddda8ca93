import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { type SecretLandmark, secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { openArea } from './navigation.ts'
import { bearer, getAs, people, signInAs } from './sign-in.ts'

const plain = secretLandmarks.rollback
const unlogged = 'kv-shared-dev-weu'

// The first of them waits for the emulator's logs besides.
test.describe.configure({ timeout: 120_000 })

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

async function reveal(
  request: APIRequestContext,
  account: string,
  { vault, secret }: SecretLandmark = plain,
): Promise<string> {
  type Versions = { items: { version: string; enabled: boolean }[] }
  const { items } = await getAs<Versions>(request, account, api.secretVersions(vault, secret))
  const version = items.find(({ enabled }) => enabled)?.version ?? ''
  const answer = await request.post(api.revealSecret(vault, secret, version), {
    headers: await bearer(account),
    data: {},
  })
  expect(answer.status(), await answer.text()).toBe(200)
  return version
}

/** The emulator makes its 90 days of logs while it starts; the first query waits for them. */
const firstRows = { timeout: 40_000 }
const table = (page: Page) => page.getByRole('table', { name: 'Activity' })
const calls = (page: Page) => table(page).getByRole('row').filter({ hasText: 'SecretGet' })

test('the auditor sees a read that another account makes within five seconds, with who, from where and by which right', async ({
  page,
  request,
}) => {
  await signInAs(page, people.tomas)
  await openArea(page, 'Audit')
  await expect(table(page).getByRole('row').nth(1).getByRole('link').first()).toBeVisible(firstRows)
  await page.getByRole('button', { name: 'Live' }).click()
  await expect(page.getByText(/^Asked at/)).toBeVisible()

  const version = await reveal(request, people.priya)
  const read = calls(page)
    .filter({ hasText: plain.secret })
    .filter({ hasText: version.slice(0, 8) })
  await expect(read).toHaveCount(1, { timeout: 5_000 })
  await expect(read).toContainText('Priya Nair')
  await expect(read).toContainText('200 OK')
  await page.getByRole('button', { name: 'Live' }).click()

  await read.getByRole('link').first().click()
  const call = page.getByRole('complementary', { name: 'Call' })
  await expect(call).toContainText(version)
  await expect(call).toContainText('Secret Rollback Operator')
  await expect(call).toContainText('Called through it')
  await expectAccessible(page)
  // The call has an address of its own, as has what one goes on to.
  const shared = page.url()
  await page.goto(pages.overview())
  await page.goto(shared)
  await expect(call).toContainText(version)

  await page.goto(pages.activityOf(pages.secret(plain.vault, plain.secret)))
  await expect(
    calls(page)
      .filter({ hasText: version.slice(0, 8) })
      .first(),
  ).toContainText('Priya Nair', firstRows)
  await expectAccessible(page)
})

test('filters are asked of the log and kept in the address; a bar of the timeline narrows the period, and Back widens it', async ({
  page,
}) => {
  await signInAs(page, people.tomas, pages.audit({ period: '90d' }))
  await page.getByRole('button', { name: 'Result', exact: true }).first().click()
  await page.getByRole('menuitemradio', { name: /Refused/ }).click()
  await expect(page).toHaveURL(/outcome=refused/)
  const shown = page.getByText(/^[\d,]+ calls$/).last()
  await expect(table(page).getByRole('row').nth(1)).toContainText('403', firstRows)
  const all = await shown.textContent()

  const bars = page.getByRole('group', { name: 'Calls over time' })
  const [bar] = await bars.getByRole('button', { name: / [1-9][\d,]* refused/ }).all()
  const count = /([\d,]+) calls?/.exec((await bar?.getAttribute('aria-label')) ?? '')?.[1]
  await bar?.click()
  await expect(page).toHaveURL(/from=.*to=/)
  await expect(page.getByText(`${count} ${count === '1' ? 'call' : 'calls'}`, { exact: true }).last()).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/period=90d/)
  await expect(shown).toHaveText(all ?? '')

  await page
    .locator('summary')
    .filter({ hasText: /^Query/ })
    .click()
  await expect(page.getByText(/let outcome = "refused";/).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open in KQL' }).first()).toHaveAttribute('href', /^\/kql#q=/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^audit-activity-.*\.csv$/)
})

test('a vault that is not logged is never told as one that nobody called', async ({ page }) => {
  await signInAs(page, people.tomas, pages.activityOf(pages.vault(unlogged)))
  await expect(page.getByRole('heading', { name: 'Whether there were calls is not known' })).toBeVisible()
  await expect(page.getByText('No call in this period')).toHaveCount(0)
  await expect(page.getByRole('group', { name: 'Calls over time' }).getByRole('button').first()).toHaveAccessibleName(
    /not logged$/,
  )
  await expectAccessible(page)

  await page.goto(pages.audit({ vault: `${plain.vault},${unlogged}`, operation: 'SecretPurge', period: '24h' }))
  await expect(page.getByRole('heading', { name: 'No call matches the filter in this period' })).toBeVisible()
  await expect(page.getByText('Of the vaults named above nothing is known.')).toBeVisible()
  await page.getByText('Which, and why').click()
  await expect(page.getByRole('region', { name: 'Not logged' })).toContainText(unlogged)
})

test('who may not query the workspace is told where the log is, and that they may not see it', async ({ page }) => {
  await signInAs(page, people.daniel, pages.activityOf(pages.vault(vaultLandmarks.developer)))
  await expect(page.getByRole('heading', { name: 'Whether there were calls is not known' })).toBeVisible()
  await page.getByText('Which, and why').click()
  await expect(page.getByRole('region', { name: 'No right to the log' })).toContainText('log-meridian-nonprod')
})

test('logging is switched on from where it is missed, by who may; the next read is then told', async ({
  page,
  request,
}) => {
  await signInAs(page, people.ines, pages.activityOf(pages.vault(unlogged)))
  await page.getByText('Which, and why').click()
  await page.getByRole('button', { name: 'Switch logging on …' }).click()
  const dialog = page.getByRole('dialog', { name: `Log the calls to ${unlogged}` })
  await expect(dialog.getByText(/az monitor diagnostic-settings create/)).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Workspace' }).click()
  await page.getByRole('option', { name: /log-sandbox-dev/ }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Switch logging on' }).click()
  await expect(dialog).toBeHidden()

  await reveal(request, people.daniel, secretLandmarks.developerObjectScope)
  await page.getByRole('button', { name: 'Ask again' }).click()
  await expect(calls(page)).toContainText('Daniel Okafor')
})

test('who may not switch logging on is told why, and has the commands for who may', async ({ page }) => {
  await signInAs(page, people.tomas, pages.activityOf(pages.vault(unlogged)))
  await page.getByText('Which, and why').click()
  await page.getByRole('button', { name: 'Switch logging on …' }).click()
  const dialog = page.getByRole('dialog', { name: `Log the calls to ${unlogged}` })
  await expect(dialog.getByText(/you need the role Log Analytics Contributor/).first()).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Switch logging on' })).toBeDisabled()
  await expect(dialog.getByText(/az monitor diagnostic-settings create/)).toBeVisible()
})
