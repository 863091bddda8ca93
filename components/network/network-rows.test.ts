import { expect, test } from 'vitest'
import type { NetworkSettings } from '@/lib/domain/network-settings.ts'
import type { VaultStatus } from '@/lib/domain/object.ts'
import type { Vault } from '@/lib/domain/vault.ts'
import { exposureExport, exposureRows, findingExport, findingRows } from './network-rows.ts'

const network: NetworkSettings = {
  publicNetworkAccess: 'Enabled',
  defaultAction: 'Deny',
  bypass: 'AzureServices',
  ipRules: ['198.51.100.7'],
  virtualNetworkRules: [],
  endpointConnections: [],
  perimeter: null,
  enabledForDeployment: false,
  enabledForDiskEncryption: false,
  enabledForTemplateDeployment: false,
}
// Only what a row is made of.
const vault = (name: string) => ({ id: `/${name}`, name, tags: {}, network, subscriptionName: 's' }) as unknown as Vault
const met = (vaultName: string, state: VaultStatus['state']): VaultStatus => ({
  vaultName,
  kind: 'secret',
  state,
  count: 0,
})
const asked = (vaultName: string) => ({ vaultName, outcome: 'reached' as const, problem: null, ownAddress: null })

test('what a reading of objects met tells the reach, and what was asked itself counts before it', () => {
  const vaults = ['a', 'b', 'c', 'd', 'e'].map(vault)
  const statuses = [
    met('a', 'ok'),
    met('b', 'forbidden_by_firewall'),
    met('c', 'forbidden_by_connection'),
    met('d', 'throttled'),
    met('e', 'forbidden_by_firewall'),
  ]
  const rows = exposureRows(vaults, [asked('e')], statuses)
  expect(rows.map(({ reach }) => reach)).toEqual(['reached', 'refused', 'closed', null, 'reached'])
  expect(rows[1]?.findings.map(({ kind }) => kind)).toContain('unreachable')
  expect(rows[4]?.findings.map(({ kind }) => kind)).not.toContain('unreachable')
})

test('a file has a column for each head, in both tables', () => {
  const rows = exposureRows([vault('kv-a-prod')], [], [])
  for (const { head, rows: lines } of [exposureExport(rows), findingExport(findingRows(rows))]) {
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toHaveLength(head.length)
  }
})
