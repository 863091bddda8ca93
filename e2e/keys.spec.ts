import { generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { secretLandmarks, vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { bearer, people, signInAs } from './sign-in.ts'

const vault = vaultLandmarks.main
/** Of the same subscription and geography as `vault`, and of the standard tier. */
const neighbour = 'kv-orders-prod-weu'

// A toast is a dialog too, without a cancel button.
const dialogOf = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Cancel' }) })
const tester = (page: Page) => page.getByRole('dialog', { name: /^Try version/ })

async function choose(page: Page, field: string, option: string) {
  await page.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option }).click()
}

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test.describe('the security admin', () => {
  test('lives through a whole life of a key', async ({ page }) => {
    test.slow()
    await signInAs(page, people.ines, pages.keys(vault))
    await page.getByRole('button', { name: 'New key' }).first().click()
    const dialog = dialogOf(page)
    await dialog.getByLabel('Name', { exact: true }).fill('e2e-life')
    await dialog.getByRole('button', { name: 'Create key' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'e2e-life' })).toBeVisible()
    await expect(page.getByText('RSA, 2048 bits').first()).toBeVisible()
    await expect(page.getByText('Does not rotate by itself')).toBeVisible()

    // Its rotation policy, with what Key Vault would refuse said beside the field.
    await page.getByRole('button', { name: 'Edit policy' }).click()
    await dialog.getByRole('switch', { name: 'New versions expire' }).click()
    await choose(page, 'Rotation', 'By itself, a time before a version expires')
    await dialog.getByLabel('Rotate before expiry by', { exact: true }).fill('6')
    const beforeSaving = await emulator.calls()
    await dialog.getByRole('button', { name: 'Save policy' }).click()
    await expect(dialog.getByLabel('Rotate before expiry by', { exact: true })).toHaveAccessibleDescription(
      /at least 7 days/,
    )
    expect(callsBetween(beforeSaving, await emulator.calls())).toEqual({})
    await dialog.getByLabel('Rotate before expiry by', { exact: true }).fill('30')
    await dialog.getByRole('button', { name: 'Save policy' }).click()
    await expect(page.getByText('Rotates 30 days before expiry', { exact: true })).toBeVisible()
    await expect(page.getByText(/no expiry: rotate once by hand/)).toBeVisible()

    // A rotation makes the second version, which expires as the policy says.
    await page.getByRole('button', { name: 'Rotate now' }).click()
    await dialog.getByRole('button', { name: 'Rotate now' }).click()
    await expect(page.getByText(/Version [0-9a-f]{8} is now current/)).toBeVisible()
    await expect(page.getByRole('table', { name: /Versions/ })).toHaveAttribute('aria-rowcount', '3')
    await expect(page.getByText('in 11 months').first()).toBeVisible()
    const versions = page.getByRole('table', { name: /Versions/ })
    await versions
      .getByRole('button', { name: /^[0-9a-f]{8}$/ })
      .last()
      .click()
    await expect(versions.getByText('RSA, 2048 bits')).toBeVisible()

    // It signs, and tells its own signature from that of another message.
    await page.getByRole('button', { name: 'Try it' }).click()
    await tester(page).getByLabel('Message', { exact: true }).fill('pay 10 to Ada')
    await tester(page).getByRole('button', { name: 'Sign the message' }).click()
    await expect(tester(page).getByLabel('Signature', { exact: true })).not.toHaveValue('')
    await tester(page).getByRole('button', { name: 'Verify the signature' }).click()
    await expect(tester(page).getByText('The signature is of this message')).toBeVisible()
    await tester(page).getByLabel('Message', { exact: true }).fill('pay 1000 to Ada')
    await tester(page).getByRole('button', { name: 'Verify the signature' }).click()
    await expect(tester(page).getByText('The signature is not of this message')).toBeVisible()

    // It encrypts and decrypts, and says how long a text may be.
    await choose(page, 'What to try', 'Encrypt and decrypt')
    const plaintext = tester(page).getByLabel('Plaintext', { exact: true })
    await plaintext.fill('x'.repeat(191))
    await expect(tester(page).getByRole('button', { name: 'Encrypt the plaintext' })).toHaveAccessibleDescription(
      /at most 190/,
    )
    await plaintext.fill('für Ada')
    await tester(page).getByRole('button', { name: 'Encrypt the plaintext' }).click()
    await expect(tester(page).getByLabel('Ciphertext', { exact: true })).not.toHaveValue('')
    await plaintext.fill('')
    await tester(page).getByRole('button', { name: 'Decrypt the ciphertext' }).click()
    await expect(plaintext).toHaveValue('für Ada')
    await tester(page).getByRole('button', { name: 'Close' }).click()

    // Disabled, it is of no use, and the page says why before any call.
    await page.getByRole('button', { name: 'Disable', exact: true }).click()
    await expect(dialog).toContainText('does not fall back')
    await dialog.getByRole('button', { name: 'Disable version' }).click()
    await expect(page.getByRole('button', { name: 'Enable', exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Try it' }).click()
    await expect(tester(page).getByRole('button', { name: 'Sign the message' })).toHaveAccessibleDescription(/disabled/)
    await tester(page).getByRole('button', { name: 'Close' }).click()

    // Backed up to a file, deleted by its name, and brought back next door.
    await page.getByRole('button', { name: 'More for this key' }).click()
    await page.getByRole('menuitem', { name: 'Back up' }).click()
    await expect(dialog).toContainText('all 2 versions')
    await expect(dialog).toContainText('same subscription and the same geography')
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download backup' }).click()
    const download = await saved
    expect(download.suggestedFilename()).toMatch(/^key-kv-payments-prod-weu-e2e-life-\d{4}-\d\d-\d\d\.backup$/)
    const file = await download.path()

    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(dialog).toContainText('recoverable for 90 days')
    await dialog.getByLabel('Type e2e-life to confirm').fill('e2e-life')
    await dialog.getByRole('button', { name: 'Delete key' }).click()
    await expect(page).toHaveURL(new RegExp(`${pages.keys(vault)}$`))
    await page.getByRole('searchbox', { name: 'Filter keys' }).fill('e2e-life')
    await expect(page.getByText('No key matches the filter')).toBeVisible()

    await page.goto(pages.keys(neighbour))
    await page.getByRole('button', { name: 'Restore' }).first().click()
    await dialog.getByLabel('Backup file').setInputFiles(file)
    await dialog.getByRole('button', { name: 'Restore key' }).click()
    await expect(page).toHaveURL(new RegExp(`${pages.key(neighbour, 'e2e-life')}$`))
    await expect(page.getByRole('table', { name: /Versions/ })).toHaveAttribute('aria-rowcount', '3')
  })

  test('restores only where a backup can go back, and is told why elsewhere', async ({ page }) => {
    await signInAs(page, people.ines, pages.secret(vault, secretLandmarks.rollback.secret))
    await page.getByRole('button', { name: 'Back up' }).click()
    const dialog = dialogOf(page)
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download backup' }).click()
    const file = await (await saved).path()
    expect((await readFile(file)).length).toBeGreaterThan(100)

    await page.goto(pages.secrets('kv-ledger-prod-eus2'))
    await page.getByRole('button', { name: 'Restore' }).first().click()
    await expect(dialog).toContainText('the geography of eastus2')
    await dialog.getByRole('button', { name: 'Restore secret' }).click()
    await expect(dialog.getByLabel('Backup file')).toHaveAccessibleDescription(/Choose a file/)
    await dialog.getByLabel('Backup file').setInputFiles(file)
    await dialog.getByRole('button', { name: 'Restore secret' }).click()
    await expect(dialog.getByRole('alert')).toContainText('This vault cannot open the backup')
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    await page.goto(pages.secret(secretLandmarks.manyVersions.vault, secretLandmarks.manyVersions.secret))
    await expect(page.getByRole('table', { name: /Versions/ })).toHaveAttribute('aria-rowcount', '601')
    await page.getByRole('button', { name: 'Back up' }).click()
    await expect(dialog.getByRole('button', { name: 'Download backup' })).toHaveAccessibleDescription(/more than 500/)
  })

  test('makes a key of the hardware module where there is one, and is told where there is none', async ({ page }) => {
    await signInAs(page, people.ines, pages.keys(neighbour))
    await page.getByRole('button', { name: 'New key' }).first().click()
    const dialog = dialogOf(page)
    await dialog.getByLabel('Name', { exact: true }).fill('e2e-hsm')
    await choose(page, 'Type', 'EC: signs')
    await choose(page, 'Curve', 'P-384')
    await choose(page, 'Kept in', 'Hardware security module (HSM)')
    await dialog.getByRole('button', { name: 'Create key' }).click()
    await expect(dialog.getByRole('combobox', { name: 'Kept in' })).toHaveAccessibleDescription(/only a premium vault/)
    await choose(page, 'Kept in', 'Software')
    await dialog.getByRole('button', { name: 'Create key' }).click()
    await expect(page.getByText('EC on P-384').first()).toBeVisible()

    await page.goto(pages.key(vault, 'pin-block-kek'))
    await expect(page.getByText('Hardware security module', { exact: true })).toBeVisible()
    await expect(page.getByText('RSA, 4096 bits').first()).toBeVisible()
    await expect(page.getByText('wrapKey, unwrapKey')).toBeVisible()
  })

  test('imports a private key, and is told what is wrong with one that is none', async ({ page }) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    await signInAs(page, people.ines, pages.keys(vault))
    await page.getByRole('button', { name: 'Import' }).first().click()
    const dialog = dialogOf(page)
    await dialog.getByLabel('Name', { exact: true }).fill('e2e-imported')
    await dialog
      .getByLabel('Private key', { exact: true })
      .fill(publicKey.export({ type: 'spki', format: 'pem' }).toString())
    await dialog.getByRole('button', { name: 'Import key' }).click()
    await expect(dialog.getByRole('alert')).toContainText('This is a public key, without a private key')
    const file = {
      name: 'key.pem',
      mimeType: 'text/plain',
      buffer: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    }
    await dialog.getByLabel('Or from a file').setInputFiles(file)
    const operations = dialog.getByRole('group', { name: 'Permitted operations' })
    await expect(operations.getByRole('checkbox')).toHaveCount(2)
    await operations.getByRole('checkbox', { name: 'verify' }).click()
    await dialog.getByRole('button', { name: 'Import key' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'e2e-imported' })).toBeVisible()
    await expect(page.getByText('EC on P-256').first()).toBeVisible()
    await expect(page.getByText('sign', { exact: true })).toBeVisible()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Public key' }).click()
    await page.getByRole('menuitem', { name: 'Download as PEM' }).click()
    expect(await readFile(await (await saved).path(), 'utf8')).toBe(publicKey.export({ type: 'spki', format: 'pem' }))
  })

  test('edits what a key may be used for, its dates and its tags', async ({ page, request }) => {
    await request.put(api.key(vault, 'e2e-edit'), { headers: await bearer(people.ines), data: { keyType: 'RSA' } })
    await signInAs(page, people.ines, pages.key(vault, 'e2e-edit'))
    await page.getByRole('button', { name: 'Edit properties' }).click()
    const dialog = dialogOf(page)
    await expect(dialog.getByRole('button', { name: 'Save properties' })).toHaveAccessibleDescription(
      /Nothing is changed/,
    )
    for (const use of ['encrypt', 'decrypt', 'wrap keys', 'unwrap keys'])
      await dialog.getByRole('checkbox', { name: use, exact: true }).click()
    await dialog.getByLabel('Expiry (UTC)').fill('2020-05-06T07:08:09')
    await dialog.getByRole('button', { name: 'Add tag' }).click()
    await dialog.getByLabel('Name of tag 1').fill('owner')
    await dialog.getByLabel('Value of tag 1').fill('payments')
    await dialog.getByRole('button', { name: 'Save properties' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText('sign, verify', { exact: true })).toBeVisible()
    await expect(page.getByText('Expired').first()).toBeVisible()

    // What Key Vault refuses of an expired key is told with what to do.
    await page.getByRole('button', { name: 'Try it' }).click()
    await tester(page).getByRole('button', { name: 'Sign the message' }).click()
    await expect(tester(page).getByRole('alert')).toContainText('has expired')
    await choose(page, 'What to try', 'Encrypt and decrypt')
    await expect(tester(page).getByRole('button', { name: 'Encrypt the plaintext' })).toHaveAccessibleDescription(
      /not permitted to encrypt/,
    )
  })

  test('may not change what a certificate manages, and is told why', async ({ page }) => {
    await signInAs(page, people.ines, pages.key(vault, secretLandmarks.managed.secret))
    for (const name of ['Rotate now', 'Edit properties', 'Delete']) {
      const button = page.getByRole('button', { name })
      await expect(button).toHaveAttribute('aria-disabled', 'true')
      await expect(button).toHaveAccessibleDescription(/certificate manages/)
    }
    await expect(page.getByText('Its certificate renews it')).toBeVisible()
  })

  test('finds the outcome of a lost answer said to be unknown, and one rotation done', async ({ page, request }) => {
    await request.put(api.key(vault, 'e2e-lost'), { headers: await bearer(people.ines), data: { keyType: 'EC' } })
    await signInAs(page, people.ines, pages.key(vault, 'e2e-lost'))
    await page.getByRole('button', { name: 'Rotate now' }).click()
    await emulator.faults([{ operation: 'KeyRotate', reset: 'after' }])
    const dialog = dialogOf(page)
    await dialog.getByRole('button', { name: 'Rotate now' }).click()
    await expect(dialog.getByRole('alert')).toContainText('may or may not have happened')
    await page.reload()
    await expect(page.getByRole('table', { name: /Versions/ })).toHaveAttribute('aria-rowcount', '3')
  })

  test('meets no accessibility violation, in light and dark', async ({ page }) => {
    test.slow()
    await signInAs(page, people.ines, pages.keys(vault))
    await expect(page.getByText(/^\d+ keys$/)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'New key' }).first().click()
    await expect(dialogOf(page)).toBeVisible()
    await expectAccessible(page)
    await page.goto(pages.key(vault, 'cmk-sql-payments'))
    await expect(page.getByText('Rotates 30 days before expiry', { exact: true })).toBeVisible()
    await page
      .getByRole('table', { name: /Versions/ })
      .getByRole('button', { expanded: false })
      .first()
      .click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Edit policy' }).click()
    await expect(dialogOf(page)).toBeVisible()
    await expectAccessible(page)
    await dialogOf(page).getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Try it' }).click()
    await expect(tester(page).getByLabel('Algorithm')).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe('those with fewer rights', () => {
  test('the auditor reads keys and policies of theirs, and finds every change disabled with its role', async ({
    page,
  }) => {
    await signInAs(page, people.tomas, pages.keys(vault))
    await expect(page.getByText(/^\d+ keys$/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'New key' })).toHaveAccessibleDescription(/Key Vault Crypto Officer/)
    await expect(page.getByRole('button', { name: 'Restore' })).toHaveAccessibleDescription(/Key Vault Crypto Officer/)
    await page.getByRole('link', { name: 'card-token-signing', exact: true }).click()
    await expect(page.getByText('EC on P-256').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Rotate now' })).toHaveAccessibleDescription(
      /Key Vault Crypto Officer/,
    )
    await page.getByRole('button', { name: 'Try it' }).click()
    await expect(tester(page).getByRole('button', { name: 'Sign the message' })).toHaveAccessibleDescription(
      /Key Vault Crypto User/,
    )
  })

  test('the developer, whose role is for secrets, is told which one keys need', async ({ page }) => {
    await signInAs(page, people.daniel, pages.keys(vaultLandmarks.developer))
    await expect(page.getByRole('alert', { name: 'Your roles do not allow this' })).toContainText('Key Vault Reader')
  })

  test('a key that is not there is told from one that cannot be read', async ({ page }) => {
    await signInAs(page, people.ines, pages.key(vault, 'never-made'))
    await expect(page.getByText('No such key')).toBeVisible()
    await page.goto(pages.key('kv-treasury-prod-weu', 'payment-order-signing'))
    await expect(page.getByRole('alert', { name: /access policies do not allow/ })).toBeVisible()
  })
})
