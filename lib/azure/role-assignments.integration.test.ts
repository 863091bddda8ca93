import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { builtInRoles } from '../../emulator/roles.ts'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { people as accounts } from '../../emulator/seed/people.ts'
import { accessTo } from '../domain/effective-access.ts'
import { keyVaultDataRoles, keyVaultManagementRoles } from '../domain/key-vault-roles.ts'
import { estateOf, VaultAssignments } from '../domain/vault-assignments.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
const dataAccessAdministrator = '8b54135c-b56d-4d72-a534-26097cfdc8d8'

let strongroom: Strongroom
let tokens: Record<'ines' | 'tomas' | 'lena', string>
beforeAll(async () => {
  strongroom = await startStrongroom()
  const [ines, tomas, lena] = await Promise.all([people.ines, people.tomas, people.lena].map(strongroom.token))
  tokens = { ines: ines ?? '', tomas: tomas ?? '', lena: lena ?? '' }
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const vault: string = vaultLandmarks.main
const secret = 'payments-api-key'
const body = (assignmentName: string, more: object = {}) => ({
  assignmentName,
  roleDefinitionId: secretsUser,
  principalId: accounts.lena.objectId,
  principalType: 'User',
  ...more,
})
let count = 0
const newName = () => {
  count += 1
  return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
}
const call = async (method: string, address: string, sent?: object, as: keyof typeof tokens = 'ines') => {
  const response = await strongroom.api(method, address, { token: tokens[as], ...(sent && { body: sent }) })
  return { status: response.status, json: await response.json() }
}
const assign = (sent: object, as?: keyof typeof tokens) => call('POST', api.roleAssignments(vault), sent, as)
const remove = (name: string, object?: string) => call('DELETE', api.roleAssignment(vault, name, object))
/** Reads the value of a secret's current version. */
const read = async (as: keyof typeof tokens, name = secret) => {
  const { json } = await call('GET', api.secret(vault, name))
  return (await call('POST', api.revealSecret(vault, name, json.version), {}, as)).status
}
const assignmentNamed = (name: string) => strongroom.emulator.state.roleAssignments.find((one) => one.name === name)

test('a role on the vault lets a refused read through, and its removal ends that', async () => {
  expect(await read('lena')).toBe(403)
  const name = newName()
  const made = await assign(body(name, { description: 'On-call this week' }))
  expect(made).toMatchObject({ status: 201, json: { assignmentName: name, isFound: false } })
  expect(assignmentNamed(name)).toMatchObject({ principalType: 'User', description: 'On-call this week' })
  expect(await read('lena')).toBe(200)
  expect(await remove(name)).toMatchObject({ status: 200, json: { wasGone: false } })
  expect(await read('lena')).toBe(403)
})

test('a role on one secret reaches that one, and one with a condition the names in it', async () => {
  const object = `secrets/${secret}`
  const [single, conditional] = [newName(), newName()]
  await assign(body(single, { object }))
  expect(await read('lena')).toBe(200)
  expect(await read('lena', 'checkout-web-recaptcha-key')).toBe(403)
  expect((await remove(single, object)).status).toBe(200)
  const condition =
    "(@Resource[Microsoft.KeyVault/vaults/secrets:name] ForAnyOfAnyValues:StringStartsWithIgnoreCase {'checkout-'})"
  expect((await assign(body(conditional, { condition }))).status).toBe(201)
  expect(assignmentNamed(conditional)?.condition).toBe(condition)
  expect(await read('lena')).toBe(403)
  expect(await read('lena', 'checkout-web-recaptcha-key')).toBe(200)
  await remove(conditional)
})

test('each refusal of Azure has its own code', async () => {
  const name = newName()
  await assign(body(name))
  expect((await assign(body(newName()))).json.error).toMatchObject({ code: 'assignment_exists' })
  await remove(name)

  const stranger = body(newName(), { principalId: '11111111-1111-4111-8111-111111111111' })
  expect((await assign(stranger)).json.error).toMatchObject({ code: 'principal_not_found' })

  const refused = await assign(body(newName()), 'tomas')
  expect(refused).toMatchObject({ status: 403, json: { error: { code: 'forbidden' } } })
  expect(refused.json.error.missingRight).toMatchObject({
    action: 'Microsoft.Authorization/roleAssignments/write',
    role: 'Key Vault Data Access Administrator',
  })
  // Who sees no vault in Resource Manager cannot even name its scope.
  expect((await assign(body(newName()), 'lena')).json.error).toMatchObject({ code: 'not_found' })
})

test('a condition of the role of the one who assigns is told from a role that is missing', async () => {
  const { state } = strongroom.emulator
  const before = state.roleAssignments
  const [inesGrant] = before
  if (!inesGrant) throw new Error('The seed has assignments.')
  state.roleAssignments = [
    ...before,
    {
      ...inesGrant,
      name: newName(),
      scope: scopeOfVault(),
      principalId: accounts.tomas.objectId,
      principalType: 'User',
      roleDefinitionName: dataAccessAdministrator,
    },
  ]
  const outside = await assign(body(newName(), { roleDefinitionId: owner }), 'tomas')
  expect(outside.json.error).toMatchObject({ code: 'forbidden_by_condition' })
  const name = newName()
  expect((await assign(body(name), 'tomas')).status).toBe(201)
  state.roleAssignments = before
})

test('the limit of the subscription is named', async () => {
  const { state } = strongroom.emulator
  const before = state.roleAssignments
  const [any] = before
  if (!any) throw new Error('The seed has assignments.')
  const filler = Array.from({ length: 4_000 }, (_, at) => ({
    ...any,
    name: `filler-${at}`,
    scope: scopeOfVault(),
    principalId: `nobody-${at}`,
  }))
  state.roleAssignments = [...before, ...filler]
  expect((await assign(body(newName()))).json.error).toMatchObject({ code: 'assignment_limit' })
  state.roleAssignments = before
})

test('what somebody else removed meanwhile is gone, which is no failure', async () => {
  expect(await remove(newName())).toMatchObject({ status: 200, json: { wasGone: true } })
})

test('the last administrator stays, by Azure’s own rule', async () => {
  strongroom.emulator.faults.replace([
    { operation: 'RoleAssignmentDelete', status: 400, code: 'CannotDeleteLastRbacAdminAssignment' },
  ])
  expect((await remove(newName())).json.error).toMatchObject({ code: 'last_administrator' })
})

test('a grant whose answer is lost was sent once, and is found by its name', async () => {
  const name = newName()
  strongroom.emulator.faults.replace([{ operation: 'RoleAssignmentCreate', reset: 'after' }])
  expect(await assign(body(name))).toMatchObject({ status: 201, json: { isFound: true } })
  expect(strongroom.calls()).toMatchObject({ RoleAssignmentCreate: 1, RoleAssignmentGet: 1 })
  strongroom.forget()
  await remove(name)
  strongroom.emulator.faults.replace([{ operation: 'RoleAssignmentCreate', reset: 'before' }])
  expect((await assign(body(newName()))).json.error).toMatchObject({ code: 'outcome_unknown' })
  expect(strongroom.calls().RoleAssignmentCreate).toBe(1)
})

test('no foreign scope, role path or half a condition can be sent', async () => {
  for (const wrong of [
    { object: '../other/secrets/x' },
    { object: 'secrets/a/b' },
    { roleDefinitionId: 'Owner' },
    { condition: '@Resource[' },
    { principalType: 'ForeignGroup' },
    { scope: '/' },
  ]) {
    const { status, json } = await assign(body(newName(), wrong))
    expect([status, json.error.code], JSON.stringify(wrong)).toEqual([400, 'invalid_request'])
  }
  expect((await remove('not-a-guid')).status).toBe(400)
  expect(strongroom.calls().RoleAssignmentCreate).toBeUndefined()
})

test('a person learns what their own roles allow, without the right to read assignments', async () => {
  const own = (as: keyof typeof tokens, object?: string) =>
    call('GET', api.ownPermissions(vault, object), undefined, as).then(({ json }) => json.permissions)
  expect(JSON.stringify(await own('ines'))).toContain('Microsoft.KeyVault/vaults/*')
  expect(JSON.stringify(await own('tomas', `secrets/${secret}`))).toContain('secrets/readMetadata/action')
  expect(await own('lena')).toBeNull()
})

test('who holds what at a vault is read with names and members of groups; the emulator and the rules agree on it', async () => {
  const { json } = await call('GET', api.roleAssignments(vault))
  const reading = VaultAssignments.parse(json)
  expect(reading.problems).toEqual([])
  const { vault: place, estate } = estateOf(reading, 0)
  const can = (principalId: string) =>
    accessTo(place, estate).of(principalId, {
      kind: 'data',
      collection: 'secrets',
      dataAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      policyPermission: 'get',
    }).outcome
  expect(can(accounts.ines.objectId)).toBe('can')
  expect(can(accounts.priya.objectId)).toBe('can')
  expect(can(accounts.tomas.objectId)).not.toBe('can')
  expect(reading.principals.find(({ id }) => id === accounts.priya.objectId)?.name).toBe('Priya Nair')
  // A reader of the subscription reads assignments too; who sees no vault does not.
  expect((await call('GET', api.roleAssignments(vault), undefined, 'tomas')).status).toBe(200)
  expect((await call('GET', api.roleAssignments(vault), undefined, 'lena')).status).toBe(404)
})

test('without Graph the ids stand, and what is missing is named', async () => {
  strongroom.emulator.faults.replace([
    { host: 'graph.emulator.test', status: 403, code: 'Authorization_RequestDenied' },
  ])
  const reading = VaultAssignments.parse((await call('GET', api.roleAssignments(vault))).json)
  expect(reading.assignments.length).toBeGreaterThan(5)
  expect(reading.problems.map(({ subject }) => subject)).toEqual(['names', 'members of groups'])
})

test('principals are found by the beginning of any word of a name', async () => {
  const names = async (search: string) =>
    (await call('GET', api.principals(search))).json.items.map(({ name }: { name: string }) => name)
  expect(await names('lena')).toEqual(['Lena Fischer'])
  expect(await names('on-call')).toContain('On-call')
  expect(await names('a" OR "displayName:x')).toEqual([])
  expect((await call('GET', api.principals('x'))).status).toBe(400)
})

test('a refusal carries what it was about, by roles and by access policies', async () => {
  const refused = async (address: string, as: keyof typeof tokens) =>
    (await call('GET', address, undefined, as)).json.error.refusal
  expect(await refused(api.secret(vault, secret), 'lena')).toEqual({
    vaultName: vault,
    object: `secrets/${secret}`,
    action: 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  })
  const closed = vaultLandmarks.refusesSecurityAdministrators
  expect(await refused(api.secrets(closed), 'ines')).toEqual({
    vaultName: closed,
    action: 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  })
  expect(await refused(api.key(closed, 'a'), 'ines')).toMatchObject({
    object: 'keys/a',
    action: 'Microsoft.KeyVault/vaults/keys/read',
  })
  // A failure of another kind is no refusal.
  expect(await refused(api.secret(vault, 'nobody-made-this'), 'ines')).toBeUndefined()
})

test('the roles that the pages offer have the ids and the data actions that Azure lists', () => {
  const listed = ({ id }: { id: string }) => builtInRoles.find(({ name }) => name === id)
  for (const role of [...keyVaultDataRoles, ...keyVaultManagementRoles]) {
    expect(listed(role)?.roleName).toBe(role.roleName)
  }
  for (const role of keyVaultDataRoles) {
    expect(role.permissions[0]?.dataActions).toEqual(listed(role)?.permissions[0]?.dataActions)
  }
})

function scopeOfVault(): string {
  const found = strongroom.emulator.state.vaults.get(vault)
  return `/subscriptions/${found?.subscriptionId}/resourceGroups/${found?.resourceGroup}/providers/Microsoft.KeyVault/vaults/${vault}`
}
