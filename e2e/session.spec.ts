import { expect, type Page, test } from '@playwright/test'
import { secretLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { openArea } from './navigation.ts'
import { getAs, people, signInAs } from './sign-in.ts'

const rollback = secretLandmarks.rollback

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

async function leave(page: Page, how: 'Sign out' | 'Switch account') {
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('button', { name: how }).click()
}

/** Everything the browser keeps for this origin, in one text. */
const kept = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify({ session: { ...sessionStorage }, local: { ...localStorage }, cookie: document.cookie }),
  )

const expected: [person: keyof typeof people, vaults: RegExp][] = [
  ['ines', /24 vaults in 3 subscriptions/],
  ['tomas', /24 vaults in 3 subscriptions/],
  ['daniel', /1 vault in/],
]
for (const [person, vaults] of expected) {
  test(`${person} signs in and sees the vaults of that account and no other`, async ({ page }) => {
    await signInAs(page, people[person])
    await expect(page.getByText(vaults)).toBeVisible()
    await expect(page.getByRole('button', { name: /^Account:/ })).toBeVisible()
  })
}

for (const person of ['priya', 'lena'] as const) {
  test(`${person}, to whom Azure lists nothing, is told why and how to go on`, async ({ page }) => {
    await signInAs(page, people[person])
    await expect(page.getByText(/Key Vault Reader/).first()).toBeVisible()
    await expect(page.getByLabel(/vault name/i).first()).toBeVisible()
    await expectAccessible(page)
  })
}

test('a signed-out person sees what the product does and whom the emulator knows', async ({ page }) => {
  await page.goto(pages.vaults())
  await expect(page.getByRole('heading', { level: 1, name: 'Strongroom' })).toBeVisible()
  for (const account of Object.values(people)) await expect(page.getByRole('button', { name: account })).toBeVisible()
  await expectAccessible(page)
})

test('a deep link opened signed out lands on its page after sign-in', async ({ page }) => {
  const path = `${pages.secrets(rollback.vault)}?q=payments`
  await signInAs(page, people.ines, path)
  await expect(page.getByRole('searchbox', { name: 'Filter secrets' })).toHaveValue('payments')
})

test('41: after signing out nothing of the person is left, and going back shows nothing', async ({ page }) => {
  await signInAs(page, people.ines, pages.secret(rollback.vault, rollback.secret))
  await page.getByRole('button', { name: /^Reveal the value of .*current version/ }).click()
  const value = await page.getByRole('region', { name: /^Value of/ }).textContent()
  expect(value?.length).toBeGreaterThan(3)
  await leave(page, 'Sign out')
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft Entra' })).toBeVisible()
  expect(await kept(page)).not.toContain('ines.moreau')
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft Entra' })).toBeVisible()
  await expect(page.getByText(rollback.secret)).toHaveCount(0)
})

test('25: after a switch of accounts nothing of the first person is shown or kept', async ({ page }) => {
  await signInAs(page, people.ines)
  await expect(page.getByText(/24 vaults in/)).toBeVisible()
  await leave(page, 'Switch account')
  await page.getByRole('heading', { name: 'Pick an account' }).waitFor()
  await page.getByRole('button', { name: people.daniel }).click()
  await openArea(page, 'Vaults')
  await expect(page.getByText(/1 vault in/)).toBeVisible()
  await expect(page.getByText(rollback.vault)).toHaveCount(0)
  expect(await kept(page)).not.toContain('ines.moreau')
})

test('an access token that is about to expire is renewed in silence', async ({ page }) => {
  // Three minutes are within the five before the end in which MSAL renews a token ahead.
  await emulator.faults([{ method: 'POST', path: '**/oauth2/v2.0/token', times: 1, tokenLifetimeSeconds: 180 }])
  const before = await emulator.calls()
  await signInAs(page, people.ines)
  await expect(page.getByText(/24 vaults in/)).toBeVisible()
  expect(callsBetween(before, await emulator.calls())).toMatchObject({ TokenAuthorizationCode: 1, TokenRefresh: 1 })
})

test('a session that Entra no longer renews leads to its sign-in, and back to the page', async ({ page, context }) => {
  // Three minutes are too little to last, so that every call of the page asks for a new token, and none is given.
  const tokens = { method: 'POST', path: '**/oauth2/v2.0/token' }
  await emulator.faults([{ ...tokens, times: 1, tokenLifetimeSeconds: 180 }])
  await signInAs(page, people.ines)
  await expect(page.getByText(/24 vaults in/)).toBeVisible()
  await emulator.faults([
    { ...tokens, operation: 'TokenRefresh', aadsts: 'AADSTS50173' },
    { ...tokens, operation: 'TokenAuthorizationCode', tokenLifetimeSeconds: 3600 },
  ])
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage)) if (/accesstoken/i.test(key)) sessionStorage.removeItem(key)
  })
  await context.clearCookies()
  const path = pages.secret(rollback.vault, rollback.secret)
  await page.goto(path)
  await page.getByRole('heading', { name: 'Pick an account' }).waitFor()
  await page.getByRole('button', { name: people.ines }).click()
  await expect(page).toHaveURL(new RegExp(`${path}$`))
  await expect(page.getByRole('heading', { level: 1, name: rollback.secret })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Reveal the value of .*current version/ })).toBeVisible()
})

test('a browser that refuses storage is told so, and does not wait for ever', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      },
    })
  })
  await page.goto(pages.vaults())
  await expect(page.getByRole('heading', { name: 'This browser lets Strongroom store nothing' })).toBeVisible()
  await expectAccessible(page)
})

test('an account menu names the person, the cloud and the tenant', async ({ page }) => {
  await signInAs(page, people.tomas)
  await page.getByRole('button', { name: /^Account:/ }).click()
  const { tenantId } = await emulator.ready()
  await expect(page.getByText(people.tomas)).toBeVisible()
  await expect(page.getByText('Emulated Azure').first()).toBeVisible()
  await expect(page.getByText(tenantId)).toBeVisible()
})

test('the API answers a person with what is theirs and nobody else', async ({ request }) => {
  const mine = await getAs<{ items: unknown[] }>(request, people.daniel, '/api/vaults')
  const theirs = await getAs<{ items: unknown[] }>(request, people.ines, '/api/vaults')
  expect([mine.items.length, theirs.items.length]).toEqual([1, 24])
})
