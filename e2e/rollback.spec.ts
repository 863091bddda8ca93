import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test'
import { type SecretLandmark, secretLandmarks } from '../emulator/seed/landmarks.ts'
import type { RevealedSecret, SecretVersion } from '../lib/domain/secret.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { bearer, getAs, people, signInAs } from './sign-in.ts'

const address = ({ vault, secret }: SecretLandmark) => pages.secret(vault, secret)
const plain = secretLandmarks.rollback

const versionsOf = async (request: APIRequestContext, { vault, secret }: SecretLandmark) =>
  (await getAs<{ items: SecretVersion[] }>(request, people.ines, api.secretVersions(vault, secret))).items

/** The current version and the one before it, as the seed made them. */
async function lastTwo(request: APIRequestContext, landmark: SecretLandmark) {
  const [current, previous] = await versionsOf(request, landmark)
  if (!current || !previous) throw new Error(`${landmark.secret} has fewer than two versions`)
  return { current: current.version, previous: previous.version }
}

async function readValue(request: APIRequestContext, { vault, secret }: SecretLandmark, version: string) {
  const response = await request.post(api.revealSecret(vault, secret, version), {
    headers: await bearer(people.ines),
    data: {},
  })
  expect(response.status()).toBe(200)
  return ((await response.json()) as RevealedSecret).value
}

/** Another person writes a version behind the page's back. */
async function writeAs(request: APIRequestContext, account: string, { vault, secret }: SecretLandmark, value: string) {
  const response = await request.put(api.secret(vault, secret), { headers: await bearer(account), data: { value } })
  expect(response.status()).toBe(201)
  return ((await response.json()) as SecretVersion).version
}

const rowAction = (page: Page, version: string) =>
  page.getByRole('button', { name: `Roll back to version ${version.slice(0, 8)}` })
const confirm = (dialog: Locator) => dialog.getByRole('button', { name: 'Roll back', exact: true })

async function openRollback(page: Page, version: string): Promise<Locator> {
  await expect(rowAction(page, version)).toHaveAttribute('aria-disabled', 'false')
  await rowAction(page, version).click()
  return page.getByRole('dialog', { name: new RegExp(`to ${version.slice(0, 8)}`) })
}

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test.describe('the on-call engineer', () => {
  test('opens a vault by name, rolls back in two clicks and four calls, and undoes it', async ({ page, request }) => {
    const { current, previous } = await lastTwo(request, plain)
    const [bad, good] = [await readValue(request, plain, current), await readValue(request, plain, previous)]
    expect(bad).not.toBe(good)

    await signInAs(page, people.priya)
    await page.getByLabel('Vault name').fill(plain.vault)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByRole('navigation', { name: 'Vault' }).getByRole('link', { name: 'Secrets' }).click()
    await page.getByRole('searchbox', { name: 'Filter secrets' }).fill(plain.secret)
    await page.getByRole('link', { name: plain.secret, exact: true }).click()
    await page.getByRole('button', { name: previous.slice(0, 8), exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`v=${previous}`))
    await expect(page.getByRole('button', { name: previous.slice(0, 8), exact: true })).toHaveAttribute(
      'aria-expanded',
      'true',
    )
    const before = await emulator.calls()
    const dialog = await openRollback(page, previous)
    await expect(dialog).toContainText('Consumers pinned to a version do not move')
    await confirm(dialog).click()

    const done = dialog.getByRole('status').filter({ hasText: 'Rolled back' })
    await expect(done).toContainText(previous.slice(0, 8))
    const { SecretGet, SecretSet } = callsBetween(before, await emulator.calls())
    expect({ SecretGet, SecretSet }).toEqual({ SecretGet: 3, SecretSet: 1 })
    await expect(dialog).toContainText('up to 24 hours')
    await expect(dialog).toContainText('config/configreferences/appsettings/refresh?api-version=2022-03-01')
    const restored = (await versionsOf(request, plain))[0]?.version ?? ''
    await expect(done).toContainText(restored)
    expect(await readValue(request, plain, restored)).toBe(good)

    await dialog.getByRole('button', { name: `Undo: go back to ${current.slice(0, 8)}` }).click()
    await expect(done).toContainText(`the value of ${current.slice(0, 8)}`)
    const undone = ((await done.locator('.font-mono').textContent()) ?? '').trim()
    expect(undone).not.toBe(restored)
    expect(await readValue(request, plain, undone)).toBe(bad)
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('row', { name: new RegExp(`${undone.slice(0, 8)} Current`) })).toBeVisible()
  })

  test('needs no mouse: Enter opens and confirms, Escape leaves', async ({ page, request }) => {
    const { previous } = await lastTwo(request, plain)
    await signInAs(page, people.priya, address(plain))
    await expect(rowAction(page, previous)).toHaveAttribute('aria-disabled', 'false')
    await rowAction(page, previous).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(confirm(dialog)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(rowAction(page, previous)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(confirm(dialog)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('status').filter({ hasText: 'Rolled back' })).toBeFocused()
  })

  test('rolls back a secret whose current version is disabled', async ({ page, request }) => {
    const landmark = secretLandmarks.disabledCurrent
    const { current, previous } = await lastTwo(request, landmark)
    await signInAs(page, people.priya, address(landmark))
    const dialog = await openRollback(page, previous)
    await expect(dialog.getByRole('button', { name: 'Compare values' })).toHaveAccessibleDescription(/disabled/)
    await confirm(dialog).click()
    await expect(dialog.getByText(`Rolled back to the value of ${previous.slice(0, 8)}`)).toBeVisible()
    await expect(dialog.getByRole('button', { name: /^Undo/ })).toHaveAccessibleDescription(
      new RegExp(`${current.slice(0, 8)} is disabled`),
    )
    const [restored] = await versionsOf(request, landmark)
    expect(restored?.enabled).toBe(true)
  })

  test('disables the bad version after the rollback', async ({ page, request }) => {
    const { current, previous } = await lastTwo(request, plain)
    await signInAs(page, people.priya, address(plain))
    const dialog = await openRollback(page, previous)
    await confirm(dialog).click()
    await dialog.getByRole('button', { name: `Disable the bad version ${current.slice(0, 8)}` }).click()
    await expect(dialog.getByText(`Version ${current.slice(0, 8)} is disabled`).first()).toBeVisible()
    const disabled = (await versionsOf(request, plain)).find(({ version }) => version === current)
    expect(disabled?.enabled).toBe(false)
  })

  test('rolls back one of 600 versions', async ({ page, request }) => {
    const { previous } = await lastTwo(request, secretLandmarks.manyVersions)
    await signInAs(page, people.priya, address(secretLandmarks.manyVersions))
    const dialog = await openRollback(page, previous)
    await confirm(dialog).click()
    await expect(dialog.getByText('Rolled back to the value of')).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('table', { name: /Versions/ })).toHaveAttribute('aria-rowcount', '602')
  })
})

test.describe('somebody else writes at the same time', () => {
  test('before the write nothing is written, and both versions are named', async ({ page, request }) => {
    const { current, previous } = await lastTwo(request, plain)
    await signInAs(page, people.priya, address(plain))
    const dialog = await openRollback(page, previous)
    const theirs = await writeAs(request, people.ines, plain, 'rotated meanwhile')
    await confirm(dialog).click()
    const notice = dialog.getByRole('alert')
    await expect(notice).toContainText(current)
    await expect(notice).toContainText(theirs)
    expect((await versionsOf(request, plain))[0]?.version).toBe(theirs)

    await dialog.getByRole('button', { name: 'Decide again' }).click()
    await expect(dialog.getByRole('table')).toContainText(theirs.slice(0, 8))
    await confirm(dialog).click()
    await expect(dialog.getByText(`Rolled back to the value of ${previous.slice(0, 8)}`)).toBeVisible()
    await expect(dialog.getByRole('button', { name: `Undo: go back to ${theirs.slice(0, 8)}` })).toBeVisible()
  })

  test('the version they wrote can be looked at before deciding', async ({ page, request }) => {
    const { previous } = await lastTwo(request, plain)
    await signInAs(page, people.priya, address(plain))
    const dialog = await openRollback(page, previous)
    const theirs = await writeAs(request, people.ines, plain, 'rotated meanwhile')
    await confirm(dialog).click()
    await dialog.getByRole('button', { name: `Look at ${theirs.slice(0, 8)}` }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page).toHaveURL(new RegExp(`v=${theirs}`))
    await expect(page.getByRole('button', { name: theirs.slice(0, 8), exact: true, expanded: true })).toBeVisible()
  })
})

test('among versions of one second Key Vault says which is current, and the person decides again', async ({ page }) => {
  const landmark = secretLandmarks.allInOneSecond
  await signInAs(page, people.ines, address(landmark))
  await expect(page.getByText(/made in the same second.*not certain/)).toBeVisible()
  await page
    .getByRole('button', { name: /^Roll back to/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await confirm(dialog).click()
  await expect(dialog.getByText(/both were made within one second/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Decide again' }).click()
  await confirm(dialog).click()
  await expect(dialog.getByText('Rolled back to the value of')).toBeVisible()
})

test.describe('the answer to the write is lost', () => {
  test('a version that was written is found and not written twice', async ({ page, request }) => {
    const { previous } = await lastTwo(request, plain)
    const count = (await versionsOf(request, plain)).length
    await signInAs(page, people.priya, address(plain))
    const dialog = await openRollback(page, previous)
    await emulator.faults([{ operation: 'SecretSet', reset: 'after', nth: 1 }])
    await confirm(dialog).click()
    await expect(dialog.getByText(/The answer to the write was lost.*It was written once/)).toBeVisible()
    expect(await versionsOf(request, plain)).toHaveLength(count + 1)
  })

  test('where nobody can know, the page says so, and trying again does not write twice', async ({ page, request }) => {
    const { previous } = await lastTwo(request, plain)
    const count = (await versionsOf(request, plain)).length
    await signInAs(page, people.priya, address(plain))
    const dialog = await openRollback(page, previous)
    await emulator.faults([
      { operation: 'SecretSet', reset: 'after', nth: 1 },
      { operation: 'SecretListVersions', reset: 'before' },
    ])
    await confirm(dialog).click()
    await expect(dialog.getByText('It is not known whether the change was made')).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page)
    await emulator.faults([])
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect(dialog.getByText(`Rolled back to the value of ${previous.slice(0, 8)}`)).toBeVisible()
    expect(await versionsOf(request, plain)).toHaveLength(count + 1)
  })
})

test.describe('before the person confirms', () => {
  test('a disabled target is refused with the way out beside it', async ({ page, request }) => {
    const landmark = secretLandmarks.disabledPrevious
    const { previous } = await lastTwo(request, landmark)
    await signInAs(page, people.ines, address(landmark))
    const dialog = await openRollback(page, previous)
    await expect(confirm(dialog)).toHaveAccessibleDescription(/disabled/)
    await dialog.getByRole('button', { name: 'Enable target' }).click()
    await expect(confirm(dialog)).toHaveAttribute('aria-disabled', 'false')
    await confirm(dialog).click()
    await expect(dialog.getByText('Rolled back to the value of')).toBeVisible()
  })

  test('the expiry of an expired target is left out unless the person wants it', async ({ page, request }) => {
    const landmark = secretLandmarks.expiredPrevious
    const { previous } = await lastTwo(request, landmark)
    await signInAs(page, people.ines, address(landmark))
    const dialog = await openRollback(page, previous)
    await expect(dialog.getByText('The expiry of this version is past.')).toBeVisible()
    await confirm(dialog).click()
    await expect(dialog.getByText('Rolled back to the value of')).toBeVisible()
    expect((await versionsOf(request, landmark))[0]?.expiresOn).toBeNull()
  })

  test('a target with fifteen tags tells which provenance is left out', async ({ page, request }) => {
    const landmark = secretLandmarks.fifteenTags
    const { previous } = await lastTwo(request, landmark)
    await signInAs(page, people.ines, address(landmark))
    const dialog = await openRollback(page, previous)
    await expect(dialog.getByText(/left out: strongroom-op-id, strongroom-rollback-of/)).toBeVisible()
    await confirm(dialog).click()
    await expect(dialog.getByText(/Left out, since a secret holds 15 tags/)).toBeVisible()
    expect(Object.keys((await versionsOf(request, landmark))[0]?.tags ?? {})).toHaveLength(15)
  })

  test('values are compared on request with two reads, and neither is shown', async ({ page, request }) => {
    const landmark = secretLandmarks.jsonOneKeyDiffers
    const { current, previous } = await lastTwo(request, landmark)
    const secrets = [await readValue(request, landmark, current), await readValue(request, landmark, previous)].map(
      (value) => (JSON.parse(value) as { apiKey: string }).apiKey,
    )
    await signInAs(page, people.ines, address(landmark))
    const dialog = await openRollback(page, previous)
    const before = await emulator.calls()
    await dialog.getByRole('button', { name: 'Compare values' }).click()
    await expect(dialog.getByText('Keys that change: apiKey')).toBeVisible()
    expect(callsBetween(before, await emulator.calls()).SecretGet).toBe(2)
    const html = await page.content()
    for (const secret of secrets) expect(html).not.toContain(secret)
  })

  test('equal values are said to be equal', async ({ page, request }) => {
    const { previous } = await lastTwo(request, secretLandmarks.sameValue)
    await signInAs(page, people.ines, address(secretLandmarks.sameValue))
    const dialog = await openRollback(page, previous)
    await dialog.getByRole('button', { name: 'Compare values' }).click()
    await expect(dialog.getByText('The values are equal')).toBeVisible()
  })

  test('the dialog has no accessibility violation before nor after, in light and dark', async ({ page, request }) => {
    const { previous } = await lastTwo(request, plain)
    await signInAs(page, people.ines, address(plain))
    const dialog = await openRollback(page, previous)
    await expectAccessible(page)
    await confirm(dialog).click()
    await expect(dialog.getByText('Rolled back to the value of')).toBeVisible()
    await expectAccessible(page)
  })
})
