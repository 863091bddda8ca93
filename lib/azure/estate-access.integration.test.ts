import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AccessLine } from '../domain/access-reading.ts'
import { emptyReading, withLine } from '../domain/access-reading.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom()
})
afterAll(() => strongroom.close())
beforeEach(() => strongroom.forget())

async function read(account: string) {
  const response = await strongroom.api('GET', '/api/access', { as: account })
  expect(response.status).toBe(200)
  const lines = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AccessLine & { done?: true; error?: unknown }) // our own format
  expect(lines.at(-1)).toEqual({ done: true })
  return lines.slice(0, -1).reduce(withLine, emptyReading)
}

const graphCalls = () =>
  Object.entries(strongroom.calls()).filter(([operation]) => !/token|discovery|keys|openid/i.test(operation))

test('the whole estate is read by four queries and no call for a vault', async () => {
  const reading = await read(people.ines)
  const { state } = strongroom.emulator
  expect(reading.vaults).toHaveLength(state.vaults.size)
  expect(reading.assignments).toHaveLength(state.roleAssignments.length)
  expect(reading.roles).toHaveLength(state.roleDefinitions.length)
  expect(reading.applicationId).toBe(state.application.clientId)
  expect(reading.subscriptions.map(({ managementGroupIds }) => managementGroupIds.length)).toEqual([3, 3, 3])
  const calls = graphCalls()
  expect(calls.filter(([operation]) => /vault/i.test(operation))).toEqual([])
  expect(calls.find(([operation]) => /ResourceGraph/i.test(operation))?.[1]).toBe(4)
})

test('names come by one call of Graph, members by one for each level of groups, and what is gone is told', async () => {
  const { principals, memberOf } = await read(people.ines)
  const { accounts, groups } = strongroom.emulator.state
  const tomas = accounts.find(({ userPrincipalName }) => userPrincipalName === people.tomas)
  const auditors = groups.find(({ displayName }) => displayName === 'Auditors')
  expect(principals).toContainEqual({ id: tomas?.objectId, type: 'user', name: 'Tomas Berg' })
  expect(new Map(memberOf).get(tomas?.objectId ?? '')).toEqual([auditors?.objectId])
  expect(principals.filter(({ isGone }) => isGone)).toHaveLength(2)
  const calls = strongroom.calls()
  const ofGraph = Object.entries(calls).filter(([operation]) => /Batch|GetByIds/.test(operation))
  expect(Object.fromEntries(ofGraph)).toEqual({ DirectoryObjectGetByIds: 1, Batch: 1 })
})

test('without consent for Graph ids stand for names, and the reading says what is missing', async () => {
  strongroom.emulator.faults.replace([
    { host: 'graph.emulator.test', status: 403, code: 'Authorization_RequestDenied' },
  ])
  const { assignments, principals, problems } = await read(people.ines)
  expect(assignments.length).toBeGreaterThan(10)
  expect(principals).toEqual([])
  expect(problems).toMatchObject([
    { subject: 'names and groups', remedy: expect.stringContaining('User.ReadBasic.All') },
  ])
})

test('somebody who may see nothing gets an estate of nothing', async () => {
  expect(await read(people.lena)).toMatchObject({ vaults: [], assignments: [], problems: [] })
})
