import { expect, type Page, test } from '@playwright/test'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { people as principals, teams, workloads } from '../emulator/seed/people.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

const table = (page: Page) => page.getByRole('table', { name: 'Who has access, by principal' })
const holder = (page: Page, name: string) =>
  table(page)
    .getByRole('rowgroup')
    .filter({ has: page.getByRole('rowheader').getByRole('link', { name, exact: true }) })
const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter who has access' })
const vault = vaultLandmarks.main
const accessOf = (name: string) => pages.accessOf(pages.vault(name))

test('a security administrator sees who reaches a vault, by what and since when, and whom a right belongs to', async ({
  page,
}) => {
  await signInAs(page, people.ines, pages.vault(vault))
  const before = await emulator.calls()
  await page.getByRole('navigation', { name: 'Vault' }).getByRole('link', { name: 'Access', exact: true }).click()
  await expect(table(page)).toBeVisible()
  const calls = callsBetween(before, await emulator.calls())
  expect(calls).toMatchObject({ RoleAssignmentList: 1, DirectoryObjectGetByIds: 1, Batch: 1 })

  const onCall = holder(page, teams.onCall.displayName)
  await expect(onCall).toContainText('Read values, Write versions, Change properties, List secrets')
  await expect(onCall.getByRole('button', { name: /^Copy id of the assignment of/ }).first()).toBeVisible()
  await onCall.getByRole('button', { name: /members?$/ }).click()
  await expect(onCall.getByRole('list', { name: `Members of ${teams.onCall.displayName}` })).toContainText('Priya Nair')
  await expect(holder(page, 'Daniel Okafor')).toContainText('Eligible: must be activated first')
  await expect(holder(page, 'Daniel Okafor')).toContainText('After activation: Everything with secrets')
  await expect(table(page)).toContainText('Inherited from')
  await expectAccessible(page)

  // Priya holds nothing by herself: she is found with the group that lets her in, and the address keeps the search.
  await filter(page).fill('priya')
  await expect(holder(page, 'Priya Nair')).toContainText(`Through ${teams.onCall.displayName}`)
  await expect(page).toHaveURL(/q=priya/)
  await page.getByRole('button', { name: 'By right' }).click()
  const who = page.getByRole('table', { name: 'Who can: Read values' })
  await expect(who.getByRole('row').filter({ hasText: 'Priya Nair' })).toContainText('Can, now')
  await expectAccessible(page)
  await page.reload()
  await expect(who.getByRole('row').filter({ hasText: 'Priya Nair' })).toContainText('Can, now')
  await filter(page).fill('')
  await expect(who.getByRole('row').filter({ hasText: 'Daniel Okafor' })).toContainText(
    'Could, after activating a role',
  )
  await who.getByRole('link', { name: 'Why Priya Nair can' }).click()
  await expect(page).toHaveURL(new RegExp(`principal=${principals.priya.objectId}`))
})

test('a role is assigned and removed beside the list, which shows it at once; who may not is told why', async ({
  page,
}) => {
  await signInAs(page, people.ines, accessOf(vault))
  await page.getByRole('button', { name: 'Assign a role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Assign a role' })
  await dialog.getByRole('textbox', { name: 'To whom' }).fill('lena')
  await dialog.getByRole('button', { name: /^Lena Fischer/ }).click()
  await dialog.getByRole('button', { name: 'Assign role', exact: true }).click()
  await expect(holder(page, 'Lena Fischer')).toContainText('Read values, List secrets')
  await page.getByRole('button', { name: 'Remove Key Vault Secrets User from Lena Fischer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove role' }).click()
  await expect(holder(page, 'Lena Fischer')).toHaveCount(0)
  const inherited = page.getByRole('button', { name: 'Remove Key Vault Reader from Auditors' })
  await expect(inherited).toHaveAccessibleDescription(/It was assigned above this vault/)
})

test('a role for one secret shows on its vault, and on that secret alone', async ({ page }) => {
  const name = vaultLandmarks.developerObjectScope
  await signInAs(page, people.ines, accessOf(name))
  const daniel = holder(page, 'Daniel Okafor')
  await expect(daniel).toContainText('On one object alone: Secret')
  const said = (await daniel.textContent()) ?? ''
  const [, secret = ''] = /On ([\w-]+): Read values/.exec(said) ?? []
  expect(secret).not.toBe('')
  await page.goto(pages.secret(name, secret))
  await page.getByRole('navigation', { name: 'Object' }).getByRole('link', { name: 'Access' }).click()
  await expect(holder(page, 'Daniel Okafor')).toContainText('Read values')
  await expect(page.getByRole('heading', { level: 1, name: secret })).toBeVisible()
  await expectAccessible(page)
})

test('where access policies decide, roles on data are marked void; denials and conditions are put in words', async ({
  page,
}) => {
  await signInAs(page, people.ines, accessOf(vaultLandmarks.unsetModel))
  await expect(page.getByText('Access policies decide who reaches the data of this vault.')).toBeVisible()
  const exporter = holder(page, workloads.siemExporter.displayName)
  await expect(exporter).toContainText(
    'Condition: to read the values of secrets only where the secret’s name begins with “siem-”',
  )
  await expect(exporter).toContainText('what this role allows on data means nothing here')
  await expect(table(page)).toContainText('Access policy')
  const denied = page.getByRole('region', { name: 'Denied, whatever a role allows' })
  await expect(denied).toContainText(`denies everybody except ${workloads.terraform.displayName}`)
  await expect(denied).toContainText('Delete the vault')
})

test('without consent ids stand for names, and the page says what an administrator runs', async ({ page }) => {
  await emulator.faults([{ host: 'graph.emulator.test', status: 403, code: 'Authorization_RequestDenied' }])
  await signInAs(page, people.tomas, accessOf(vault))
  await expect(page.getByText('Not everything could be read:')).toBeVisible()
  await expect(holder(page, teams.onCall.objectId)).toBeVisible()
  await expect(table(page)).not.toContainText('Deleted, or of another directory')
  await page.getByText('How an administrator lets Strongroom read names').click()
  await expect(page.getByText(/az ad app permission admin-consent --id/)).toBeVisible()
  await expectAccessible(page)
})

test('who may not read assignments still sees the policies', async ({ page }) => {
  await emulator.faults([
    { host: 'management.emulator.test', operation: 'RoleAssignmentList', status: 403, code: 'AuthorizationFailed' },
  ])
  await signInAs(page, people.tomas, accessOf(vaultLandmarks.onCallPolicy))
  await expect(page.getByText('Not everything could be read:')).toContainText('Not everything')
  await page.getByText('Why', { exact: true }).click()
  await expect(page.getByText(/roleAssignments\/read, as in Reader/)).toBeVisible()
  await expect(holder(page, teams.onCall.displayName)).toContainText('Access policy')
})

test('who is shown no vault is told what to ask for', async ({ page }) => {
  await signInAs(page, people.lena, accessOf(vault))
  await expect(page.getByText(/Resource Manager does not show you this vault/)).toBeVisible()
  await expect(page.getByText(/such as Key Vault Reader/)).toBeVisible()
})
