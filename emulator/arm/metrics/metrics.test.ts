import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CallRecord } from '../../audit.ts'
import { resourceManagerAudience } from '../../entra/resources.ts'
import { type SmallCloud, startSmallCloud } from '../../testing/small-cloud.ts'
import { rolesVaultId } from '../../testing/small-state.ts'

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
afterAll(() => cloud?.close())
beforeEach(() => cloud.emulator.calls.reset())

const minuteMs = 60_000
/** The hour that all tests look at: long enough ago for the minutes in it to be over. */
const startMs = Math.floor(Date.now() / minuteMs) * minuteMs - 120 * minuteMs
const at = (minute: number) => new Date(startMs + minute * minuteMs).toISOString()

interface Told {
  timespan: string
  interval: string
  cost: number
  namespace: string
  resourceregion: string
  value: {
    id: string
    name: { value: string }
    unit: string
    errorCode: string
    timeseries: {
      metadatavalues: { name: { value: string }; value: string }[]
      data: Record<string, number | string>[]
    }[]
  }[]
  error?: { code: string; message: string }
}

async function ask(query: Record<string, string>, vaultName = 'kv-roles', kind = 'metrics') {
  const token = await cloud.token('contributor', resourceManagerAudience)
  const id = rolesVaultId.replace('kv-roles', vaultName)
  const search = new URLSearchParams({ 'api-version': '2024-02-01', ...query })
  const url = `${resourceManagerAudience}${id}/providers/Microsoft.Insights/${kind}?${search}`
  const { status, json } = await cloud.send('GET', url, { token })
  return { status, told: json as Told } // the shapes that the tests look at
}

/** A call as the emulator keeps it. */
function happened(
  minute: number,
  operationName: string,
  httpStatusCode: number,
  durationMs: number,
  vault = rolesVaultId,
) {
  cloud.emulator.calls.record({
    timeMs: startMs + minute * minuteMs + 1_500,
    category: 'AuditEvent',
    plane: 'data',
    resourceId: vault,
    location: 'westeurope',
    operationName,
    httpStatusCode,
    durationMs,
  } as CallRecord) // all that metrics look at
}

function anHour() {
  happened(0, 'SecretGet', 200, 10)
  happened(0, 'SecretGet', 200, 30)
  happened(0, 'SecretList', 403, 20)
  happened(2, 'SecretGet', 500, 100)
  happened(2, 'SecretGet', 200, 40)
  happened(2, 'SecretGet', 200, 1, rolesVaultId.replace('kv-roles', 'kv-neighbour'))
}
const timespan = `${at(0)}/${at(4)}`

test('hits and latencies are told minute by minute, with nothing from another vault', async () => {
  anHour()
  const { status, told } = await ask({
    metricnames: 'ServiceApiHit,ServiceApiLatency',
    timespan,
    aggregation: 'Count,Total,Average,Minimum,Maximum',
  })
  expect(status).toBe(200)
  expect(told).toMatchObject({
    timespan: timespan.replaceAll('.000Z', 'Z'),
    interval: 'PT1M',
    namespace: 'Microsoft.KeyVault/vaults',
    resourceregion: 'westeurope',
  })
  const [hits, latency] = told.value
  expect(hits).toMatchObject({ unit: 'Count', errorCode: 'Success', name: { value: 'ServiceApiHit' } })
  expect(hits?.timeseries).toHaveLength(1)
  expect(hits?.timeseries[0]?.data.map(({ count }) => count)).toEqual([3, 0, 2, 0])
  const time = (minute: number) => ({ timeStamp: at(minute).replace('.000Z', 'Z') })
  expect(latency?.timeseries[0]?.data).toEqual([
    { ...time(0), count: 3, total: 60, average: 20, minimum: 10, maximum: 30 },
    { ...time(1), count: 0 },
    { ...time(2), count: 2, total: 140, average: 70, minimum: 40, maximum: 100 },
    { ...time(3), count: 0 },
  ])
})

test('availability falls with the service’s own failures, and not with what it refuses', async () => {
  anHour()
  const { told } = await ask({ metricnames: 'Availability', timespan, interval: 'FULL' })
  expect(told).toMatchObject({ interval: 'FULL' })
  expect(told.value[0]?.timeseries[0]?.data).toEqual([{ timeStamp: at(0).replace('.000Z', 'Z'), average: 80 }])
})

test('a filter divides results by status and activity, the largest first, as many as are asked for', async () => {
  anHour()
  const seriesOf = async (query: Record<string, string>) => {
    const { told } = await ask({ metricnames: 'ServiceApiResult', timespan, interval: 'FULL', ...query })
    return told.value[0]?.timeseries.map(({ metadatavalues, data }) => [
      ...metadatavalues.map(({ name, value }) => `${name.value} ${value}`),
      data[0]?.count,
    ])
  }
  const byClass = [
    ['statuscodeclass 2xx', 3],
    ['statuscodeclass 4xx', 1],
    ['statuscodeclass 5xx', 1],
  ]
  expect(await seriesOf({ $filter: "StatusCodeClass eq '*'" })).toEqual(byClass)
  expect(await seriesOf({ $filter: "StatusCodeClass eq '*'", top: '1' })).toEqual(byClass.slice(0, 1))
  expect(
    await seriesOf({ $filter: "ActivityName eq 'secretget' and StatusCode eq '200' or StatusCode eq '500'" }),
  ).toEqual([
    ['activityname secretget', 'statuscode 200', 3],
    ['activityname secretget', 'statuscode 500', 1],
  ])
  expect(await seriesOf({ $filter: "ActivityName ne 'secretget'" })).toEqual([['activityname secretlist', 1]])
  expect(await seriesOf({ $filter: "StatusCode eq '*'", orderby: 'count asc', top: '1' })).not.toEqual([
    ['statuscode 200', 3],
  ])
})

test('saturation is the share of what a vault takes in a minute', async () => {
  for (let call = 0; call < 240; call++) happened(1, 'SecretGet', 200, 1)
  const { told } = await ask({ metricnames: 'SaturationShoebox', timespan, interval: 'FULL', aggregation: 'Maximum' })
  expect(told.value[0]?.timeseries[0]?.data[0]?.maximum).toBe(1)
})

test('a call through the vendor’s client counts at once, on a vault that logs nothing', async () => {
  expect(
    cloud.emulator.state.diagnosticSettings.get(rolesVaultId.toLowerCase().replace('kv-roles', 'kv-neighbour')),
  ).toBe(undefined)
  await cloud.secrets('kv-neighbour').setSecret('counted', 'value')
  const query = { metricnames: 'ServiceApiHit', interval: 'PT1H', $filter: "ActivityName eq '*'" }
  const { told } = await ask({ ...query, 'api-version': '2018-01-01', timespan: 'PT1H' }, 'kv-neighbour')
  const counted = told.value[0]?.timeseries.map(({ metadatavalues, data }) => [
    metadatavalues[0]?.value,
    data.reduce((sum, one) => sum + Number(one.count), 0),
  ])
  expect(counted?.sort()).toEqual([
    ['authentication', 1],
    ['secretset', 1],
  ])
})

test('the definitions say what can be asked for', async () => {
  const { status, told } = await ask({}, 'kv-roles', 'metricDefinitions')
  expect(status).toBe(200)
  expect(told.value.map(({ name }) => name.value)).toEqual([
    'Availability',
    'SaturationShoebox',
    'ServiceApiHit',
    'ServiceApiLatency',
    'ServiceApiResult',
  ])
  expect(told.value[4]).toMatchObject({
    unit: 'Count',
    primaryAggregationType: 'Count',
    isDimensionRequired: false,
    dimensions: ['ActivityType', 'ActivityName', 'StatusCode', 'StatusCodeClass'].map((value) => ({ value })),
  })
  const { told: metadata } = await ask({
    metricnames: 'ServiceApiHit',
    $filter: "ActivityName eq '*'",
    resultType: 'Metadata',
  })
  expect(metadata.value[0]?.timeseries.every((one) => !('data' in one))).toBe(true)
})

test.each([
  [{ metricnames: 'Nothing' }, /Failed to find metric configuration .* Valid metrics: Availability,/],
  [{ interval: 'PT2M' }, /invalid time grain input: PT2M, supported ones: PT1M,PT5M/],
  [{ aggregation: 'median' }, /Invalid aggregation type: median/],
  [{ timespan: 'yesterday' }, /timespan 'yesterday' is not valid/],
  [{ timespan: 'P100D' }, /93 days/],
  [
    { metricnames: 'ServiceApiHit', $filter: "StatusCode eq '*'" },
    /does not support requested dimension combination: StatusCode/,
  ],
  [{ $filter: "ActivityName eq 'a' or StatusCode eq '200'" }, /'or' cannot separate/],
  [{ $filter: 'ActivityName' }, /no comparison/],
  [{ top: '0' }, /number of series/],
  [{ orderby: 'count upwards' }, /order/],
  [{ metricnamespace: 'Microsoft.Storage/storageAccounts' }, /namespace/],
])('%j is refused in a sentence', async (query, sentence) => {
  const { status, told } = await ask(query)
  expect({ status, code: told.error?.code }).toEqual({ status: 400, code: 'BadRequest' })
  expect(told.error?.message).toMatch(sentence)
})

test('who may not read the vault’s metrics is told which action is missing', async () => {
  const token = await cloud.token('nobody', resourceManagerAudience)
  const url = `${resourceManagerAudience}${rolesVaultId}/providers/Microsoft.Insights/metrics?api-version=2024-02-01`
  expect(await cloud.send('GET', url, { token })).toMatchObject({
    status: 403,
    json: {
      error: { code: 'AuthorizationFailed', message: expect.stringContaining('Microsoft.Insights/metrics/read') },
    },
  })
})
