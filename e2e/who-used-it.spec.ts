import { expect, test } from '@playwright/test'
import { secretLandmarks } from '../emulator/seed/landmarks.ts'
import type { SecretVersion } from '../lib/domain/secret.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { readCurrentSecret } from './key-vault.ts'
import { bearer, getAs, people, signInAs } from './sign-in.ts'

const { vault, secret } = secretLandmarks.rollback

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test('a read by one account shows to the auditor at once, with the query behind it', async ({ page, request }) => {
  const { items } = await getAs<{ items: SecretVersion[] }>(request, people.ines, api.secretVersions(vault, secret))
  const [current, previous] = items
  if (!current || !previous) throw new Error('too few versions')
  await signInAs(page, people.tomas)
  await page.goto(pages.secret(vault, secret))
  await request.post(api.revealSecret(vault, secret, previous.version), {
    headers: await bearer(people.ines),
    data: {},
  })
  await page.getByRole('button', { name: 'Who used it in 7 days' }).click()
  const used = page.getByRole('region', { name: 'Who used it' })
  const row = used.getByRole('row').filter({ hasText: 'Ines Moreau' })
  await expect(row).toBeVisible({ timeout: 5_000 })
  await expect(row).toContainText(`still on ${previous.version.slice(0, 8)}`)
  await used.locator('summary').filter({ hasText: 'Query' }).click()
  await expect(used.getByText('AZKVAuditLogs').first()).toBeVisible()
  await expectAccessible(page)
  await row.getByRole('link').click()
  await expect(page).toHaveURL(/\/activity\?caller=/)
  await expect(page.getByRole('row').filter({ hasText: 'Ines Moreau' }).first()).toBeVisible()
})

test('a rollback says whom it reaches before the click, and does not wait for the log', async ({ page, request }) => {
  const { items } = await getAs<{ items: SecretVersion[] }>(request, people.ines, api.secretVersions(vault, secret))
  const [current, previous] = items
  if (!current || !previous) throw new Error('too few versions')
  await request.post(api.revealSecret(vault, secret, current.version), {
    headers: await bearer(people.ines),
    data: {},
  })
  expect(await readCurrentSecret(people.priya, vault, secret)).toBe(200)
  await signInAs(page, people.ines)
  await page.goto(pages.secret(vault, secret))
  const open = page.getByRole('button', { name: `Roll back to version ${previous.version.slice(0, 8)}` })
  await expect(open).toHaveAttribute('aria-disabled', 'false')
  await open.click()
  const dialog = page.getByRole('dialog', { name: new RegExp(`to ${previous.version.slice(0, 8)}`) })
  const readers = dialog.getByRole('region', { name: 'Who read it in 30 days' })
  // One asked without a version and takes what is current; the other named it, and stays.
  await expect(readers).toContainText(/the value of this rollback with the next read: .*Priya Nair/)
  await expect(readers).toContainText('for one version by its id and will not notice')
  await expect(readers).toContainText(`Ines Moreau (${current.version.slice(0, 8)})`)
  await expect(readers).toContainText('Not in any log: copies that consumers keep')
  await readers.getByRole('button', { name: 'Who read it in 7 days' }).click()
  await expect(dialog.getByRole('region', { name: 'Who read it in 7 days' })).toContainText('Priya Nair')
  await page.keyboard.press('Escape')

  await emulator.faults([{ host: 'api.loganalytics.emulator.test', latencyMs: 20_000 }])
  await page.reload()
  await open.click()
  await expect(readers).toContainText('You need not wait for it.')
  await dialog.getByRole('button', { name: 'Roll back', exact: true }).click()
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeVisible()
})

test('who may not query the workspace is told that nothing is known, and not that nobody read it', async ({ page }) => {
  await signInAs(page, people.daniel)
  const { items } = await getAs<{ items: { name: string }[] }>(
    page.request,
    people.daniel,
    api.secrets('kv-orders-dev-weu'),
  )
  await page.goto(pages.secret('kv-orders-dev-weu', items[0]?.name ?? ''))
  await page.getByRole('button', { name: 'Who used it', exact: true }).click()
  const used = page.getByRole('region', { name: 'Who used it' })
  await expect(used).toContainText('Who used it is not known')
  await expect(used).not.toContainText('Nobody')
})

test('a developer without a right on the log is told so in the rollback, and rolls back all the same', async ({
  page,
  request,
}) => {
  const landmark = secretLandmarks.developerDisabledCurrent
  const path = api.secretVersions(landmark.vault, landmark.secret)
  const [, previous] = (await getAs<{ items: SecretVersion[] }>(request, people.daniel, path)).items
  const short = previous?.version.slice(0, 8) ?? 'none'
  await signInAs(page, people.daniel)
  await page.goto(pages.secret(landmark.vault, landmark.secret))
  const open = page.getByRole('button', { name: `Roll back to version ${short}` })
  await expect(open).toHaveAttribute('aria-disabled', 'false')
  await open.click()
  const dialog = page.getByRole('dialog', { name: new RegExp(`to ${short}`) })
  const readers = dialog.getByRole('region', { name: /^Who read it in/ })
  await expect(readers).toContainText('is logged in a workspace that you may not query')
  await expect(readers).not.toContainText('Nobody')
  await dialog.getByRole('button', { name: 'Roll back', exact: true }).click()
  await expect(dialog.getByText(`Rolled back to the value of ${short}`)).toBeVisible()
})
