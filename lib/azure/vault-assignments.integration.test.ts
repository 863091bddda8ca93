import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { people as accounts, teams, workloads } from '../../emulator/seed/people.ts'
import { VaultAssignments } from '../domain/vault-assignments.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

async function read(vaultName: string) {
  const response = await strongroom.api('GET', api.roleAssignments(vaultName), { token })
  expect(response.status).toBe(200)
  return VaultAssignments.parse(await response.json())
}

test('one vault costs five calls of Resource Manager and two of Graph, however many groups', async () => {
  await read(vaultLandmarks.main)
  strongroom.forget()
  const reading = await read(vaultLandmarks.main)
  expect(reading.memberOf.length).toBeGreaterThan(2)
  const calls = strongroom.calls()
  expect(calls).toMatchObject({
    RoleAssignmentList: 1,
    RoleEligibilityInstanceList: 1,
    RoleAssignmentInstanceList: 1,
    RoleDefinitionList: 1,
    DenyAssignmentList: 1,
    DirectoryObjectGetByIds: 1,
    Batch: 1,
  })
  // The requests within the batch count by themselves; besides them there is nothing.
  const others = Object.keys(calls).filter((name) => !/^(Role|Deny|DirectoryObject|Batch|Group)/.test(name))
  expect(others).toEqual([])
})

test('a role for one secret shows on its vault, though atScope() would hide it', async () => {
  const { assignments } = await read(vaultLandmarks.developerObjectScope)
  expect(assignments.some(({ scope }) => /\/vaults\/[^/]+\/secrets\/[^/]+$/i.test(scope))).toBe(true)
})

test('an eligible role tells until when it may be activated, and one for a time when it ends', async () => {
  const main = await read(vaultLandmarks.main)
  const eligible = main.assignments.filter(({ isEligible }) => isEligible)
  expect(eligible).toMatchObject([{ principalId: accounts.daniel.objectId, endsOn: expect.stringMatching(/^20/) }])
  const customs = await read('kv-customs-prod-neu')
  expect(customs.assignments.find(({ principalId }) => principalId === workloads.devPlayground.objectId)).toMatchObject(
    {
      isEligible: false,
      endsOn: expect.stringMatching(/^20/),
      description: 'For the migration of the customs interface',
    },
  )
})

test('deny assignments, conditions and compound identities are told', async () => {
  const { denyAssignments, assignments, vault } = await read(vaultLandmarks.unsetModel)
  expect(denyAssignments).toMatchObject([{ excludedPrincipalIds: [workloads.terraform.objectId] }])
  const ofExporter = assignments.filter(({ principalId }) => principalId === workloads.siemExporter.objectId)
  expect(ofExporter.map(({ condition }) => condition ?? '')).toContainEqual(expect.stringContaining('siem-'))
  expect(vault.permissionModel).toBe('accessPolicy')
  const compound = [...strongroom.emulator.state.vaults.values()].find((one) =>
    one.accessPolicies.some(({ applicationId }) => applicationId),
  )
  const { vault: told } = await read(compound?.name.toLowerCase() ?? '')
  expect(told.accessPolicies.some(({ applicationId }) => applicationId)).toBe(true)
})

test('a managed identity is told from an application', async () => {
  const { principals } = await read(vaultLandmarks.main)
  expect(principals.filter(({ isManagedIdentity }) => isManagedIdentity).length).toBeGreaterThan(0)
  expect(principals.find(({ id }) => id === teams.onCall.objectId)?.isManagedIdentity).toBeUndefined()
})

test('without consent for Graph the page stands, and the problem says what an administrator grants', async () => {
  // A token of its own: the one above holds Graph's already.
  const fresh = await strongroom.token(people.ines)
  await strongroom.api('GET', api.vault(vaultLandmarks.main), { token: fresh })
  strongroom.emulator.faults.replace([
    { host: 'login.emulator.test', operation: 'TokenOnBehalfOf', aadsts: 'AADSTS65001' },
  ])
  const response = await strongroom.api('GET', api.roleAssignments(vaultLandmarks.main), { token: fresh })
  const { assignments, problems, unread } = VaultAssignments.parse(await response.json())
  expect(assignments.length).toBeGreaterThan(5)
  expect(unread).toContain('names')
  expect(problems.find(({ subject }) => subject === 'names')).toMatchObject({
    code: 'consent_required',
    remedy: expect.stringContaining('User.ReadBasic.All'),
  })
})

test('without the right to read assignments the access policies are still shown', async () => {
  strongroom.emulator.faults.replace([
    { host: 'management.emulator.test', operation: 'RoleAssignmentList', status: 403, code: 'AuthorizationFailed' },
  ])
  const { assignments, vault, unread, problems } = await read(vaultLandmarks.onCallPolicy)
  expect(assignments.filter(({ isEligible }) => !isEligible)).toEqual([])
  expect(vault.accessPolicies.length).toBeGreaterThan(0)
  expect(unread).toEqual(['assignments'])
  expect(problems[0]?.remedy).toContain('roleAssignments/read')
})

test('a tenant without the licence for Privileged Identity Management misses nothing', async () => {
  strongroom.emulator.faults.replace(
    ['RoleEligibilityInstanceList', 'RoleAssignmentInstanceList'].map((operation) => ({
      host: 'management.emulator.test',
      operation,
      status: 400,
      code: 'AadPremiumLicenseRequired',
    })),
  )
  expect((await read(vaultLandmarks.main)).problems).toEqual([])
})
