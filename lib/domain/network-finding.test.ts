import { describe, expect, test } from 'vitest'
import { fixCommands, rulesCommands } from './network-commands.ts'
import { findingWords, type NetworkFindingKind, networkFindings } from './network-finding.ts'
import type { NetworkSettings } from './network-settings.ts'

const closed: NetworkSettings = {
  publicNetworkAccess: 'Disabled',
  defaultAction: 'Deny',
  bypass: 'None',
  ipRules: [],
  virtualNetworkRules: [],
  endpointConnections: [],
  perimeter: null,
  enabledForDeployment: false,
  enabledForDiskEncryption: false,
  enabledForTemplateDeployment: false,
}
const open: NetworkSettings = { ...closed, publicNetworkAccess: 'Enabled', defaultAction: 'Allow' }
const found = (network: NetworkSettings, name = 'kv-a-prod', isRefused = false) =>
  networkFindings({ name, tags: {}, network }, isRefused).map(({ kind, severity }) => `${kind} ${severity}`)

test('a vault that is closed and lets nobody around has none', () => {
  expect(found(closed)).toEqual([])
})

test('open to the internet is gravest in production, and a tag says so before the name', () => {
  expect(found(open)).toEqual(['openToAll high', 'noPrivateEndpoint medium'])
  expect(found(open, 'kv-a-dev')).toEqual(['openToAll medium'])
  const tagged = networkFindings({ name: 'kv-a-dev', tags: { Environment: 'prd' }, network: open })
  expect(tagged[0]?.severity).toBe('high')
})

test('a pending connection waits and does not count as an endpoint; an approved one does', () => {
  const connection = (status: 'Pending' | 'Approved') => [
    { name: 'pe', privateEndpointId: '', status, description: '' },
  ]
  const selected: NetworkSettings = { ...open, defaultAction: 'Deny', ipRules: ['198.51.100.7'] }
  expect(found({ ...selected, endpointConnections: connection('Pending') })).toEqual([
    'noPrivateEndpoint medium',
    'pendingEndpoint medium',
  ])
  expect(found({ ...selected, endpointConnections: connection('Approved') })).toEqual([])
})

test('bypass, flags and a refusal are each a finding', () => {
  expect(found({ ...closed, bypass: 'AzureServices' })).toEqual(['trustedServices low'])
  expect(found({ ...closed, enabledForTemplateDeployment: true }, 'kv-a-dev')).toEqual(['templateDeployment low'])
  expect(found({ ...closed, enabledForDiskEncryption: true, enabledForDeployment: true })).toEqual([
    'diskEncryption low',
    'deployment low',
  ])
  expect(found(closed, 'kv-a', true)).toEqual(['unreachable low'])
  expect(found({ ...open, bypass: 'AzureServices' }, 'kv-a-dev')).toEqual(['openToAll medium'])
})

describe('the fix of each finding', () => {
  const vault = {
    name: 'kv-a-prod',
    id: '/subscriptions/s/resourceGroups/rg-a/providers/Microsoft.KeyVault/vaults/kv-a-prod',
    resourceGroup: 'rg-a',
    location: 'westeurope',
  }
  const kinds = Object.keys(findingWords) as NetworkFindingKind[] // the keys of a record of them all
  test.each(kinds)('%s comes as Azure CLI, PowerShell, Bicep and Terraform', (kind) => {
    const commands = fixCommands({ kind, severity: 'low', entry: 'pe-1' }, vault, open, '203.0.113.10')
    expect(commands.map(({ label }) => label)).toEqual(['Azure CLI', 'PowerShell', 'Bicep', 'Terraform'])
    for (const { text } of commands) expect(text).toMatch(/kv-a-prod|kv_a_prod/)
  })
  test('keeps the rules that are there', () => {
    const rules: NetworkSettings = { ...open, defaultAction: 'Deny', ipRules: ['198.51.100.7'] }
    const [cli, , bicep, terraform] = fixCommands(
      { kind: 'unreachable', severity: 'low' },
      vault,
      rules,
      '203.0.113.10',
    )
    expect(cli?.text).toBe(
      'az keyvault network-rule add --name kv-a-prod --resource-group rg-a --ip-address 203.0.113.10',
    )
    expect(bicep?.text).toContain("{ value: '198.51.100.7' }")
    expect(terraform?.text).toContain('ip_rules                   = ["198.51.100.7","203.0.113.10"]')
  })
  test('the whole firewall as commands names every rule', () => {
    const rules: NetworkSettings = {
      ...open,
      defaultAction: 'Deny',
      ipRules: ['198.51.100.0/24'],
      virtualNetworkRules: ['/subscriptions/s/x'],
    }
    const texts = rulesCommands(vault, rules).map(({ text }) => text)
    expect(texts).toHaveLength(4)
    for (const text of texts) expect(text).toMatch(/198\.51\.100\.0\/24[\s\S]*\/subscriptions\/s\/x/)
  })
})
