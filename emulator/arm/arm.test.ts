import type https from 'node:https'
import { AuthorizationManagementClient } from '@azure/arm-authorization'
import { KeyVaultManagementClient } from '@azure/arm-keyvault'
import { ResourceGraphClient } from '@azure/arm-resourcegraph'
import { SubscriptionClient } from '@azure/arm-resources-subscriptions'
import type { TokenCredential } from '@azure/core-auth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { type TlsClient, tlsClient } from '../testing/tls-client.ts'

const endpoint = 'https://management.emulator.test'
let running: RunningEmulator
let client: TlsClient
let agent: https.Agent

beforeAll(async () => {
  running = await startEmulator({ httpsPort: 0, httpPort: 0, seed: 'demo' })
  client = tlsClient(running)
  agent = client.agent
})
afterAll(async () => {
  agent.destroy()
  await running.close()
})

const names = {
  ines: 'ines.moreau',
  tomas: 'tomas.berg',
  priya: 'priya.nair',
  daniel: 'daniel.okafor',
  lena: 'lena.fischer',
}

function as(person: keyof typeof names): TokenCredential {
  return {
    async getToken() {
      const response = await fetch(`http://127.0.0.1:${running.httpPort}/_emulator/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: `${names[person]}@meridian.example`, scope: `${endpoint}/.default` }),
      })
      const { access_token: token } = (await response.json()) as { access_token: string } // the emulator's own answer
      return { token, expiresOnTimestamp: Date.now() + 3_600_000 }
    },
  }
}

async function all<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of pages) items.push(item)
  return items
}

const subscriptionsOf = (person: keyof typeof names) =>
  all(new SubscriptionClient(as(person), { endpoint, agent }).subscriptions.list())

const vaultQuery = {
  query:
    "resources | where type =~ 'microsoft.keyvault/vaults' | project id, name, subscriptionId, properties | order by id asc",
}
const graphVaultsOf = async (person: keyof typeof names, query = vaultQuery) => {
  const { data } = await new ResourceGraphClient(as(person), { endpoint, agent }).resources(query)
  return data as { id: string; name: string; properties: { vaultUri: string } }[] // the columns of the query above
}

test('a subscription is listed to whoever holds a role on it or inside it, and to nobody else', async () => {
  expect(await subscriptionsOf('ines')).toHaveLength(3)
  expect(await subscriptionsOf('daniel')).not.toHaveLength(0)
  expect(await subscriptionsOf('lena')).toEqual([])
})

test('Resource Graph and Resource Manager show the same vaults, each person their own', async () => {
  const fromGraph = await graphVaultsOf('ines')
  const subscriptions = await subscriptionsOf('ines')
  const fromManager = await Promise.all(
    subscriptions.map(({ subscriptionId = '' }) =>
      all(new KeyVaultManagementClient(as('ines'), subscriptionId, { endpoint, agent }).vaults.listBySubscription()),
    ),
  )
  expect(fromGraph.map(({ id }) => id).sort()).toEqual(
    fromManager
      .flat()
      .map(({ id }) => id)
      .sort(),
  )
  expect(fromGraph.length).toBeGreaterThanOrEqual(24)
  expect((await graphVaultsOf('daniel')).length).toBe(1)
  expect(await graphVaultsOf('priya')).toEqual([])
})

test('pages of Resource Graph hold every row once', async () => {
  const graph = new ResourceGraphClient(as('ines'), { endpoint, agent })
  const ids: string[] = []
  let skipToken: string | undefined
  do {
    const page = await graph.resources({ ...vaultQuery, options: { top: 5, ...(skipToken && { skipToken }) } })
    ids.push(...(page.data as { id: string }[]).map(({ id }) => id)) // the columns of the query above
    skipToken = page.skipToken
  } while (skipToken)
  expect(ids).toEqual((await graphVaultsOf('ines')).map(({ id }) => id))
})

test('a query that Resource Graph does not understand is refused', async () => {
  const refused = graphVaultsOf('ines', { query: 'resources | render piechart' })
  await expect(refused).rejects.toMatchObject({ statusCode: 400, code: 'BadRequest' })
})

test('a vault is shown to who may read it and refused to others with the action that is missing', async () => {
  const [first] = await graphVaultsOf('ines')
  const [, , subscriptionId = '', , resourceGroup = ''] = first?.id.split('/') ?? []
  const vaultOf = (person: keyof typeof names) =>
    new KeyVaultManagementClient(as(person), subscriptionId, { endpoint, agent }).vaults.get(
      resourceGroup,
      first?.name ?? '',
    )
  expect((await vaultOf('ines')).properties.vaultUri).toBe(first?.properties.vaultUri)
  await expect(vaultOf('lena')).rejects.toMatchObject({
    statusCode: 403,
    code: 'AuthorizationFailed',
    message: expect.stringContaining("perform action 'Microsoft.KeyVault/vaults/read'"),
  })
})

test('permissions follow the roles at the vault and may be read only by who may read them', async () => {
  const [first] = await graphVaultsOf('ines')
  const [, , subscriptionId = '', , resourceGroup = ''] = first?.id.split('/') ?? []
  const permissionsOf = (person: keyof typeof names) =>
    all(
      new AuthorizationManagementClient(as(person), subscriptionId, { endpoint, agent }).permissions.listForResource(
        resourceGroup,
        'Microsoft.KeyVault',
        '',
        'vaults',
        first?.name ?? '',
      ),
    )
  expect((await permissionsOf('ines')).flatMap((one) => one.dataActions)).toContain('Microsoft.KeyVault/vaults/*')
  expect((await permissionsOf('tomas')).flatMap((one) => one.dataActions)).not.toContain('Microsoft.KeyVault/vaults/*')
  await expect(permissionsOf('priya')).rejects.toMatchObject({ statusCode: 403 })
})

test('an unknown or missing api-version, a foreign audience and an unknown operation are refused as Azure does', async () => {
  const { token } = (await as('ines').getToken('')) ?? { token: '' }
  const get = (path: string, authorization = `Bearer ${token}`) =>
    client.send('GET', `${endpoint}${path}`, { headers: { authorization } })
  expect(await get('/subscriptions?api-version=2022-12-01')).toMatchObject({ status: 200 })
  expect((await get('/subscriptions')).text).toContain('MissingApiVersionParameter')
  expect((await get('/subscriptions?api-version=1999-01-01')).text).toContain('NoRegisteredProviderFound')
  expect(await get('/subscriptions?api-version=2022-12-01', 'Bearer nonsense')).toMatchObject({ status: 401 })
  expect(await get('/providers/Microsoft.Nothing/things?api-version=2022-12-01')).toMatchObject({ status: 501 })
})

test('a list is refused to who holds no role at all in the subscription or group, and filtered for the others', async () => {
  const [first] = await graphVaultsOf('ines')
  const [, , subscriptionId = '', , resourceGroup = ''] = first?.id.split('/') ?? []
  const managerOf = (person: keyof typeof names) =>
    new KeyVaultManagementClient(as(person), subscriptionId, { endpoint, agent }).vaults
  const refusal = { statusCode: 403, code: 'AuthorizationFailed' }
  await expect(all(managerOf('lena').listBySubscription())).rejects.toMatchObject(refusal)
  await expect(all(managerOf('lena').listByResourceGroup(resourceGroup))).rejects.toMatchObject(refusal)
  expect(await all(managerOf('ines').listByResourceGroup(resourceGroup))).not.toHaveLength(0)
})

test('a path is understood in any case, and what is not there is named', async () => {
  const { token } = (await as('ines').getToken('')) ?? { token: '' }
  const get = (path: string) =>
    client.send('GET', `${endpoint}${path}`, { headers: { authorization: `Bearer ${token}` } })
  const [first] = await graphVaultsOf('ines')
  const id = first?.id ?? ''
  const shouted = await get(`${id.toUpperCase()}?api-version=2023-07-01`)
  expect(JSON.parse(shouted.text)).toMatchObject({ id, properties: { provisioningState: 'Succeeded' } })
  expect(await get(`${id}-gone?api-version=2026-02-01`)).toMatchObject({
    status: 404,
    text: expect.stringContaining('"ResourceNotFound"'),
  })
  const elsewhere = id.replace(/resourceGroups\/[^/]+/, 'resourceGroups/rg-gone')
  expect((await get(`${elsewhere}?api-version=2026-02-01`)).text).toContain('"ResourceGroupNotFound"')
  const nowhere = '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups?api-version=2022-12-01'
  expect((await get(nowhere)).text).toContain('"SubscriptionNotFound"')
})

test('a call on a vault leaves an audit row with the long names of the claims', async () => {
  const [first] = await graphVaultsOf('ines')
  const [, , subscriptionId = '', , resourceGroup = ''] = first?.id.split('/') ?? []
  running.emulator.calls.reset()
  await new KeyVaultManagementClient(as('ines'), subscriptionId, { endpoint, agent }).vaults.get(
    resourceGroup,
    first?.name ?? '',
  )
  expect(running.emulator.calls.rows).toMatchObject([
    {
      category: 'AuditEvent',
      plane: 'control',
      resourceId: first?.id,
      operationName: 'VaultGet',
      operationVersion: '2026-02-01',
      httpStatusCode: 200,
      resultSignature: 'OK',
      claims: {
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': 'ines.moreau@meridian.example',
        'http://schemas.microsoft.com/identity/claims/objectidentifier': expect.stringMatching(/^[0-9a-f-]{36}$/),
        appid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    },
  ])
})

test('the cloud says what it is made of to whoever asks, with the port that they came by', async () => {
  const path = '/metadata/endpoints?api-version=2022-09-01'
  const { status, text } = await client.send('GET', `${endpoint}${path}`)
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({
    resourceManager: endpoint,
    authentication: { loginEndpoint: 'https://login.emulator.test', audiences: [endpoint] },
    suffixes: { keyVaultDns: 'vault.emulator.test' },
  })
  expect(JSON.parse((await client.send('GET', `${endpoint}:8443${path}`)).text)).toMatchObject({
    resourceManager: `${endpoint}:8443`,
    authentication: { loginEndpoint: 'https://login.emulator.test:8443', audiences: [endpoint] },
  })
})

test('the generic list of resources finds one vault by its name', async () => {
  const vault = running.emulator.state.vaults.get('kv-sandbox-dev')
  const filter = "resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'KV-sandbox-dev'"
  const url = `${endpoint}/subscriptions/${vault?.subscriptionId}/resources?$filter=${filter}&api-version=2015-11-01`
  const { token } = (await as('ines').getToken([])) ?? { token: '' }
  const { text } = await client.send('GET', encodeURI(url), { headers: { Authorization: `Bearer ${token}` } })
  expect(JSON.parse(text).value.map((one: { name: string }) => one.name)).toEqual(['kv-sandbox-dev'])
})
