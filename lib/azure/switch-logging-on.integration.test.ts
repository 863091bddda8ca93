import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { workspaceId } from '../../emulator/workspace-state.ts'
import type { LogWorkspace } from '../domain/logging-setting.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom()
  const { roleAssignments, accounts, workspaces } = strongroom.emulator.state
  const owner = roleAssignments.find(
    ({ roleDefinitionName }) => roleDefinitionName === '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  )
  const ines = accounts.find(({ userPrincipalName }) => userPrincipalName === people.ines)
  const scope = [...strongroom.emulator.state.diagnosticSettings.keys()].find((id) => id.endsWith(`/${vaultName}`))
  if (!owner || !ines || !scope) throw new Error('The sample cloud lacks what this test stands on.')
  const grant = (at: string) =>
    roleAssignments.push({ ...owner, name: randomUUID(), principalId: ines.objectId, principalType: 'User', scope: at })
  grant(scope)
  const found = workspaces.find(({ name }) => name === 'log-meridian-nonprod')
  if (found) grant(workspaceId(found))
})
afterAll(() => strongroom.close())
beforeEach(() => {
  strongroom.forget()
  const all = strongroom.emulator.state.diagnosticSettings
  for (const [id, found] of all)
    all.set(
      id,
      found.filter(({ name }) => name !== 'strongroom-audit'),
    )
})

const vaultName = 'kv-experiments-dev-sdc'
const address = `/api/vaults/${vaultName}/diagnostic-settings`

const settings = () =>
  [...strongroom.emulator.state.diagnosticSettings].find(([id]) => id.endsWith(`/${vaultName}`))?.[1] ?? []

async function workspace(name: string) {
  const response = await strongroom.api('GET', '/api/workspaces', { as: people.ines })
  const { items } = (await response.json()) as { items: LogWorkspace[] } // our own format
  return items.find((one) => one.name === name)?.workspaceId
}

test('logging is switched on by a setting of its own, once, and none that was there is touched', async () => {
  const before = settings()
  const body = { workspaceId: await workspace('log-meridian-nonprod') }
  const done = await strongroom.api('POST', address, { as: people.ines, body })
  expect([done.status, await done.json()]).toEqual([
    201,
    { name: 'strongroom-audit', workspaceName: 'log-meridian-nonprod' },
  ])
  expect(settings()).toMatchObject([
    ...before,
    {
      name: 'strongroom-audit',
      logAnalyticsDestinationType: 'Dedicated',
      logs: [{ category: 'AuditEvent', enabled: true }],
    },
  ])
  const again = await strongroom.api('POST', address, { as: people.ines, body })
  expect([again.status, await again.json()]).toMatchObject([409, { error: { code: 'conflict' } }])
  expect(settings()).toHaveLength(before.length + 1)
})

test('who has no right to it is told which one is missing, and nothing changes', async () => {
  const before = settings()
  const body = { workspaceId: await workspace('log-meridian-security') }
  const refused = await strongroom.api('POST', address, { as: people.tomas, body })
  expect([refused.status, await refused.json()]).toMatchObject([
    403,
    {
      error: {
        missingRight: { action: 'Microsoft.Insights/diagnosticSettings/write', role: 'Log Analytics Contributor' },
      },
    },
  ])
  const linked = await strongroom.api('POST', address, { as: people.ines, body })
  expect([linked.status, await linked.json()]).toMatchObject([
    403,
    { error: { missingRight: { action: 'Microsoft.OperationalInsights/workspaces/sharedKeys/action' } } },
  ])
  expect(settings()).toEqual(before)
})

test('a workspace that the person does not see is not written into a setting', async () => {
  const body = { workspaceId: '00000000-0000-4000-8000-000000000000' }
  const response = await strongroom.api('POST', address, { as: people.ines, body })
  expect(response.status).toBe(404)
  expect(strongroom.calls()).not.toHaveProperty('DiagnosticSettingPut')
})

test('a lost answer leaves the outcome open, and the setting is sent once', async () => {
  strongroom.emulator.faults.replace([{ host: 'management.emulator.test', method: 'PUT', status: 503 }])
  const body = { workspaceId: await workspace('log-meridian-security') }
  const response = await strongroom.api('POST', address, { as: people.ines, body })
  expect(await response.json()).toMatchObject({ error: { code: 'outcome_unknown' } })
  expect(strongroom.calls()).toMatchObject({ DiagnosticSettingPut: 1 })
})
