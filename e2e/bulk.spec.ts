import { expect, type Page, test } from '@playwright/test'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { bearer, people, signInAs } from './sign-in.ts'

const vault = vaultLandmarks.developer
const plain = (count: number) => Array.from({ length: count }, (_, index) => `bulk-${String(index).padStart(2, '0')}`)

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

/** Makes secrets of its own, and opens the list on them. */
async function open(page: Page, count: number): Promise<string[]> {
  const headers = await bearer(people.daniel)
  const names = plain(count)
  for (const name of names) {
    const made = await page.request.put(api.secret(vault, name), {
      headers,
      data: { value: 'v', tags: { old: 'yes' } },
    })
    expect(made.status()).toBe(201)
  }
  await signInAs(page, people.daniel, `${pages.secrets(vault)}?q=bulk-`)
  await expect(boxOf(page, names.at(-1) ?? '')).toBeVisible()
  return names
}

const boxOf = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}` })
const bar = (page: Page) => page.getByRole('region', { name: 'Chosen rows' })
const panel = (page: Page, doing: string) => page.getByRole('region', { name: new RegExp(`^${doing}`) })
const dialogOf = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Cancel' }) })

async function chooseAll(page: Page, count: number): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).click()
  await expect(bar(page)).toContainText(`${count} secrets chosen`)
}

/** With four at a time: the first four are quick, the next four hold every worker. */
const slow = (latencyMs: number) =>
  emulator.faults(
    ['04', '05', '06', '07'].map((end) => ({ operation: 'SecretUpdate', path: `/secrets/bulk-${end}**`, latencyMs })),
  )

async function isEnabled(page: Page, name: string): Promise<boolean> {
  const response = await page.request.get(api.secret(vault, name), { headers: await bearer(people.daniel) })
  return (await response.json()).enabled
}

test('rows are chosen by box, by Shift and box, and by the key x', async ({ page }) => {
  const names = await open(page, 6)
  await boxOf(page, 'bulk-01').click()
  await boxOf(page, 'bulk-04').click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('4 secrets chosen')
  await boxOf(page, 'bulk-02').click()
  await expect(bar(page)).toContainText('3 secrets chosen')
  await page.getByRole('link', { name: 'bulk-05', exact: true }).focus()
  await page.keyboard.press('x')
  await expect(boxOf(page, 'bulk-05')).toBeChecked()
  await page.keyboard.press('k')
  await page.keyboard.press('x')
  await expect(boxOf(page, 'bulk-04')).not.toBeChecked()
  await expect(bar(page)).toContainText('3 secrets chosen')
  await chooseAll(page, names.length)
  await bar(page).getByRole('button', { name: 'Choose none' }).click()
  await expect(bar(page)).toHaveCount(0)
})

test('the plan says what happens to each and what is skipped, and nothing is sent before it is confirmed', async ({
  page,
}) => {
  await open(page, 3)
  const headers = await bearer(people.daniel)
  await page.request.patch(api.secret(vault, 'bulk-01'), { headers, data: { enabled: false } })
  await page.reload()
  await expect(boxOf(page, 'bulk-02')).toBeVisible()
  await chooseAll(page, 3)
  const before = await emulator.calls()
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  const plan = dialogOf(page).getByRole('list', { name: 'Plan' })
  await expect(plan.getByRole('listitem').filter({ hasText: 'Enabled → disabled' })).toHaveCount(2)
  await expect(plan.getByRole('listitem').filter({ hasText: 'bulk-01' })).toContainText(
    'Skipped: It is disabled already',
  )
  expect(callsBetween(before, await emulator.calls())).toEqual({})
  await expectAccessible(page)
  await dialogOf(page).getByRole('button', { name: 'Disable: 2 secrets' }).click()
  await expect(panel(page, 'Disabling')).toContainText('2 of 2 secrets disabled')
  expect(callsBetween(before, await emulator.calls()).SecretUpdate).toBe(2)
  await expect(page.getByRole('row', { name: /bulk-02/ })).toContainText('Disabled')
  await expectAccessible(page)
})

test('what fails is named with its reason, what was lost is looked at, and only the failed are tried again', async ({
  page,
}) => {
  await open(page, 6)
  await chooseAll(page, 6)
  await emulator.faults([
    { operation: 'SecretUpdate', path: '/secrets/bulk-01**', nth: 1, status: 429 },
    { operation: 'SecretUpdate', path: '/secrets/bulk-03**', nth: 1, reset: 'after' },
    { operation: 'SecretUpdate', path: '/secrets/bulk-04**', nth: 1, status: 500 },
  ])
  const before = await emulator.calls()
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  await dialogOf(page).getByRole('button', { name: 'Disable: 6 secrets' }).click()
  const result = panel(page, 'Disabling')
  await expect(result).toContainText('4 of 6 secrets disabled, 2 failed')
  const failed = result.getByRole('list', { name: 'Failed' })
  await expect(failed.getByRole('listitem').filter({ hasText: 'bulk-01' })).toContainText('takes no more calls')
  await expect(failed.getByRole('listitem').filter({ hasText: 'bulk-04' })).toContainText('was not made')
  await expect(failed.getByRole('listitem').filter({ hasText: 'bulk-03' })).toHaveCount(0)
  expect(await isEnabled(page, 'bulk-03')).toBe(false)
  expect(await isEnabled(page, 'bulk-04')).toBe(true)
  expect(callsBetween(before, await emulator.calls()).SecretUpdate).toBe(6)
  await expectAccessible(page)
  await result.getByRole('button', { name: 'Try the failed ones again' }).click()
  await expect(result).toContainText('6 of 6 secrets disabled')
  expect(callsBetween(before, await emulator.calls()).SecretUpdate).toBe(8)
  await result.getByRole('button', { name: 'Dismiss' }).click()
  await expect(result).toHaveCount(0)
})

test('a run is stopped, and goes on with what was not begun', async ({ page }) => {
  await open(page, 10)
  await chooseAll(page, 10)
  await slow(5_000)
  const before = await emulator.calls()
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  await dialogOf(page).getByRole('button', { name: 'Disable: 10 secrets' }).click()
  const result = panel(page, 'Disabling')
  await expect(result).toContainText('Disabling 10 secrets: 4 done')
  await result.getByRole('button', { name: 'Stop' }).click()
  await expect(result).toContainText('8 of 10 secrets disabled, 2 not begun')
  expect(callsBetween(before, await emulator.calls()).SecretUpdate).toBe(8)
  await emulator.faults([])
  await result.getByRole('button', { name: 'Go on' }).click()
  await expect(result).toContainText('10 of 10 secrets disabled')
  expect(callsBetween(before, await emulator.calls()).SecretUpdate).toBe(10)
})

test('a reload in the middle shows what finished, and goes on without sending anything twice', async ({ page }) => {
  const names = await open(page, 10)
  await chooseAll(page, 10)
  await slow(8_000)
  const before = await emulator.calls()
  const updates = async () => callsBetween(before, await emulator.calls()).SecretUpdate ?? 0
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  await dialogOf(page).getByRole('button', { name: 'Disable: 10 secrets' }).click()
  await expect(panel(page, 'Disabling')).toContainText('Disabling 10 secrets: 4 done')
  const underWay = () => page.evaluate(() => JSON.stringify(sessionStorage).match(/running/g)?.length)
  await expect.poll(underWay).toBe(4)
  await page.reload()
  const result = panel(page, 'Disabling')
  await expect(result).toContainText('4 of 10 secrets disabled, 4 not known, 2 not begun')
  const kept = await page.evaluate(() => JSON.stringify(sessionStorage))
  expect(kept).toContain('bulk-09')
  // The four that were under way come to their end without this page.
  await expect
    .poll(async () => (await Promise.all(names.slice(4, 8).map((name) => isEnabled(page, name)))).join(), {
      timeout: 20_000,
    })
    .toBe('false,false,false,false')
  await emulator.faults([])
  await result.getByRole('button', { name: 'Go on' }).click()
  await expect(result).toContainText('10 of 10 secrets disabled')
  expect(await updates()).toBe(10)
  // It outlives a reload, and no person but its own.
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft Entra' })).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('bulk-09')
})

test('more than ten are deleted only after typing the name of the vault, and recovered together', async ({ page }) => {
  await open(page, 11)
  await chooseAll(page, 11)
  await bar(page).getByRole('button', { name: 'Delete' }).click()
  const remove = dialogOf(page).getByRole('button', { name: 'Delete: 11 secrets' })
  await expect(dialogOf(page)).toContainText('recoverable for 7 days')
  await expect(remove).toHaveAccessibleDescription(`Type ${vault} first.`)
  await dialogOf(page).getByLabel(`Type ${vault} to confirm`).fill(vault)
  await expect(remove).not.toHaveAttribute('aria-disabled', 'true')
  await remove.click()
  await expect(panel(page, 'Deleting')).toContainText('11 of 11 secrets deleted')
  await expect(page.getByText('No secret matches the filter')).toBeVisible()
  await page.getByRole('navigation', { name: 'Vault' }).getByRole('link', { name: 'Deleted' }).click()
  await page.getByRole('searchbox', { name: 'Filter deleted items' }).fill('bulk-')
  // A deleted secret shows after a while, in Azure too.
  await expect(async () => {
    await page.getByRole('button', { name: 'Load the list again' }).click()
    await expect(page.getByRole('row', { name: /bulk-/ })).toHaveCount(11, { timeout: 1_000 })
  }).toPass()
  for (const name of ['bulk-00', 'bulk-01', 'bulk-02']) await boxOf(page, `secret ${name}`).click()
  await bar(page).getByRole('button', { name: 'Recover' }).click()
  await dialogOf(page).getByRole('button', { name: 'Recover: 3 deleted items' }).click()
  await expect(panel(page, 'Recovering')).toContainText('3 of 3 deleted items recovered', { timeout: 30_000 })
  await expect(page.getByRole('row', { name: /bulk-/ })).toHaveCount(8)
  expect(await isEnabled(page, 'bulk-00')).toBe(true)
})

test('an expiry and tags are set on all of them, and each keeps its other tags', async ({ page }) => {
  await open(page, 2)
  await chooseAll(page, 2)
  await bar(page).getByRole('button', { name: 'Set expiry' }).click()
  await expect(dialogOf(page).getByRole('button', { name: 'Set expiry' })).toHaveAttribute('aria-disabled', 'true')
  await dialogOf(page).getByLabel('Expiry (UTC)').fill('2031-05-06T07:08:09')
  await expect(dialogOf(page)).toContainText('Expiry none → 2031-05-06 07:08 UTC')
  await dialogOf(page).getByRole('button', { name: 'Set expiry: 2 secrets' }).click()
  await expect(panel(page, 'Setting the expiry of')).toContainText('2 of 2 secrets changed')
  await chooseAll(page, 2)
  await bar(page).getByRole('button', { name: 'Change tags' }).click()
  await dialogOf(page)
    .getByLabel(/Tags to set/)
    .fill('owner=orders\nenv=dev')
  await dialogOf(page).getByRole('checkbox', { name: 'old (2)' }).click()
  await expect(dialogOf(page)).toContainText('−old, +owner=orders, +env=dev')
  await expectAccessible(page)
  await dialogOf(page).getByRole('button', { name: 'Change tags: 2 secrets' }).click()
  await expect(panel(page, 'Changing the tags of')).toContainText('2 of 2 secrets changed')
  const response = await page.request.get(api.secret(vault, 'bulk-00'), { headers: await bearer(people.daniel) })
  expect(await response.json()).toMatchObject({
    tags: { owner: 'orders', env: 'dev' },
    expiresOn: '2031-05-06T07:08:09Z',
  })
})

test('the auditor may choose, and each button names the role it needs', async ({ page }) => {
  await signInAs(page, people.tomas, pages.secrets(vault))
  await expect(page.getByText(/^\d+ secrets$/)).toBeVisible()
  // A long name stands beside its box, and not below it.
  const name = 'inventory-sync-servicebus-connection-string'
  const [box, link] = [await boxOf(page, name).boundingBox(), await page.getByRole('link', { name }).boundingBox()]
  expect(Math.abs((box?.y ?? 0) - (link?.y ?? 99))).toBeLessThan(10)
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).click()
  for (const name of ['Enable', 'Disable', 'Set expiry', 'Change tags', 'Delete']) {
    await expect(bar(page).getByRole('button', { name, exact: true })).toHaveAccessibleDescription(
      /Key Vault Secrets Officer/,
    )
  }
})

test('keys are changed together in the same way', async ({ page }) => {
  const sandbox = vaultLandmarks.sandbox
  const headers = await bearer(people.ines)
  for (const name of ['bulk-a', 'bulk-b', 'bulk-c']) {
    const made = await page.request.put(api.key(sandbox, name), { headers, data: { keyType: 'EC' } })
    expect(made.status()).toBe(201)
  }
  await signInAs(page, people.ines, `${pages.keys(sandbox)}?q=bulk-`)
  await expect(boxOf(page, 'bulk-c')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).click()
  await expect(bar(page)).toContainText('3 keys chosen')
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  await dialogOf(page).getByRole('button', { name: 'Disable: 3 keys' }).click()
  await expect(panel(page, 'Disabling')).toContainText('3 of 3 keys disabled')
  await expect(page.getByRole('row', { name: /bulk-b/ })).toContainText('Disabled')
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).click()
  await bar(page).getByRole('button', { name: 'Delete' }).click()
  await dialogOf(page).getByRole('button', { name: 'Delete: 3 keys' }).click()
  await expect(panel(page, 'Deleting')).toContainText('3 of 3 keys deleted')
  await expect(page.getByRole('row', { name: /bulk-/ })).toHaveCount(0)
})

test('certificates are changed together, but for the expiry that was signed', async ({ page }) => {
  await signInAs(page, people.ines, pages.certificates(vaultLandmarks.main))
  await expect(page.getByText(/^\d+ certificates$/)).toBeVisible()
  for (const box of (await page.getByRole('checkbox', { name: /^Select (?!all)/ }).all()).slice(0, 2)) await box.click()
  await expect(bar(page)).toContainText('2 certificates chosen')
  await expect(bar(page).getByRole('button', { name: 'Set expiry' })).toHaveCount(0)
  await bar(page).getByRole('button', { name: 'Change tags' }).click()
  await dialogOf(page)
    .getByLabel(/Tags to set/)
    .fill('bulk=yes')
  await dialogOf(page).getByRole('button', { name: 'Change tags: 2 certificates' }).click()
  await expect(panel(page, 'Changing the tags of')).toContainText('2 of 2 certificates changed')
  await expect(page.getByRole('row', { name: /bulk=yes/ })).toHaveCount(2)
})

test('objects of several vaults and kinds are changed together, and each failure is named with its vault', async ({
  page,
}) => {
  const sandbox = vaultLandmarks.sandbox
  const headers = await bearer(people.ines)
  for (const address of [api.secret(vault, 'over-all-a'), api.secret(sandbox, 'over-all-b')]) {
    expect((await page.request.put(address, { headers, data: { value: 'v' } })).status()).toBe(201)
  }
  const key = await page.request.put(api.key(sandbox, 'over-all-c'), { headers, data: { keyType: 'EC' } })
  expect(key.status()).toBe(201)
  await signInAs(page, people.ines, pages.objects('over-all'))
  await expect(page.getByRole('button', { name: 'Stop reading' })).toHaveCount(0, { timeout: 45_000 })
  await boxOf(page, `${vault}/secret/over-all-a`).click()
  await boxOf(page, `${sandbox}/key/over-all-c`).click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('3 objects chosen')
  await expectAccessible(page)
  await emulator.faults([
    { operation: 'SecretUpdate', path: '/secrets/over-all-a**', nth: 1, reset: 'after' },
    { operation: 'KeyUpdate', path: '/keys/over-all-c**', nth: 1, status: 500 },
  ])
  const before = await emulator.calls()
  await bar(page).getByRole('button', { name: 'Disable' }).click()
  const plan = dialogOf(page).getByRole('list', { name: 'Plan' })
  await expect(plan.getByRole('listitem').filter({ hasText: `${sandbox} / over-all-c` })).toContainText('key')
  await expectAccessible(page)
  await dialogOf(page).getByRole('button', { name: 'Disable: 3 objects' }).click()
  const result = panel(page, 'Disabling')
  await expect(result).toContainText('2 of 3 objects disabled, 1 failed')
  await expect(result.getByRole('list', { name: 'Failed' })).toContainText(`${sandbox} / over-all-c`)
  // The lost answer was looked at and not sent again.
  const { SecretUpdate, KeyUpdate } = callsBetween(before, await emulator.calls())
  expect([SecretUpdate, KeyUpdate]).toEqual([2, 1])
  await expect(page.getByRole('row', { name: /over-all-a/ })).toContainText('Disabled')
  await result.getByRole('button', { name: 'Try the failed ones again' }).click()
  await expect(result).toContainText('3 of 3 objects disabled')
  await page.reload()
  await expect(panel(page, 'Disabling')).toContainText('3 of 3 objects disabled')
  await page.getByRole('button', { name: 'Dismiss' }).click()
})

test('a bulk change of more than ten objects over several vaults is typed in words', async ({ page }) => {
  await signInAs(page, people.ines, pages.objects(`kind:key vault:${vaultLandmarks.main},${vault},kv-billing`))
  await expect(page.getByRole('button', { name: 'Stop reading' })).toHaveCount(0, { timeout: 45_000 })
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).click()
  await bar(page).getByRole('button', { name: 'Delete' }).click()
  const remove = dialogOf(page).getByRole('button', { name: /^Delete: \d+ objects$/ })
  await expect(dialogOf(page)).toContainText('They lie in 3 vaults')
  await expect(dialogOf(page)).toContainText('A certificate manages it')
  await expect(remove).toHaveAccessibleDescription(/^Type delete \d+ objects first\.$/)
  await dialogOf(page).getByRole('button', { name: 'Cancel' }).click()
})
