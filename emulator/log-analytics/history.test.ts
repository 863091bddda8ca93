import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { CallRecord } from '../audit.ts'
import { startEmulator } from '../start.ts'
import { vaultId } from '../state.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'logs-history-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

const start = () =>
  startEmulator({ httpsPort: 0, httpPort: 0, seed: 'demo', dataDir, logRows: 1, caFile: path.join(dataDir, 'ca.pem') })

const files = () => readdirSync(path.join(dataDir, 'history'))

test('an emulator with a history has its rows beside those of its own calls, through resets, restarts and a broken file', async () => {
  const first = await start()
  const count = async ({ emulator }: typeof first, text = 'AZKVAuditLogs | count') =>
    Number((await emulator.logs.query(text, { nowMs: emulator.clock.nowMs() })).rows[0]?.[0])
  const old = await count(first)
  expect(old).toBeGreaterThan(3_000)
  expect(await count(first, 'AZKVAuditLogs | where TimeGenerated > now() | count')).toBe(0)

  const { hostname, vaultUrl } = {
    hostname: 'kv-orders-dev-weu',
    vaultUrl: 'https://kv-orders-dev-weu.vault.emulator.test',
  }
  first.emulator.calls.record({
    ...emptyRecord,
    resourceId: idOf(first, hostname),
    id: vaultUrl,
    timeMs: Date.now() - 1,
  })
  expect(await count(first)).toBe(old + 1)
  first.emulator.logs.reset()
  expect(await count(first)).toBe(old)
  await first.close()

  const [name = ''] = files()
  writeFileSync(path.join(dataDir, 'history', name), 'not a database any more')
  const second = await start()
  expect(await count(second)).toBe(old)
  expect(files()).toHaveLength(1)
  await second.close()
}, 60_000)

test('one without has none, and makes no file', async () => {
  const running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'demo',
    caFile: path.join(dataDir, 'ca2.pem'),
  })
  const { rows } = await running.emulator.logs.query('union AzureDiagnostics, AZKVAuditLogs | count', { nowMs: 0 })
  expect(rows).toEqual([[0]])
  await running.close()
})

function idOf({ emulator }: Awaited<ReturnType<typeof start>>, name: string): string {
  const vault = emulator.state.vaults.get(name)
  if (!vault) throw new Error(`No vault ${name}`)
  return vaultId(vault)
}

const emptyRecord: CallRecord = {
  timeMs: 0,
  category: 'AuditEvent',
  plane: 'data',
  resourceId: '',
  location: 'westeurope',
  operationName: 'SecretGet',
  operationVersion: '7.6',
  httpStatusCode: 200,
  resultSignature: 'OK',
  resultDescription: '',
  durationMs: 1,
  callerIpAddress: '203.0.113.10',
  correlationId: '',
  claims: {},
  requestUri: '',
  id: '',
  clientInfo: '',
  tlsVersion: '',
  addressAuthorizationType: '',
  appliedAssignmentId: '',
  trustedService: '',
  subnetId: '',
  properties: {},
}
