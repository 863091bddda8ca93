import { expect, test } from 'vitest'
import { type AuditChange, changeKindOf, operationAsWritten, withoutTwins } from './audit-change.ts'
import { instantBefore, leadText } from './time-before.ts'

const patch: AuditChange = {
  timeMs: 1_000_000,
  kind: 'configuration',
  vaultName: 'kv-a',
  scope: '/subscriptions/s/resourcegroups/g/providers/microsoft.keyvault/vaults/kv-a',
  operation: 'VaultPatch',
  object: '',
  version: '',
  isDone: true,
  result: 'OK',
  network: 'Deny',
  address: '203.0.113.1',
  client: 'az',
  callerId: 'c',
  applicationId: '',
  callerName: '',
  identityResource: '',
  correlationId: 'one',
  table: 'AzureDiagnostics',
}
const activity: AuditChange = {
  ...patch,
  operation: 'Microsoft.KeyVault/vaults/write',
  network: '',
  client: '',
  table: 'AzureActivity',
}

test('a change that both logs tell is told once, by the vault’s own; one that the Activity log alone has stays', () => {
  expect(withoutTwins([activity, patch])).toEqual([patch])
  expect(withoutTwins([{ ...activity, correlationId: 'other', timeMs: patch.timeMs + 3_000 }, patch])).toEqual([patch])
  const later = { ...activity, correlationId: 'other', timeMs: patch.timeMs + 60_000 }
  expect(withoutTwins([patch, later])).toEqual([later, patch])
  expect(withoutTwins([activity])).toEqual([activity])
})

test('two changes of one moment are two, unless two workspaces tell the very same row', () => {
  const first: AuditChange = { ...patch, kind: 'object', operation: 'SecretSet', object: 'secrets/a' }
  const second: AuditChange = { ...first, object: 'secrets/b' }
  expect(withoutTwins([first, second, { ...first }])).toHaveLength(2)
})

test('each operation has its kind, and Resource Manager’s stand as they are written', () => {
  expect(changeKindOf('VaultPatch')).toBe('configuration')
  expect(changeKindOf('VaultAccessPolicyUpdate')).toBe('policy')
  expect(changeKindOf('microsoft.keyvault/vaults/accesspolicies/write')).toBe('policy')
  expect(changeKindOf('microsoft.authorization/roleassignments/delete')).toBe('role')
  expect(changeKindOf('microsoft.insights/diagnosticsettings/delete')).toBe('logging')
  expect(changeKindOf('CertificatePolicyUpdate')).toBe('object')
  expect(operationAsWritten('MICROSOFT.KEYVAULT/VAULTS/WRITE')).toBe('Microsoft.KeyVault/vaults/write')
})

test('a time of day is the last one that has been', () => {
  const now = Date.UTC(2026, 10, 26, 12)
  expect(instantBefore('10:40', now)).toBe(Date.UTC(2026, 10, 26, 10, 40))
  expect(instantBefore('22:05 UTC', now)).toBe(Date.UTC(2026, 10, 25, 22, 5))
  expect(instantBefore('2026-11-24 10:40', now)).toBe(Date.UTC(2026, 10, 24, 10, 40))
  expect(instantBefore('25:00', now)).toBe(null)
  expect(leadText(now - 9 * 60_000, now)).toBe('9 min before')
  expect(leadText(now - 20, now)).toBe('less than 1 min before')
  expect(leadText(now - 30 * 3_600_000, now)).toBe('30 h before')
  expect(leadText(now - 72 * 3_600_000, now)).toBe('3 days before')
})
