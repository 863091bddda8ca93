import { ResourceGraphClient } from '@azure/arm-resourcegraph'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintAccessToken } from '../../entra/access-token.ts'
import { resourceManagerAudience } from '../../entra/resources.ts'
import { managementGroupId } from '../../seed/management-groups.ts'
import { people, subscriptionIds, teams, tenant, workloads } from '../../seed/people.ts'
import { type RunningEmulator, startEmulator } from '../../start.ts'
import { type TlsClient, tlsClient } from '../../testing/tls-client.ts'

let running: RunningEmulator
let client: TlsClient

beforeAll(async () => {
  running = await startEmulator({ httpsPort: 0, httpPort: 0, seed: 'demo' })
  client = tlsClient(running)
})
afterAll(async () => {
  client.agent.destroy()
  await running.close()
})

interface Options {
  principal?: { objectId: string; displayName: string }
  subscriptions?: string[]
  managementGroups?: string[]
  options?: Record<string, unknown>
}

interface Page {
  data: Record<string, unknown>[]
  count: number
  totalRecords: number
  resultTruncated: string
  $skipToken?: string
  error?: { code: string; message: string; details: Record<string, unknown>[] }
}

function token(principal: { objectId: string; displayName: string } = people.ines) {
  return mintAccessToken(running.emulator, {
    principal,
    audience: resourceManagerAudience,
    appId: running.emulator.state.application.clientId,
    scopes: ['user_impersonation'],
  })
}

async function ask(query: string, { principal, ...request }: Options = {}) {
  const { status, text } = await client.send(
    'POST',
    `${resourceManagerAudience}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`,
    { headers: { Authorization: `Bearer ${await token(principal)}` }, body: JSON.stringify({ query, ...request }) },
  )
  return { status, page: JSON.parse(text) as Page } // what the tests below look at
}

async function rows(query: string, options: Options = {}) {
  const { status, page } = await ask(query, options)
  expect(page.error).toBeUndefined()
  expect(status).toBe(200)
  return page.data
}

const detailsOf = async (query: string, options: Options = {}) => (await ask(query, options)).page.error?.details

test('a vault has the columns of Resource Graph, with type and group in lower case', async () => {
  const [vault] = await rows("resources | where name == 'kv-payments-prod-weu'")
  expect(Object.keys(vault ?? {})).toEqual(
    'id,name,type,tenantId,kind,location,resourceGroup,subscriptionId,managedBy,sku,plan,properties,tags,identity,zones,extendedLocation'.split(
      ',',
    ),
  )
  expect(vault).toMatchObject({
    id: `/subscriptions/${subscriptionIds.production}/resourceGroups/rg-payments-prod-weu/providers/Microsoft.KeyVault/vaults/kv-payments-prod-weu`,
    type: 'microsoft.keyvault/vaults',
    tenantId: tenant.tenantId,
    kind: '',
    managedBy: '',
    sku: null,
    zones: null,
    properties: { vaultUri: 'https://kv-payments-prod-weu.vault.emulator.test/', enableSoftDelete: true },
  })
})

test.each(['resources', 'Resources', 'RESOURCES'])(
  '%s is the same table, in whatever case it is written',
  async (table) => {
    const [counted] = await rows(`${table} | where type == 'microsoft.keyvault/vaults' | count`)
    expect(counted).toEqual({ Count: running.emulator.state.vaults.size })
  },
)

test('a query that names no table asks for resources', async () => {
  expect(await rows("where type =~ 'Microsoft.KeyVault/vaults' | count")).toEqual([
    { Count: running.emulator.state.vaults.size },
  ])
})

test('the posture of vaults is counted, joined to the names of their subscriptions, and told apart by case rules', async () => {
  const found = await rows(`Resources
    | where type =~ 'Microsoft.KeyVault/vaults'
    | extend rbac = tobool(properties.enableRbacAuthorization), sku = tostring(properties.sku.name)
    | join kind=leftouter (ResourceContainers
        | where type == 'microsoft.resources/subscriptions'
        | project SubName = name, subscriptionId) on subscriptionId
    | summarize vaults = count(), withRoles = countif(rbac) by SubName
    | order by SubName asc`)
  const vaults = [...running.emulator.state.vaults.values()]
  const of = (id: string) => vaults.filter(({ subscriptionId }) => subscriptionId === id)
  const expected = running.emulator.state.subscriptions
    .map(({ subscriptionId, displayName }) => ({
      SubName: displayName,
      vaults: of(subscriptionId).length,
      withRoles: of(subscriptionId).filter((one) => one.enableRbacAuthorization === true).length,
    }))
    .sort((left, right) => (left.SubName < right.SubName ? -1 : 1))
  expect(found).toEqual(expected)
  expect(await rows("resources | where type == 'Microsoft.KeyVault/vaults'")).toEqual([])
})

test('containers are management groups, subscriptions with the groups above them, and resource groups', async () => {
  const counts = await rows('resourcecontainers | summarize count() by type | order by type asc')
  const { managementGroups, subscriptions, resourceGroups } = running.emulator.state
  expect(counts).toEqual([
    { type: 'microsoft.management/managementgroups', count_: managementGroups.length },
    { type: 'microsoft.resources/subscriptions', count_: subscriptions.length },
    { type: 'microsoft.resources/subscriptions/resourcegroups', count_: resourceGroups.length },
  ])
  const [production] = await rows(
    `resourcecontainers | where subscriptionId == '${subscriptionIds.production}' and type == 'microsoft.resources/subscriptions'
     | project chain = properties.managementGroupAncestorsChain, state = tostring(properties.state)`,
  )
  expect(production).toEqual({
    state: 'Enabled',
    chain: [
      { name: 'meridian-production', displayName: 'Production' },
      { name: 'meridian', displayName: 'Meridian' },
      { name: tenant.tenantId, displayName: 'Tenant Root Group' },
    ],
  })
})

test('assignments are joined to their roles by the id that Resource Graph gives a definition', async () => {
  const found = await rows(`authorizationresources
    | where type =~ 'microsoft.authorization/roleassignments'
    | where properties.scope endswith '/secrets/orders-db-password' or properties.principalId == '${workloads.cardGateway.objectId}'
    | extend roleId = tolower(tostring(properties.roleDefinitionId))
    | join kind=inner (authorizationresources
        | where type =~ 'microsoft.authorization/roledefinitions'
        | project roleId = tolower(id), roleName = tostring(properties.roleName)) on roleId
    | project roleName, principalType = tostring(properties.principalType), scope = tostring(split(properties.scope, '/')[-1])
    | order by roleName asc`)
  expect(found).toEqual([
    { roleName: 'Key Vault Certificate User', principalType: 'ServicePrincipal', scope: 'kv-payments-prod-weu' },
    { roleName: 'Key Vault Secrets User', principalType: 'ServicePrincipal', scope: 'kv-payments-prod-neu' },
  ])
})

test('assignments of Resource Graph are none that are merely eligible, and name a group for its members', async () => {
  const types = await rows('authorizationresources | distinct type | order by type asc')
  expect(types).toEqual([
    { type: 'microsoft.authorization/roleassignments' },
    { type: 'microsoft.authorization/roledefinitions' },
  ])
  const ofPriya = `authorizationresources | where properties.principalId == '${people.priya.objectId}'`
  const ofHerTeam = `authorizationresources | where properties.principalId == '${teams.onCall.objectId}'`
  expect([(await rows(ofPriya)).length, (await rows(ofHerTeam)).length > 0]).toEqual([0, true])
})

test('each person sees what they may read, and nothing of the rest, whoever asked before', async () => {
  const names = (principal: Options['principal']) =>
    rows("resources | where type =~ 'microsoft.keyvault/vaults' | project name", principal ? { principal } : {})
  const everything = await names(people.ines)
  expect(everything).toHaveLength(running.emulator.state.vaults.size)
  expect(await names(people.daniel)).toHaveLength(1)
  expect(await names(people.priya)).toEqual([])
  expect(await names(people.ines)).toEqual(everything)
  for (const table of ['resourcecontainers', 'authorizationresources']) {
    expect(await rows(`${table} | take 5`, { principal: people.lena })).toEqual([])
  }
  // A Reader of one vault reads the assignments at it and the roles they are of, not those elsewhere.
  const seen = await rows(
    "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | distinct scope = tostring(properties.scope)",
    { principal: people.daniel },
  )
  expect(seen.length).toBeGreaterThan(0)
  const [own] = await rows('resources | project id', { principal: people.daniel })
  for (const { scope } of seen) expect(String(scope).toLowerCase()).toContain(String(own?.id).toLowerCase())
})

test('a right that is granted or taken shows with the next query, and so does a vault that changes', async () => {
  const { state } = running.emulator
  const count = () => rows("resources | where type =~ 'microsoft.keyvault/vaults' | count", { principal: people.lena })
  const before = state.roleAssignments
  const reader = before.find(({ principalId }) => principalId === people.tomas.objectId)
  const granted = { ...reader, name: 'granted', principalId: people.lena.objectId } as (typeof before)[number] // of one that is there
  expect(await count()).toEqual([{ Count: 0 }])
  state.roleAssignments = [...before, granted]
  expect(await count()).not.toEqual([{ Count: 0 }])
  expect(await rows("authorizationresources | where name == 'granted' | project name")).toEqual([{ name: 'granted' }])
  state.roleAssignments = before
  expect(await count()).toEqual([{ Count: 0 }])
  expect(await rows("authorizationresources | where name == 'granted'")).toEqual([])

  const vault = state.vaults.get('kv-sandbox-dev')
  if (!vault) throw new Error('The seed has this vault.')
  const { tags } = vault
  const team = () => rows("resources | where name == 'kv-sandbox-dev' | project team = tostring(tags.team)")
  expect(await team()).not.toEqual([{ team: 'changed' }])
  vault.tags = { ...tags, team: 'changed' }
  expect(await team()).toEqual([{ team: 'changed' }])
  vault.tags = tags
})

test('a group that somebody joins gives them its rows', async () => {
  const { state } = running.emulator
  const before = state.groups
  state.groups = before.map((one) =>
    one.objectId === teams.auditors.objectId ? { ...one, memberIds: [...one.memberIds, people.lena.objectId] } : one,
  )
  const query = "resources | where type =~ 'microsoft.keyvault/vaults' | count"
  expect(await rows(query, { principal: people.lena })).toEqual([{ Count: state.vaults.size }])
  state.groups = before
  expect(await rows(query, { principal: people.lena })).toEqual([{ Count: 0 }])
})

test('subscriptions and management groups narrow a query, and none that one may see is refused', async () => {
  const query = "resources | where type =~ 'microsoft.keyvault/vaults' | distinct subscriptionId"
  expect(await rows(query, { subscriptions: [subscriptionIds.test] })).toEqual([
    { subscriptionId: subscriptionIds.test },
  ])
  const nonproduction = await rows(`${query} | order by subscriptionId asc`, {
    managementGroups: ['meridian-nonproduction'],
  })
  expect(nonproduction.map((one) => one.subscriptionId)).toEqual(
    [subscriptionIds.test, subscriptionIds.development].sort(),
  )
  const details = await detailsOf(query, { subscriptions: [subscriptionIds.test], principal: people.lena })
  expect(details).toMatchObject([{ code: 'NoValidSubscriptionsInQueryRequest' }])
})

test('a filter says whether assignments above the scope count', async () => {
  const scopes = async (authorizationScopeFilter: string) => {
    const found = await rows(
      "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | distinct scope = tolower(tostring(properties.scope))",
      { subscriptions: [subscriptionIds.production], options: { authorizationScopeFilter } },
    )
    return found.map((one) => String(one.scope))
  }
  const here = `/subscriptions/${subscriptionIds.production}`
  const root = managementGroupId(tenant.tenantId).toLowerCase()
  expect(await scopes('AtScopeExact')).toEqual([here])
  expect(await scopes('AtScopeAndBelow')).not.toContain(root)
  const above = await scopes('AtScopeAndAbove')
  expect(above).toContain(root)
  expect(above.filter((one) => one.startsWith(here))).toEqual([here])
  expect(await scopes('AtScopeAboveAndBelow')).toEqual(expect.arrayContaining([root, here]))
})

test('pages hold every row once; the last one leads nowhere', async () => {
  const query = 'resources | where type =~ "microsoft.keyvault/vaults" | project id | order by id asc'
  const whole = await rows(query)
  const seen: unknown[] = []
  let $skipToken: string | undefined
  do {
    const { page } = await ask(query, { options: { $top: 7, ...($skipToken && { $skipToken }) } })
    expect(page).toMatchObject({ totalRecords: whole.length, count: page.data.length, resultTruncated: 'false' })
    seen.push(...page.data)
    $skipToken = page.$skipToken
  } while ($skipToken)
  expect(seen).toEqual(whole)
  expect(await rows(query, { options: { $top: 2, $skip: 3 } })).toEqual(whole.slice(3, 5))
  expect(await detailsOf(query, { options: { $skipToken: 'nonsense' } })).toMatchObject([{ code: 'InvalidSkipToken' }])
})

test.each([
  ['take', 'resources | project id | take 5'],
  ['columns that are all dynamic', 'resources | project tags'],
])('%s is not paged: the rest is cut off, and the answer says so', async (_, query) => {
  const { page } = await ask(query, { options: { $top: 2 } })
  expect(page).toMatchObject({ count: 2, resultTruncated: 'true' })
  expect(page.$skipToken).toBeUndefined()
})

test('the table format gives columns with their types, and rows', async () => {
  const { page } = await ask(
    "resources | where name == 'kv-sandbox-dev' | project name, days = toint(properties.softDeleteRetentionInDays), soft = tobool(properties.enableSoftDelete), tags",
    { options: { resultFormat: 'table' } },
  )
  const vault = running.emulator.state.vaults.get('kv-sandbox-dev')
  expect(page.data).toEqual({
    columns: [
      { name: 'name', type: 'string' },
      { name: 'days', type: 'integer' },
      { name: 'soft', type: 'boolean' },
      { name: 'tags', type: 'object' },
    ],
    rows: [['kv-sandbox-dev', vault?.softDeleteRetentionInDays, true, vault?.tags]],
  })
})

test('what is wrong with a query is said in details, with its place', async () => {
  const { status, page } = await ask('resources\n| where type =~ ')
  expect(status).toBe(400)
  expect(page.error).toMatchObject({
    code: 'BadRequest',
    message: expect.stringMatching(/timestamp = .*correlationId = /),
  })
  expect(page.error?.details).toMatchObject([
    { code: 'InvalidQuery' },
    { code: 'ParserFailure', message: 'ParserFailure', line: 2, token: '<EOF>' },
  ])
  expect(await detailsOf('resources | project nmae')).toMatchObject([
    { code: 'InvalidQuery' },
    { code: 'SemanticError', message: expect.stringContaining('nmae'), line: 1, characterPositionInLine: 20 },
  ])
  expect(await detailsOf('securityresources | take 1')).toMatchObject([
    { code: 'InvalidQuery' },
    {
      code: 'DisallowedLogicalTableName',
      message: 'Table securityresources is invalid, unsupported or disallowed.',
    },
  ])
})

test.each([
  ['render', 'resources | summarize count() by type | render piechart'],
  ['make-series', 'resources | make-series count() default=0 on now() from ago(1d) to now() step 1h'],
  ['datatable', 'datatable(a:long)[1]'],
  ['rightouter', 'resources | join kind=rightouter (resourcecontainers) on subscriptionId'],
])('%s is not in the language of Resource Graph', async (token, query) => {
  const details = await detailsOf(query)
  expect(details).toMatchObject([{ code: 'InvalidQuery' }, { code: 'InvalidQueryLanguage', line: -1 }])
  expect(String(details?.[1]?.token)).toContain(token)
})

test('three joins are allowed and a fourth is not', async () => {
  const joined = (count: number) =>
    `resources | take 1 | project subscriptionId${' | join kind=leftouter (resourcecontainers | where type == "microsoft.resources/subscriptions" | project subscriptionId) on subscriptionId | project subscriptionId'.repeat(count)}`
  expect(await rows(joined(3))).toHaveLength(1)
  expect(await detailsOf(joined(4))).toMatchObject([
    { code: 'InvalidQuery' },
    { code: 'DisallowedMaxNumberOfRemoteTables' },
  ])
})

test("the vendor's client reads rows, totals and errors", async () => {
  const credential = { getToken: async () => ({ token: await token(), expiresOnTimestamp: Date.now() + 3_600_000 }) }
  const graph = new ResourceGraphClient(credential, { endpoint: resourceManagerAudience, agent: client.agent })
  const found = await graph.resources({
    query: 'resources | where tags.environment == "production" | project name, tags',
  })
  expect(found.totalRecords).toBe(found.count)
  expect(found.data[0].tags.environment).toBe('production')
  await expect(graph.resources({ query: 'resources | nonsense' })).rejects.toMatchObject({
    statusCode: 400,
    code: 'BadRequest',
  })
})
