import { expect, type Page, test } from '@playwright/test'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

const vault = vaultLandmarks.main
const secret = 'payments-api-key'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

const steps = (page: Page) => page.getByRole('list', { name: 'What decides' })

test('an auditor learns why no value shows, the smallest role and a text to ask for it', async ({ page }) => {
  await signInAs(page, people.tomas, pages.why({ vault, object: `secrets/${secret}` }))
  await expect(
    page.getByRole('heading', { name: 'You cannot read the values of secrets: no role of yours allows it here' }),
  ).toBeVisible()
  await expect(page.getByLabel('Vault', { exact: true })).toHaveValue(vault)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(secret)
  await expect(steps(page)).toContainText('No role of yours that holds the action')
  const advice = page.getByRole('region', { name: 'The smallest role that would allow it' })
  await expect(advice).toContainText(`Key Vault Secrets User, on ${secret} alone. It also allows to see the names`)
  await expect(advice).toContainText(`Please give me (${people.tomas}`)
  await advice.getByText('Other roles that would allow it').click()
  await expect(advice.getByRole('listitem').filter({ hasText: 'Key Vault Certificate User' })).toBeVisible()
  await expect(advice.getByText(/az role assignment create --role 'Key Vault Secrets User'/)).toBeVisible()
  await advice.getByRole('radio', { name: 'Bicep' }).click()
  await expect(advice.getByText(/Microsoft.Authorization\/roleAssignments@2022-04-01/)).toBeVisible()
  await expectAccessible(page)
})

test('every refused list links to why; whoever sees nothing in Resource Manager is told what cannot be known', async ({
  page,
}) => {
  await signInAs(page, people.lena, pages.secrets(vault))
  await page.getByRole('link', { name: 'Why can’t I, and what would allow it?' }).first().click()
  await expect(page).toHaveURL(new RegExp(`/access/why\\?vault=${vault}&action=`))
  await expect(
    page.getByRole('heading', { name: /^Whether you can see the names, dates and tags of secrets cannot be known/ }),
  ).toBeVisible()
  await expect(page.getByRole('region', { name: 'The smallest role that would allow it' })).toContainText(
    'Key Vault Reader, on the vault',
  )
  await page.getByLabel('Vault', { exact: true }).fill('No Vault!')
  await page.getByRole('button', { name: 'Explain' }).click()
  await expect(page.getByRole('heading', { name: 'That is no name of a vault' })).toBeVisible()
})
