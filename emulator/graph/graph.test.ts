import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintAccessToken } from '../entra/access-token.ts'
import { graphAudience } from '../entra/resources.ts'
import { deletedPeople, people, teams, workloads } from '../seed/people.ts'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { type TlsClient, tlsClient } from '../testing/tls-client.ts'

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

const consented = ['User.Read', 'User.ReadBasic.All', 'GroupMember.Read.All', 'Application.Read.All']

interface Asked {
  method?: string
  body?: unknown
  scopes?: string[]
  audience?: string
  headers?: Record<string, string>
  isAppOnly?: boolean
}

interface Item {
  id: string
  displayName: string | null
  [name: string]: unknown
}

async function ask(path: string, { method = 'GET', body, headers, ...token }: Asked = {}) {
  const bearer = await mintAccessToken(running.emulator, {
    principal: people.ines,
    audience: token.audience ?? graphAudience,
    appId: running.emulator.state.application.clientId,
    scopes: token.scopes ?? consented,
    isAppOnly: token.isAppOnly ?? false,
  })
  const { status, text } = await client.send(method, encodeURI(`${graphAudience}/v1.0${path}`), {
    headers: { Authorization: `Bearer ${bearer}`, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  // The shapes that the tests below look at.
  return { status, json: JSON.parse(text) as { value: Item[]; error: { code: string; message: string } } & Item }
}

const byIds = (ids: string[], more: Asked & { types?: string[] } = {}) => {
  const { types, ...asked } = more
  return ask('/directoryObjects/getByIds', { method: 'POST', body: { ids, ...(types && { types }) }, ...asked })
}

test('ids of people, groups and workloads are named, and those of deleted people are missing from the answer', async () => {
  const { status, json } = await byIds([
    people.priya.objectId,
    teams.onCall.objectId.toUpperCase(),
    deletedPeople.formerContractor,
    workloads.paymentsApi.objectId,
  ])
  expect(status).toBe(200)
  expect(json.value).toMatchObject([
    {
      '@odata.type': '#microsoft.graph.user',
      displayName: 'Priya Nair',
      userPrincipalName: 'priya.nair@meridian.example',
    },
    { '@odata.type': '#microsoft.graph.group', displayName: 'On-call', securityEnabled: true },
    {
      '@odata.type': '#microsoft.graph.servicePrincipal',
      displayName: 'id-payments-api',
      servicePrincipalType: 'ManagedIdentity',
      alternativeNames: ['isExplicit=True', workloads.paymentsApi.resourceId],
    },
  ])
})

test('only the kinds that are asked for are named', async () => {
  const ids = [people.priya.objectId, teams.onCall.objectId]
  const { json } = await byIds(ids, { types: ['group'] })
  expect(json.value.map(({ id }) => id)).toEqual([teams.onCall.objectId])
})

test('1,000 ids are one call and 1,001 are refused', async () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`)
  expect(await byIds(ids)).toMatchObject({ status: 200, json: { value: [] } })
  expect(await byIds([...ids, people.ines.objectId])).toMatchObject({
    status: 400,
    json: { error: { code: 'Request_BadRequest', message: expect.stringContaining('1000') } },
  })
  expect(await byIds(['nobody'])).toMatchObject({ status: 400, json: { error: { message: 'Invalid GUID:nobody' } } })
})

test('a kind without consent shows its id and type alone, and no consent at all is refused', async () => {
  const ids = [people.priya.objectId, workloads.paymentsApi.objectId]
  const { json } = await byIds(ids, { scopes: ['User.ReadBasic.All'] })
  expect(json.value).toMatchObject([
    { displayName: 'Priya Nair' },
    { '@odata.type': '#microsoft.graph.servicePrincipal', id: workloads.paymentsApi.objectId, displayName: null },
  ])
  for (const refused of [{ scopes: ['User.Read'] }, { scopes: [], isAppOnly: true }]) {
    expect(await byIds(ids, refused)).toMatchObject({
      status: 403,
      json: { error: { code: 'Authorization_RequestDenied' } },
    })
  }
  expect(await ask(`/groups/${teams.onCall.objectId}`, { scopes: ['User.ReadBasic.All'] })).toMatchObject({
    status: 403,
  })
  expect(await ask('/me', { scopes: ['User.Read'] })).toMatchObject({ json: { displayName: 'Ines Moreau' } })
})

test('a token for another service, or none, is refused in the words of Graph', async () => {
  expect(await ask('/me', { audience: 'https://vault.emulator.test' })).toMatchObject({
    status: 401,
    json: { error: { code: 'InvalidAuthenticationToken', innerError: { 'request-id': expect.any(String) } } },
  })
  const { status, headers } = await client.send('GET', `${graphAudience}/v1.0/me`)
  expect({ status, challenge: headers['www-authenticate'] }).toMatchObject({
    status: 401,
    challenge: expect.stringContaining('Bearer'),
  })
})

test.each([
  [`/users/${people.daniel.objectId}`, 'Daniel Okafor'],
  [`/users/Daniel.Okafor@meridian.example`, 'Daniel Okafor'],
  [`/groups/${teams.auditors.objectId}`, 'Auditors'],
  [`/servicePrincipals/${workloads.terraform.objectId}`, 'terraform-platform'],
  [`/directoryObjects/${teams.auditors.objectId}`, 'Auditors'],
])('%s is %s', async (path, displayName) => {
  expect(await ask(path)).toMatchObject({ status: 200, json: { displayName } })
})

test('an object is found under its own kind alone, and what is not there is told by its id', async () => {
  for (const path of [`/users/${teams.auditors.objectId}`, `/users/${deletedPeople.formerContractor}`]) {
    expect(await ask(path)).toMatchObject({ status: 404, json: { error: { code: 'Request_ResourceNotFound' } } })
  }
  expect(await ask('/groups/auditors')).toMatchObject({ status: 400, json: { error: { code: 'Request_BadRequest' } } })
  expect(await ask('/applications')).toMatchObject({ status: 501, json: { error: { code: 'NotImplemented' } } })
})

const namesAt = async (path: string, asked: Asked = {}) => {
  const { json } = await ask(path, asked)
  return json.value.map(({ displayName }) => displayName)
}

test('membership reaches through groups within groups, and direct membership does not', async () => {
  const pipeline = `/servicePrincipals/${workloads.deployPipeline.objectId}`
  expect(await namesAt(`${pipeline}/memberOf`)).toEqual(['Deployment identities'])
  expect(await namesAt(`${pipeline}/transitiveMemberOf/microsoft.graph.group`)).toEqual([
    'Deployment identities',
    'Platform engineers',
  ])
  const { json } = await ask(`${pipeline}/getMemberGroups`, { method: 'POST', body: { securityEnabledOnly: false } })
  expect(json.value).toEqual([teams.deploymentIdentities.objectId, teams.platformEngineers.objectId])
  const engineers = `/groups/${teams.platformEngineers.objectId}`
  expect(await namesAt(`${engineers}/members`)).toEqual(['terraform-platform', 'Deployment identities'])
  expect(await namesAt(`${engineers}/transitiveMembers`)).toEqual([
    'terraform-platform',
    'Deployment identities',
    'deploy-pipeline',
  ])
  expect(await namesAt(`${engineers}/transitiveMembers/microsoft.graph.user`)).toEqual([])
  expect(await namesAt('/me/transitiveMemberOf')).toEqual(['Security administrators', 'All employees'])
})

test('lists are filtered, searched, cut and continued', async () => {
  expect(await namesAt("/users?$filter=startswith(displayName,'da') or displayName eq 'Lena Fischer'")).toEqual([
    'Daniel Okafor',
    'Lena Fischer',
  ])
  const ids = [people.ines.objectId, people.tomas.objectId].map((id) => `'${id}'`)
  expect(await namesAt(`/users?$filter=id in (${ids.join(',')})`)).toEqual(['Ines Moreau', 'Tomas Berg'])
  const eventual = { headers: { ConsistencyLevel: 'eventual' } }
  expect(await namesAt('/users?$search="displayName:oka"', eventual)).toEqual(['Daniel Okafor'])
  expect(await ask('/users?$search="displayName:oka"')).toMatchObject({ status: 400 })

  const first = await ask('/users?$top=2&$select=displayName&$count=true')
  expect(first.json).toMatchObject({
    '@odata.count': 5,
    value: [{ displayName: 'Ines Moreau' }, { displayName: 'Tomas Berg' }],
  })
  expect(Object.keys(first.json.value[0] ?? {})).toEqual(['displayName'])
  const next = new URL(String(first.json['@odata.nextLink']))
  expect(await namesAt(decodeURIComponent(`${next.pathname.replace('/v1.0', '')}${next.search}`))).toEqual([
    'Priya Nair',
    'Daniel Okafor',
  ])
})

test.each([
  ['/users?$filter=displayName ne null', 'Request_UnsupportedQuery'],
  ["/users?$filter=shoeSize eq '44'", 'Request_UnsupportedQuery'],
  ['/users?$top=1000', 'Request_UnsupportedQuery'],
  ['/users?$skiptoken=nonsense', 'Directory_ExpiredPageToken'],
  [`/users/${people.ines.objectId}?$select=shoeSize`, 'BadRequest'],
])('%s is refused, not guessed', async (path, code) => {
  expect(await ask(path)).toMatchObject({ status: 400, json: { error: { code } } })
})

test('a batch answers each request by itself, up to 20', async () => {
  const requests = [
    { id: 'a', method: 'GET', url: `/users/${people.priya.objectId}?$select=displayName` },
    { id: 'b', method: 'GET', url: `/users/${deletedPeople.formerContractor}` },
    { id: 'c', method: 'POST', url: '/directoryObjects/getByIds', body: { ids: [teams.onCall.objectId] } },
  ]
  const { json } = await ask('/$batch', { method: 'POST', body: { requests } })
  expect(json.responses).toMatchObject([
    { id: 'a', status: 200, body: { displayName: 'Priya Nair' } },
    { id: 'b', status: 404, body: { error: { code: 'Request_ResourceNotFound' } } },
    { id: 'c', status: 200, body: { value: [{ displayName: 'On-call' }] } },
  ])
  const tooMany = Array.from({ length: 21 }, (_, index) => ({ id: String(index), method: 'GET', url: '/me' }))
  expect(await ask('/$batch', { method: 'POST', body: { requests: tooMany } })).toMatchObject({ status: 400 })
})

test('calls are counted by name, and fault rules find them', async () => {
  running.emulator.calls.reset()
  running.emulator.faults.replace([
    { operation: 'DirectoryObjectGetByIds', status: 403, code: 'Authorization_RequestDenied' },
  ])
  expect(await byIds([people.priya.objectId])).toMatchObject({ status: 403 })
  running.emulator.faults.replace([])
  expect(await byIds([people.priya.objectId])).toMatchObject({ status: 200 })
  expect(running.emulator.calls.counts().byOperation).toEqual({ DirectoryObjectGetByIds: 2 })
})
