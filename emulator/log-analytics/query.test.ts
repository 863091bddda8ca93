import { LogsQueryResultStatus } from '@azure/monitor-query-logs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { logAnalyticsAudience } from '../entra/resources.ts'
import { type SendOptions, type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { customerIds, people, rolesVaultId, smallState } from '../testing/small-state.ts'

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

const workspace = customerIds['log-small']
const day = { duration: 'P1D' }

/** The rows through the vendor's client. */
async function rows(query: string, person: 'auditor' | 'reader' = 'auditor') {
  const result = await cloud.logs(person).queryWorkspace(workspace, query, day)
  if (result.status !== LogsQueryResultStatus.Success) throw new Error('The result is partial.')
  return result.tables[0]?.rows
}

async function ask(body: unknown, options: SendOptions & { id?: string } = {}) {
  const { id = workspace, person = 'auditor', ...others } = options
  const token = others.token ?? (person === null ? undefined : await cloud.token(person, logAnalyticsAudience))
  return cloud.send('POST', `${logAnalyticsAudience}/v1/workspaces/${id}/query`, {
    ...others,
    person: null,
    ...(token && { token }),
    body,
  })
}

test('a secret read through the SDK is found through the SDK at once, in the old table and in the new', async () => {
  cloud.emulator.state.roleAssignments.push({
    ...(cloud.emulator.state.roleAssignments.find((one) => one.principalId === people.auditor) ?? fail()),
    name: 'another',
    scope: '/providers/Microsoft.Management/managementGroups/mg-root',
  })
  const client = cloud.secrets('kv-roles')
  await client.setSecret('a', 'the value')
  const { properties } = await client.getSecret('a')
  const id = `https://kv-roles.vault.emulator.test/secrets/a/${properties.version}`
  const old = await rows(
    "AzureDiagnostics | where OperationName == 'SecretGet' | project id_s, identity_claim_oid_g, httpStatusCode_d",
  )
  expect(old).toEqual([[id, people.administrator, 200]])
  const dedicated = await cloud
    .logs()
    .queryWorkspace(
      customerIds['log-other'],
      "AZKVAuditLogs | where OperationName == 'SecretGet' | project Id, Identity, HttpStatusCode",
      day,
    )
  expect(dedicated).toMatchObject({
    status: 'Success',
    tables: [{ rows: [[id, { claim: { oid: people.administrator } }, 200]] }],
  })
})

test('a workspace shows its own rows alone, and with another named beside it those of both', async () => {
  cloud.emulator.state.roleAssignments = cloud.emulator.state.roleAssignments.map((one) =>
    one.principalId === people.auditor
      ? { ...one, scope: '/providers/Microsoft.Management/managementGroups/mg-root' }
      : one,
  )
  await cloud.secrets('kv-roles').setSecret('a', 'the value')
  const both = 'union AzureDiagnostics, AZKVAuditLogs | summarize count() by TenantId, Type | sort by Type asc'
  const dedicated = [customerIds['log-other'], 'AZKVAuditLogs', 2]
  const old = [workspace, 'AzureDiagnostics', 2]
  expect(await rows(both)).toEqual([old])
  for (const name of ['log-other', customerIds['log-other']]) {
    const { json } = await ask({ query: both, workspaces: [name] })
    expect(json).toMatchObject({ tables: [{ rows: [dedicated, old] }] })
  }
})

test('a reader of a vault finds its rows by its resource id, wherever they are kept', async () => {
  await cloud.secrets('kv-roles').setSecret('a', 'the value')
  await cloud.secrets('kv-policies', 'policyHolder').setSecret('a', 'the value')
  const query = 'union AzureDiagnostics, AZKVAuditLogs | summarize count() by Type | sort by Type asc'
  const found = await cloud.logs().queryResource(rolesVaultId, query, day)
  expect(found).toMatchObject({
    tables: [
      {
        rows: [
          ['AZKVAuditLogs', 2],
          ['AzureDiagnostics', 2],
        ],
      },
    ],
  })
  const group = rolesVaultId.split('/providers/')[0] ?? ''
  expect(await cloud.logs().queryResource(group, query, day)).toMatchObject({
    tables: [
      {
        rows: [
          ['AZKVAuditLogs', 4],
          ['AzureDiagnostics', 2],
        ],
      },
    ],
  })
  await expect(cloud.logs('reader').queryResource(rolesVaultId, query, day)).rejects.toMatchObject({
    statusCode: 403,
  })
})

test('the timespan cuts every table, beside what the text asks for', async () => {
  cloud.emulator.clock.offsetSeconds = -7_200
  await cloud.secrets('kv-roles').setSecret('old', 'the value')
  cloud.emulator.clock.offsetSeconds = 0
  await cloud.secrets('kv-roles').setSecret('new', 'the value')
  const within = async (timespan?: string) => {
    const { json } = await ask({ query: 'AzureDiagnostics | count', timespan })
    return json
  }
  expect(await within()).toMatchObject({ tables: [{ rows: [[4]] }] })
  expect(await within('PT1H')).toMatchObject({ tables: [{ rows: [[2]] }] })
  expect(await within('P1D/2020-01-01')).toMatchObject({ tables: [{ rows: [[0]] }] })
})

test('both ends of a timespan belong to it', async () => {
  const TimeGenerated = Date.UTC(2026, 0, 1, 10)
  await cloud.emulator.logs.insert('AzureDiagnostics', [{ TenantId: workspace, TimeGenerated }])
  const count = async (timespan: string) => (await ask({ query: 'AzureDiagnostics | count', timespan })).json
  expect(await count('2026-01-01T09:00Z/2026-01-01T10:00Z')).toMatchObject({ tables: [{ rows: [[1]] }] })
  expect(await count('2026-01-01T10:00Z/PT1H')).toMatchObject({ tables: [{ rows: [[1]] }] })
  expect(await count('2026-01-01T09:00Z/2026-01-01T09:59:59.999Z')).toMatchObject({ tables: [{ rows: [[0]] }] })
})

test('statistics and the chart come when they are asked for', async () => {
  const query = 'print x = 1 | render timechart'
  expect((await ask({ query })).json).toEqual({
    tables: [{ name: 'PrimaryResult', columns: [{ name: 'x', type: 'long' }], rows: [[1]] }],
  })
  const full = await cloud.logs().queryWorkspace(workspace, query, day, {
    includeQueryStatistics: true,
    includeVisualization: true,
    serverTimeoutInSeconds: 600,
  })
  expect(full).toMatchObject({
    visualization: { visualization: 'timechart' },
    statistics: { query: { executionTime: expect.any(Number), datasetStatistics: [{ table_row_count: 1 }] } },
  })
})

test('a query in the address answers as one in the body', async () => {
  const token = await cloud.token('auditor', logAnalyticsAudience)
  const address = `${logAnalyticsAudience}/v1/workspaces/${workspace}/query?query=${encodeURIComponent('print 1')}&timespan=PT1H`
  expect(await cloud.send('GET', address, { token })).toMatchObject({
    status: 200,
    json: { tables: [{ rows: [[1]] }] },
  })
})

test('a workspace tells its tables and their columns to who may query it', async () => {
  const ask = async (person: 'auditor' | 'nobody') =>
    cloud.send('GET', `${logAnalyticsAudience}/v1/workspaces/${workspace}/metadata`, {
      token: await cloud.token(person, logAnalyticsAudience),
    })
  expect((await ask('auditor')).json).toMatchObject({
    tables: expect.arrayContaining([
      expect.objectContaining({
        name: 'AZKVAuditLogs',
        timespanColumn: 'TimeGenerated',
        columns: expect.arrayContaining([{ name: 'Identity', type: 'dynamic' }]),
      }),
    ]),
    workspaces: [{ id: workspace, name: 'log-small' }],
  })
  expect((await ask('nobody')).status).toBe(403)
})

test('a batch answers each query by itself', async () => {
  const results = await cloud.logs().queryBatch([
    { workspaceId: workspace, query: 'print x = 1', timespan: day },
    { workspaceId: customerIds['log-other'], query: 'print x = 1', timespan: day },
    { workspaceId: workspace, query: 'print oh no', timespan: day },
  ])
  expect(results).toMatchObject([
    { status: 'Success', tables: [{ rows: [[1]] }] },
    { partialError: { code: 'InsufficientAccessError' } },
    { partialError: { code: 'BadArgumentError' } },
  ])
  expect(cloud.emulator.calls.counts().byOperation).toMatchObject({ LogsBatch: 1, LogsQuery: 3 })
})

describe('who may not is told so', () => {
  test('without a token, with a foreign one, and with a spoilt one: 401', async () => {
    expect(await ask({ query: 'print 1' }, { person: null })).toMatchObject({
      status: 401,
      json: { error: { code: 'AuthorizationRequiredError' } },
      headers: { 'www-authenticate': expect.stringContaining('https://login.emulator.test/') },
    })
    const foreign = await cloud.token('auditor')
    for (const token of [foreign, `${await cloud.token('auditor', logAnalyticsAudience)}x`]) {
      expect(await ask({ query: 'print 1' }, { token })).toMatchObject({
        status: 401,
        json: { error: { code: 'InvalidTokenError' } },
      })
    }
  })

  test('without a role on the workspace, or on one named beside it: 403', async () => {
    const refused = { status: 403, json: { error: { code: 'InsufficientAccessError' } } }
    expect(await ask({ query: 'print 1' }, { person: 'nobody' })).toMatchObject(refused)
    expect(await ask({ query: 'print 1' }, { person: 'administrator' })).toMatchObject(refused)
    expect(await ask({ query: 'print 1', workspaces: ['log-other'] })).toMatchObject(refused)
    expect(await ask({ query: 'print 1' })).toMatchObject({ status: 200 })
  })

  test('a workspace that is not there: 404', async () => {
    for (const id of ['66666666-0000-4000-8000-00000000000f', 'log-small']) {
      expect(await ask({ query: 'print 1' }, { id })).toMatchObject({
        status: 404,
        json: { error: { code: 'PathNotFoundError' } },
      })
    }
  })

  test('when a fault rule says so: 429 with when to come again', async () => {
    cloud.emulator.faults.replace([{ operation: 'LogsQuery', times: 1, status: 429, retryAfterSeconds: 7 }])
    const { status, headers } = await ask({ query: 'print 1' })
    cloud.emulator.faults.replace([])
    expect([status, headers['retry-after']]).toEqual([429, '7'])
    expect((await ask({ query: 'print 1' })).status).toBe(200)
  })
})

function fail(): never {
  throw new Error('The small state has an auditor.')
}
