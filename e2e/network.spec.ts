import { randomUUID } from 'node:crypto'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { vaultLandmarks } from '../emulator/seed/landmarks.ts'
import { api, pages } from '../lib/routes.ts'
import { expectAccessible } from './accessibility.ts'
import { callsBetween, emulator } from './emulator.ts'
import { openArea } from './navigation.ts'
import { bearer, people, signInAs } from './sign-in.ts'

const { main, selectedNetworks } = vaultLandmarks

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

test('every vault stands in the exposure table for the one query that lists them; findings have their fix as code', async ({
  page,
}) => {
  const before = await emulator.calls()
  await signInAs(page, people.ines)
  await openArea(page, 'Network')
  const table = page.getByRole('table', { name: 'Network exposure' })
  await expect(page.getByText('24 vaults', { exact: true })).toBeVisible()
  expect(callsBetween(before, await emulator.calls())).toMatchObject({ ResourceGraphQuery: 1 })
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Check what Strongroom reaches' }).click()
  await expect(page.getByText(/Strongroom calls from/)).toContainText('203.0.113.10')
  await expect(page.getByRole('button', { name: 'Check what Strongroom reaches' })).toBeVisible()
  expect(callsBetween(before, await emulator.calls()).SecretList).toBe(24)
  await expect(table.getByRole('row').filter({ hasText: selectedNetworks })).toContainText('Refused by its firewall')
  await expect(table.getByRole('row').filter({ hasText: vaultLandmarks.privateOnly })).toContainText(
    'Closed to the public network',
  )

  await page.getByRole('radio', { name: 'Findings' }).click()
  await page.getByRole('button', { name: 'Finding', exact: true }).first().click()
  await page.getByRole('menuitemcheckbox', { name: /Open to the internet/ }).click()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/view=findings/)
  await expect(page).toHaveURL(/finding=/)
  const shared = page.url()
  await page.goto(pages.overview())
  await page.goto(shared)
  const finding = page.getByRole('row').filter({ hasText: main })
  await expect(finding).toContainText('Open to the internet')
  await finding.getByRole('button', { name: 'Copy as …' }).click()
  for (const name of ['Azure CLI', 'PowerShell', 'Bicep', 'Terraform']) {
    await expect(page.getByRole('menuitem', { name, exact: true })).toBeVisible()
  }
  await page.keyboard.press('Escape')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^network-findings-.*\.csv$/)
})

test('a refusal of the firewall leads to the Network tab, where the simulator tells which rule decided', async ({
  page,
}) => {
  await signInAs(page, people.ines, pages.secrets(selectedNetworks))
  await page.getByRole('link', { name: 'See the vault’s network settings' }).first().click()
  await expect(page).toHaveURL(pages.networkOf(selectedNetworks))
  await expect(page.getByText('Selected networks', { exact: true })).toBeVisible()

  const verdict = page.getByRole('region', { name: 'Who would get in?' }).getByRole('status')
  const address = page.getByLabel('Address', { exact: true })
  await address.fill('203.0.113.40')
  await expect(verdict).toContainText('Allowed. An IP rule lets this address in: 203.0.113.40.')
  await address.fill('203.0.113.41')
  await expect(verdict).toContainText('Refused. No rule names it, and the default action is Deny.')
  await address.fill('10.0.0.4')
  await expect(page.getByText(/private range \(RFC 1918\)/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Caller' }).click()
  await page.getByRole('option', { name: 'A service of Azure' }).click()
  await expect(verdict).toContainText('Allowed. Trusted services bypass the firewall.')
  await page.getByRole('combobox', { name: 'Service' }).click()
  await page.getByRole('option', { name: /Azure DevOps/ }).click()
  await expect(verdict).toContainText('Refused.')
  await page.getByRole('combobox', { name: 'Caller' }).click()
  await page.getByRole('option', { name: 'A private endpoint' }).click()
  await expect(verdict).toContainText('Allowed. An approved private endpoint goes around the firewall')

  await page.getByRole('button', { name: 'Check whether it reaches this vault' }).click()
  await expect(page.getByText('Refused by its firewall', { exact: true })).toBeVisible()
  await expect(page.getByText(/Calls from/)).toContainText('203.0.113.10')
  await expectAccessible(page)
})

test('a vault is opened to one address, refused from another and closed; a lock-out is said before it happens', async ({
  page,
  request,
}) => {
  const vault = vaultLandmarks.sandbox
  await mayChange(request, people.ines, vault)
  await signInAs(page, people.ines, pages.networkOf(vault))
  const edit = page.getByRole('button', { name: 'Edit network rules' })
  const dialog = page.getByRole('dialog')
  const save = dialog.getByRole('button', { name: 'Save network rules' })
  const lockOut = dialog.getByRole('switch', { name: /Save it although/ })
  const check = page.getByRole('button', { name: 'Check whether it reaches this vault' })
  const own = page.getByRole('region', { name: 'Strongroom itself' })

  await edit.click()
  await dialog.getByRole('radio', { name: 'Deny whom no rule names' }).click()
  await dialog.getByLabel('IP rules', { exact: true }).fill('10.0.0.1\n198.51.100.7')
  await expect(dialog.getByRole('list', { name: 'Mistakes in the IP rules' })).toContainText('private range')
  await expect(save).toHaveAccessibleDescription(/Some rules cannot be saved/)
  await dialog.getByLabel('IP rules', { exact: true }).fill('198.51.100.7')
  await expect(dialog.getByText(/Everybody whom no rule names/)).toBeVisible()
  await expect(save).toHaveAccessibleDescription(/lock Strongroom out/)
  await lockOut.click()
  await expectAccessible(page)
  await save.click()
  await expect(dialog).toHaveCount(0)
  await check.click()
  await expect(own).toContainText('Refused by its firewall')
  await expect(own).toContainText('Calls from 203.0.113.10')

  await edit.click()
  await dialog.getByLabel('IP rules', { exact: true }).fill('203.0.113.10')
  await save.click()
  await expect(dialog).toHaveCount(0)
  await check.click()
  await expect(own.getByText('Reached', { exact: true })).toBeVisible()

  await edit.click()
  await dialog.getByRole('combobox', { name: 'Public network access' }).click()
  await page.getByRole('option', { name: 'Disabled' }).click()
  await expect(dialog.getByText(/calls from 203.0.113.10 and would be locked out/)).toBeVisible()
  await lockOut.click()
  await save.click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('Private only', { exact: true })).toBeVisible()
  await check.click()
  await expect(own).toContainText('Closed to the public network')
})

test('a waiting private endpoint is approved by who may; who may not is told why', async ({ page, request }) => {
  const vault = 'kv-customs-prod-neu'
  await mayChange(request, people.ines, vault)
  await signInAs(page, people.ines, pages.networkOf(vault))
  const endpoints = page.getByRole('region', { name: 'Private endpoint connections' })
  await expect(endpoints).toContainText('Pending: waits for approval')
  await endpoints.getByRole('button', { name: /^Approve/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(endpoints).toContainText('Approved: carries calls')

  await page.evaluate(() => sessionStorage.clear())
  await page.context().clearCookies()
  await signInAs(page, people.tomas, pages.networkOf(vault))
  await expect(page.getByRole('button', { name: 'Edit network rules' })).toHaveAccessibleDescription(
    /no role that changes/,
  )
  await expect(endpoints.getByRole('button', { name: /^Reject/ })).toHaveAccessibleDescription(/no role that decides/)
})

/** Gives somebody Key Vault Contributor at one vault; Inês may give roles. */
async function mayChange(request: APIRequestContext, account: string, vault: string): Promise<void> {
  const headers = await bearer(people.ines)
  const [, claims = ''] = (await bearer(account)).authorization.split('.')
  const { oid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { oid: string } // a claim of every token
  const data = {
    assignmentName: randomUUID(),
    roleDefinitionId: 'f25e0fa2-a7c8-4377-a976-54943a77a395',
    principalId: oid,
    principalType: 'User',
  }
  expect((await request.post(api.roleAssignments(vault), { headers, data })).status()).toBe(201)
}
