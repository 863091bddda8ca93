import { expect, type Page, test } from '@playwright/test'
import { secretLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { callsBetween, emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

const { vault, secret } = secretLandmarks.rollback
const list = `${pages.secrets(vault)}?q=${secret}`

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

/** The vault asks for a claim at this operation, until a token carries it. */
const ask = (operation: string, value: string) =>
  emulator.faults([
    { host: `${vault}.vault.emulator.test`, operation, claims: { access_token: { acrs: { essential: true, value } } } },
  ])

const proof = (page: Page) => page.getByRole('heading', { name: 'Verify it is you' })
const pick = (page: Page, account: string) => page.getByRole('button', { name: account }).click()
const row = (page: Page) => page.getByRole('link', { name: secret, exact: true })
const complete = (page: Page) => page.getByText(/^1 of \d+ secrets$/)

test('a challenged question is asked once more after the person has confirmed, and is answered', async ({ page }) => {
  await signInAs(page, people.ines, list)
  await expect(complete(page)).toBeVisible()
  const start = await emulator.calls()
  await page.reload()
  await expect(complete(page)).toBeVisible()
  const plain = await emulator.calls()

  await ask('SecretList', 'c1')
  await page.reload()
  await proof(page).waitFor()
  await pick(page, people.ines)
  await expect(complete(page)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`${vault}/secrets\\?q=`))
  await expect(row(page)).toBeVisible()
  const { SecretList: asked = 0 } = callsBetween(start, plain)
  // Refused twice: once for good, and once for the server to ask Entra for the claim that the new sign-in carries.
  expect(callsBetween(plain, await emulator.calls())).toMatchObject({
    SecretList: asked + 2,
    TokenAuthorizationCode: 1,
  })
})

test('a second challenge of the same question is an error, and no way round and round', async ({ page }) => {
  await signInAs(page, people.ines)
  await ask('SecretList', 'c1')
  const before = await emulator.calls()
  await page.goto(list)
  await proof(page).waitFor()
  await ask('SecretList', 'c2')
  await pick(page, people.ines)
  await expect(page.getByRole('alert', { name: 'Your sign-in is not strong enough' })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`${vault}/secrets\\?q=`))
  expect(callsBetween(before, await emulator.calls())).toMatchObject({ SecretList: 2, TokenAuthorizationCode: 1 })
})

test('a challenged change is not made behind the person’s back: the page says so, and it can be made again', async ({
  page,
}) => {
  await signInAs(page, people.ines, pages.secret(vault, secret))
  const dialog = page.getByRole('dialog')
  const disable = async () => {
    await page.getByRole('button', { name: 'Disable', exact: true }).click()
    await dialog.getByRole('button', { name: 'Disable version' }).click()
  }
  await expect(page.getByRole('button', { name: 'Disable', exact: true })).toBeEnabled()
  await ask('SecretUpdate', 'c1')
  const before = await emulator.calls()
  await disable()
  await proof(page).waitFor()
  await pick(page, people.ines)
  const notice = page.getByRole('alert').filter({ hasText: 'Your change was not made' })
  await expect(notice).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`${pages.secret(vault, secret)}$`))
  expect(callsBetween(before, await emulator.calls()).SecretUpdate).toBe(1)

  await notice.getByRole('button', { name: 'Understood' }).click()
  await expect(notice).toHaveCount(0)
  await disable()
  await expect(page.getByRole('button', { name: 'Enable', exact: true })).toBeVisible()
  // The refused one before, one that has the server ask Entra for the claim, and the one that is made.
  expect(callsBetween(before, await emulator.calls()).SecretUpdate).toBe(3)
})
