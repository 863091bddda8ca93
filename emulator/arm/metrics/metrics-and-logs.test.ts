import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintAccessToken } from '../../entra/access-token.ts'
import { keyVaultAudience, resourceManagerAudience } from '../../entra/resources.ts'
import { people } from '../../seed/people.ts'
import { type RunningEmulator, startEmulator } from '../../start.ts'
import { vaultId } from '../../state.ts'
import { type TlsClient, tlsClient } from '../../testing/tls-client.ts'

/** Metrics against the rows of Log Analytics, which both tell of the same calls. */

const dataDir = mkdtempSync(path.join(tmpdir(), 'metrics-history-'))
let running: RunningEmulator
let client: TlsClient
beforeAll(async () => {
  const caFile = path.join(dataDir, 'ca.pem')
  running = await startEmulator({ httpsPort: 0, httpPort: 0, seed: 'demo', dataDir, logRows: 1, caFile })
  client = tlsClient(running)
  await running.emulator.logs.query('print 1', { nowMs: 0 })
}, 120_000)
afterAll(async () => {
  client?.agent.destroy()
  await running?.close()
  rmSync(dataDir, { recursive: true })
})

const dayMs = 86_400_000
const token = (audience: string) =>
  mintAccessToken(running.emulator, {
    principal: people.ines,
    audience,
    appId: running.emulator.state.application.clientId,
    scopes: ['user_impersonation'],
  })

function idOf(vaultName: string): string {
  const vault = running.emulator.state.vaults.get(vaultName)
  if (!vault) throw new Error(`The seed has no vault ${vaultName}.`)
  return vaultId(vault)
}

async function hits(vaultName: string, fromMs: number, toMs: number): Promise<number> {
  const search = new URLSearchParams({
    'api-version': '2024-02-01',
    metricnames: 'ServiceApiHit',
    interval: 'FULL',
    timespan: `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`,
  })
  const url = `${resourceManagerAudience}${idOf(vaultName)}/providers/Microsoft.Insights/metrics?${search}`
  const headers = { Authorization: `Bearer ${await token(resourceManagerAudience)}` }
  const { text } = await client.send('GET', url, { headers })
  return JSON.parse(text).value[0].timeseries[0].data[0].count
}

async function logged(query: string, vaultName: string, fromMs: number, toMs: number): Promise<number> {
  const { rows } = await running.emulator.logs.query(query, {
    nowMs: running.emulator.clock.nowMs(),
    timespan: { fromMs, toMs },
    only: { column: '_ResourceId', values: [idOf(vaultName).toLowerCase()] },
  })
  return Number(rows[0]?.[0])
}

const dayAgo = (days: number) => Math.floor(Date.now() / dayMs) * dayMs - days * dayMs

test.each([
  ['kv-orders-prod-weu', 'AzureDiagnostics | where OperationName !startswith "Vault" | count'],
  ['kv-payments-prod-neu', 'AZKVAuditLogs | where OperationName !startswith "Vault" | count'],
  // Logs into both tables: the same calls twice.
  ['kv-payments-prod-weu', 'AZKVAuditLogs | where OperationName !startswith "Vault" | count'],
])('the ninety days of %s count as many hits as its log has calls', async (vaultName, query) => {
  const [from, to] = [dayAgo(89), dayAgo(1)]
  const counted = await hits(vaultName, from, to)
  expect(counted).toBeGreaterThan(50)
  expect(counted).toBe(await logged(query, vaultName, from, to))
})

test('an exported metric says the same as the endpoint', async () => {
  const [from, to] = [dayAgo(20), dayAgo(1)]
  const total = 'AzureMetrics | where MetricName == "ServiceApiHit" | summarize sum(Total)'
  const counted = await hits('kv-orders-prod-weu', from, to)
  expect(counted).toBeGreaterThan(0)
  expect(counted).toBe(await logged(total, 'kv-orders-prod-weu', from, to))
})

test('a call of now counts once, though the log has it too', async () => {
  const vaultName = 'kv-payments-prod-weu'
  const span = () => [dayAgo(2), Date.now() + 1_000] as const
  const before = await hits(vaultName, ...span())
  const url = `https://${vaultName}.vault.emulator.test/secrets?api-version=7.6`
  await client.send('GET', url, { headers: { Authorization: `Bearer ${await token(keyVaultAudience)}` } })
  const query = 'AZKVAuditLogs | where OperationName !startswith "Vault" | count'
  await logged(query, vaultName, ...span())
  expect(await hits(vaultName, ...span())).toBe(before + 1)
})
