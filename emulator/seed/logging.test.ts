import { expect, test } from 'vitest'
import { destinationsOf } from '../log-analytics/destinations.ts'
import { vaultId } from '../state.ts'
import { workspaceId } from '../workspace-state.ts'
import { seedState } from './index.ts'
import { vaultLandmarks } from './landmarks.ts'

const state = seedState('demo', 1_780_000_000)
const tablesOf = (vault: string) => {
  const found = state.vaults.get(vault.toLowerCase())
  return found ? destinationsOf(state, vaultId(found)).map(({ table }) => table) : []
}

test('some vaults log to the old table, some to the new one, some to both, and some to none', () => {
  const vaults = [...state.vaults.keys()].map((name) => tablesOf(name).sort().join())
  for (const tables of ['AzureDiagnostics', 'AZKVAuditLogs', 'AZKVAuditLogs,AzureDiagnostics', '']) {
    expect(vaults.filter((one) => one === tables).length).toBeGreaterThan(1)
  }
  expect(tablesOf(vaultLandmarks.main).sort()).toEqual(['AZKVAuditLogs', 'AzureDiagnostics'])
  expect(tablesOf(vaultLandmarks.old)).toEqual([])
})

test('a setting that exists may log no call', () => {
  const warehouse = state.vaults.get('kv-warehouse-prod-sdc')
  if (!warehouse) throw new Error('The vault is in the seed.')
  expect(state.diagnosticSettings.get(vaultId(warehouse).toLowerCase())).toHaveLength(1)
  expect(tablesOf(warehouse.name)).toEqual([])
})

test('every setting points at a workspace that is there, and no two of a vault at the same one', () => {
  const ids = state.workspaces.map((one) => workspaceId(one))
  for (const settings of state.diagnosticSettings.values()) {
    const used = settings.flatMap((one) => (one.workspaceId ? [one.workspaceId] : []))
    for (const id of used) expect(ids).toContain(id)
    expect(new Set(used).size).toBe(used.length)
  }
})

test("every subscription's Activity log has a workspace", () => {
  for (const { subscriptionId } of state.subscriptions) {
    expect(destinationsOf(state, `/subscriptions/${subscriptionId}`)).toMatchObject([{ table: 'AzureActivity' }])
  }
})
