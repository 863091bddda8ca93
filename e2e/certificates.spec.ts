import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { writePem } from '../emulator/key-vault/x509/pem.ts'
import { writePfx } from '../emulator/key-vault/x509/write-pfx.ts'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { testAuthority } from '../emulator/testing/authority.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { bearer, people, signInAs } from './sign-in.ts'

const vault = vaultLandmarks.main
const developer = vaultLandmarks.developer
const authority = testAuthority()

// A toast is a dialog too, without a cancel button.
const dialogOf = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Cancel' }) })
const pem = (der: Buffer) => new X509Certificate(der).toString()

async function choose(page: Page, field: string, option: string) {
  await page.getByRole('combobox', { name: field, exact: true }).click()
  await page.getByRole('option', { name: option }).click()
}

/** What a click on a download gives. */
async function download(page: Page, click: () => Promise<void>): Promise<{ name: string; content: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()])
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) }
}

async function startNew(page: Page, name: string) {
  await page.getByRole('button', { name: 'New certificate' }).first().click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByLabel('Subject', { exact: true }).fill(`CN=${name}.example`)
  return dialog
}

function exported(privateKey: KeyObject) {
  const leaf = authority.issue(createPublicKey(privateKey), 'CN=imported, O=Small')
  return { privateKey, leaf, chain: [leaf, authority.certificate] }
}

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test.describe('the security admin', () => {
  test('sees at a glance what is not issued and what ends soon, and each call of the list is one page', async ({
    page,
  }) => {
    const before = await emulator.calls()
    await signInAs(page, people.ines, pages.certificates(vault))
    const table = page.getByRole('table', { name: `Certificates of ${vault}` })
    await expect(table.getByRole('row', { name: /terminal-gateway-mtls Not issued yet/ })).toBeVisible()
    await expect(table.getByRole('row', { name: /mtls-card-network.*expires in \d+ days/ })).toBeVisible()
    const made = callsBetween(before, await emulator.calls())
    expect(made.CertificateList).toBe(1)
    expect(made.CertificateGet).toBeUndefined()
    await table.getByRole('link', { name: 'mtls-card-network' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'mtls-card-network' })).toBeVisible()
    await expect(page.getByText('Strongroom Sample Issuing CA').first()).toBeVisible()
    await expect(page.getByText(/Key Vault writes to the contacts of the vault 45 days before it ends/)).toBeVisible()
    // Nothing of the page is a read of the key.
    const all = callsBetween(before, await emulator.calls())
    expect(all.SecretGet).toBeUndefined()
    expect(all.KeyGet).toBeUndefined()
  })

  test('lives through a whole life of a self-signed certificate', async ({ page }) => {
    test.slow()
    await signInAs(page, people.ines, pages.certificates(developer))
    const dialog = await startNew(page, 'e2e-self')
    await dialog.getByLabel('DNS names').fill('a.example\nb.example')
    await choose(page, 'Key', 'EC P-384')
    await dialog.getByRole('button', { name: 'Create certificate' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'e2e-self' })).toBeVisible()
    await expect(page.getByText('DNS b.example')).toBeVisible()
    await expect(page.getByText('(signed by its own key)')).toBeVisible()
    await expect(page.getByText('Renewed at 80 % of its life, signed by Key Vault itself.')).toBeVisible()

    // The public part, as both files.
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    const cer = await download(page, () => page.getByRole('menuitem', { name: 'CER' }).click())
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    const asPem = await download(page, () => page.getByRole('menuitem', { name: 'PEM' }).click())
    expect([cer.name, asPem.name]).toEqual(['e2e-self.cer', 'e2e-self.pem'])
    expect(new X509Certificate(cer.content).subject).toBe('CN=e2e-self.example')
    expect(new X509Certificate(asPem.content).fingerprint256).toBe(new X509Certificate(cer.content).fingerprint256)

    // Another policy, with what Key Vault would refuse said beside the field.
    await page.getByRole('button', { name: 'Edit policy' }).click()
    await dialog.getByLabel('Validity in months').fill('0')
    const before = await emulator.calls()
    await dialog.getByRole('button', { name: 'Save policy' }).click()
    await expect(dialog.getByLabel('Validity in months')).toHaveAccessibleDescription(/at least 1 month/)
    expect(callsBetween(before, await emulator.calls())).toEqual({})
    await dialog.getByLabel('Validity in months').fill('3')
    await choose(page, 'Counted in', 'Days before the end')
    await dialog.getByLabel('Days', { exact: true }).fill('20')
    await dialog.getByRole('button', { name: 'Save policy' }).click()
    await expect(page.getByText('Renewed 20 days before it ends, signed by Key Vault itself.')).toBeVisible()

    // The next version follows it.
    await page.getByRole('button', { name: 'New version' }).click()
    await dialog.getByRole('button', { name: 'Ask for version' }).click()
    const versions = page.getByRole('table', { name: /Versions/ })
    await expect(versions).toHaveAttribute('aria-rowcount', '3')
    await expect(page.getByText(/expires in (2|3) months/).first()).toBeVisible()
    await versions.getByRole('button', { expanded: false }).nth(2).click()
    await expect(page).toHaveURL(/[?&]v=[0-9a-f]{32}/)
    await expect(page.getByRole('button', { name: 'Download PEM' })).toBeVisible()

    await page.getByRole('button', { name: 'Edit tags' }).click()
    await dialog.getByRole('button', { name: 'Add tag' }).click()
    await dialog.getByLabel('Name of tag 1').fill('owner')
    await dialog.getByLabel('Value of tag 1').fill('orders')
    await dialog.getByRole('button', { name: 'Save tags' }).click()
    await expect(page.getByText('owner=orders').first()).toBeVisible()

    await page.getByRole('button', { name: 'Disable', exact: true }).click()
    await expect(dialog).toContainText('key and its secret go with it')
    await dialog.getByRole('button', { name: 'Disable version' }).click()
    await expect(page.getByRole('button', { name: 'Enable', exact: true })).toBeVisible()

    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(dialog).toContainText('recoverable for 7 days')
    await dialog.getByRole('button', { name: 'Delete certificate' }).click()
    await expect(page).toHaveURL(new RegExp(`${pages.certificates(developer)}$`))
    await expect(page.getByText('e2e-self is deleted')).toBeVisible()
    await expect(page.getByRole('link', { name: 'e2e-self' })).toHaveCount(0)

    // Its name is held, which the form says and leads out of.
    await startNew(page, 'e2e-self')
    await dialog.getByRole('button', { name: 'Create certificate' }).click()
    await expect(dialog.getByRole('link', { name: 'Recover or purge e2e-self' })).toBeVisible()
  })

  test('has a CSR signed outside, and merges what comes back', async ({ page }) => {
    await signInAs(page, people.ines, pages.certificates(vault))
    const dialog = await startNew(page, 'e2e-csr')
    await choose(page, 'Signed by', 'Somebody outside signs a CSR')
    await dialog.getByRole('button', { name: 'Create certificate' }).click()
    const notice = page.getByRole('region', { name: /Request for a version: in progress/ })
    await expect(notice).toContainText('have it signed by your certificate authority')
    await expect(page.getByText('No such certificate')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'New version' })).toHaveAccessibleDescription(/under way/)
    const csr = await download(page, () => notice.getByRole('button', { name: 'Download CSR' }).click())
    expect(csr.name).toBe('e2e-csr.csr')
    const der = Buffer.from(csr.content.toString().replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64')

    // One of another key first, then what the authority really made of this request.
    await notice.getByRole('button', { name: 'Merge signed certificate' }).click()
    const wrong = exported(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey).leaf
    await dialog.getByLabel('Certificate', { exact: true }).fill(pem(wrong))
    await dialog.getByRole('button', { name: 'Merge certificate' }).click()
    await expect(dialog.getByText('The certificate belongs to another key')).toBeVisible()
    const right = authority.sign(der)
    await dialog
      .getByLabel('File')
      .setInputFiles({ name: 'signed.cer', mimeType: 'application/pkix-cert', buffer: right })
    await dialog.getByRole('button', { name: 'Merge certificate' }).click()
    await expect(page.getByText(/Version [0-9a-f]{8} is issued/)).toBeVisible()
    await expect(page.getByText('CN=Test CA')).toBeVisible()
    await expect(notice).toHaveCount(0)
  })

  test('orders from an issuer of the vault, cancels, and forgets the request', async ({ page }) => {
    await signInAs(page, people.ines, pages.certificates(vault))
    await page.getByRole('button', { name: 'Issuers' }).click()
    const issuers = page.getByRole('dialog', { name: 'Certificate issuers' })
    await issuers.getByRole('button', { name: 'Add issuer' }).click()
    const dialog = dialogOf(page)
    await dialog.getByLabel('Name', { exact: true }).fill('e2e-corporate')
    await dialog.getByLabel('Account id').fill('meridian')
    await dialog.getByLabel('Account password').fill('never shown')
    await dialog.getByRole('button', { name: 'Add administrator' }).click()
    await dialog.getByLabel('Last name of administrator 1').fill('Moreau')
    await dialog.getByLabel('E-mail of administrator 1').fill('pki@meridian.example')
    await dialog.getByRole('button', { name: 'Save issuer' }).click()
    await expect(issuers.getByText('e2e-corporate', { exact: true })).toBeVisible()
    await issuers
      .getByRole('button', { name: /e2e-corporate/ })
      .first()
      .click()
    await expect(dialog.getByLabel('E-mail of administrator 1')).toHaveValue('pki@meridian.example')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await issuers.getByRole('button', { name: 'Close' }).click()

    await startNew(page, 'e2e-ordered')
    await choose(page, 'Signed by', 'e2e-corporate (DigiCert)')
    await dialog.getByRole('button', { name: 'Create certificate' }).click()
    const notice = page.getByRole('region', { name: /Request for a version/ })
    await expect(notice).toContainText('Waits for the issuer e2e-corporate')
    await expect(notice.getByRole('button', { name: 'Download CSR' })).toHaveCount(0)
    await notice.getByRole('button', { name: 'Cancel request' }).click()
    await dialog.getByRole('button', { name: 'Cancel request' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(async () => {
      const look = notice.getByRole('button', { name: 'Look again' })
      if (await look.isVisible()) await look.click()
      await expect(page.getByRole('region', { name: /Request for a version: cancelled/ })).toBeVisible({ timeout: 500 })
    }).toPass()
    await notice.getByRole('button', { name: 'Forget request' }).click()
    await dialog.getByRole('button', { name: 'Forget request' }).click()
    await expect(notice).toHaveCount(0)
  })

  test('imports a PFX once its password is right, and PEM', async ({ page }) => {
    await signInAs(page, people.ines, pages.certificates(vault))
    await page.getByRole('button', { name: 'Import' }).first().click()
    const dialog = dialogOf(page)
    await dialog.getByRole('button', { name: 'Import certificate' }).click()
    await expect(dialog.getByLabel('Certificate file')).toHaveAccessibleDescription(/Choose a file/)
    const rsa = exported(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
    const pfx = { name: 'site.pfx', mimeType: 'application/x-pkcs12', buffer: writePfx(rsa, 'right one') }
    await dialog.getByLabel('Name', { exact: true }).fill('e2e-imported')
    await dialog.getByLabel('Certificate file').setInputFiles(pfx)
    await dialog.getByLabel('Password of the PFX').fill('wrong one')
    await dialog.getByRole('button', { name: 'Import certificate' }).click()
    await expect(dialog.getByText('Key Vault could not open the PFX with this password.')).toBeVisible()
    await expect(dialog.getByLabel('Password of the PFX')).toHaveAccessibleDescription(/does not open the file/)
    await dialog.getByLabel('Password of the PFX').fill('right one')
    await dialog.getByRole('button', { name: 'Import certificate' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'e2e-imported' })).toBeVisible()
    await expect(page.getByText('RSA, 2048 bits').first()).toBeVisible()
    await expect(page.getByText('CN=Test CA')).toBeVisible()

    // A second version from PEM: first one with its key missing.
    const ec = exported(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
    const file = (content: string) => ({ name: 'site.pem', mimeType: 'text/plain', buffer: Buffer.from(content) })
    await page.getByRole('button', { name: 'More for this certificate' }).click()
    await page.getByRole('menuitem', { name: 'Import a version' }).click()
    await dialog.getByLabel('Certificate file').setInputFiles(file(pem(ec.leaf)))
    await dialog.getByRole('button', { name: 'Import certificate' }).click()
    await expect(dialog.getByText('The PEM holds no whole private key.')).toBeVisible()
    await dialog.getByLabel('Certificate file').setInputFiles(file(writePem(ec)))
    await dialog.getByRole('button', { name: 'Import certificate' }).click()
    await expect(page.getByText(/Version [0-9a-f]{8} is now current/)).toBeVisible()
    await expect(page.getByText('EC, P-256').first()).toBeVisible()
  })

  test('backs a certificate up with its key, and restores all of it once it is purged', async ({ page }) => {
    await signInAs(page, people.ines, pages.certificates(developer))
    await startNew(page, 'e2e-backed-up')
    const dialog = dialogOf(page)
    await dialog.getByRole('button', { name: 'Create certificate' }).click()
    await expect(page.getByText('(signed by its own key)')).toBeVisible({ timeout: 30_000 })
    const headers = await bearer(people.ines)
    const certificate = api.certificate(developer, 'e2e-backed-up')
    const { version } = await (await page.request.get(certificate, { headers })).json()
    await page.getByRole('button', { name: 'More for this certificate' }).click()
    await page.getByRole('menuitem', { name: 'Back up' }).click()
    await expect(dialog).toContainText('subscription')
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download backup' }).click()
    const file = await (await saved).path()

    expect((await page.request.delete(certificate, { headers })).ok()).toBe(true)
    const deleted = api.deletedObject(developer, 'certificates', 'e2e-backed-up')
    await expect(async () => expect((await page.request.delete(deleted, { headers })).ok()).toBe(true)).toPass()

    await page.goto(pages.certificates(developer))
    await page.getByRole('button', { name: 'Restore' }).first().click()
    await dialog.getByLabel('Backup file').setInputFiles(file)
    await expect(async () => {
      await dialog.getByRole('button', { name: 'Restore certificate' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'e2e-backed-up' })).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await expect(page.getByText(version, { exact: true }).first()).toBeVisible()
    await page.goto(pages.key(developer, 'e2e-backed-up'))
    await expect(page.getByText(version, { exact: true }).first()).toBeVisible()
  })

  test('sets the contacts of the vault, and takes them away again', async ({ page }) => {
    await signInAs(page, people.ines, pages.certificates(developer))
    const open = () => page.getByRole('button', { name: 'Contacts' }).click()
    const dialog = dialogOf(page)
    await open()
    await expect(dialog.getByText('Nobody is told')).toBeVisible()
    await dialog.getByRole('button', { name: 'Add contact' }).click()
    await dialog.getByLabel('E-mail of contact 1').fill('nobody')
    await dialog.getByRole('button', { name: 'Save contacts' }).click()
    await expect(dialog.getByText('A contact has an e-mail address.')).toBeVisible()
    await dialog.getByLabel('E-mail of contact 1').fill('pki@meridian.example')
    await dialog.getByRole('button', { name: 'Save contacts' }).click()
    await expect(dialog).toHaveCount(0)
    await page.reload()
    await open()
    await expect(dialog.getByLabel('E-mail of contact 1')).toHaveValue('pki@meridian.example')
    await dialog.getByRole('button', { name: 'Remove contact 1' }).click()
    await dialog.getByRole('button', { name: 'Save contacts' }).click()
    await expect(dialog).toHaveCount(0)
    await open()
    await expect(dialog.getByText('Nobody is told')).toBeVisible()
  })

  test('meets no accessibility violation, in light and dark', async ({ page }) => {
    test.slow()
    await signInAs(page, people.ines, pages.certificates(vault))
    await expect(page.getByText(/^\d+ certificates$/)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'New certificate' }).first().click()
    const dialog = dialogOf(page)
    await dialog.getByText('Other alternative names').click()
    await dialog.getByText('Usages of the key').click()
    await dialog.getByRole('button', { name: 'Create certificate' }).click()
    await expectAccessible(page)
    await page.goto(pages.certificate(vault, 'mtls-card-network'))
    await page
      .getByRole('table', { name: /Versions/ })
      .getByRole('button', { expanded: false })
      .nth(2)
      .click()
    await expect(page.getByRole('button', { name: 'Download PEM' })).toBeVisible()
    await expectAccessible(page)
    await page.goto(pages.certificate(vault, 'terminal-gateway-mtls'))
    await page.getByRole('button', { name: 'Merge signed certificate' }).click()
    await expect(dialog).toBeVisible()
    await expectAccessible(page)
  })
})

test('the auditor reads certificates, and each button that changes one names the role it needs', async ({ page }) => {
  await signInAs(page, people.tomas, pages.certificate(vault, 'mtls-card-network'))
  await expect(page.getByText('Strongroom Sample Issuing CA').first()).toBeVisible()
  for (const name of ['New version', 'Disable', 'Edit tags', 'Edit policy', 'Delete']) {
    const button = page.getByRole('button', { name, exact: true })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription(/Key Vault Certificates Officer/)
  }
  await expect(page.getByRole('button', { name: 'Download', exact: true })).not.toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
})

test('who has no right to anything sees no name, and is told which role would show them', async ({ page }) => {
  await signInAs(page, people.lena, pages.certificates(vault))
  await expect(page.getByText('Your roles do not allow this')).toBeVisible()
  await expect(page.getByText(/^Key Vault Reader \(/)).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
  await page.goto(pages.certificate(vault, 'mtls-card-network'))
  await expect(page.getByText('Your roles do not allow this').first()).toBeVisible()
  await expectAccessible(page)
})

test('a certificate that is not there leads back to those that are', async ({ page }) => {
  await signInAs(page, people.ines, pages.certificate(vault, 'e2e-nowhere'))
  await expect(page.getByRole('heading', { name: 'No such certificate' })).toBeVisible()
  await expect(page.getByRole('link', { name: `All certificates of ${vault}` })).toBeVisible()
})
