import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { resourceManagerAudience } from '../entra/resources.ts'
import type { Vault } from '../state.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { rolesVaultId, smallState } from '../testing/small-state.ts'

/** The firewall over the wire; each test is one rule of Azure's. */

const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/apps'
const endpoint = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateEndpoints/pe-1'

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
afterAll(() => cloud.close())
beforeEach(() => {
  cloud.emulator.state.vaults = smallState().vaults
})

/** Puts differences into the vault and asks it for its secrets, as from somewhere. @returns null or the inner code */
async function ask(differences: Partial<Vault>, headers: Record<string, string>): Promise<string | null> {
  const vault = cloud.emulator.state.vaults.get('kv-roles')
  if (!vault) throw new Error('No vault kv-roles')
  Object.assign(vault, differences)
  const { status, json } = await cloud.send('GET', 'https://kv-roles.vault.emulator.test/secrets?api-version=7.6', {
    headers,
  })
  if (status === 200) return null
  return (json as { error: { innererror?: { code: string } } }).error.innererror?.code ?? String(status)
}
const rules = { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [], virtualNetworkRules: [subnet] } as const
const networkAcls = {
  ...rules,
  ipRules: ['198.51.100.7'],
  virtualNetworkRules: [subnet],
} satisfies Vault['networkAcls']
const trusted = { 'x-emulator-client-service': 'trusted' }
const from = (address: string) => ({ 'x-emulator-client-ip': address })

test('a vault without network rules answers everybody', async () => {
  expect(await ask({ networkAcls: null }, from('8.8.8.8'))).toBeNull()
})

test('an IP rule lets its address in, and the default action decides of all others', async () => {
  expect(await ask({ networkAcls }, from('198.51.100.7'))).toBeNull()
  expect(await ask({}, from('198.51.100.8'))).toBe('ForbiddenByFirewall')
})

test('a virtual network rule lets its subnet in and no other', async () => {
  expect(await ask({ networkAcls }, { 'x-emulator-client-subnet': subnet.toUpperCase() })).toBeNull()
  expect(await ask({}, { 'x-emulator-client-subnet': `${subnet}2`, ...from('198.51.100.7') })).toBe(
    'ForbiddenByFirewall',
  )
})

test('a trusted service passes also where public access is disabled, unless bypass is None; another service never', async () => {
  expect(await ask({ networkAcls, publicNetworkAccess: 'Disabled' }, trusted)).toBeNull()
  expect(await ask({}, { 'x-emulator-client-service': 'devops' })).toBe('ForbiddenByConnection')
  expect(await ask({ networkAcls: { ...networkAcls, bypass: 'None' } }, trusted)).toBe('ForbiddenByConnection')
})

test.each([
  ['Approved', null],
  ['Pending', 'ForbiddenByConnection'],
  ['Rejected', 'ForbiddenByConnection'],
  ['Disconnected', 'ForbiddenByConnection'],
] as const)('a private endpoint that is %s: %s', async (status, refusal) => {
  const privateEndpointConnections = [{ name: 'pe-1', privateEndpointId: endpoint, status }]
  const closed = { privateEndpointConnections, publicNetworkAccess: 'Disabled' } as const
  expect(await ask(closed, { 'x-emulator-client-private-endpoint': endpoint })).toBe(refusal)
})

test('an enforced perimeter overrides bypass and the firewall; a learning one refuses nobody', async () => {
  const perimeter = { name: 'nsp', accessMode: 'Enforced', addressPrefixes: ['203.0.113.0/24'] } as const
  const enforced = { ...perimeter, addressPrefixes: [...perimeter.addressPrefixes] }
  expect(await ask({ networkAcls, perimeter: enforced }, trusted)).toBe('ForbiddenByConnection')
  expect(await ask({}, from('198.51.100.7'))).toBe('ForbiddenByConnection')
  expect(await ask({}, from('203.0.113.9'))).toBeNull()
  const learning = { ...enforced, accessMode: 'Learning' as const }
  expect(await ask({ perimeter: learning }, from('198.51.100.7'))).toBeNull()
  expect(await ask({ publicNetworkAccess: 'SecuredByPerimeter' }, from('198.51.100.7'))).toBe('ForbiddenByConnection')
})

test('the firewall is of the data plane alone: Resource Manager answers of a vault that is closed', async () => {
  expect(await ask({ networkAcls, publicNetworkAccess: 'Disabled' }, from('8.8.8.8'))).toBe('ForbiddenByConnection')
  const token = await cloud.token('contributor', resourceManagerAudience)
  const url = `${resourceManagerAudience}${rolesVaultId}?api-version=2023-07-01`
  expect((await cloud.send('GET', url, { token, headers: from('8.8.8.8') })).status).toBe(200)
})

test('the audit row says which subnet or trusted service called', async () => {
  await ask({ networkAcls }, { 'x-emulator-client-subnet': subnet })
  expect(cloud.emulator.calls.rows.at(-1)).toMatchObject({ subnetId: subnet, addressAuthorizationType: 'Subnet' })
})
