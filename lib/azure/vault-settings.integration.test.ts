import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { type NewVault, newVaultDefaults } from '../domain/new-vault.ts'
import { changeableOf, type VaultSettings, type VaultSettingsChange } from '../domain/vault-settings.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let tokens: Record<'ines' | 'tomas', string>
let place: { subscriptionId: string; resourceGroup: string; location: string }
beforeAll(async () => {
  strongroom = await startStrongroom()
  const [ines = '', tomas = ''] = await Promise.all([people.ines, people.tomas].map(strongroom.token))
  tokens = { ines, tomas }
  const sandbox = strongroom.emulator.state.vaults.get(vaultLandmarks.sandbox)
  if (!sandbox) throw new Error('The seed has no sandbox')
  const { subscriptionId, resourceGroup, location } = sandbox
  place = { subscriptionId, resourceGroup, location }
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const state = () => strongroom.emulator.state
const vaultIn = (name: string) => state().vaults.get(name)
const call = async (method: string, address: string, body?: object, as: keyof typeof tokens = 'ines') => {
  const response = await strongroom.api(method, address, { token: tokens[as], ...(body && { body }) })
  return { status: response.status, json: await response.json() }
}
const newVault = (name: string, more: Partial<NewVault> = {}): NewVault => ({
  ...newVaultDefaults,
  ...place,
  name,
  tags: {},
  ...more,
})
const create = (vault: NewVault, as?: keyof typeof tokens) => call('POST', api.vaults(), vault, as)
const settings = async (name: string): Promise<VaultSettings> => (await call('GET', api.vaultSettings(name))).json
const change = (name: string, before: VaultSettings, wanted: VaultSettingsChange['change'], as?: keyof typeof tokens) =>
  call('PATCH', api.vaultSettings(name), { before: changeableOf(before), change: wanted }, as)

describe('a new vault', () => {
  test('is exactly what was decided, and closed where nothing was', async () => {
    const made = await create(newVault('kv-made-plain', { tags: { owner: 'ines' }, softDeleteRetentionDays: 7 }))
    expect(made).toMatchObject({ status: 201, json: { name: 'kv-made-plain', isFound: false } })
    expect(vaultIn('kv-made-plain')).toMatchObject({
      ...place,
      tags: { owner: 'ines' },
      sku: 'standard',
      enableRbacAuthorization: true,
      softDeleteRetentionInDays: 7,
      enablePurgeProtection: false,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      publicNetworkAccess: 'Enabled',
      networkAcls: { defaultAction: 'Deny', bypass: 'None', ipRules: [], virtualNetworkRules: [] },
    })
    expect(strongroom.calls().VaultPut).toBe(1)
    // Known at once, though Resource Graph tells of it only after a while.
    expect(await settings('kv-made-plain')).toMatchObject({ createdBy: people.ines, tags: { owner: 'ines' } })
  })

  test('overwrites no vault that is there, and no call is sent for a name that a deleted one holds', async () => {
    const before = structuredClone({ ...vaultIn(vaultLandmarks.main), objects: null })
    const taken = await create(newVault(vaultLandmarks.main))
    expect([taken.status, taken.json.error.code]).toEqual([409, 'vault_name_taken'])
    expect({ ...vaultIn(vaultLandmarks.main), objects: null }).toEqual(before)
    await create(newVault('kv-made-held'))
    await call('DELETE', api.vault('kv-made-held'))
    strongroom.forget()
    const held = await create(newVault('kv-made-held'))
    expect([held.status, held.json.error.code]).toEqual([409, 'vault_name_held'])
    expect(strongroom.calls().VaultPut).toBeUndefined()
    const check = await call('GET', api.vaultNameCheck(place.subscriptionId, 'kv-made-held'))
    expect(check.json).toMatchObject({ state: 'heldByDeleted', isPurgeProtectionEnabled: false })
  })

  test.each([
    ['retention', { softDeleteRetentionDays: 6 }, /7 to 90 days/],
    ['retention', { softDeleteRetentionDays: 91 }, /7 to 90 days/],
    ['name', { name: 'a--b' }, /3 to 24/],
    ['region', { location: 'West Europe' }, /westeurope/],
    ['subscription', { subscriptionId: 'x/../y' }, /Choose a subscription/],
    ['group', { resourceGroup: 'a/b' }, /resource group/],
  ])('with a wrong %s is refused before any call to Azure', async (_, wrong, words) => {
    const refused = await create(newVault('kv-made-wrong', wrong as Partial<NewVault>))
    expect([refused.status, refused.json.error.code]).toEqual([400, 'invalid_request'])
    expect(refused.json.error.message).toMatch(words)
    expect(strongroom.calls()).toEqual({})
  })

  test('is refused to somebody without the right, with the action and the smallest role', async () => {
    const refused = await create(newVault('kv-made-tomas'), 'tomas')
    expect([refused.status, refused.json.error.code]).toEqual([403, 'forbidden'])
    expect(refused.json.error.missingRight.role).toBeDefined()
    expect(vaultIn('kv-made-tomas')).toBeUndefined()
  })

  test('is found by looking when the answer was lost, and sent once', async () => {
    strongroom.emulator.faults.replace([{ operation: 'VaultPut', times: 1, reset: 'after' }])
    const made = await create(newVault('kv-made-lost'))
    expect(made).toMatchObject({ status: 201, json: { isFound: true } })
    expect(strongroom.calls().VaultPut).toBe(1)
  })

  test('is not taken for ours when somebody else made another one of that name at that moment', async () => {
    strongroom.emulator.faults.replace([
      { operation: 'VaultPut', times: 1, reset: 'after' },
      { operation: 'VaultGet', latencyMs: 2_000 },
    ])
    const creating = create(newVault('kv-made-twice', { tags: { owner: 'ines' } }))
    await expect.poll(() => vaultIn('kv-made-twice')).toBeDefined()
    const theirs = vaultIn('kv-made-twice')
    if (theirs) theirs.tags = { owner: 'somebody else' }
    const made = await creating
    expect(made.json.error?.code).toBe('outcome_unknown')
  })
})

describe('a change of settings', () => {
  test('sends what was changed and nothing else', async () => {
    const name = 'kv-made-plain'
    const before = await settings(name)
    const changed = await change(name, before, { isEnabledForDeployment: true })
    expect(changed).toMatchObject({ status: 200, json: { isEnabledForDeployment: true, tags: { owner: 'ines' } } })
    expect(vaultIn(name)).toMatchObject({ enabledForDeployment: true, enabledForDiskEncryption: false })
    const tagged = await change(name, changed.json, { tags: { team: 'payments' } })
    expect(tagged.json.tags).toEqual({ team: 'payments' })
  })

  test('is refused where somebody else changed anything meanwhile, and nothing is written', async () => {
    const name = 'kv-made-plain'
    const before = await settings(name)
    const vault = vaultIn(name)
    if (vault) vault.tags = { other: 'hand' }
    strongroom.forget()
    const refused = await change(name, before, { isEnabledForTemplateDeployment: true })
    expect([refused.status, refused.json.error.code]).toEqual([409, 'concurrent_change'])
    expect(refused.json.error.message).toMatch(/the tags/)
    expect(strongroom.calls().VaultPatch).toBeUndefined()
  })

  test('switches purge protection on, and nothing switches it off', async () => {
    const name = 'kv-made-plain'
    const on = await change(name, await settings(name), { isPurgeProtectionEnabled: true })
    expect(on.json.isPurgeProtectionEnabled).toBe(true)
    const off = await call('PATCH', api.vaultSettings(name), {
      before: changeableOf(on.json),
      change: { isPurgeProtectionEnabled: false },
    })
    expect([off.status, off.json.error.code]).toEqual([400, 'invalid_request'])
    expect(off.json.error.message).toMatch(/never off again/)
  })

  test('is refused to somebody who may only read the vault', async () => {
    const name = vaultLandmarks.main
    const refused = await change(name, await settings(name), { isEnabledForDeployment: true }, 'tomas')
    expect(refused.status).toBe(403)
    expect(refused.json.error.missingRight).toMatchObject({ action: 'Microsoft.KeyVault/vaults/write' })
  })
})

describe('a deleted vault', () => {
  test('comes back with what was in it and without its role assignments', async () => {
    const name = 'kv-made-back'
    await create(newVault(name))
    const id = (await settings(name)).id
    const [any] = state().roleAssignments
    if (!any) throw new Error('The seed has no role assignment')
    state().roleAssignments = [
      ...state().roleAssignments,
      { ...any, name: crypto.randomUUID(), scope: `${id}/secrets/one` },
    ]
    const deleted = await call('DELETE', api.vault(name))
    expect(deleted).toMatchObject({ status: 200, json: { name, scheduledPurgeDate: expect.any(String) } })
    expect(vaultIn(name)).toBeUndefined()
    const listed = await call('GET', api.deletedVaults())
    expect(listed.json.items).toContainEqual(expect.objectContaining({ name, ...place }))
    const back = await call('POST', api.recoverVault(name, place))
    expect(back.status).toBe(200)
    expect(vaultIn(name)).toMatchObject({ enableRbacAuthorization: true, networkAcls: { defaultAction: 'Deny' } })
    expect(state().roleAssignments.some((one) => one.scope.startsWith(id))).toBe(false)
  })

  test('is purged for good, unless purge protection keeps it', async () => {
    await create(newVault('kv-made-gone'))
    await call('DELETE', api.vault('kv-made-gone'))
    expect((await call('DELETE', api.deletedVault('kv-made-gone', place))).status).toBe(200)
    expect((await call('GET', api.vaultNameCheck(place.subscriptionId, 'kv-made-gone'))).json.state).toBe('free')
    await create(newVault('kv-made-kept', { isPurgeProtectionEnabled: true }))
    await call('DELETE', api.vault('kv-made-kept'))
    const kept = await call('DELETE', api.deletedVault('kv-made-kept', place))
    expect([kept.status, kept.json.error.code]).toEqual([403, 'purge_protected'])
  })

  test('is purged by nobody without the right, which is named with its smallest role', async () => {
    await create(newVault('kv-made-mine'))
    await call('DELETE', api.vault('kv-made-mine'))
    const refused = await call('DELETE', api.deletedVault('kv-made-mine', place), undefined, 'tomas')
    expect([refused.status, refused.json.error.code]).toEqual([403, 'forbidden'])
    expect(refused.json.error.missingRight).toMatchObject({
      action: 'Microsoft.KeyVault/locations/deletedVaults/purge/action',
      role: 'Key Vault Purge Operator',
    })
  })
})

test('subscriptions and their resource groups are told to choose from', async () => {
  const { items } = (await call('GET', api.subscriptions())).json
  expect(items.map(({ subscriptionId }: { subscriptionId: string }) => subscriptionId)).toContain(place.subscriptionId)
  const groups = await call('GET', api.resourceGroups(place.subscriptionId))
  expect(groups.json.items).toContainEqual(expect.objectContaining({ name: place.resourceGroup }))
})
