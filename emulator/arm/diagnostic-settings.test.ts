import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { resourceManagerAudience } from '../entra/resources.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { customerIds, type Person, rolesVaultId, smallState } from '../testing/small-state.ts'

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

async function arm(method: string, path: string, body?: unknown, person: Person = 'contributor') {
  const version = path.includes('OperationalInsights') ? '2025-07-01' : '2021-05-01-preview'
  const { status, json } = await cloud.send(method, `${resourceManagerAudience}${path}?api-version=${version}`, {
    token: await cloud.token(person, resourceManagerAudience),
    ...(body !== undefined && { body }),
  })
  return { status, json }
}

const small = rolesVaultId.split('/providers/')[0] ?? ''
const smallId = `${small}/providers/Microsoft.OperationalInsights/workspaces/log-small`
const neighbour = rolesVaultId.replace('kv-roles', 'kv-neighbour')
const settings = (vault: string, name = '') =>
  `${vault}/providers/Microsoft.Insights/diagnosticSettings${name && `/${name}`}`
const audit = (properties: object = {}) => ({
  properties: { workspaceId: smallId, logs: [{ category: 'AuditEvent', enabled: true }], ...properties },
})

describe('workspaces', () => {
  test('are listed by subscription and by group, and found by name', async () => {
    const subscription = small.split('/resourceGroups/')[0] ?? ''
    const one = {
      id: smallId,
      name: 'log-small',
      type: 'Microsoft.OperationalInsights/workspaces',
      properties: { customerId: customerIds['log-small'], retentionInDays: 30 },
    }
    const path = '/providers/Microsoft.OperationalInsights/workspaces'
    expect(await arm('GET', `${subscription}${path}`)).toMatchObject({ status: 200, json: { value: [one] } })
    expect(await arm('GET', `${small}${path}`)).toMatchObject({ status: 200, json: { value: [one] } })
    expect(await arm('GET', smallId)).toMatchObject({ status: 200, json: one })
    expect(await arm('GET', smallId.replace('log-small', 'none'))).toMatchObject({
      status: 404,
      json: { error: { code: 'ResourceNotFound' } },
    })
  })

  test('are left out of lists for who may not read them, and refused one by one', async () => {
    const path = `${small}/providers/Microsoft.OperationalInsights/workspaces`
    expect(await arm('GET', path, undefined, 'reader')).toMatchObject({ status: 200, json: { value: [] } })
    expect(await arm('GET', path, undefined, 'nobody')).toMatchObject({ status: 403 })
    expect(await arm('GET', smallId, undefined, 'reader')).toMatchObject({
      status: 403,
      json: { error: { code: 'AuthorizationFailed' } },
    })
  })
})

test('a setting is made, found, changed and taken away, and calls follow it', async () => {
  const query = async (text: string) =>
    (await cloud.emulator.logs.query(text, { nowMs: cloud.emulator.clock.nowMs() })).rows
  const client = cloud.secrets('kv-neighbour')
  await client.setSecret('before', 'v')
  expect(await arm('GET', settings(neighbour))).toEqual({ status: 200, json: { value: [] } })
  const made = await arm('PUT', settings(neighbour, 'audit'), audit())
  expect(made).toMatchObject({
    status: 200,
    json: {
      id: settings(neighbour, 'audit'),
      name: 'audit',
      type: 'Microsoft.Insights/diagnosticSettings',
      properties: { workspaceId: smallId, logs: [{ category: 'AuditEvent', enabled: true }], metrics: [] },
    },
  })
  expect(await arm('GET', settings(neighbour, 'AUDIT'))).toEqual(made)
  await client.setSecret('old', 'v')
  expect(
    await arm('PUT', settings(neighbour, 'audit'), audit({ logAnalyticsDestinationType: 'Dedicated' })),
  ).toMatchObject({
    json: { properties: { logAnalyticsDestinationType: 'Dedicated' } },
  })
  await client.setSecret('dedicated', 'v')
  expect(await arm('DELETE', settings(neighbour, 'audit'))).toMatchObject({ status: 200 })
  expect(await arm('DELETE', settings(neighbour, 'audit'))).toMatchObject({ status: 204 })
  await client.setSecret('after', 'v')

  const secret = (table: string, id: string) =>
    query(`${table} | where OperationName == 'SecretSet' | project tostring(split(${id}, '/')[4])`)
  expect(await secret('AzureDiagnostics', 'id_s')).toEqual([['old']])
  expect(await secret('AZKVAuditLogs', 'Id')).toEqual([['dedicated']])
  expect(
    await query(
      'AzureActivity | summarize make_list(ActivityStatusValue) by OperationNameValue, Caller, _ResourceId | sort by OperationNameValue asc',
    ),
  ).toEqual([
    [
      'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE',
      'contributor@small.example',
      settings(neighbour, 'audit').toLowerCase(),
      '["Start","Success","Start","Success"]',
    ],
    [
      'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/WRITE',
      'contributor@small.example',
      settings(neighbour, 'audit').toLowerCase(),
      '["Start","Success","Start","Success"]',
    ],
  ])
})

describe('a setting is refused', () => {
  test.each([
    ['without a body', undefined, 400, 'BadRequest'],
    ['without a sink', { properties: { logs: [] } }, 400, 'BadRequest'],
    [
      'with a category that a vault has not',
      audit({ logs: [{ category: 'Administrative', enabled: true }] }),
      400,
      'BadRequest',
    ],
    ['with a metric that there is not', audit({ metrics: [{ category: 'Some', enabled: true }] }), 400, 'BadRequest'],
    [
      'with categories and groups at once',
      audit({
        logs: [
          { category: 'AuditEvent', enabled: true },
          { categoryGroup: 'audit', enabled: true },
        ],
      }),
      400,
      'BadRequest',
    ],
    ['with a workspace that is not there', audit({ workspaceId: `${smallId}x` }), 404, 'ResourceNotFound'],
    [
      'with a workspace that the caller may not send to',
      audit({
        workspaceId: smallState().workspaces.map(
          (one) =>
            `/subscriptions/${one.subscriptionId}/resourceGroups/rg-small/providers/Microsoft.OperationalInsights/workspaces/log-other`,
        )[1],
      }),
      403,
      'LinkedAuthorizationFailed',
    ],
  ])('%s', async (_name, body, status, code) => {
    expect(await arm('PUT', settings(neighbour, 'audit'), body)).toMatchObject({ status, json: { error: { code } } })
    expect(cloud.emulator.state.diagnosticSettings.get(neighbour.toLowerCase())).toBeUndefined()
  })

  test('where another one sends the same into the same workspace, but not where it sends something else', async () => {
    expect(
      await arm('PUT', settings(rolesVaultId, 'second'), audit({ logAnalyticsDestinationType: 'Dedicated' })),
    ).toMatchObject({
      status: 409,
      json: { error: { code: 'Conflict', message: expect.stringContaining("for category 'AuditEvent'") } },
    })
    const other = audit({ logs: [{ category: 'AzurePolicyEvaluationDetails', enabled: true }] })
    expect(await arm('PUT', settings(rolesVaultId, 'second'), other)).toMatchObject({ status: 200 })
  })

  test('beyond five', async () => {
    const to = (index: number) => audit({ workspaceId: null, storageAccountId: `/storage/${index}` })
    for (let index = 0; index < 5; index++) {
      expect(await arm('PUT', settings(neighbour, `s${index}`), to(index))).toMatchObject({ status: 200 })
    }
    expect(await arm('PUT', settings(neighbour, 's5'), to(5))).toMatchObject({ status: 409 })
    expect(await arm('PUT', settings(neighbour, 's4'), to(6))).toMatchObject({ status: 200 })
  })

  test('to who may only read, and is shown to them', async () => {
    expect(await arm('PUT', settings(rolesVaultId, 'audit'), audit(), 'auditor')).toMatchObject({ status: 403 })
    expect(await arm('DELETE', settings(rolesVaultId, 'to-log-small'), undefined, 'auditor')).toMatchObject({
      status: 403,
    })
    expect(await arm('GET', settings(rolesVaultId), undefined, 'auditor')).toMatchObject({
      status: 200,
      json: { value: [{ name: 'to-log-small' }, { name: 'to-log-other' }] },
    })
    expect(await arm('GET', settings(rolesVaultId), undefined, 'reader')).toMatchObject({ status: 403 })
  })
})

test('categories are those of a vault; a subscription has its own settings', async () => {
  const categories = `${rolesVaultId}/providers/Microsoft.Insights/diagnosticSettingsCategories`
  expect(await arm('GET', categories)).toMatchObject({
    json: { value: [{ name: 'AuditEvent' }, { name: 'AzurePolicyEvaluationDetails' }, { name: 'AllMetrics' }] },
  })
  const subscription = small.split('/resourceGroups/')[0] ?? ''
  expect(await arm('GET', settings(subscription))).toMatchObject({ json: { value: [{ name: 'to-log-small' }] } })
  expect(await arm('DELETE', settings(subscription, 'to-log-small'))).toMatchObject({ status: 200 })
  expect(await arm('GET', settings(subscription))).toMatchObject({ json: { value: [] } })
})
