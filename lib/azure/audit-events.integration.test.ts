import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AuditLine } from '../domain/audit-reading.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'
import type { AzureContext } from './context.ts'
import { queryLogs } from './log-analytics.ts'
import { readSavedQuery, type SavedQueryName } from './saved-query.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'audit-events-'))
let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom({ logRows: 1, dataDir })
}, 60_000)
afterAll(async () => {
  await strongroom.close()
  rmSync(dataDir, { recursive: true })
})
beforeEach(() => strongroom.forget())

const dayMs = 86_400_000

async function read(account: string, filters: Record<string, string> = {}, token?: string) {
  const now = Date.now()
  const search = new URLSearchParams({
    from: new Date(now - 60 * dayMs).toISOString(),
    to: new Date(now + 60_000).toISOString(),
    ...filters,
  })
  const response = await strongroom.api('GET', `/api/audit/events?${search}`, token ? { token } : { as: account })
  expect(response.status).toBe(200)
  const lines = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditLine & { done?: true }) // our own format
  expect(lines.at(-1)).toEqual({ done: true })
  return {
    coverage: lines.flatMap(({ coverage }) => coverage ?? []),
    events: lines.flatMap(({ events }) => events ?? []),
    problems: lines.flatMap(({ problems }) => problems ?? []),
    principals: lines.flatMap(({ principals }) => principals ?? []),
    queries: lines.flatMap(({ query }) => query ?? []),
  }
}

test('every saved query runs unchanged', async () => {
  const files = readdirSync(path.join(import.meta.dirname, 'kql'))
  for (const file of files) {
    const { head, parameters, body } = readSavedQuery(file.replace('.kql', '') as SavedQueryName) // the files are the names
    const text = `${head}${[...parameters].map(([name, sample]) => `let ${name} = ${sample};\n`).join('')}${body}`
    await strongroom.emulator.logs.query(text, { nowMs: Date.now() })
  }
}, 120_000)

test('a read shows to the auditor at once, with who, from where and by which right, from either kind of table', async () => {
  for (const vaultName of ['kv-orders-prod-weu', 'kv-payments-prod-neu']) {
    const { name, version } = await someSecret(vaultName)
    const address = `/api/vaults/${vaultName}/secrets/${name}/versions/${version}/reveal`
    const revealed = await strongroom.api('POST', address, { as: people.ines, body: {} })
    expect(revealed.status).toBe(200)
    const { events, principals } = await read(people.tomas, { vaults: vaultName, objects: `secrets/${name}` })
    expect(events[0]).toMatchObject({
      vaultName,
      operation: 'SecretGet',
      object: `secrets/${name.toLowerCase()}`,
      version,
      status: 200,
      isConsole: true,
      callerName: people.ines,
    })
    expect(events[0]?.assignmentId).not.toBe('')
    expect(principals.find(({ id }) => id === events[0]?.callerId)?.name).toBe('Ines Moreau')
  }
})

/** The newest version of a secret that can be read. */
async function someSecret(vaultName: string): Promise<{ name: string; version: string }> {
  const listed = await strongroom.api('GET', `/api/vaults/${vaultName}/secrets`, { as: people.ines })
  const { items } = (await listed.json()) as { items: { name: string; enabled: boolean; managed: boolean }[] } // our own format
  const name = items.find(({ enabled, managed }) => enabled && !managed)?.name ?? ''
  const versions = await strongroom.api('GET', `/api/vaults/${vaultName}/secrets/${name}/versions`, { as: people.ines })
  const found = (await versions.json()) as { items: { version: string; enabled: boolean }[] } // our own format
  return { name, version: found.items.find(({ enabled }) => enabled)?.version ?? '' }
}

test('what cannot be seen is told for each vault, and never as nothing', async () => {
  const { coverage, events, problems } = await read(people.tomas)
  const stateOf = (name: string) => coverage.find(({ vaultName }) => vaultName === name)?.state
  expect(problems.every(({ message }) => message === 'Only the newest 1000 calls are shown.')).toBe(true)
  expect(coverage).toHaveLength(strongroom.emulator.state.vaults.size)
  expect(stateOf('kv-orders-prod-weu')).toBe('logged')
  expect(stateOf('kv-warehouse-prod-sdc')).toBe('notLogged')
  expect(stateOf('kv-experiments-dev-sdc')).toBe('elsewhere')
  expect(new Set(coverage.map(({ state }) => state))).toEqual(new Set(['logged', 'elsewhere', 'notLogged']))
  expect(events.some(({ operation, status }) => operation === 'Authentication' && status === 401)).toBe(false)
})

test('the whole estate costs one call for each vault, one query of Resource Graph and two for each workspace', async () => {
  const token = await strongroom.token(people.tomas)
  await read(people.tomas, {}, token)
  expect(strongroom.calls()).toMatchInlineSnapshot(`
    {
      "DiagnosticSettingList": 24,
      "DirectoryObjectGetByIds": 1,
      "LogsQuery": 8,
      "ResourceGraphQuery": 2,
      "SubscriptionList": 1,
      "TokenOnBehalfOf": 3,
    }
  `)
  strongroom.forget()
  await read(people.tomas, {}, token)
  expect(strongroom.calls()).toMatchInlineSnapshot(`
    {
      "DirectoryObjectGetByIds": 1,
      "LogsQuery": 4,
    }
  `)
})

test('who sees the vault and not the workspace is told where it is logged, and that they may not query there', async () => {
  const { coverage, events } = await read(people.daniel, { vaults: 'kv-orders-dev-weu' })
  expect(events).toEqual([])
  expect(coverage).toMatchObject([
    { state: 'noWorkspaceRight', workspaceName: 'log-meridian-nonprod', provenFromMs: null },
  ])
})

test('who sees no vault at all is told that nothing is known of it', async () => {
  const { coverage } = await read(people.lena, { vaults: 'kv-payments-prod-weu' })
  expect(coverage).toMatchObject([{ state: 'settingsHidden', provenFromMs: null }])
})

const workspaceOf = (name: string) =>
  strongroom.emulator.state.workspaces.find((one) => one.name === name)?.customerId ?? ''

test.each([
  { fault: { status: 403, code: 'InsufficientAccessError' }, state: 'noWorkspaceRight', code: 'forbidden' },
  { fault: { status: 504, code: 'GatewayTimeout' }, state: 'failed', code: 'timed_out' },
  { fault: { status: 429, code: 'ThrottledError', retryAfterSeconds: 60 }, state: 'failed', code: 'throttled' },
  { fault: { status: 404, code: 'PathNotFoundError' }, state: 'noWorkspaceRight', code: 'not_found' },
])('a workspace that answers $fault.status costs its own vaults only', async ({ fault, state, code }) => {
  const path = `/v1/workspaces/${workspaceOf('log-meridian-security')}/query`
  strongroom.emulator.faults.replace([{ host: 'api.loganalytics.emulator.test', path, ...fault }])
  const { coverage, events } = await read(people.tomas, { vaults: 'kv-treasury-prod-weu,kv-orders-prod-weu' })
  expect(coverage).toMatchObject([
    { vaultName: 'kv-treasury-prod-weu', state, problem: { code } },
    { vaultName: 'kv-orders-prod-weu', state: 'logged' },
  ])
  expect(new Set(events.map(({ vaultName }) => vaultName))).toEqual(new Set(['kv-orders-prod-weu']))
})

test('a sign-in that Log Analytics does not take ends the reading with what the person has to do', async () => {
  strongroom.emulator.faults.replace([
    { host: 'api.loganalytics.emulator.test', status: 401, code: 'InvalidTokenError' },
  ])
  const search = new URLSearchParams({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' })
  const response = await strongroom.api('GET', `/api/audit/events?${search}`, { as: people.tomas })
  expect(await response.text()).toContain('unauthenticated')
})

test('rows that Log Analytics cut off are shown, and told to be a part', async () => {
  const error = { code: 'PartialError', message: 'Some.', details: [{ code: 'E', message: 'Too many rows.' }] }
  const columns = [{ name: 'Vault', type: 'string' }]
  const body = { tables: [{ name: 'PrimaryResult', columns, rows: [] }], error }
  const vaults = 'kv-orders-prod-weu'
  const token = await strongroom.token(people.tomas)
  await read(people.tomas, { vaults }, token)
  strongroom.emulator.faults.replace([{ host: 'api.loganalytics.emulator.test', status: 200, body }])
  const { problems } = await read(people.tomas, { vaults }, token)
  expect(problems).toMatchObject([{ code: 'truncated', azure: { message: 'Too many rows.' } }])
})

test('a query that is wrong is answered with the place of its fault', async () => {
  const assertion = await strongroom.token(people.tomas)
  const azure: AzureContext = {
    caller: { objectId: 'a', tenantId: 'b', userPrincipalName: people.tomas, displayName: '' },
    assertion,
    assertionHash: 'wrong query',
    expiresAtMs: Date.now() + 60_000,
    signal: new AbortController().signal,
    azureRequestIds: [],
  }
  const day = { from: new Date(Date.now() - dayMs), to: new Date() }
  const answer = await queryLogs(
    azure,
    workspaceOf('log-meridian-security'),
    'AZKVAuditLogs\n| where Nothing == 1',
    day,
  )
  expect(answer).toMatchObject({ fault: { line: 2, column: 9, message: expect.stringContaining('Nothing') } })
})
