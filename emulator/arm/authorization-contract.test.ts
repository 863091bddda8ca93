import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { vaultScope } from '../seed/access.ts'
import { people, subscriptionIds } from '../seed/people.ts'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { contractOf, type Exchange, specificationRoot } from '../testing/contract.ts'
import { type TlsClient, tlsClient } from '../testing/tls-client.ts'

/** Roles and their assignments against the official OpenAPI, both directions. */

const folder = 'specification/authorization/resource-manager/Microsoft.Authorization'
const root = specificationRoot(`${folder}/stable/2022-04-01/authorization-RoleAssignmentsCalls.json`)
if (!root) console.warn('Skipped: no checkout of the official OpenAPI lies beside the project (OPENAPI_SPECS_DIR).')

const endpoint = 'https://management.emulator.test'
const vault = vaultScope('kv-payments-prod-weu')
const subscription = `/subscriptions/${subscriptionIds.production}`
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

let running: RunningEmulator
let tls: TlsClient
let token: string
beforeAll(async () => {
  if (!root) return
  running = await startEmulator({ httpsPort: 0, httpPort: 0, seed: 'demo' })
  tls = tlsClient(running)
  const response = await fetch(`http://127.0.0.1:${running.httpPort}/_emulator/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: people.ines.userPrincipalName, scope: `${endpoint}/.default` }),
  })
  token = ((await response.json()) as { access_token: string }).access_token // the emulator's own answer
})
afterAll(async () => {
  tls?.agent.destroy()
  await running?.close()
})

async function exchange(method: string, path: string, body?: unknown): Promise<Exchange> {
  const url = `${endpoint}${path}`
  const answer = await tls.send(method, url, {
    headers: { Authorization: `Bearer ${token}`, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const responseBody = answer.text === '' ? undefined : JSON.parse(answer.text)
  return { method, url, requestBody: body, status: answer.status, responseBody }
}

/** @returns the operations that were met */
async function expectKept(description: string, exchanges: readonly Exchange[]): Promise<string[]> {
  const check = await contractOf(root ?? '', `${folder}/${description}`)
  const results = await Promise.all(exchanges.map(check))
  expect(results.flatMap(({ operationId, violations }) => violations.map((one) => `${operationId}: ${one}`))).toEqual(
    [],
  )
  return [...new Set(results.map(({ operationId }) => operationId))].sort()
}

const at = (scope: string, type: string, version: string, query = '') =>
  `${scope}/providers/Microsoft.Authorization/${type}?api-version=${version}${query}`
const stable = '2022-04-01'

describe.skipIf(!root)('every call keeps to the description', { timeout: 120_000 }, () => {
  test('of role assignments', async () => {
    const one = at(vault, `roleAssignments/${randomUUID()}`, stable)
    const properties = {
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${secretsUser}`,
      principalId: people.priya.objectId,
      principalType: 'User',
      description: 'on call',
      conditionVersion: '2.0',
      condition:
        "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'a'))",
    }
    const exchanges = [
      await exchange('PUT', one, { properties }),
      await exchange('GET', one),
      await exchange('GET', at(vault, 'roleAssignments', stable)),
      await exchange('GET', at(vault, 'roleAssignments', stable, '&$filter=atScope()')),
      await exchange('GET', at(subscription, 'roleAssignments', stable)),
      await exchange('DELETE', one),
      await exchange('DELETE', one),
    ]
    expect(exchanges.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200, 204])
    expect(await expectKept('stable/2022-04-01/authorization-RoleAssignmentsCalls.json', exchanges)).toEqual([
      'RoleAssignments_Create',
      'RoleAssignments_Delete',
      'RoleAssignments_Get',
      'RoleAssignments_ListForResource',
      'RoleAssignments_ListForSubscription',
    ])
  })

  test('of roles and one’s own permissions', async () => {
    // The first version that tells the conditions of a role.
    const withConditions = '2022-05-01-preview'
    const permissions = await exchange('GET', at(vault, 'permissions', withConditions))
    const exchanges = [
      await exchange('GET', at(vault, 'roleDefinitions', withConditions)),
      await exchange('GET', at(subscription, `roleDefinitions/${secretsUser}`, withConditions)),
      // The validator finds no path whose provider is a parameter; that of a group has the same answer.
      { ...permissions, url: `${endpoint}${at(vault.split('/providers/')[0] ?? '', 'permissions', withConditions)}` },
    ]
    expect(exchanges.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await expectKept('preview/2022-05-01-preview/authorization-RoleDefinitionsCalls.json', exchanges)).toEqual([
      'Permissions_ListForResourceGroup',
      'RoleDefinitions_Get',
      'RoleDefinitions_List',
    ])
  })

  test('of roles at the stable version, which knows no conditions of roles', async () => {
    const exchanges = [await exchange('GET', at(vault, 'roleDefinitions', stable))]
    expect(await expectKept('stable/2022-04-01/authorization-RoleDefinitionsCalls.json', exchanges)).toEqual([
      'RoleDefinitions_List',
    ])
  })

  test('of deny assignments', async () => {
    const exchanges = [await exchange('GET', at(vault, 'denyAssignments', stable))]
    expect(await expectKept('stable/2022-04-01/authorization-DenyAssignmentCalls.json', exchanges)).toHaveLength(1)
  })

  test.each(['RoleEligibilityScheduleInstance', 'RoleAssignmentScheduleInstance'])('of %ss', async (name) => {
    const type = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`
    const exchanges = [await exchange('GET', at(vault, type, '2020-10-01'))]
    expect(exchanges[0]).toMatchObject({ status: 200, responseBody: { value: expect.any(Array) } })
    expect(await expectKept(`stable/2020-10-01/${name}.json`, exchanges)).toEqual([`${name}s_ListForScope`])
  })

  test('and an answer that does not is caught', async () => {
    const list = await exchange('GET', at(vault, 'roleAssignments', stable))
    const check = await contractOf(root ?? '', `${folder}/stable/2022-04-01/authorization-RoleAssignmentsCalls.json`)
    const spoiled = { value: [{ properties: { principalId: 7 } }] }
    expect((await check({ ...list, responseBody: spoiled })).violations).not.toEqual([])
  })
})
