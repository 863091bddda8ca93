import { expect, type Page, test } from '@playwright/test'
import { secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { bearer, people, signInAs } from './sign-in.ts'

const vault = vaultLandmarks.developer

test.beforeEach(async ({ page }) => {
  await emulator.faults([])
  await emulator.reset()
  await signInAs(page, people.daniel, pages.secrets(vault))
  await page.getByRole('button', { name: 'New secret' }).first().click()
})

/** A toast is a dialog too, without a cancel button. */
const dialogOf = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Cancel' }) })
const valueField = (page: Page) => dialogOf(page).getByLabel('Value', { exact: true })

async function create(page: Page, name: string): Promise<void> {
  await dialogOf(page).getByLabel('Name', { exact: true }).fill(name)
  await dialogOf(page).getByRole('button', { name: 'Create secret' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** What Key Vault holds, asked for as our API would be by a script. */
async function stored(page: Page, name: string): Promise<string> {
  const headers = await bearer(people.daniel)
  const { version } = await (await page.request.get(api.secret(vault, name), { headers })).json()
  const revealed = await page.request.post(api.revealSecret(vault, name, version), { headers, data: {} })
  return (await revealed.json()).value
}

test('a value of several lines is stored as it was typed', async ({ page }) => {
  await valueField(page).fill('first\n\tsecond\n')
  await expect(dialogOf(page)).toContainText('It ends with a line break')
  await create(page, 'e2e-typed')
  expect(await stored(page, 'e2e-typed')).toBe('first\n\tsecond\n')
})

test('a text file is stored byte for byte, its line ends included', async ({ page }) => {
  await dialogOf(page).getByRole('radio', { name: 'From a file' }).click()
  await expect(dialogOf(page)).toContainText('At most 25 KB')
  const text = '\uFEFFname=prüfung\r\nlast line'
  await dialogOf(page)
    .getByLabel('File with the value')
    .setInputFiles({ name: 'settings.env', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await expect(dialogOf(page)).toContainText('settings.env, 27 bytes')
  await create(page, 'e2e-file')
  expect(await stored(page, 'e2e-file')).toBe(text)
})

test('a binary file is refused as text, and taken in Base64 on request', async ({ page }) => {
  await dialogOf(page).getByRole('radio', { name: 'From a file' }).click()
  const bytes = Buffer.from([0, 255, 128, 10, 13])
  await dialogOf(page)
    .getByLabel('File with the value')
    .setInputFiles({ name: 'key.der', mimeType: 'application/octet-stream', buffer: bytes })
  await expect(dialogOf(page).getByRole('alert')).toContainText('not text')
  await expect(valueField(page)).toHaveValue('')
  await dialogOf(page).getByRole('checkbox', { name: 'Store it in Base64' }).click()
  await expect(dialogOf(page).getByRole('alert')).toHaveCount(0)
  await create(page, 'e2e-binary')
  expect(await stored(page, 'e2e-binary')).toBe(bytes.toString('base64'))
})

test('a file that is too large is told so with the limit, and nothing of it is taken', async ({ page }) => {
  await dialogOf(page).getByRole('radio', { name: 'From a file' }).click()
  const input = dialogOf(page).getByLabel('File with the value')
  await input.setInputFiles({ name: 'big.txt', mimeType: 'text/plain', buffer: Buffer.alloc(25 * 1024 + 1, 'x') })
  await expect(dialogOf(page).getByRole('alert')).toContainText('25,601 bytes. A secret has at most 25,600')
  await expect(valueField(page)).toHaveValue('')
  await input.setInputFiles({ name: 'fits.txt', mimeType: 'text/plain', buffer: Buffer.alloc(25 * 1024, 'x') })
  await create(page, 'e2e-largest')
  expect(await stored(page, 'e2e-largest')).toHaveLength(25 * 1024)
})

test('a password is made of what was chosen, another one each time, with its bits of chance', async ({ page }) => {
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: 'Generate' }).click()
  await expect(dialog).toContainText('190 bits of chance')
  await dialog.getByLabel('Length, characters').fill('48')
  await dialog.getByRole('checkbox', { name: 'A–Z', exact: true }).click()
  await dialog.getByRole('checkbox', { name: '0–9' }).click()
  await expect(dialog).toContainText('225 bits of chance')
  await dialog.getByRole('button', { name: 'Generate' }).click()
  const first = await valueField(page).inputValue()
  expect(first).toMatch(/^[a-z]{48}$/)
  await dialog.getByRole('button', { name: 'Generate' }).click()
  await expect(valueField(page)).not.toHaveValue(first)
  await dialog.getByRole('checkbox', { name: 'a–z', exact: true }).click()
  await expect(dialog.getByRole('button', { name: 'Generate' })).toHaveAccessibleDescription(/at least one kind/)
  await expectAccessible(page)
  const value = await valueField(page).inputValue()
  await create(page, 'e2e-generated')
  expect(await stored(page, 'e2e-generated')).toBe(value)
})

test('a passphrase is made of words from a list that is loaded only then', async ({ page }) => {
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: 'Generate' }).click()
  const before = await loadedScripts(page)
  await dialog.getByRole('radio', { name: 'Words' }).click()
  await expect(dialog).toContainText('80 bits of chance')
  await dialog.getByLabel('Number of words').fill('3')
  await expect(dialog.getByRole('button', { name: 'Generate' })).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByLabel('Number of words').fill('10')
  await dialog.getByLabel('Between the words').fill('.')
  await dialog.getByRole('button', { name: 'Generate' }).click()
  await expect(valueField(page)).toHaveValue(/^([a-z]{3,8}\.){9}[a-z]{3,8}$/)
  expect((await loadedScripts(page)) - before).toBe(1)
})

test('a new version can be generated too, and nothing of it stays in the page afterwards', async ({ page }) => {
  await page.goto(pages.secret(vault, secretLandmarks.developerRollback.secret))
  await page.getByRole('button', { name: 'New version' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: 'Generate' }).click()
  await dialog.getByRole('button', { name: 'Generate' }).click()
  const value = await valueField(page).inputValue()
  expect(value).toHaveLength(32)
  await dialog.getByRole('button', { name: 'Save version' }).click()
  await expect(page.getByText(/Version [0-9a-f]{8} is now current/)).toBeVisible()
  expect(await page.content()).not.toContain(value)
  expect(await stored(page, secretLandmarks.developerRollback.secret)).toBe(value)
})

const loadedScripts = (page: Page) =>
  page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('.js')).length)
