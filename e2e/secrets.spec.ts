import { expect, type Page, test } from '@playwright/test'
import { secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { bearer, people, signInAs } from './sign-in.ts'

const address = ({ vault, secret }: { vault: string; secret: string }) => pages.secret(vault, secret)
const plain = secretLandmarks.rollback
const developer = vaultLandmarks.developer

/** The control of the current version's value, and the value itself while it is shown. */
const currentValue = (page: Page, secretName: string) => ({
  reveal: page.getByRole('button', { name: `Reveal the value of ${secretName}, current version` }),
  hide: page.getByRole('button', { name: `Hide the value of ${secretName}, current version` }),
  copy: page.getByRole('button', { name: `Copy the value of ${secretName}, current version` }),
  value: page.getByRole('region', { name: `Value of ${secretName}, current version` }),
})

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test.describe('the security admin', () => {
  test('finds a secret among those of a vault, and the address keeps what was looked for', async ({ page }) => {
    await signInAs(page, people.ines, pages.secrets(plain.vault))
    const table = page.getByRole('table', { name: `Secrets of ${plain.vault}` })
    await expect(table.getByRole('row').nth(5)).toBeVisible()
    await page.getByRole('searchbox', { name: 'Filter secrets' }).fill('payments-api-key')
    await expect(page).toHaveURL(/[?&]q=payments-api-key/)
    await page.reload()
    await expect(page.getByRole('searchbox', { name: 'Filter secrets' })).toHaveValue('payments-api-key')
    await table.getByRole('link', { name: plain.secret, exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`${address(plain)}$`))
    await expect(page.getByRole('heading', { level: 1, name: plain.secret })).toBeVisible()
  })

  test('sees at a glance what is expired, disabled and managed', async ({ page }) => {
    await signInAs(page, people.ines, `${pages.secrets(plain.vault)}?q=${secretLandmarks.expiredCurrent.secret}`)
    await expect(page.getByRole('row', { name: /expired .* ago/ })).toBeVisible()
    const filter = page.getByRole('searchbox', { name: 'Filter secrets' })
    await filter.fill(secretLandmarks.disabledCurrent.secret)
    await expect(page.getByRole('row', { name: /card-gateway-merchant-key.*Disabled/ })).toBeVisible()
    await filter.fill(secretLandmarks.managed.secret)
    await expect(
      page.getByRole('row', { name: /^Select payments-meridian-example payments-meridian-example Managed/ }),
    ).toBeVisible()
  })

  test('reveals a value by a click and finds it gone after 30 seconds', async ({ page }) => {
    await signInAs(page, people.ines, address(plain))
    const { reveal, hide, value } = currentValue(page, plain.secret)
    const start = Date.now()
    await page.clock.setFixedTime(start)
    await expect(reveal).toBeVisible()
    const before = await emulator.calls()
    await reveal.click()
    await expect(value).toBeVisible()
    expect(callsBetween(before, await emulator.calls()).SecretGet).toBe(1)
    await expect(page.getByRole('timer')).toHaveText('hides in 30 s')
    await page.clock.setFixedTime(start + 29_000)
    await expect(page.getByRole('timer')).toHaveText('hides in 1 s')
    await expect(hide).toBeVisible()
    await page.clock.setFixedTime(start + 30_000)
    await expect(value).toHaveCount(0)
    await expect(reveal).toBeVisible()
  })

  test('finds a revealed value gone when the window or the focus goes elsewhere, or on asking', async ({ page }) => {
    await signInAs(page, people.ines, address(plain))
    const { reveal, hide, value } = currentValue(page, plain.secret)
    await reveal.click()
    await expect(value).toBeVisible()
    await hide.click()
    await expect(value).toHaveCount(0)
    await reveal.click()
    await expect(value).toBeVisible()
    await page.evaluate(() => window.dispatchEvent(new Event('blur')))
    await expect(value).toHaveCount(0)
    await reveal.click()
    await expect(value).toBeVisible()
    await page.getByRole('button', { name: 'New version' }).focus()
    await expect(value).toHaveCount(0)
  })

  test('leaves nothing of a value in the page, its addresses or its storage once it is hidden', async ({ page }) => {
    await signInAs(page, people.ines, address(secretLandmarks.canary))
    const { reveal, hide, value } = currentValue(page, secretLandmarks.canary.secret)
    await reveal.click()
    await expect(value).toContainText('CANARY-')
    await hide.click()
    await expect(value).toHaveCount(0)
    const traces = await page.evaluate(() =>
      [document.documentElement.outerHTML, location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
        .filter((text) => text.includes('CANARY-'))
        .map((text) => text.slice(0, 200)),
    )
    expect(traces).toEqual([])
  })

  test('copies a value without seeing it, and finds the clipboard cleared after 30 seconds', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.clock.install()
    await signInAs(page, people.ines, address(secretLandmarks.canary))
    const { copy, value } = currentValue(page, secretLandmarks.canary.secret)
    await copy.click()
    await expect(page.getByText(/Copied\. The clipboard is cleared in 30 seconds/).first()).toBeAttached()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('CANARY-')
    await expect(value).toHaveCount(0)
    await page.clock.fastForward(31_000)
    await expect(page.getByText('Clipboard cleared')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('')
  })

  test('leaves alone what was copied after the value', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.clock.install()
    await signInAs(page, people.ines, address(plain))
    await currentValue(page, plain.secret).copy.click()
    await expect(page.getByText(/Copied\. The clipboard is cleared/).first()).toBeAttached()
    await page.evaluate(() => navigator.clipboard.writeText('a shopping list'))
    await page.clock.fastForward(60_000)
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('a shopping list')
  })

  test('reads JSON laid out, and as it is stored', async ({ page, request }) => {
    const stored = '{"host":"db","ports":[5432]}'
    const json = secretLandmarks.jsonOneKeyDiffers
    await request.put(api.secret(json.vault, json.secret), {
      headers: await bearer(people.ines),
      data: { value: stored },
    })
    await signInAs(page, people.ines, address(json))
    const { reveal, value } = currentValue(page, json.secret)
    await reveal.click()
    await expect(value).toBeVisible()
    expect(await value.textContent()).toBe(JSON.stringify(JSON.parse(stored), null, 2))
    await page.getByRole('button', { name: 'Pretty-print' }).click()
    expect(await value.textContent()).toBe(stored)
  })

  test('finds a version by its address among 600, and only those in view are drawn', async ({ page }) => {
    const many = secretLandmarks.manyVersions
    await signInAs(page, people.ines, address(many))
    const table = page.getByRole('table', { name: /Versions/ })
    await expect(table).toHaveAttribute('aria-rowcount', '601')
    expect(await table.getByRole('row').count()).toBeLessThan(100)
    await page.locator('#content').getByRole('table').hover()
    await page.mouse.wheel(0, 100_000)
    const last = table.getByRole('row').last()
    await expect(last).toHaveAttribute('aria-rowindex', '601')
    await last.getByRole('button', { expanded: false }).first().click()
    await expect(page).toHaveURL(/[?&]v=[0-9a-f]{32}/)
    await page.reload()
    await expect(table.getByRole('button', { expanded: true }).first()).toBeInViewport()
    await page.goto(address(plain))
    await page.goBack()
    await expect(table.getByRole('button', { expanded: true }).first()).toBeInViewport()
  })

  test('may not change what a certificate manages, and is told why', async ({ page }) => {
    await signInAs(page, people.ines, address(secretLandmarks.managed))
    const newVersion = page.getByRole('button', { name: 'New version' })
    await expect(newVersion).toHaveAttribute('aria-disabled', 'true')
    await expect(newVersion).toHaveAccessibleDescription(/certificate manages/)
  })

  test('meets no accessibility violation, in light and dark', async ({ page }) => {
    test.slow()
    await signInAs(page, people.ines, pages.secrets(plain.vault))
    await expect(page.getByText(/^\d+ secrets$/)).toBeVisible()
    await expectAccessible(page)
    await page.goto(address(plain))
    await currentValue(page, plain.secret).reveal.click()
    await expect(currentValue(page, plain.secret).value).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'New version' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe('the developer', () => {
  test('makes a secret, gives it a version, disables it, edits it and deletes it', async ({ page }) => {
    await signInAs(page, people.daniel, pages.secrets(developer))
    await page.getByRole('button', { name: 'New secret' }).first().click()
    // A toast is a dialog too, without a submit button.
    const dialog = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Cancel' }) })
    await dialog.getByLabel('Name', { exact: true }).fill('e2e-made-here')
    await dialog.getByLabel('Value', { exact: true }).fill('first\nsecond')
    await dialog.getByLabel('Content type').fill('text/plain')
    await dialog.getByRole('button', { name: 'Add tag' }).click()
    await dialog.getByLabel('Name of tag 1').fill('owner')
    await dialog.getByLabel('Value of tag 1').fill('orders')
    await dialog.getByRole('button', { name: 'Create secret' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'e2e-made-here' })).toBeVisible()
    await expect(page.getByText('text/plain').first()).toBeVisible()
    const { reveal, value } = currentValue(page, 'e2e-made-here')
    await reveal.click()
    await expect(value).toHaveText('first\nsecond', { useInnerText: true })

    await page.getByRole('button', { name: 'New version' }).click()
    await dialog.getByLabel('Value', { exact: true }).fill('third')
    await dialog.getByRole('button', { name: 'Save version' }).click()
    await expect(page.getByText(/Version [0-9a-f]{8} is now current/)).toBeVisible()
    await reveal.click()
    await expect(value).toHaveText('third')

    await page.getByRole('button', { name: 'Edit properties' }).click()
    await dialog.getByLabel('Expiry (UTC)').fill('2031-05-06T07:08:09')
    await dialog.getByRole('button', { name: 'Save properties' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText(/expires in \d+ years/).first()).toBeVisible()

    await page.getByRole('button', { name: 'Disable', exact: true }).click()
    await expect(dialog).toContainText('does not fall back')
    await dialog.getByRole('button', { name: 'Disable version' }).click()
    await expect(page.getByRole('button', { name: 'Enable', exact: true })).toBeVisible()
    await expect(reveal).toHaveAccessibleDescription(/disabled/)

    // The dialog is gone by now; both ends of taking it back are told all the same.
    await emulator.faults([{ operation: 'SecretUpdate', status: 500, times: 1 }])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('It is not known whether the change was made').first()).toBeVisible()
    await page.getByRole('button', { name: 'Enable', exact: true }).click()
    await dialog.getByRole('button', { name: 'Enable version' }).click()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(page.getByText(/Version [0-9a-f]{8} is as it was/).first()).toBeVisible()

    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(dialog).toContainText('recoverable for 7 days')
    await dialog.getByRole('button', { name: 'Delete secret' }).click()
    await expect(page).toHaveURL(new RegExp(`${pages.secrets(developer)}$`))
    await expect(page.getByText('e2e-made-here is deleted')).toBeVisible()
    await page.getByRole('searchbox', { name: 'Filter secrets' }).fill('e2e-made-here')
    await expect(page.getByText('No secret matches the filter')).toBeVisible()
  })

  test('is told that a name is taken, also by a secret that this page does not know, and nothing is written', async ({
    page,
    request,
  }) => {
    await signInAs(page, people.daniel, pages.secrets(developer))
    await expect(page.getByText(/^\d+ secrets$/)).toBeVisible()
    const headers = await bearer(people.daniel)
    const address = api.secret(developer, 'e2e-taken')
    expect((await request.put(address, { headers, data: { value: 'theirs' } })).status()).toBe(201)
    await page.getByRole('button', { name: 'New secret' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('e2e-taken')
    await dialog.getByLabel('Value', { exact: true }).fill('mine')
    await dialog.getByRole('button', { name: 'Create secret' }).click()
    await expect(dialog.getByText('This name is taken')).toBeVisible()
    await expectAccessible(page)
    const versions = await request.get(api.secretVersions(developer, 'e2e-taken'), { headers })
    expect((await versions.json()).items).toHaveLength(1)
    await dialog.getByRole('link', { name: 'Open the secret' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'e2e-taken' })).toBeVisible()
  })

  test('is told before and after that Key Vault may keep a date, and finds the way to a version without it', async ({
    page,
    request,
  }) => {
    const headers = await bearer(people.daniel)
    const data = { value: 'v', expiresOn: '2031-05-06T07:08:09Z' }
    expect((await request.put(api.secret(developer, 'e2e-dated'), { headers, data })).status()).toBe(201)
    await signInAs(page, people.daniel, pages.secret(developer, 'e2e-dated'))
    await page.getByRole('button', { name: 'Edit properties' }).first().click()
    const dialog = page.getByRole('dialog')
    const expiry = dialog.getByLabel('Expiry (UTC)')
    await expiry.fill('')
    await expect(expiry).toHaveAccessibleDescription(/may keep a date/)
    const save = dialog.getByRole('button', { name: 'Save properties' })
    await dialog.getByLabel('Content type').fill('text/plain')
    await save.click()
    await expect(expiry).toHaveAccessibleDescription(/removed by itself/)
    await dialog.getByLabel('Content type').fill('')
    await save.click()
    await expect(dialog.getByText(/does not remove the expiry.*Nothing was changed/)).toBeVisible()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Write a new version' }).click()
    await expect(page.getByRole('dialog', { name: 'New version of e2e-dated' }).getByLabel('Expiry (UTC)')).toHaveValue(
      '',
    )
  })

  test('is told of every wrong entry beside its field, before any call', async ({ page }) => {
    await signInAs(page, people.daniel, pages.secrets(developer))
    await expect(page.getByText(/^\d+ secrets$/)).toBeVisible()
    await page.getByRole('button', { name: 'New secret' }).first().click()
    const before = await emulator.calls()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('not a name')
    await dialog.getByLabel('Activation (UTC)').fill('2030-01-01T00:00')
    await dialog.getByLabel('Expiry (UTC)').fill('2029-01-01T00:00')
    await dialog.getByRole('button', { name: 'Create secret' }).click()
    await expect(dialog.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/letters, digits and hyphens/)
    await expect(dialog.getByLabel('Value', { exact: true })).toHaveAccessibleDescription(/Enter a value/)
    await expect(dialog.getByLabel('Expiry (UTC)')).toHaveAccessibleDescription(/later than the activation/)
    expect(callsBetween(before, await emulator.calls())).toEqual({})

    await dialog.getByLabel('Name', { exact: true }).fill(secretLandmarks.developerRollback.secret.toUpperCase())
    await expect(dialog.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/there already/)
  })
})

test('the auditor reads names and dates, and each button for a value names the role it needs', async ({ page }) => {
  await signInAs(page, people.tomas, address(plain))
  const { reveal, copy } = currentValue(page, plain.secret)
  for (const button of [reveal, copy]) {
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription(/Key Vault Secrets User/)
  }
  await expect(page.getByRole('button', { name: 'New version' })).toHaveAccessibleDescription(
    /Key Vault Secrets Officer/,
  )
  await expect(page.getByRole('button', { name: /^Roll back to/ }).first()).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
})

test('who has no right to anything sees no name, and is told which role would show them', async ({ page }) => {
  await signInAs(page, people.lena, address(plain))
  await expect(page.getByText('Your roles do not allow this')).toBeVisible()
  await expect(page.getByText(/^Key Vault Reader \(/)).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
  await expectAccessible(page)
})

test('a refusal by the network is told apart from one by role', async ({ page }) => {
  await signInAs(page, people.ines, pages.secrets(vaultLandmarks.selectedNetworks))
  await expect(page.getByText('The vault’s network rules refused the call')).toBeVisible()
  await expectAccessible(page)
})
