import { randomUUID } from 'node:crypto'
import { AuthorizationManagementClient } from '@azure/arm-authorization'
import type { TokenCredential } from '@azure/core-auth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultScope } from '../seed/access.ts'
import { demo } from '../seed/demo.ts'
import { deletedPeople, people, subscriptionIds, teams, workloads } from '../seed/people.ts'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { type TlsClient, tlsClient } from '../testing/tls-client.ts'

const endpoint = 'https://management.emulator.test'
const vault = vaultScope('kv-payments-prod-weu')
const subscription = `/subscriptions/${subscriptionIds.production}`
const roles = {
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  dataAccessAdministrator: '8b54135c-b56d-4d72-a534-26097cfdc8d8',
}
const roleId = (name: string) => `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${name}`

let running: RunningEmulator
let tls: TlsClient
beforeAll(async () => {
  running = await startEmulator({ httpsPort: 0, httpPort: 0, seed: 'demo' })
  tls = tlsClient(running)
})
beforeEach(() => {
  running.emulator.state = demo(running.emulator.clock.nowSeconds())
})
afterAll(async () => {
  tls.agent.destroy()
  await running.close()
})

type Person = 'ines' | 'tomas' | 'priya' | 'daniel'

async function token(person: Person, scope = `${endpoint}/.default`): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${running.httpPort}/_emulator/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: people[person].userPrincipalName, scope }),
  })
  const { access_token } = (await response.json()) as { access_token: string } // the emulator's own answer
  return access_token
}

function clientOf(person: Person): AuthorizationManagementClient {
  const credential: TokenCredential = {
    getToken: async () => ({ token: await token(person), expiresOnTimestamp: Date.now() + 3_600_000 }),
  }
  return new AuthorizationManagementClient(credential, subscriptionIds.production, {
    endpoint,
    agent: tls.agent,
    retryOptions: { maxRetries: 0 },
  })
}

async function all<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of pages) items.push(item)
  return items
}

/** A secret's value as somebody sees it: the status of the answer. */
async function readsSecret(person: Person, vaultName = 'kv-payments-prod-weu'): Promise<number> {
  const { status } = await tls.send('GET', `https://${vaultName}.vault.emulator.test/secrets?api-version=7.6`, {
    headers: { Authorization: `Bearer ${await token(person, 'https://vault.emulator.test/.default')}` },
  })
  return status
}

const grant = (person: { objectId: string }, role: string, more: object = {}) => ({
  roleDefinitionId: roleId(role),
  principalId: person.objectId,
  ...more,
})

describe('role assignments', () => {
  test('made, a refused read succeeds; taken away, it is refused again', async () => {
    const { roleAssignments } = clientOf('ines')
    const name = randomUUID()
    expect(await readsSecret('daniel')).toBe(403)
    const made = await roleAssignments.create(vault, name, grant(people.daniel, roles.secretsUser))
    expect(made).toMatchObject({ name, scope: vault, principalType: 'User', createdBy: people.ines.objectId })
    expect(await readsSecret('daniel')).toBe(200)
    expect(await roleAssignments.get(vault, name)).toMatchObject({ principalId: people.daniel.objectId })
    await roleAssignments.delete(vault, name)
    expect(await readsSecret('daniel')).toBe(403)
    await expect(roleAssignments.get(vault, name)).rejects.toMatchObject({ code: 'RoleAssignmentNotFound' })
  })

  test('are listed above and below a scope; atScope() hides those on single objects', async () => {
    const { roleAssignments } = clientOf('ines')
    const developer = vaultScope('kv-payments-dev-weu')
    const scopes = async (scope: string, filter?: string) =>
      new Set((await all(roleAssignments.listForScope(scope, filter ? { filter } : {}))).map((one) => one.scope ?? ''))
    const onObjects = (found: Set<string>) => [...found].filter((scope) => scope.includes('/secrets/'))
    const everywhere = await scopes(`/subscriptions/${subscriptionIds.production}`)
    expect(onObjects(everywhere).length).toBeGreaterThan(0)
    expect(onObjects(await scopes(`/subscriptions/${subscriptionIds.production}`, 'atScope()'))).toEqual([])
    const [root] = (await scopes(developer)).values()
    expect(root).toContain('managementGroups')
    expect([...(await scopes(developer))].some((scope) => scope === vault)).toBe(false)
  })

  test('of a person are found through their groups by assignedTo, and not by principalId', async () => {
    const { roleAssignments } = clientOf('ines')
    const of = (filter: string) => all(roleAssignments.listForScope(subscription, { filter }))
    const held = await of(`assignedTo('${people.priya.objectId}')`)
    expect(new Set(held.map(({ principalId }) => principalId))).toEqual(new Set([teams.onCall.objectId]))
    expect(await of(`principalId eq '${people.priya.objectId}'`)).toEqual([])
    await expect(of('whatever()')).rejects.toMatchObject({ code: 'UnsupportedQuery' })
  })

  test('are asked by assignedTo of a person or an application, and the id of a group is refused', async () => {
    const filter = `assignedTo('${teams.onCall.objectId}')`
    const asked = all(clientOf('ines').roleAssignments.listForScope(subscription, { filter }))
    await expect(asked).rejects.toMatchObject({ statusCode: 400 })
  })

  test.each([
    ['a name that is no GUID', 'x', grant(people.daniel, roles.secretsUser), 'InvalidRoleAssignmentId'],
    ['a role that is not there', randomUUID(), grant(people.daniel, randomUUID()), 'RoleDefinitionDoesNotExist'],
    [
      'a principal that is gone',
      randomUUID(),
      grant({ objectId: deletedPeople.formerContractor }, roles.secretsUser),
      'PrincipalNotFound',
    ],
    [
      'another type of principal',
      randomUUID(),
      grant(people.daniel, roles.secretsUser, { principalType: 'Group' }),
      'UnmatchedPrincipalType',
    ],
    [
      'a condition without its version',
      randomUUID(),
      grant(people.daniel, roles.secretsUser, { condition: 'x' }),
      'BadRequestFormat',
    ],
    [
      'a condition that is none',
      randomUUID(),
      grant(people.daniel, roles.secretsUser, { condition: '(@Resource[a:b] StringEquals', conditionVersion: '2.0' }),
      'BadRequestFormat',
    ],
  ])('are refused with %s', async (_, name, properties, code) => {
    const before = running.emulator.state.roleAssignments
    await expect(clientOf('ines').roleAssignments.create(vault, name, properties)).rejects.toMatchObject({ code })
    expect(running.emulator.state.roleAssignments).toBe(before)
  })

  test('are there once: the same grant under another name is a conflict, and a name keeps its grant', async () => {
    const { roleAssignments } = clientOf('ines')
    const name = randomUUID()
    await roleAssignments.create(vault, name, grant(people.daniel, roles.secretsUser))
    await expect(
      roleAssignments.create(vault, randomUUID(), grant(people.daniel, roles.secretsUser)),
    ).rejects.toMatchObject({
      statusCode: 409,
      code: 'RoleAssignmentExists',
    })
    await expect(roleAssignments.create(vault, name, grant(people.lena, roles.secretsUser))).rejects.toMatchObject({
      code: 'RoleAssignmentUpdateNotPermitted',
    })
    const described = await roleAssignments.create(
      vault,
      name,
      grant(people.daniel, roles.secretsUser, { description: 'why' }),
    )
    expect(described.description).toBe('why')
  })

  test('are not for who has no right to write or to read them', async () => {
    const asAuditor = clientOf('tomas').roleAssignments
    await expect(asAuditor.create(vault, randomUUID(), grant(people.daniel, roles.secretsUser))).rejects.toMatchObject({
      statusCode: 403,
      code: 'AuthorizationFailed',
    })
    await expect(all(clientOf('priya').roleAssignments.listForScope(vault))).rejects.toMatchObject({ statusCode: 403 })
  })

  test('are 4,000 to a subscription', async () => {
    const { state } = running.emulator
    const [any] = state.roleAssignments
    if (!any) throw new Error('The seed has role assignments.')
    const many = Array.from({ length: 4_000 }, () => ({
      ...any,
      scope: vault,
      name: randomUUID(),
      principalId: randomUUID(),
    }))
    state.roleAssignments = [...state.roleAssignments, ...many]
    await expect(
      clientOf('ines').roleAssignments.create(vault, randomUUID(), grant(people.daniel, roles.secretsUser)),
    ).rejects.toMatchObject({ code: 'RoleAssignmentLimitExceeded' })
  })

  test('of the last Owner of a subscription stay', async () => {
    const { roleAssignments } = clientOf('ines')
    const name = randomUUID()
    await roleAssignments.create(subscription, name, grant(workloads.terraform, roles.owner))
    await expect(roleAssignments.delete(subscription, name)).rejects.toMatchObject({
      message: expect.stringContaining('last RBAC admin'),
    })
    await roleAssignments.create(subscription, randomUUID(), grant(people.lena, roles.owner))
    await roleAssignments.delete(subscription, name)
  })

  test('end by themselves when their time is over', async () => {
    const { state, clock } = running.emulator
    const name = randomUUID()
    await clientOf('ines').roleAssignments.create(vault, name, grant(people.daniel, roles.secretsUser))
    state.roleAssignments = state.roleAssignments.map((one) =>
      one.name === name ? { ...one, endsOn: clock.nowSeconds() + 60 } : one,
    )
    expect(await readsSecret('daniel')).toBe(200)
    clock.offsetSeconds = 61
    expect(await readsSecret('daniel')).toBe(403)
    clock.offsetSeconds = 0
  })

  test('of Key Vault Data Access Administrator may be of its eight roles only', async () => {
    await clientOf('ines').roleAssignments.create(
      vault,
      randomUUID(),
      grant(people.daniel, roles.dataAccessAdministrator),
    )
    const asDaniel = clientOf('daniel').roleAssignments
    await asDaniel.create(vault, randomUUID(), grant(people.lena, roles.secretsUser))
    await expect(asDaniel.create(vault, randomUUID(), grant(people.lena, roles.owner))).rejects.toMatchObject({
      statusCode: 403,
    })
  })

  test('under a condition count where it holds, and blank the list, which has no name', async () => {
    const condition =
      "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/*'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringLike '*'))"
    await clientOf('ines').roleAssignments.create(
      vault,
      randomUUID(),
      grant(people.daniel, roles.secretsUser, { condition, conditionVersion: '2.0' }),
    )
    expect(await readsSecret('daniel')).toBe(403)
    const [secret] = running.emulator.state.vaults.get('kv-payments-prod-weu')?.objects.secrets.values() ?? []
    const { status } = await tls.send(
      'GET',
      `https://kv-payments-prod-weu.vault.emulator.test/secrets/${secret?.name}?api-version=7.6`,
      {
        headers: { Authorization: `Bearer ${await token('daniel', 'https://vault.emulator.test/.default')}` },
      },
    )
    expect(status).toBe(200)
  })
})

test('deny assignments win over every role, by data and by management', async () => {
  const { denyAssignments } = clientOf('ines')
  const found = await all(denyAssignments.listForScope(vaultScope('kv-billing-prod-weu')))
  expect(found).toMatchObject([{ denyAssignmentName: expect.stringContaining('billing') }])
  const { state } = running.emulator
  state.denyAssignments = [
    {
      name: randomUUID(),
      denyAssignmentName: 'nobody lists',
      description: '',
      scope: subscription,
      permissions: [
        {
          actions: ['Microsoft.Authorization/roleAssignments/write'],
          notActions: [],
          dataActions: ['Microsoft.KeyVault/vaults/secrets/readMetadata/action'],
          notDataActions: [],
        },
      ],
      principalIds: ['00000000-0000-0000-0000-000000000000'],
      excludePrincipalIds: [people.tomas.objectId],
      doNotApplyToChildScopes: false,
    },
  ]
  expect([await readsSecret('ines'), await readsSecret('tomas')]).toEqual([403, 200])
  await expect(
    clientOf('ines').roleAssignments.create(vault, randomUUID(), grant(people.daniel, roles.secretsUser)),
  ).rejects.toMatchObject({ code: 'DenyAssignmentAuthorizationFailed' })
})

test('roles are found by scope, name and type', async () => {
  const { roleDefinitions } = clientOf('ines')
  expect((await all(roleDefinitions.list(vault))).length).toBe(running.emulator.state.roleDefinitions.length)
  const named = await all(roleDefinitions.list(vault, { filter: "roleName eq 'Key Vault Secrets User'" }))
  expect(named).toMatchObject([{ name: roles.secretsUser, permissions: [{ dataActions: expect.any(Array) }] }])
  const custom = await all(roleDefinitions.list(vault, { filter: "type eq 'CustomRole'" }))
  expect(custom.map(({ roleName }) => roleName)).toEqual(['Secret Rollback Operator'])
  expect(await roleDefinitions.get(subscription, roles.owner)).toMatchObject({ roleName: 'Owner' })
})

test('eligible roles are listed, to anybody those of their own, and give nothing', async () => {
  const mine = await all(
    clientOf('daniel').roleEligibilityScheduleInstances.listForScope(vault, { filter: 'asTarget()' }),
  )
  expect(mine).toMatchObject([
    {
      principalId: people.daniel.objectId,
      expandedProperties: { roleDefinition: { displayName: 'Key Vault Secrets Officer' } },
    },
  ])
  expect(await readsSecret('daniel')).toBe(403)
  await expect(all(clientOf('daniel').roleEligibilityScheduleInstances.listForScope(vault))).rejects.toMatchObject({
    statusCode: 403,
  })
  const timed = await all(
    clientOf('ines').roleAssignmentScheduleInstances.listForScope(vaultScope('kv-customs-prod-neu')),
  )
  expect(timed.some(({ endDateTime }) => endDateTime)).toBe(true)
})
