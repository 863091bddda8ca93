import { KeyVaultManagementClient, type VaultCreateOrUpdateParameters } from '@azure/arm-keyvault'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { type Person, people, smallState } from '../testing/small-state.ts'
import { tlsClient } from '../testing/tls-client.ts'

const endpoint = 'https://management.emulator.test'
const group = 'rg-small'

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
afterAll(() => cloud.close())
beforeEach(() => {
  const { vaults, deletedVaults = [] } = smallState()
  Object.assign(cloud.emulator.state, { vaults, deletedVaults })
})

/** The vendor's client, as somebody who may write vaults of the main subscription. */
function client(person: Person = 'contributor') {
  const getToken = async () => ({
    token: await cloud.token(person, endpoint),
    expiresOnTimestamp: Date.now() + 3_600_000,
  })
  const [{ subscriptionId } = { subscriptionId: '' }] = cloud.emulator.state.subscriptions
  return new KeyVaultManagementClient({ getToken }, subscriptionId, { endpoint, agent: tlsClient(cloud).agent }).vaults
}
const state = () => cloud.emulator.state
const body = (properties: Partial<VaultCreateOrUpdateParameters['properties']> = {}) => ({
  location: 'westeurope',
  properties: { tenantId: state().tenantId, sku: { family: 'A', name: 'standard' as const }, ...properties },
})

describe('recovering a deleted vault', () => {
  const recover = (name: string, location = 'westeurope') =>
    client().createOrUpdate(group, name, { ...body({ createMode: 'recover' }), location })

  test('happens at the place where it was, with what was in it', async () => {
    await client().delete(group, 'kv-closed')
    expect((await recover('kv-closed')).properties.publicNetworkAccess).toBe('Disabled')
    expect(state().deletedVaults).toEqual([])
  })

  test('never reaches into another subscription, group or region', async () => {
    const vault = state().vaults.get('kv-elsewhere')
    if (!vault) throw new Error('The small state has no vault elsewhere')
    state().vaults.delete('kv-elsewhere')
    const { name, subscriptionId, resourceGroup, location, tags, enablePurgeProtection } = vault
    const dates = { deletedDate: 0, scheduledPurgeDate: 2_000_000_000 }
    const deleted = { name, subscriptionId, resourceGroup, location, tags, enablePurgeProtection, vault, ...dates }
    state().deletedVaults = [deleted]
    await expect(recover('kv-elsewhere')).rejects.toMatchObject({ statusCode: 404, code: 'DeletedVaultNotFound' })
    expect(state().deletedVaults).toEqual([deleted])
    await client().delete(group, 'kv-closed')
    await expect(recover('kv-closed', 'northeurope')).rejects.toMatchObject({ code: 'DeletedVaultNotFound' })
  })
})

test('a PUT says all: what it leaves out is as in a new vault, and what cannot be undone stays', async () => {
  const before = state().vaults.get('kv-walled')
  if (!before) throw new Error('The small state has no walled vault')
  Object.assign(before, { tags: { owner: 'a' }, enabledForDeployment: true, enablePurgeProtection: true })
  const written = await client().createOrUpdate(group, 'kv-walled', body())
  expect(written.tags ?? {}).toEqual({})
  expect(written.properties).toMatchObject({
    enabledForDeployment: false,
    enablePurgeProtection: true,
    softDeleteRetentionInDays: 7,
    publicNetworkAccess: 'Enabled',
  })
  expect(state().vaults.get('kv-walled')?.networkAcls).toBeNull()
})

test('a PATCH changes what it names and nothing else', async () => {
  const before = state().vaults.get('kv-walled')?.networkAcls
  await client().update(group, 'kv-walled', { tags: { owner: 'b' } })
  expect(state().vaults.get('kv-walled')).toMatchObject({ tags: { owner: 'b' }, networkAcls: before })
})

describe('a rule of the firewall', () => {
  const open = (value: string) =>
    client().update(group, 'kv-walled', {
      properties: { networkAcls: { defaultAction: 'Deny', ipRules: [{ value }] } },
    })

  test.each(['198.51.100.7', '198.51.100.0/24', '172.15.0.1', '172.32.0.1'])('is taken for %s', async (value) => {
    expect((await open(value)).properties.networkAcls?.ipRules).toMatchObject([
      { value: expect.stringContaining(value) },
    ])
  })
  test.each([
    '10.0.0.1',
    '172.16.0.0/12',
    '192.168.1.1',
    '127.0.0.1',
    '169.254.1.1',
    '999.1.1.1',
    '198.51.100.0/99',
    '1.2.3',
    '::1',
    '0.0.0.0/0',
    '8.0.0.0/6',
    '0.1.2.3',
    '224.0.0.1',
  ])('is refused for %s, and nothing is written', async (value) => {
    const before = state().vaults.get('kv-walled')?.networkAcls
    await expect(open(value)).rejects.toMatchObject({ statusCode: 400 })
    expect(state().vaults.get('kv-walled')?.networkAcls).toEqual(before)
  })
})

test('a PUT that leaves out the permission model does not switch it, and keeps what a policy says of storage', async () => {
  const accessPolicies = [
    { tenantId: state().tenantId, objectId: people.reader, permissions: { secrets: ['get'], storage: ['list'] } },
  ]
  await client().createOrUpdate(group, 'kv-put-twice', body({ enableRbacAuthorization: false, accessPolicies }))
  expect(state().vaults.get('kv-put-twice')).toMatchObject({ accessPolicies })
  await client().createOrUpdate(group, 'kv-put-twice', body())
  expect(state().vaults.get('kv-put-twice')).toMatchObject({ accessPolicies: [], enableRbacAuthorization: false })
})

test('a PUT holds at most 1,024 access policies', async () => {
  const { tenantId } = state()
  const accessPolicies = Array.from({ length: 1_025 }, () => ({ tenantId, objectId: people.reader, permissions: {} }))
  const many = client().createOrUpdate(group, 'kv-too-many', body({ accessPolicies }))
  await expect(many).rejects.toMatchObject({ statusCode: 400 })
  expect(state().vaults.has('kv-too-many')).toBe(false)
})

const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s'
test.each([
  ['ipRules', 1_000, (index: number) => ({ value: `198.51.${index >> 8}.${index & 255}` })],
  ['virtualNetworkRules', 200, (index: number) => ({ id: `${subnet}${index}` })],
] as const)('%s are at most %i', async (list, most, entry) => {
  const write = (length: number) => {
    const networkAcls = { [list]: Array.from({ length }, (_, index) => entry(index)) }
    return client().update(group, 'kv-premium', { properties: { networkAcls } })
  }
  await write(most)
  await expect(write(most + 1)).rejects.toMatchObject({ statusCode: 400 })
})

test('a vault is made in a region that exists, and moved to no other', async () => {
  const put = (name: string, location: string) => client().createOrUpdate(group, name, { ...body(), location })
  await expect(put('kv-nowhere', 'atlantis')).rejects.toMatchObject({ code: 'LocationNotAvailableForResourceType' })
  await expect(put('kv-overseas', 'westeurope')).rejects.toMatchObject({ code: 'InvalidResourceLocation' })
  expect((await put('kv-spaced', 'West Europe')).location).toBe('westeurope')
})
