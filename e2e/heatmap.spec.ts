import { expect, type Page, test } from '@playwright/test'
import { secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { people as principals } from '../emulator/seed/people.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { bearer, getAs, people, signInAs } from './sign-in.ts'

const read = secretLandmarks.oneVersion
const { vault, secret } = read
/** No diagnostic setting sends its calls anywhere. */
const dark = 'kv-warehouse-prod-sdc'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

/** From now on: the sample history has calls of every day, and each test tells of its own. */
const fromNow = () => ({
  from: new Date(Date.now() - 1_000).toISOString(),
  to: new Date(Date.now() + 600_000).toISOString(),
})

const grid = (page: Page) => page.getByRole('grid', { name: 'Calls by caller and vault' })
const cell = (page: Page) => page.getByRole('status', { name: 'Cell' })

/** Reads the secret as a person does by revealing it. @returns the status of the answer */
async function reveal(
  page: Page,
  account: string,
  { vault, secret }: { vault: string; secret: string } = read,
): Promise<number> {
  const { items } = await getAs<{ items: { version: string }[] }>(
    page.request,
    people.ines,
    api.secretVersions(vault, secret),
  )
  const response = await page.request.post(api.revealSecret(vault, secret, items[0]?.version ?? ''), {
    headers: await bearer(account),
    data: {},
  })
  return response.status()
}

test('an auditor sees a read of this moment, walks the heatmap by keys, and comes to the calls behind a cell', async ({
  page,
}) => {
  await signInAs(page, people.tomas, pages.auditHeatmap(fromNow()))
  // Where nobody asked before, the emulator loads the query language first.
  await expect(page.getByRole('status', { name: 'Count' })).toContainText('0 callers', { timeout: 30_000 })
  expect(await reveal(page, people.ines)).toBe(200)
  await page.getByRole('button', { name: 'Read the logs again' }).click()
  await expect(cell(page)).toContainText(`Ines Moreau · ${vault} · 1 call`, { timeout: 5_000 })
  await expect(page.getByRole('status', { name: 'Count' })).toContainText('1 caller')
  const query = page.locator('summary', { hasText: 'Query' })
  await query.click()
  await expect(page.getByText('// Access heatmap: how often each caller').first()).toBeVisible()
  await query.click()
  await expectAccessible(page)

  await grid(page).focus()
  await expect(page.getByRole('gridcell')).toHaveText(`${vault}: 1 call`)
  await page.keyboard.press('+')
  await expect(page).toHaveURL(/zoom=28/)
  await page.keyboard.press('End')
  await expect(cell(page)).not.toContainText(vault)
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`^[^?]*/audit\\?caller=${principals.ines.objectId}&vault=${vault}&from=`))
})

test('a vault that is not logged is hatched and said to be unknown, never shown as not accessed', async ({ page }) => {
  expect(await reveal(page, people.ines)).toBe(200)
  await signInAs(page, people.tomas, pages.auditHeatmap({ q: dark }))
  // The word finds a vault and nobody who called it, as far as the log knows.
  await expect(
    page.getByText('No call is known in this time').or(page.getByText(`Nothing matches “${dark}”`)),
  ).toBeVisible()
  await page.getByRole('searchbox', { name: 'Filter callers or vaults' }).fill('')
  await grid(page).focus()
  for (let step = 0; step < 30; step++) {
    if ((await cell(page).textContent())?.includes(dark)) break
    await page.keyboard.press('ArrowRight')
  }
  await expect(cell(page)).toContainText(`${dark} · not known: the vault logs no call: nobody can say who reached it`)
  await page.getByText('Which, and why').click()
  await expect(page.getByRole('region', { name: 'Not logged' })).toContainText(dark)
})

test('refused calls are told apart, and the table says the same as the picture', async ({ page }) => {
  const period = fromNow()
  expect(await reveal(page, people.ines)).toBe(200)
  expect(await reveal(page, people.lena)).toBe(403)
  await signInAs(page, people.tomas, pages.auditHeatmap(period))
  await expect(page.getByRole('status', { name: 'Count' })).toContainText('2 callers')
  await expect(page.getByRole('status', { name: 'Count' })).toContainText('2 calls, 1 refused')
  await page.getByRole('button', { name: 'Table' }).click()
  const table = page.getByRole('table', { name: 'Heatmap cell by cell' })
  await expect(table.getByRole('row').filter({ hasText: 'Lena Fischer' })).toContainText('Refused')
  await expect(table.getByRole('row').filter({ hasText: 'Ines Moreau' })).toContainText('Used')
  await expect(table.getByRole('row')).toHaveCount(3)
  await expectAccessible(page)
})

test('what could have happened is laid over what did', async ({ page }) => {
  const period = fromNow()
  expect(await reveal(page, people.ines)).toBe(200)
  await signInAs(page, people.tomas, pages.auditHeatmap({ ...period, view: 'table' }))
  const table = page.getByRole('table', { name: 'Heatmap cell by cell' })
  await expect(table.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Who could' }).click()
  await page.getByRole('button', { name: 'Heatmap', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Legend' })).toContainText('right not used')
  await expect(cell(page)).toContainText('1 call; can now: ')
  await page.getByRole('searchbox', { name: 'Filter callers or vaults' }).fill('priya')
  await expect(cell(page)).toContainText('Priya Nair')
  await expectAccessible(page)
})

test('objects take the place of vaults, and the picture is in the address', async ({ page }) => {
  const period = fromNow()
  expect(await reveal(page, people.ines)).toBe(200)
  await signInAs(page, people.tomas, pages.auditHeatmap(period))
  await page.getByRole('button', { name: 'Objects', exact: true }).click()
  await expect(cell(page)).toContainText(`${vault}/secrets/${secret.toLowerCase()} · 1 call`)
  await page.reload()
  await expect(cell(page)).toContainText(`${vault}/secrets/${secret.toLowerCase()} · 1 call`)
  await expect(page.getByRole('button', { name: 'Who could' })).toHaveAccessibleDescription(/Rights are told by vault/)
})

test('whoever may not query a workspace is told so and shown no number', async ({ page }) => {
  expect(await reveal(page, people.ines)).toBe(200)
  await signInAs(page, people.daniel, pages.auditHeatmap({ vaults: vaultLandmarks.main }))
  await expect(
    page.getByText('cannot be seen here').or(page.getByText('No call is known in this time')).first(),
  ).toBeVisible()
  await expect(page.getByText('Ines Moreau')).toHaveCount(0)
})

test('a cell leads to the hours of its caller, as a picture and as a table', async ({ page }) => {
  const period = fromNow()
  expect(await reveal(page, people.ines)).toBe(200)
  await signInAs(page, people.tomas, pages.auditHeatmap(period))
  await page.getByRole('link', { name: 'By hour and day' }).click()
  await expect(page.getByRole('button', { name: 'Caller Ines Moreau: take this filter away' })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Count' })).toContainText('Calls: 1, in 1 of the hours; 0 refused')
  await expect(page.getByRole('grid', { name: 'Calls by hour and day' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Table' }).click()
  await expect(page.getByRole('table', { name: 'Calls hour by hour' }).getByRole('row')).toHaveCount(2)
})

test('an assignment shows its last use, and none counts as unused where the log proves nothing', async ({ page }) => {
  // By a role: of access policies the log names no assignment.
  expect(await reveal(page, people.ines, secretLandmarks.rotatedMonthly)).toBe(200)
  // The auditor may not read who has a role at the root, which is where hers is.
  await signInAs(page, people.ines, pages.auditUnused())
  const verdict = (name: RegExp) => page.getByRole('button', { name })
  await verdict(/^Used \d+$/).click({ timeout: 60_000 })
  const table = page.getByRole('table', { name: 'Assignments and their use' })
  await expect(table.getByRole('row').nth(1)).not.toContainText('Not seen')
  await verdict(/^Not known/).click()
  const unknown = table.getByRole('row').filter({ hasText: 'Not logged:' }).first()
  await unknown.getByRole('button', { name: /^Details of/ }).click()
  await expect(page.getByRole('dialog')).toContainText('It may have been used there.')
  await expectAccessible(page)
})
