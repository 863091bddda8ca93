import { afterAll, beforeAll, expect, test } from 'vitest'
import { resourceManagerAudience } from '../entra/resources.ts'
import { contractOf, type Exchange, specificationRoot } from '../testing/contract.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { type Person, people, rolesVaultId } from '../testing/small-state.ts'

/** Key Vault's own operations of Resource Manager against the official OpenAPI, both directions. */

const description = 'specification/keyvault/resource-manager/Microsoft.KeyVault/stable/2023-07-01/keyvault.json'
const root = specificationRoot(description)
if (!root) console.warn('Skipped: no checkout of the official OpenAPI lies beside the project (OPENAPI_SPECS_DIR).')

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
afterAll(() => cloud.close())

const group = rolesVaultId.split('/providers/')[0] ?? ''
const [subscription = ''] = group.split('/resourceGroups/')
const deletedVaults = `${subscription}/providers/Microsoft.KeyVault`

async function exchange(method: string, path: string, body?: unknown, as: Person = 'contributor'): Promise<Exchange> {
  const token = await cloud.token(as, resourceManagerAudience)
  const url = `${resourceManagerAudience}${path}?api-version=2023-07-01`
  const { status, json } = await cloud.send(method, url, { token, ...(body !== undefined && { body }) })
  return { method, url, requestBody: body, status, responseBody: json }
}

function connect(name: string): void {
  const vault = cloud.emulator.state.vaults.get(name)
  if (!vault) throw new Error(`No vault ${name}`)
  const privateEndpointId = `${group}/providers/Microsoft.Network/privateEndpoints/pe-1`
  vault.privateEndpointConnections = [{ name: 'pe-1', privateEndpointId, status: 'Pending' }]
}
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv-contract`
const connections = `${vault}/privateEndpointConnections`

test.skipIf(!root)(
  'every call of every operation keeps to the description',
  async () => {
    const { tenantId, vaults } = cloud.emulator.state
    // Its policies are written "Get", as old vaults have them and the description does not.
    vaults.delete('kv-policies')
    const properties = { tenantId, sku: { family: 'A', name: 'standard' } }
    const policy = { tenantId, objectId: people.reader, permissions: { secrets: ['get'] } }
    const networkAcls = { defaultAction: 'Deny', bypass: 'None', ipRules: [{ value: '198.51.100.7' }] }
    const check = { name: 'kv-contract', type: 'Microsoft.KeyVault/vaults' }
    const place = { location: 'westeurope' }
    const exchanges = [
      await exchange('POST', `${deletedVaults}/checkNameAvailability`, check),
      await exchange('PUT', vault, { ...place, properties: { ...properties, accessPolicies: [] } }),
      await exchange('GET', vault),
      await exchange('PATCH', vault, { tags: { a: 'b' }, properties: { networkAcls } }),
      await exchange('PUT', `${vault}/accessPolicies/add`, { properties: { accessPolicies: [policy] } }),
      await exchange('GET', `${group}/providers/Microsoft.KeyVault/vaults`),
      await exchange('GET', `${deletedVaults}/vaults`),
      await exchange('GET', `${vault}/privateLinkResources`),
    ]
    connect('kv-contract')
    const approval = { properties: { privateLinkServiceConnectionState: { status: 'Approved', description: 'yes' } } }
    exchanges.push(
      await exchange('GET', connections),
      await exchange('GET', `${connections}/pe-1`),
      await exchange('PUT', `${connections}/pe-1`, approval),
      await exchange('DELETE', `${connections}/pe-1`),
      await exchange('DELETE', vault),
      await exchange('GET', `${deletedVaults}/deletedVaults`),
      await exchange('GET', `${deletedVaults}/locations/westeurope/deletedVaults/kv-contract`),
      await exchange('PUT', vault, { ...place, properties: { ...properties, createMode: 'recover' } }),
      await exchange('DELETE', vault),
      await exchange('POST', `${deletedVaults}/locations/westeurope/deletedVaults/kv-contract/purge`),
    )
    const contract = await contractOf(root ?? '', description)
    const results = await Promise.all(exchanges.map(contract))
    const violations = results.flatMap((one) => one.violations.map((text) => `${one.operationId}: ${text}`))
    expect(violations).toEqual([])
    expect(exchanges.map(({ status }) => status).filter((status) => status >= 300)).toEqual([])
  },
  60_000,
)

test('private endpoint connections are read by nobody without the right, and by name in any case', async () => {
  connect('kv-premium')
  const at = `${group}/providers/Microsoft.KeyVault/vaults/kv-premium`
  const refused = await exchange('GET', `${at}/privateEndpointConnections`, undefined, 'nobody')
  expect(refused.status).toBe(403)
  expect((await exchange('GET', `${at}/privateEndpointConnections/PE-1`)).status).toBe(200)
  expect((await exchange('GET', `${at}/privateEndpointConnections/pe-2`)).status).toBe(404)
})

test('a private endpoint of a vault resolves in privatelink.vaultcore.azure.net', async () => {
  const { responseBody } = await exchange('GET', `${rolesVaultId}/privateLinkResources`)
  expect(responseBody).toMatchObject({
    value: [{ properties: { groupId: 'vault', requiredZoneNames: ['privatelink.vaultcore.azure.net'] } }],
  })
})
