import { expect, type Page, test } from '@playwright/test'
import { deletedLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

const developer = vaultLandmarks.developer
const main = vaultLandmarks.main

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

const tableOf = (page: Page, vault: string) => page.getByRole('table', { name: `Deleted items of ${vault}` })
/** A toast is a dialog too, without a cancel button. */
const dialogOf = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Cancel' }) })

test.describe('the security admin', () => {
  test('sees what is purged first at the top, and a certificate as one line with its key and secret', async ({
    page,
  }) => {
    await signInAs(page, people.ines, pages.vault(developer))
    await page.getByRole('navigation', { name: 'Vault' }).getByRole('link', { name: 'Deleted' }).click()
    await expect(page).toHaveURL(new RegExp(`${pages.deletedOf(developer)}$`))
    await expect(page.getByText('5 deleted items', { exact: true })).toBeVisible()
    const table = tableOf(page, developer)
    await expect(table.getByRole('row').nth(1)).toContainText(deletedLandmarks.purgedTomorrow.secret)
    await expect(table.getByRole('row').nth(1)).toContainText(/in (1 day|\d+ hours)/)
    const certificate = table.getByRole('row', { name: /orders-spike-tls/ })
    await expect(certificate).toHaveCount(1)
    await expect(certificate).toContainText('with its key and secret')
    await expect(table.getByRole('row', { name: /webhook-spike/ })).toContainText('Key')
    await expectAccessible(page)
  })

  test('recovers a certificate and a secret, and finds them gone from the list and the secret back', async ({
    page,
  }) => {
    await signInAs(page, people.ines, pages.deletedOf(developer))
    const { secret } = deletedLandmarks.purgeable
    await page.getByRole('button', { name: 'Recover certificate orders-spike-tls' }).click()
    await expect(dialogOf(page)).toContainText('certificate with its key and secret')
    await dialogOf(page).getByRole('button', { name: 'Recover certificate' }).click()
    await expect(page.getByText('orders-spike-tls is back')).toBeVisible()
    await page.getByRole('button', { name: `Recover secret ${secret}` }).click()
    const before = await emulator.calls()
    await dialogOf(page).getByRole('button', { name: 'Recover secret' }).click()
    await expect(page.getByText(`${secret} is back`)).toBeVisible()
    const calls = callsBetween(before, await emulator.calls())
    expect(calls.SecretRecover).toBe(1)
    expect(calls.SecretGet).toBeUndefined()
    await expect(tableOf(page, developer).getByRole('row', { name: new RegExp(secret) })).toHaveCount(0)
    await page.goto(pages.secret(developer, secret))
    await expect(page.getByRole('heading', { level: 1, name: secret })).toBeVisible()
    await expect(page.getByRole('table', { name: /Versions/ })).toBeVisible()
  })

  test('purges only after typing the very name, and two seconds', async ({ page }) => {
    await page.clock.install()
    await signInAs(page, people.ines, pages.deletedOf(developer))
    const { secret } = deletedLandmarks.purgeable
    await page.getByRole('button', { name: `Purge secret ${secret}` }).click()
    const dialog = dialogOf(page)
    const purge = dialog.getByRole('button', { name: 'Purge secret' })
    await expect(dialog).toContainText('cannot be undone by anybody')
    await page.clock.fastForward(2_100)
    await dialog.getByLabel(`Type ${secret} to confirm`).fill(secret.toUpperCase())
    await expect(purge).toHaveAttribute('aria-disabled', 'true')
    await expect(purge).toHaveAccessibleDescription(`Type ${secret} first.`)
    await dialog.getByLabel(`Type ${secret} to confirm`).fill(secret)
    await expect(purge).not.toHaveAttribute('aria-disabled', 'true')
    await expectAccessible(page)
    await purge.click()
    await expect(page.getByText(`${secret} is purged`)).toBeVisible()
    await expect(tableOf(page, developer).getByRole('row', { name: new RegExp(secret) })).toHaveCount(0)
  })

  test('cannot purge within two seconds, however quickly the name is there', async ({ page }) => {
    await signInAs(page, people.ines, pages.deletedOf(developer))
    const { secret } = deletedLandmarks.purgeable
    const open = page.getByRole('button', { name: `Purge secret ${secret}` })
    await expect(open).toBeVisible()
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 60_000)
    await open.click()
    const dialog = dialogOf(page)
    await dialog.getByLabel(`Type ${secret} to confirm`).fill(secret)
    const purge = dialog.getByRole('button', { name: 'Purge secret' })
    await expect(purge).toHaveAccessibleDescription(/Wait two seconds/)
    await page.clock.runFor(2_100)
    await expect(purge).not.toHaveAttribute('aria-disabled', 'true')
  })

  test('is told that purge protection keeps everybody from purging, and until when', async ({ page }) => {
    await signInAs(page, people.ines, pages.deletedOf(main))
    const { secret } = deletedLandmarks.purgeProtected
    const purge = page.getByRole('button', { name: `Purge secret ${secret}` })
    await expect(purge).toHaveAttribute('aria-disabled', 'true')
    await expect(purge).toHaveAccessibleDescription(/Purge protection is on: nobody can purge this before 20\d\d-/)
    await expect(page.getByRole('button', { name: `Recover secret ${secret}` })).not.toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })

  test('is told of a conflict, and recovers once it has passed', async ({ page }) => {
    await signInAs(page, people.ines, pages.deletedOf(developer))
    const { secret } = deletedLandmarks.purgeable
    await emulator.faults([
      {
        operation: 'SecretRecover',
        nth: 1,
        status: 409,
        body: {
          error: { code: 'Conflict', message: 'busy', innererror: { code: 'ObjectIsBeingDeleted', message: 'busy' } },
        },
      },
    ])
    await page.getByRole('button', { name: `Recover secret ${secret}` }).click()
    const recover = dialogOf(page).getByRole('button', { name: 'Recover secret' })
    await recover.click()
    await expect(dialogOf(page).getByRole('alert')).toContainText('being deleted or purged')
    await expect(dialogOf(page).getByRole('alert')).toContainText('Try again in a minute')
    await recover.click()
    await expect(page.getByText(`${secret} is back`)).toBeVisible()
  })
})

test.describe('the developer', () => {
  test('sees his secrets and which kinds his roles do not show', async ({ page }) => {
    await signInAs(page, people.daniel, pages.deletedOf(developer))
    await expect(page.getByText('4 deleted items', { exact: true })).toBeVisible()
    await expect(page.getByText(/Not everything could be read: Deleted certificates, Deleted keys/)).toBeVisible()
    const managed = page.getByRole('button', { name: 'Recover secret orders-spike-tls' })
    await expect(managed).toHaveAccessibleDescription(/Recover that certificate/)
    await page.getByText('Why', { exact: true }).click()
    await expect(page.getByText('Deleted keys: Your roles do not allow this')).toBeVisible()
    await expectAccessible(page)
  })

  test('takes a deletion back from the toast', async ({ page }) => {
    const { secret } = { secret: 'orders-api-partner-token' }
    await signInAs(page, people.daniel, pages.secret(developer, secret))
    await page.getByRole('button', { name: 'Delete' }).click()
    await dialogOf(page).getByRole('button', { name: 'Delete secret' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText(`${secret} is back`)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: secret })).toBeVisible()
    await expect(page.getByRole('table', { name: /Versions/ })).toBeVisible()
  })

  test('who makes a secret under the name of a deleted one is led to it', async ({ page }) => {
    await signInAs(page, people.daniel, pages.secrets(developer))
    const { secret } = deletedLandmarks.purgeable
    await page.getByRole('button', { name: 'New secret' }).first().click()
    await dialogOf(page).getByLabel('Name', { exact: true }).fill(secret)
    await dialogOf(page).getByLabel('Value', { exact: true }).fill('new')
    await dialogOf(page).getByRole('button', { name: 'Create secret' }).click()
    await expect(dialogOf(page).getByRole('alert')).toContainText('A deleted object holds this name')
    await dialogOf(page)
      .getByRole('link', { name: `Recover or purge ${secret}` })
      .click()
    await expect(page).toHaveURL(new RegExp(`${pages.deletedOf(developer)}\\?q=${secret}$`))
    await expect(page.getByRole('button', { name: `Recover secret ${secret}` })).toBeVisible()
  })
})

test('the auditor sees them all, and each button names the role it needs', async ({ page }) => {
  await signInAs(page, people.tomas, pages.deletedOf(developer))
  const { secret } = deletedLandmarks.purgeable
  for (const verb of ['Recover', 'Purge']) {
    const button = page.getByRole('button', { name: `${verb} secret ${secret}` })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription(/Key Vault Secrets Officer/)
    await expect(page.getByRole('button', { name: `${verb} key webhook-spike` })).toHaveAccessibleDescription(
      /Key Vault Crypto Officer/,
    )
  }
})

test('who has no right to anything is told so', async ({ page }) => {
  await signInAs(page, people.lena, pages.deletedOf(developer))
  await expect(page.getByText('Your roles do not allow this')).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
  await expectAccessible(page)
})

test.describe('over all vaults', () => {
  const table = (page: Page) => page.getByRole('table', { name: 'Deleted items of all vaults' })

  test('the security admin sees what is purged first, from which vault, and which vaults could not be read', async ({
    page,
  }) => {
    await signInAs(page, people.ines, pages.deleted())
    await expect(page.getByText(/^All vaults · \d+ of \d+ vaults readable/)).toBeVisible()
    await expect(page.getByText('Not every vault could be read.')).toBeVisible()
    await expect(page.getByRole('button', { name: /Try the \d+ that failed again/ })).toBeVisible()
    const first = table(page).getByRole('row').nth(1)
    await expect(first).toContainText(deletedLandmarks.purgedTomorrow.secret)
    await expect(first.getByRole('link', { name: developer })).toHaveAttribute('href', pages.deletedOf(developer))
    await expectAccessible(page)
  })

  test('recovers from there, and purge protection is known there too', async ({ page }) => {
    const { secret } = deletedLandmarks.purgeable
    await signInAs(page, people.ines, `${pages.deleted()}?q=retired-key`)
    await expect(
      page.getByRole('button', { name: `Purge secret ${deletedLandmarks.purgeProtected.secret}` }),
    ).toHaveAccessibleDescription(/Purge protection is on/)
    await page.getByRole('button', { name: `Recover secret ${secret}` }).click()
    await dialogOf(page).getByRole('button', { name: 'Recover secret' }).click()
    await expect(page.getByText(`${secret} is back`)).toBeVisible()
    await expect(table(page).getByRole('row', { name: new RegExp(secret) })).toHaveCount(0)
  })

  test('a vault that is slow to allow is read again by itself', async ({ page }) => {
    await emulator.faults([{ host: `${developer}.vault.emulator.test`, operation: 'SecretListDeleted', status: 403 }])
    await signInAs(page, people.daniel, pages.deleted())
    await expect(page.getByText('Not every vault could be read.')).toBeVisible()
    await emulator.faults([])
    const before = await emulator.calls()
    await page.getByRole('button', { name: /Try the .* failed again/ }).click()
    await expect(table(page).getByRole('row', { name: new RegExp(deletedLandmarks.purgeable.secret) })).toBeVisible()
    expect(callsBetween(before, await emulator.calls()).SecretListDeleted).toBe(1)
  })

  test('who sees no vault is told what to ask for', async ({ page }) => {
    await signInAs(page, people.lena, pages.deleted())
    await expect(page.getByRole('heading', { name: 'Azure lists no vault to you' })).toBeVisible()
    await expectAccessible(page)
  })
})
