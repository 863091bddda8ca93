import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { composeHistory } from '../../emulator/seed/history/compose.ts'
import { seedState } from '../../emulator/seed/index.ts'
import type { AuditChanges } from '../domain/audit-change.ts'
import { changeableOf, type VaultSettings } from '../domain/vault-settings.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'changes-'))
const dayMs = 86_400_000
const todayMs = Math.floor(Date.now() / dayMs) * dayMs
const { answers } = composeHistory(seedState('demo', todayMs / 1000), todayMs, 1)
let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom({ logRows: 1, dataDir })
  // The first query waits for the history to be made.
  await strongroom.emulator.logs.query('print 1', { nowMs: 0 })
}, 120_000)
afterAll(async () => {
  await strongroom.close()
  rmSync(dataDir, { recursive: true })
})
beforeEach(() => strongroom.forget())

async function read(fromMs: number, toMs: number, vaults?: string, account: string = people.tomas, token?: string) {
  const search = new URLSearchParams({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    ...(vaults && { vaults }),
  })
  const response = await strongroom.api('GET', `/api/audit/changes?${search}`, token ? { token } : { as: account })
  expect(response.status).toBe(200)
  return (await response.json()) as AuditChanges // our own format
}

test('what changed before 10:40: the newest change of the vault is the firewall that was closed at 10:31, told once', async () => {
  const { vault, objectId, changedMs, fromMs } = answers.outageAfterChange
  const { changes, principals, queries } = await read(fromMs - dayMs, fromMs, vault)
  expect(changes[0]).toMatchObject({
    timeMs: changedMs,
    kind: 'configuration',
    vaultName: vault,
    operation: 'VaultPatch',
    network: 'Deny',
    isDone: true,
    callerId: objectId,
    address: '203.0.113.192',
    table: 'AzureDiagnostics',
  })
  expect(changes.filter(({ kind }) => kind === 'configuration')).toHaveLength(1)
  expect(principals.find(({ id }) => id === objectId)?.name).toBeTruthy()
  expect(queries.map(({ workspaceName }) => workspaceName)).toEqual(['log-meridian-operations'])
})

test('that logging was switched off is told by the Activity log, though the vault’s own log was not there', async () => {
  const { vault, objectId, deletedMs } = answers.loggingSwitchedOff
  const { changes } = await read(deletedMs - 60_000, deletedMs + 60_000, vault)
  expect(changes).toMatchObject([
    {
      timeMs: deletedMs,
      kind: 'logging',
      vaultName: vault,
      operation: 'Microsoft.Insights/diagnosticSettings/delete',
      callerId: objectId,
      table: 'AzureActivity',
    },
  ])
})

test('a vault that logs nothing has the changes that Resource Manager was asked for, and says that others are unknown', async () => {
  const address = '/api/vaults/kv-shared-dev-weu/settings'
  const before = (await (await strongroom.api('GET', address, { as: people.ines })).json()) as VaultSettings // our own format
  const body = { before: changeableOf(before), change: { tags: { owner: 'audit' } } }
  expect((await strongroom.api('PATCH', address, { as: people.ines, body })).status).toBe(200)
  const { changes, coverage } = await read(Date.now() - dayMs, Date.now() + 60_000, 'kv-shared-dev-weu')
  expect(changes).toMatchObject([
    {
      operation: 'Microsoft.KeyVault/vaults/write',
      kind: 'configuration',
      callerName: people.ines,
      table: 'AzureActivity',
      isDone: true,
    },
  ])
  expect(coverage).toMatchObject([{ vaultName: 'kv-shared-dev-weu', state: 'notLogged' }])
})

test('an object that is deleted and purged is two changes, and reading it is none', async () => {
  const { vault, secret, objectId, deletedMs, purgedMs } = answers.purgeOutsideHours
  const { changes } = await read(deletedMs - 60_000, purgedMs + 60_000, vault)
  expect(changes).toMatchObject([
    { timeMs: purgedMs, operation: 'SecretPurge', object: `secrets/${secret}`, callerId: objectId, kind: 'object' },
    { timeMs: deletedMs, operation: 'SecretDelete', object: `secrets/${secret}`, callerId: objectId, kind: 'object' },
  ])
})

test('the whole estate costs one query for each workspace beside what tells where vaults log', async () => {
  const token = await strongroom.token(people.tomas)
  await read(Date.now() - dayMs, Date.now(), undefined, people.tomas, token)
  strongroom.forget()
  await read(Date.now() - 2 * dayMs, Date.now(), undefined, people.tomas, token)
  expect(strongroom.calls()).toMatchInlineSnapshot(`
    {
      "DiagnosticSettingList": 3,
      "DirectoryObjectGetByIds": 1,
      "LogsQuery": 4,
    }
  `)
})

test('who may not query the workspace is told so, and nothing is taken for "no change"', async () => {
  const { changes, coverage } = await read(Date.now() - dayMs, Date.now(), 'kv-orders-dev-weu', people.daniel)
  expect(changes).toEqual([])
  expect(coverage).toMatchObject([{ state: 'noWorkspaceRight', workspaceName: 'log-meridian-nonprod' }])
})
