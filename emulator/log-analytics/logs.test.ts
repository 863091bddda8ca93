import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CallRecord } from '../audit.ts'
import { resourceManagerAudience } from '../entra/resources.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { customerIds, people, rolesVaultId, smallState } from '../testing/small-state.ts'
import { activityRows } from './activity-rows.ts'
import { auditLogRow } from './audit-log-row.ts'
import { diagnosticsRow } from './diagnostics-row.ts'
import { tables } from './tables.ts'

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
  cloud.emulator.calls.reset()
  cloud.emulator.logs.reset()
})
afterAll(() => cloud.close())

const query = async (text: string) => {
  const { rows } = await cloud.emulator.logs.query(text, { nowMs: cloud.emulator.clock.nowMs() })
  return rows
}

test('a secret that is read is a row of each table that its vault logs to, and of no other', async () => {
  const client = cloud.secrets('kv-roles')
  const { properties } = await client.setSecret('a', 'the value')
  await client.getSecret('a')
  const id = `https://kv-roles.vault.emulator.test/secrets/a/${properties.version}`
  expect(
    await query(
      `AzureDiagnostics | where OperationName == 'SecretGet' | project TenantId, Resource, ResourceType, _ResourceId, id_s, httpStatusCode_d, identity_claim_oid_g, identity_claim_upn_s, isRbacAuthorized_b, secretProperties_attributes_enabled_b`,
    ),
  ).toEqual([
    [
      customerIds['log-small'],
      'KV-ROLES',
      'VAULTS',
      rolesVaultId.toLowerCase(),
      id,
      200,
      people.administrator,
      'administrator@small.example',
      true,
      true,
    ],
  ])
  expect(
    await query(
      `AZKVAuditLogs | where OperationName == 'SecretGet' | project TenantId, _ResourceId, Id, HttpStatusCode, tostring(Identity.claim.oid), IsRbacAuthorized, tobool(SecretProperties.attributes.enabled)`,
    ),
  ).toEqual([[customerIds['log-other'], rolesVaultId.toLowerCase(), id, 200, people.administrator, true, true]])
})

test("a client's leading call is an Authentication row with 401 in both", async () => {
  await cloud.secrets('kv-roles').setSecret('a', 'the value')
  expect(
    await query('AzureDiagnostics | project OperationName, httpStatusCode_d, ResultSignature, identity_claim_oid_g'),
  ).toEqual([
    ['Authentication', 401, 'Unauthorized', ''],
    ['SecretSet', 200, 'OK', people.administrator],
  ])
  expect(await query('AZKVAuditLogs | project OperationName, HttpStatusCode, isnull(Identity)')).toEqual([
    ['Authentication', 401, true],
    ['SecretSet', 200, false],
  ])
})

test('who reads a vault in Resource Manager is named by the long claims, and what was read is there', async () => {
  const token = await cloud.token('contributor', resourceManagerAudience)
  const url = `${resourceManagerAudience}${rolesVaultId}?api-version=2026-02-01`
  expect((await cloud.send('GET', url, { token })).status).toBe(200)
  expect(
    await query(
      'AzureDiagnostics | project OperationName, identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g, identity_claim_oid_g, identity_claim_http_schemas_xmlsoap_org_ws_2005_05_identity_claims_upn_s, properties_sku_Name_s, properties_enableSoftDelete_b',
    ),
  ).toEqual([['VaultGet', people.contributor, '', 'contributor@small.example', 'standard', true]])
  expect(
    await query(
      'AZKVAuditLogs | project OperationName, EnableSoftDelete, tostring(Sku.Name), SoftDeleteRetentionInDays',
    ),
  ).toEqual([['VaultGet', true, 'standard', 7]])
  expect(await query('AzureActivity | count')).toEqual([[0]])
})

test('a vault without a diagnostic setting leaves no row', async () => {
  await cloud.secrets('kv-neighbour').setSecret('a', 'the value')
  expect(await query('union AzureDiagnostics, AZKVAuditLogs | count')).toEqual([[0]])
})

test('a call is logged by the settings of its own time', async () => {
  const client = cloud.secrets('kv-roles')
  await client.setSecret('before', 'the value')
  cloud.emulator.logs.settle()
  cloud.emulator.state.diagnosticSettings.delete(rolesVaultId.toLowerCase())
  await client.setSecret('after', 'the value')
  expect(await query(`AzureDiagnostics | where OperationName == 'SecretSet' | project id_s`)).toEqual([
    [expect.stringContaining('/secrets/before/')],
  ])
})

test('a reset forgets every row', async () => {
  await cloud.secrets('kv-roles').setSecret('a', 'the value')
  expect(await query('AzureDiagnostics | count')).toEqual([[2]])
  cloud.emulator.logs.reset()
  expect(await query('AzureDiagnostics | count')).toEqual([[0]])
})

test('many calls become rows unasked, and where nothing logs they are let go', async () => {
  const record = await cloud
    .secrets('kv-roles')
    .setSecret('a', 'the value')
    .then(() => cloud.emulator.calls.take().at(-1))
  if (!record) throw new Error('The call was recorded.')
  const many = () => {
    for (let count = 1; count < 150_000; count++) cloud.emulator.calls.record({ ...record, resourceId: '' })
    cloud.emulator.calls.record(record)
    return cloud.emulator.calls.take()
  }
  expect(many()).toHaveLength(0)
  expect(await query('AzureDiagnostics | count')).toEqual([[1]])

  cloud.emulator.logs.reset()
  cloud.emulator.state.diagnosticSettings.clear()
  expect(many()).toHaveLength(0)
  expect(await query('AzureDiagnostics | count')).toEqual([[0]])
})

test('rows follow the clock of the cloud', async () => {
  cloud.emulator.clock.offsetSeconds = -86_400
  await cloud.secrets('kv-roles').setSecret('a', 'the value')
  cloud.emulator.clock.offsetSeconds = 0
  expect(await query('AzureDiagnostics | where TimeGenerated < ago(23h) | count')).toEqual([[2]])
})

test('a minute of calls becomes rows of metrics when it is over', async () => {
  // Ten seconds into a minute, ten minutes ago.
  const intoMinute = 10 - (Math.floor(Date.now() / 1000) % 60)
  cloud.emulator.clock.offsetSeconds = intoMinute - 600
  const client = cloud.secrets('kv-roles')
  await client.setSecret('a', 'the value')
  await client.getSecret('never').catch(() => undefined)
  const text =
    'AzureMetrics | where ResourceId endswith "/KV-ROLES" | summarize round(sum(Total)) by MetricName, UnitName, TimeGrain, TenantId | where MetricName != "ServiceApiLatency" | sort by MetricName asc, TenantId asc'
  cloud.emulator.clock.offsetSeconds = intoMinute
  const inBoth = (...values: unknown[]) =>
    Object.values(customerIds).map((id) => [...values.slice(0, 2), 'PT1M', id, values[2]])
  expect(await query(text)).toEqual([
    ...inBoth('Availability', 'Percent', 300),
    ...inBoth('ServiceApiHit', 'Count', 3),
    ...inBoth('ServiceApiResult', 'Count', 3),
  ])
  await client.getSecret('a')
  expect(
    await query('AzureMetrics | summarize sum(Total) by MetricName | where MetricName == "ServiceApiHit"'),
  ).toEqual([['ServiceApiHit', 6]])
  cloud.emulator.clock.offsetSeconds = 0
})

test('rows have no column that their table has not', () => {
  const record: CallRecord = {
    timeMs: 0,
    category: 'AuditEvent',
    plane: 'control',
    resourceId: rolesVaultId,
    location: 'westeurope',
    operationName: 'VaultPatch',
    operationVersion: '2026-02-01',
    httpStatusCode: 200,
    resultSignature: 'OK',
    resultDescription: '',
    durationMs: 3,
    callerIpAddress: '203.0.113.10',
    correlationId: 'c',
    claims: {
      appid: 'A',
      'http://schemas.microsoft.com/identity/claims/objectidentifier': 'O',
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': 'u',
    },
    requestUri: '',
    id: '',
    clientInfo: '',
    tlsVersion: '',
    addressAuthorizationType: '',
    appliedAssignmentId: '',
    trustedService: '',
    subnetId: '',
    properties: { properties: { sku: { Family: 'A', Name: 'standard' }, enableSoftDelete: true }, unheard: { of: 1 } },
    activity: { action: 'Microsoft.KeyVault/vaults/write', resourceId: rolesVaultId, method: 'PATCH' },
  }
  const destination = { customerId: customerIds['log-small'] }
  const unknown = (table: string, row: Record<string, unknown>) => {
    const known = new Set(tables.find(({ name }) => name === table)?.columns.map(({ name }) => name))
    return Object.keys(row).filter((name) => !known.has(name))
  }
  const diagnostics = diagnosticsRow(record, destination)
  expect(diagnostics).toMatchObject({
    identity_claim_appid_g: 'a',
    identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g: 'o',
    identity_claim_http_schemas_xmlsoap_org_ws_2005_05_identity_claims_upn_s: 'u',
    properties_sku_Family_s: 'A',
    AdditionalFields: { unheard_of: 1 },
  })
  expect(unknown('AzureDiagnostics', diagnostics)).toEqual([])
  expect(unknown('AZKVAuditLogs', auditLogRow(record, destination))).toEqual([])
  const activity = activityRows(record, destination)
  expect(activity).toMatchObject([
    { ActivityStatusValue: 'Start', OperationNameValue: 'MICROSOFT.KEYVAULT/VAULTS/WRITE', Caller: 'u' },
    { ActivityStatusValue: 'Success', CorrelationId: 'c' },
  ])
  for (const row of activity) expect(unknown('AzureActivity', row)).toEqual([])
})
