import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { people as accounts } from '../emulator/seed/people.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { emulator } from './emulator.ts'
import { bearer, getAs, people, signInAs } from './sign-in.ts'

const vault = vaultLandmarks.main
const secret = 'payments-api-key'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

const steps = (page: Page) => page.getByRole('list', { name: 'What decides' })

test('an auditor learns why no value shows, why they may not change it, the smallest role and a text to ask for it', async ({
  page,
}) => {
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
  const assign = advice.getByRole('button', { name: 'Assign this role …' })
  await expect(assign).toHaveAccessibleDescription(
    /You may not assign roles here: .* Key Vault Data Access Administrator/,
  )
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

/** What the vault answers when the person reads the secret's value with their own rights. */
async function readAs(request: APIRequestContext, account: string): Promise<number> {
  const { version } = await getAs<{ version: string }>(request, people.ines, api.secret(vault, secret))
  const address = api.revealSecret(vault, secret, version)
  return (await request.post(address, { headers: await bearer(account), data: {} })).status()
}

test('a role given in the page lets a refused read through, and its removal ends that', async ({ page, request }) => {
  expect(await readAs(request, people.lena)).toBe(403)
  await signInAs(page, people.ines, pages.why({ vault, object: `secrets/${secret}` }))
  await page.getByRole('textbox', { name: 'Who' }).fill('lena')
  await page.getByRole('button', { name: /^Lena Fischer/ }).click()
  await page.getByRole('button', { name: 'Explain' }).click()
  await expect(page).toHaveURL(new RegExp(`principal=${accounts.lena.objectId}`))
  await expect(page.getByRole('heading', { name: 'Lena Fischer cannot read the values of secrets' })).toBeVisible()
  await expect(steps(page)).toContainText('No role of theirs, or of a group of theirs, that holds the action')

  await page.getByRole('button', { name: 'Assign this role …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Assign a role' })
  const changes = dialog.getByRole('region', { name: 'Who gains or loses what' })
  await expect(changes).toContainText('Lena Fischer')
  await expect(changes).toContainText('gains: see the names, dates and tags of secrets, read the values of secrets')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('On call this week')
  await dialog.getByText('The same without Strongroom').click()
  await expect(dialog.getByText(/az role assignment create .*--description 'On call this week'/)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Assign role', exact: true }).click()

  await expect(page.getByRole('status').filter({ hasText: 'takes up to 10 minutes' })).toContainText(
    `Lena Fischer has the role Key Vault Secrets User on ${secret}.`,
  )
  await expect(page.getByRole('heading', { name: 'Lena Fischer can read the values of secrets' })).toBeVisible()
  await expect(steps(page)).toContainText(`one object, ${secret}`)
  expect(await readAs(request, people.lena)).toBe(200)

  await page.getByRole('button', { name: 'Remove this role …' }).click()
  const removal = page.getByRole('dialog', { name: 'Remove Key Vault Secrets User from Lena Fischer' })
  await expect(removal.getByRole('region', { name: 'Who gains or loses what' })).toContainText('loses: see the names')
  await removal.getByRole('button', { name: 'Remove role' }).click()
  await expect(page.getByRole('heading', { name: 'Lena Fischer cannot read the values of secrets' })).toBeVisible()
  expect(await readAs(request, people.lena)).toBe(403)
})

test('a group is given to with everybody in it named, by the names of secrets alone; Azure’s refusal stays in the dialog', async ({
  page,
}) => {
  await signInAs(page, people.ines, pages.why({ vault, principal: accounts.lena.objectId }))
  await page.getByRole('button', { name: 'Assign this role …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Assign a role' })
  await dialog.getByRole('button', { name: 'Choose another than Lena Fischer' }).click()
  await dialog.getByRole('textbox', { name: 'To whom' }).fill('auditors')
  await dialog.getByRole('button', { name: /^Auditors/ }).click()
  await dialog.getByRole('radio', { name: 'The name begins with' }).click()
  await dialog.getByRole('textbox', { name: 'Beginnings' }).fill('payments-')
  const changes = dialog.getByRole('region', { name: 'Who gains or loses what' })
  await expect(changes).toContainText('Tomas Berg (in Auditors)')
  await expect(changes).toContainText('gains: read the values of secrets')
  await emulator.faults([{ operation: 'RoleAssignmentCreate', status: 400, code: 'RoleAssignmentLimitExceeded' }])
  await dialog.getByRole('button', { name: 'Assign role', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('The subscription holds 4,000 role assignments')
  await emulator.faults([])
  await dialog.getByRole('button', { name: 'Assign role', exact: true }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'Auditors has the role Key Vault Secrets User' }),
  ).toBeVisible()
})

test('an unreadable vault of a list links there too: access policies are asked for, and a firewall is no matter of roles', async ({
  page,
}) => {
  await signInAs(page, people.ines, pages.objects())
  await page.getByText('Which and why').click()
  await page
    .getByRole('link', {
      name: `Why can’t I, and what would allow it? ${vaultLandmarks.refusesSecurityAdministrators}`,
    })
    .click()
  const advice = page.getByRole('region', { name: 'What would allow it' })
  await expect(advice).toContainText(/An access policy with the (secret|key|certificate) permission (list|get)/)
  await expect(advice.getByText(/az keyvault set-policy --name kv-treasury-prod-weu/)).toBeVisible()
  await page.goto(pages.secrets(vaultLandmarks.selectedNetworks))
  await page.getByRole('link', { name: 'See the vault’s network settings' }).first().click()
  await expect(page).toHaveURL(new RegExp(vaultLandmarks.selectedNetworks))
})
