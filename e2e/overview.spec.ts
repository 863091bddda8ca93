import { expect, type Page, test } from '@playwright/test'
import { keyLandmarks, secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { bearer, people, signInAs } from './sign-in.ts'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

async function open(page: Page, account: string) {
  await signInAs(page, account, pages.overview())
  await expect(page.getByRole('button', { name: 'Stop reading' })).toHaveCount(0, { timeout: 45_000 })
  await expect(page.getByText('Reading what was deleted')).toHaveCount(0, { timeout: 45_000 })
  await expect(page.getByText('Reading who can reach what')).toHaveCount(0)
  await expect(page.getByText('Looking through the logs')).toHaveCount(0, { timeout: 45_000 })
}

const numberIn = async (page: Page, name: RegExp) =>
  Number(/^[\d,]+/.exec((await page.getByRole('link', { name }).textContent()) ?? '')?.[0].replaceAll(',', ''))

test('each line leads to just as many rows, without reading anything again', async ({ page }) => {
  await open(page, people.tomas)
  await expectAccessible(page)
  const before = await emulator.calls()
  for (const line of [/have expired/, /are disabled and were changed/, /secrets never expire/]) {
    const count = await numberIn(page, line)
    expect(count).toBeGreaterThan(0)
    await page.getByRole('link', { name: line }).click()
    await expect(page.getByRole('heading', { level: 1, name: /Expiry|Objects/ })).toBeVisible()
    await expect(page.getByText(new RegExp(`^${count} (of [\\d,]+ )?objects? ·`))).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  }
  expect(callsBetween(before, await emulator.calls())).toEqual({})
})

test('what was deleted and is soon gone for good leads to where it can be recovered', async ({ page, request }) => {
  const headers = await bearer(people.daniel)
  const name = 'soon-gone'
  const address = api.secret(vaultLandmarks.developer, name)
  expect((await request.put(address, { headers, data: { value: 'short-lived' } })).ok()).toBe(true)
  expect((await request.delete(address, { headers })).ok()).toBe(true)
  await open(page, people.ines)
  await page.getByRole('link', { name: /purged for good within 14 days/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Deleted items' })).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('in 6 days')
})

test('vaults that cannot be read are named with what kept them', async ({ page }) => {
  await emulator.faults([{ host: `${vaultLandmarks.main}.vault.emulator.test`, status: 500 }])
  await open(page, people.ines)
  const unread = page.getByRole('region', { name: 'Not wholly readable to you' })
  const line = (words: RegExp) => unread.getByRole('listitem').filter({ hasText: words })
  await expect(line(/refused by access policy/)).toContainText(vaultLandmarks.refusesSecurityAdministrators)
  await expect(line(/open to private endpoints only/)).toContainText(vaultLandmarks.privateOnly)
  await expect(line(/failed/)).toContainText(vaultLandmarks.main)
  await line(/failed/)
    .getByRole('link', { name: vaultLandmarks.main })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: vaultLandmarks.main })).toBeVisible()
})

test('version storms and missed rotations are not known until somebody asks, and then lead to their rows', async ({
  page,
}) => {
  await open(page, people.ines)
  const storms = page.getByRole('region', { name: 'Objects with over 500 versions' })
  const rotations = page.getByRole('region', { name: 'Keys past their rotation date' })
  await expect(storms).toContainText('are not known')
  await expect(rotations).toContainText('are not known')
  await storms.getByRole('button', { name: 'Count versions' }).click()
  await expect(storms.getByRole('button', { name: 'Count again' })).toBeVisible({ timeout: 45_000 })
  await rotations.getByRole('button', { name: 'Read rotation policies' }).click()
  await expect(rotations.getByRole('button', { name: 'Read again' })).toBeVisible({ timeout: 45_000 })
  await expect(storms).toContainText(/vaults? could not be asked, so theirs are not known/)
  await expectAccessible(page)

  const before = await emulator.calls()
  await page.getByRole('link', { name: '1 object has over 500 versions' }).click()
  const row = page.getByRole('table', { name: 'Objects' }).getByRole('row', { name: /over 500|settlement/ })
  await expect(row).toContainText(secretLandmarks.manyVersions.secret)
  await expect(page.getByText(/^1 of [\d,]+ objects ·/)).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: '1 key should have rotated by now' }).click()
  const late = page.getByRole('table', { name: 'Expiries' }).getByRole('row', { name: keyLandmarks.missedRotation.key })
  await expect(late).toContainText(/Should have rotated (1 month|\d+ days) ago/)
  await expect(late).toContainText(keyLandmarks.missedRotation.vault)
  expect(callsBetween(before, await emulator.calls())).toEqual({})
})

test('a shared address that asks for what is not known says so instead of finding nothing', async ({ page }) => {
  await signInAs(page, people.ines, pages.objects('versions>500'))
  await expect(page.getByRole('button', { name: 'Stop reading' })).toHaveCount(0, { timeout: 45_000 })
  await expect(page.getByRole('heading', { name: 'No object is known to match the filter' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Objects with over 500 versions' })).toContainText('are not known')
  await page.goto(pages.expiry('rotation'))
  await page.getByRole('button', { name: 'Read rotation policies' }).click()
  await expect(
    page.getByRole('table', { name: 'Expiries' }).getByRole('row', { name: keyLandmarks.missedRotation.key }),
  ).toBeVisible({ timeout: 45_000 })
})

test('somebody without any right is told so', async ({ page }) => {
  await open(page, people.lena)
  await expect(page.getByRole('heading', { name: 'Azure lists no vault to you' })).toBeVisible()
})
