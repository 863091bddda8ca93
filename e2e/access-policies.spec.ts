import { expect, test } from '@playwright/test'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

/** Access policies, in the one subscription where the security administrators may change vaults. */
const vault = 'kv-experiments-dev-sdc'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test('an entry is added from a template, edited and removed, with who gains or loses what before each click', async ({
  page,
}) => {
  await signInAs(page, people.ines, pages.accessPolicies(vault))
  const table = page.getByRole('table', { name: 'Access policies' })
  await expect(table.getByRole('row')).toHaveCount(3)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Add access policy' }).click()
  const adding = page.getByRole('dialog', { name: 'Add an access policy' })
  await adding.getByRole('textbox', { name: 'To whom' }).fill('lena')
  await adding.getByRole('button', { name: /^Lena Fischer/ }).click()
  await adding.getByRole('combobox', { name: 'Template' }).click()
  await page.getByRole('option', { name: 'Azure Backup' }).click()
  await expect(adding.getByRole('checkbox', { name: 'Secrets: Backup' })).toBeChecked()
  await expect(adding.getByRole('region', { name: 'Who gains or loses what' })).toContainText('back up secrets')
  await adding.getByText('The same without Strongroom').click()
  await expect(adding.getByText(/az keyvault set-policy --name kv-experiments-dev-sdc/)).toBeVisible()
  await expectAccessible(page)
  await adding.getByRole('button', { name: 'Add access policy' }).click()
  const lena = table.getByRole('row').filter({ hasText: 'Lena Fischer' })
  await expect(lena).toContainText('Template: Azure Backup')

  await lena.getByRole('button', { name: /^Edit/ }).click()
  const editing = page.getByRole('dialog', { name: /^Edit the access policy of Lena/ })
  await editing.getByRole('checkbox', { name: 'Secrets: Backup' }).click()
  await expect(editing.getByRole('region', { name: 'Who gains or loses what' })).toContainText('loses: back up secrets')
  await editing.getByRole('button', { name: 'Save access policy' }).click()
  await expect(editing).toBeHidden()

  await lena.getByRole('button', { name: /^Remove/ }).click()
  const removing = page.getByRole('dialog', { name: /^Remove the access policy of Lena/ })
  await expect(removing.getByRole('region', { name: 'Who gains or loses what' })).toContainText('loses')
  await removing.getByRole('button', { name: 'Remove access policy' }).click()
  await expect(lena).toHaveCount(0)
})

test('who would lock themselves out types the vault’s name first', async ({ page }) => {
  await signInAs(page, people.ines, pages.accessPolicies(vault))
  const own = page.getByRole('row').filter({ hasText: 'Security administrators' })
  await own.getByRole('button', { name: /^Remove/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Remove the access policy of/ })
  await expect(dialog.getByText('You lose access yourself by it')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Remove access policy' })).toHaveAccessibleDescription(/^Type kv-/)
})

test('an auditor reads the entries, and is told which right a change takes; a vault of roles says they decide nothing', async ({
  page,
}) => {
  await signInAs(page, people.tomas, pages.accessPolicies(vaultLandmarks.onCallPolicy))
  await expect(page.getByRole('button', { name: 'Add access policy' })).toHaveAccessibleDescription(
    /accessPolicies\/write\. Key Vault Contributor is the smallest/,
  )
  await page.goto(pages.accessPolicies(vaultLandmarks.main))
  await expect(page.getByText('Access policies are not in force here.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Plan the move to roles' })).toHaveCount(0)
})

test('a plan tells the roles for each entry and who loses what, and moves the vault step by step', async ({ page }) => {
  await signInAs(page, people.ines, pages.accessPolicies(vault))
  await page.getByRole('link', { name: 'Plan the move to roles' }).click()
  await expect(page).toHaveURL(pages.accessPolicyPlan(vault))
  await expect(page.getByText('27 February 2027')).toBeVisible()
  const entries = page.getByRole('table', { name: 'Entries and the roles that take their place' })
  await expect(entries).toContainText('Key Vault Administrator')
  await expect(page.getByText(/az role assignment create/).first()).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByRole('button', { name: /^Switch to roles/ })).toHaveAccessibleDescription(
    /^Assign the roles first/,
  )
  await page.getByRole('button', { name: /^Assign \d+ role/ }).click()
  await expect(page.getByRole('list', { name: 'Steps' }).getByRole('img', { name: 'Done' }).first()).toBeVisible()
  await page.getByRole('button', { name: /^Switch to roles/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Switch/ })
  await dialog.getByRole('textbox').fill(vault)
  await dialog.getByRole('button', { name: 'Switch to roles' }).click()
  await expect(page.getByText('This vault uses roles already.')).toBeVisible()
})
